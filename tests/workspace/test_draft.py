import subprocess
import sys

import pandas as pd
import pytest

from workbench import Conflict, TableError, Workspace
from workbench.workspace import draft as drafting

CELL = ("opportunities", "sso", "reach")
in_a_file = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""For what a draft does in memory: no database takes part in it."""


@pytest.fixture
def draft(filled):
    return filled.draft("tab-1")


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when the test says so."""
    now = [0.0]
    monkeypatch.setattr(drafting.time, "monotonic", lambda: now[0])
    return now


def events(draft):
    found = []
    draft.observe(lambda change: found.append(change.new), "edits")
    return found


def test_a_draft_lies_over_the_snapshot_and_saves_nothing(draft, filled):
    draft.set(*CELL, 450.0)
    assert draft.edits == {CELL: 450.0}
    assert draft.over("opportunities").loc["sso", "reach"] == 450
    assert filled["opportunities"].loc["sso", "reach"] == 400
    assert filled.newest() == 1
    assert draft.touched("opportunities") == {"sso": {"reach"}}


@in_a_file
def test_edits_are_replaced_never_mutated_and_equal_ones_are_no_event(draft):
    found = events(draft)
    draft.set(*CELL, 450.0)
    first = draft.edits
    draft.set(*CELL, 450.0)
    draft.update({CELL: 460.0, ("opportunities", "dark", "reach"): 1.0})
    assert len(found) == 2
    assert first == {CELL: 450.0}


@in_a_file
def test_a_value_that_is_the_saved_one_drops_the_edit(draft):
    draft.set(*CELL, 450.0)
    draft.set(*CELL, 400.0)
    assert draft.edits == {}
    draft.set("opportunities", "sso", "theme", None)
    draft.set("opportunities", "export", "due", pd.Timestamp("2026-05-01"))
    draft.set("settings", "opportunities.line", "value", 10)
    assert draft.edits == {}


@in_a_file
def test_over_follows_every_kind_of_change(draft, filled):
    draft.set(*CELL, 450.0)
    before = draft.over("opportunities")
    draft.update(
        {CELL: None, ("opportunities", "sso", "theme"): "Security", ("opportunities", "sso", "must_do"): True}
    )
    after = draft.over("opportunities")
    assert before.loc["sso", "reach"] == 450  # what was handed out stays
    assert pd.isna(after.loc["sso", "reach"])
    assert (after.loc["sso", "theme"], bool(after.loc["sso", "must_do"])) == ("Security", True)
    draft.set("opportunities", "new", "title", "New")
    draft.remove("opportunities", "dark")
    assert draft.over("opportunities").index.tolist() == ["export", "new", "sso"]
    draft.discard()
    pd.testing.assert_frame_equal(draft.over("opportunities"), filled["opportunities"])


def test_over_is_what_saving_makes(draft, filled):
    draft.update({CELL: 450.0, ("opportunities", "export", "due"): None})
    draft.update(
        {
            ("opportunities", "new", column): value
            for column, value in {"title": "New", "status_category": "open", "must_do": False}.items()
        }
    )
    draft.remove("opportunities", "dark")
    shown = draft.over("opportunities")
    assert draft.save("why") == 2
    pd.testing.assert_frame_equal(filled["opportunities"], shown)
    assert filled["opportunities"].dtypes.equals(shown.dtypes)
    assert draft.edits == {}
    assert filled.history()["why"].iloc[-1] == "why"


def test_over_shows_what_others_saved_after_sync(draft, filled, li):
    draft.set(*CELL, 450.0)
    draft.over("opportunities")
    li.edit("opportunities", "dark", reach=7)
    filled.sync()
    assert draft.over("opportunities")["reach"].loc[["dark", "sso"]].tolist() == [7, 450]


@in_a_file
def test_a_row_that_only_the_draft_has_is_forgotten_when_removed(draft):
    draft.set("opportunities", "new", "title", "New")
    draft.remove("opportunities", "new")
    assert draft.edits == {}
    draft.remove("opportunities", "sso")
    assert draft.edits == {("opportunities", "sso", None): None}
    draft.set(*CELL, 5.0)
    assert draft.edits == {CELL: 5.0}


