"""A copy that comes in place of what is there: at once or not at all, told to everybody, no number used again."""

import multiprocessing
import os

import pandas as pd
import pytest

import workbench
from workbench import Conflict, Workspace
from workbench.workspace import changes as watching
from workbench.workspace import drafts, folder, refill
from workbench.workspace.errors import StoreError, TableError


def content(ws):
    """All that a workspace shows and remembers."""
    ws.sync()
    tables = {name: ws[name].to_csv() for name in ws.tables()}
    return tables, ws.history().to_csv(), ws.scenarios(), ws.baselines().to_dict(), drafts.every(ws.store)


def refer(ws):
    """Add rows of two tables, of which one refers to the other, whatever the order of their names."""
    rows = [("customers", "acme", "name", ws.who), ("contacts", "c", "customer", "acme")]
    return ws.apply(pd.DataFrame(rows, columns=["table", "id", "column", "new"]))


@pytest.fixture
def copy(tmp_path):
    """Another workspace as a folder: seven versions, with a column and a scenario of its own."""
    ws = Workspace.open(str(tmp_path / "origin.db"), who="cy")
    ws.add("opportunities", {"sso": {"title": "Sign in once", "reach": 1}, "new": {"title": "New"}})
    ws.add_column("opportunities", "risk", "text")
    ws.edit("opportunities", "new", risk="high")
    ws.scenario("lean").edit("opportunities", "new", reach=3)
    ws.edit("opportunities", "sso", reach=2)
    ws.baseline("Then")
    refer(ws)
    ws.edit("opportunities", "sso", reach=3)
    assert folder.write(ws.store, tmp_path / "copy") == 7
    return tmp_path / "copy"


@pytest.fixture
def old(filled):
    """What is to be replaced: eight versions, a column of the same name and another kind, a draft."""
    filled.add_column("opportunities", "risk", "number")
    filled.edit("opportunities", "dark", risk=0.5)
    filled.scenario("bold").edit("opportunities", "dark", risk=0.7)
    filled.edit("settings", "opportunities.line", value=5)
    refer(filled)
    for reach in (20, 30):
        filled.sync()
        filled.edit("opportunities", "sso", reach=reach)
    draft = filled.draft("tab")
    draft.set("opportunities", "sso", "reach", 99)
    draft.store()
    assert filled.version == 8
    return filled


def test_all_is_replaced_and_one_version_above_both_counters_is_made(old, copy, tmp_path):
    assert folder.read(copy, old, replace=True) == 9
    assert old["opportunities"]["reach"].dropna().to_dict() == {"sso": 3}
    assert old["opportunities"]["risk"].dropna().to_dict() == {"new": "high"}
    assert old.setting("opportunities.line") != 5
    assert old.scenarios() == ["lean"]
    assert old.baselines().to_dict() == {"Then": 5}
    assert drafts.every(old.store) == []
    assert old.at(9)["opportunities"].equals(old.at(7)["opportunities"])
    assert old["customers"]["name"].to_dict() == {"acme": "cy"}
    assert old.at("Then")["opportunities"].at["sso", "reach"] == 2
    assert old.history()["version"].max() == 7
    assert old.saved()[1] == "ana"
    assert old.edit("opportunities", "sso", reach=4) == 10
    folder.write(old.store, copy)  # it is that workspace now
    there = Workspace.open(str(tmp_path / "third.db"), who="di")
    assert folder.read(copy, there) == 10
    assert content(there)[:4] == content(old)[:4]


def test_the_folders_counter_may_be_the_greater_one(ws, copy):
    ws.add("opportunities", {"x": {"title": "X"}})
    assert folder.read(copy, ws, replace=True) == 8


def test_an_empty_workspace_takes_the_folders_version_but_a_restored_one_its_own(ws, copy, tmp_path):
    assert folder.read(copy, ws, replace=True) == 7
    other = Workspace.open(str(tmp_path / "other.db"))
    assert folder.read(copy, other, restored="copy.db") == 8
    assert other.history().equals(ws.history())


def test_rows_that_were_changed_in_the_folder_are_a_version_after_that(old, copy):
    path = copy / "opportunities.csv"
    path.write_bytes(path.read_bytes().replace(b"Sign in once", b"Sign in"))
    with (copy / "columns.csv").open("a") as file:
        file.write("opportunities.fit,opportunities,fit,number" + "," * 10 + "\n")
    assert folder.read(copy, old, replace=True) == 10
    assert old.at(9)["opportunities"].at["sso", "title"] == "Sign in once"
    assert old["opportunities"].at["sso", "title"] == "Sign in"
    assert old["opportunities"]["fit"].isna().all()


def test_a_refused_row_leaves_all_as_it_was(old, copy):
    before = content(old)
    path = copy / "opportunities.csv"
    path.write_bytes(path.read_bytes().replace(b"Sign in once", b""))
    with pytest.raises(TableError, match=r"opportunities\.csv, line 3, column title: Title"):
        folder.read(copy, old, replace=True)
    assert content(old) == before


def _killed(url, copy):
    refill.mark = lambda *_: os._exit(9)
    folder.read(copy, Workspace.open(url, who="bo"), replace=True)