@in_a_file
def test_settings_are_drafted_too(draft):
    draft.set("settings", "opportunities.line", "value", 12)
    assert draft.setting("opportunities.line") == 12
    assert draft.setting("opportunities.method") == "rice"
    draft.save()
    assert draft.ws.setting("opportunities.line") == 12
    draft.set("settings", "opportunities.line", "value", None)
    assert draft.setting("opportunities.line") == 10


@in_a_file
def test_undo_and_redo_go_step_by_step(draft, clock):
    for value in (410.0, 420.0, 430.0):
        clock[0] += 1
        draft.set(*CELL, value)
    draft.undo()
    assert draft.edits == {CELL: 420.0}
    draft.undo()
    draft.undo()
    assert draft.edits == {}
    assert (draft.can(), draft.can(again=True)) == (False, True)
    draft.redo()
    assert draft.edits == {CELL: 410.0}
    draft.set(*CELL, 1.0)
    assert not draft.can(again=True)


@in_a_file
def test_the_way_of_a_slider_is_one_step(draft, clock):
    for value in range(401, 440):
        clock[0] += 0.05
        draft.set(*CELL, float(value))
    draft.set("opportunities", "sso", "impact", 3.0)
    draft.undo()
    assert draft.edits == {CELL: 439.0}
    draft.undo()
    assert draft.edits == {}


@in_a_file
def test_discard_can_be_taken_back(draft):
    draft.set(*CELL, 450.0)
    draft.discard()
    draft.undo()
    assert draft.edits == {CELL: 450.0}


def test_a_wrong_value_keeps_the_draft(draft, filled):
    draft.set(*CELL, -1.0)
    with pytest.raises(TableError):
        draft.save()
    assert draft.edits == {CELL: -1.0}
    assert filled.newest() == 1


def test_a_stored_draft_is_back_in_its_tab_and_outside_history(draft, filled):
    draft.update({CELL: 450.0, ("opportunities", "export", "due"): pd.Timestamp("2026-07-01")})
    draft.remove("opportunities", "dark")
    draft.store()
    again = Workspace.open(filled.url, who="ana")
    assert again.draft("tab-1").edits == draft.edits
    assert again.draft("tab-2").edits == {}
    assert Workspace.open(filled.url, who="li").draft("tab-1").edits == {}
    assert again.drafts()[["tab", "count"]].to_numpy().tolist() == [["tab-1", 3]]
    assert filled.newest() == 1


def test_a_draft_survives_its_process(filled):
    program = (
        "import os, sys; from workbench import Workspace; d = Workspace.open(sys.argv[1], who='ana').draft('t');"
        "d.set('opportunities', 'sso', 'reach', 450.0); d.store(); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", program, filled.url], check=False).returncode == -9
    assert filled.draft("t").edits == {CELL: 450.0}


def test_an_empty_draft_leaves_nothing_behind(draft, filled):
    draft.set(*CELL, 450.0)
    draft.store()
    draft.discard()
    draft.store()
    assert filled.drafts().empty
    draft.set(*CELL, 450.0)
    draft.store()
    draft.save()
    assert filled.drafts().empty


def test_a_draft_left_behind_can_be_dropped(draft, filled):
    draft.set(*CELL, 450.0)
    draft.store()
    filled.drop_draft("tab-1")
    assert filled.drafts().empty
    assert filled.draft("tab-1").edits == {}


@in_a_file
def test_a_draft_without_a_tab_is_stored_nowhere(filled):
    draft = filled.draft()
    draft.set(*CELL, 450.0)
    draft.store()
    assert filled.drafts().empty


def test_a_drafted_cell_that_another_saves_is_a_conflict_with_both_values(draft, filled, li):
    draft.update({CELL: 450.0, ("opportunities", "sso", "impact"): 3.0})
    li.edit("opportunities", "sso", reach=500, effort=1)
    assert draft.conflicts().empty  # the snapshot has not moved yet
    filled.sync()
    assert draft.conflicts().to_numpy().tolist() == [["opportunities", "sso", "reach", 450.0, 500.0, "li"]]
    with pytest.raises(Conflict):
        draft.save()
    assert filled.newest() == 2


@pytest.mark.parametrize(("take", "value"), [("mine", 450), ("theirs", 500)])
def test_a_conflict_is_settled_for_one_value(draft, filled, li, take, value):
    draft.update({CELL: 450.0, ("opportunities", "sso", "impact"): 3.0})
    li.edit("opportunities", "sso", reach=500)
    filled.sync()
    draft.settle(*CELL, take=take)
    assert draft.conflicts().empty
    draft.save()
    assert filled["opportunities"].loc["sso", ["reach", "impact"]].tolist() == [value, 3]


def test_what_is_settled_can_be_in_conflict_again(draft, filled, li):
    draft.set(*CELL, 450.0)
    li.edit("opportunities", "sso", reach=500)
    filled.sync()
    draft.settle(*CELL, take="mine")
    li.edit("opportunities", "sso", reach=600)
    filled.sync()
    assert draft.conflicts()["theirs"].tolist() == [600.0]


def test_saving_checks_what_the_snapshot_does_not_show_yet(draft, filled, li):
    draft.set(*CELL, 450.0)
    li.edit("opportunities", "sso", reach=500)
    with pytest.raises(Conflict):
        draft.save()
    assert draft.edits == {CELL: 450.0}
    filled.sync()
    assert len(draft.conflicts()) == 1


def test_a_conflict_is_found_after_a_reload_too(draft, filled, li):
    draft.set(*CELL, 450.0)
    draft.store()
    li.edit("opportunities", "sso", reach=500)
    again = Workspace.open(filled.url, who="ana")
    assert again.draft("tab-1").conflicts()["theirs"].tolist() == [500.0]


def test_rows_removed_by_one_and_edited_by_the_other(draft, filled, li):
    draft.set(*CELL, 450.0)
    draft.remove("opportunities", "dark")
    li.remove("opportunities", "sso")
    li.edit("opportunities", "dark", reach=1)
    filled.sync()
    found = draft.conflicts()
    assert found[["id", "column", "theirs"]].to_numpy().tolist() == [
        ["sso", "reach", None],
        ["dark", "reach", 1.0],
    ]
    draft.settle("opportunities", "sso", "reach", take="theirs")
    draft.settle("opportunities", "dark", "reach", take="mine")
    draft.save()
    assert filled["opportunities"].index.tolist() == ["export"]


@in_a_file
def test_changes_are_what_apply_takes(draft):
    draft.set(*CELL, 450.0)
    draft.remove("opportunities", "dark")
    assert draft.changes().to_numpy().tolist() == [
        ["opportunities", "sso", "reach", 450.0],
        ["opportunities", "dark", None, None],
    ]
    assert draft.ws.problems(draft.changes()).empty


def test_what_refers_to_a_removed_row_is_drafted_with_it(filled):
    filled.apply(
        pd.DataFrame(
            [
                ("needs", "N", "title", "Sign in once"),
                ("need_opportunities", "l", "need", "N"),
                ("need_opportunities", "l", "opportunity", "sso"),
                ("surveys", "S", "title", "Kano"),
                ("questions", "Q", "survey", "S"),
                ("questions", "Q", "kind", "kano"),
                ("questions", "Q", "title", "Single sign-on"),
                ("questions", "Q", "opportunity", "sso"),
            ],
            columns=["table", "id", "column", "new"],
        )
    )
    draft = filled.draft()
    draft.remove("opportunities", "sso")
    draft.save()
    assert "sso" not in filled["opportunities"].index
    assert filled["need_opportunities"].empty
    assert filled["questions"]["opportunity"].isna().all()
    filled.undo()
    assert (
        filled["need_opportunities"].loc["l", "opportunity"]
        == "sso"
        == filled["questions"].loc["Q", "opportunity"]
    )


def test_who_hears_of_a_save_finds_no_draft_any_more(draft, filled):
    draft.set(*CELL, 450)
    draft.store()
    draft.set(*CELL, 460)
    found = []
    draft.observe(lambda _: found.append(Workspace.open(filled.url, who="ana").draft("tab-1").edits), "edits")
    draft.save()
    assert found == [{}]