def test_killed_half_way_the_old_is_there(old, copy):
    before = content(old)
    old.store.close()
    process = multiprocessing.get_context("spawn").Process(target=_killed, args=(old.url, copy))
    process.start()
    process.join()
    assert process.exitcode == 9
    assert content(old) == before
    assert content(Workspace.open(old.url, who="ana")) == before


def test_tables_that_nobody_here_declares_are_not_replaced(stranger, old, copy):
    ws = Workspace.open(old.url, who="ana")
    ws.add("people", {"ann": {"name": "Ann"}})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbench.workspace.catalogue.entry_points", lambda group: ())
        refill.declared.cache_clear()
        with pytest.raises(StoreError, match="no installed package declares: people"):
            folder.read(copy, old, replace=True)
    refill.declared.cache_clear()
    assert Workspace.open(old.url)["people"].at["ann", "name"] == "Ann"


def test_others_who_have_it_open_are_told_and_see_all_of_it_once_they_sync(old, copy, monkeypatch, until):
    monkeypatch.setattr(watching, "EVERY", 0.01)
    li, heard = Workspace.open(old.url, who="li"), []
    seen = {name: li.frame(name) for name in li.tables()}  # also of tables that the copy says nothing of
    end = li.changes.observe(lambda *told: heard.append(told))
    folder.read(copy, old, replace=True)
    until(lambda: heard)
    end()
    assert heard == [(9, "ana", sorted(li.tables()))]
    assert li.version == 8
    assert li.frame("opportunities") is seen["opportunities"]
    assert li.sync() == 9
    for name in seen:
        assert li[name].equals(Workspace.open(old.url)[name])
    assert li.edit("opportunities", "sso", reach=5) == 10


def test_who_saves_before_that_is_refused(old, copy, tmp_path):
    li = Workspace.open(old.url, who="li")
    folder.read(copy, old, replace=True)
    with pytest.raises(StoreError, match="holds another workspace than when it was opened"):
        li.edit("opportunities", "sso", reach=5)
    li.sync()
    folder.write(li.store, tmp_path / "own")
    li.edit("opportunities", "sso", reach=5)
    cy = Workspace.open(old.url, who="cy")
    folder.read(tmp_path / "own", li, replace=True)  # the same workspace as it was: the same token
    with pytest.raises(Conflict) as refused:
        cy.edit("opportunities", "sso", reach=6)
    assert refused.value.theirs == 3
    cy.sync()
    assert cy.edit("opportunities", "sso", reach=6) == 12


def test_what_was_drafted_over_the_old_is_held_against_all_that_is_new(old, copy, tmp_path):
    folder.write(old.store, tmp_path / "own")
    li = Workspace.open(old.url, who="li")
    draft = li.draft("tab")
    old.edit("opportunities", "sso", reach=40)
    li.sync()
    draft.set("opportunities", "sso", "reach", 99)
    folder.read(tmp_path / "own", old, replace=True)
    assert len(draft.conflicts()) == 0
    li.sync()
    assert draft.conflicts()[["mine", "theirs"]].to_numpy().tolist() == [[99, 30]]
    draft.store()
    again = Workspace.open(old.url, who="li").draft("tab")
    assert again.conflicts()[["mine", "theirs"]].to_numpy().tolist() == [[99, 30]]
    draft.settle("opportunities", "sso", "reach", take="mine")
    assert draft.save() == 11


def test_drafts_of_a_copy_come_along_and_hold(old, tmp_path):
    folder.write(old.store, tmp_path / "own")
    kept = drafts.every(old.store)
    old.draft("tab").discard()
    there = Workspace.open(str(tmp_path / "there.db"), who="ana")
    folder.read(tmp_path / "own", there, restored="copy.db", drafts=kept)
    draft = there.draft("tab")
    assert draft.edits == {("opportunities", "sso", "reach"): 99}
    assert len(draft.conflicts()) == 0
    assert draft.save() == 10


def test_findings_are_worked_out_anew(old, tmp_path, stranger):
    ws = Workspace.open(old.url, who="ana")
    folder.write(ws.store, tmp_path / "own")
    version = ws.add("people", {"ann": {"name": "Ann"}})
    assert "1 people." in set(workbench.headlines(ws)["sentence"])
    folder.read(tmp_path / "own", ws, replace=True)
    assert ws.version == version + 1
    assert "0 people." in set(workbench.headlines(ws)["sentence"])
    assert "0 people." in set(workbench.headlines(ws.at(version))["sentence"])


def test_a_scenario_edit_over_the_old_is_told_by_rebase(old, tmp_path):
    bold = old.scenario("bold")
    folder.write(old.store, tmp_path / "own")
    old.edit("opportunities", "sso", reach=40)
    bold.sync()
    li = Workspace.open(old.url, who="li")
    folder.read(tmp_path / "own", li, replace=True)
    bold.edit("opportunities", "sso", reach=50)
    found = bold.rebase()
    assert found.query("id == 'sso'")[["base_now", "mine"]].to_numpy().tolist() == [[30, 50]]
    assert isinstance(found, pd.DataFrame)


def test_undo_goes_back_behind_it(old, tmp_path):
    folder.write(old.store, tmp_path / "own")
    folder.read(tmp_path / "own", old, replace=True)
    assert old.undo() == 10
    assert old["opportunities"].at["sso", "reach"] == 20
