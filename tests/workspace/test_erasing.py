import json

import pandas as pd
import pytest

from workbench import TableError, Workspace

SECRET = "Ann Example, ann@example.com"


@pytest.fixture
def people(stranger, url):
    ws = Workspace.open(url, who="ana")
    ws.add("people", {"ann": {"name": SECRET, "segment": "gold"}, "bob": {"name": "Bob"}})
    ws.edit("people", "ann", name=SECRET.upper())
    ws.edit("people", "ann", name=SECRET)
    return ws


def everything(path):
    return b"".join(each.read_bytes() for each in path.iterdir() if each.name.startswith("work.db"))


def test_erase_blanks_personal_cells_now_and_ever(people):
    assert people.erase("people", "ann") == 4
    assert pd.isna(people["people"].loc["ann", "name"])
    assert people["people"].loc["ann", "segment"] == "gold"
    assert people["people"].loc["bob", "name"] == "Bob"
    for version in (1, 2, 3):
        old = people.at(version)["people"]
        assert old.index.tolist() == ["ann", "bob"]
        assert pd.isna(old.loc["ann", "name"])
        assert old.loc["ann", "segment"] == "gold"
    lines = people.history("people", "ann")
    assert lines[lines["column"] == "name"][["old", "new"]].isna().all(axis=None)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_nothing_of_it_is_left_in_the_file(people, tmp_path):
    draft = people.draft("tab")
    draft.set("people", "ann", "name", SECRET + "!")
    draft.store()
    scenario = people.scenario("S")
    scenario.edit("people", "ann", name="SECRET " + SECRET)
    scenario.store.close()
    people.store.close()
    assert SECRET.encode() in everything(tmp_path)
    people.erase("people", "ann")
    assert b"ann@example" not in everything(tmp_path).lower()
    assert people.drafts().empty
    assert people.scenario("S").differences().empty


def test_a_draft_keeps_what_is_not_personal(people):
    draft = people.draft("tab")
    draft.update({("people", "ann", "name"): "x", ("people", "ann", "segment"): "silver"})
    draft.store()
    people.erase("people", "ann")
    assert people.draft("tab").edits == {("people", "ann", "segment"): "silver"}


def test_where_nothing_is_declared_personal_every_cell_goes(filled):
    filled.erase("opportunities", "sso")
    for snapshot in (filled, filled.at(1)):
        assert snapshot["opportunities"].loc["sso"].isna().all()
        assert snapshot["opportunities"].index.tolist() == ["dark", "export", "sso"]


def test_what_files_said_of_it_goes_too(filled, tmp_path):
    said = {"table": "opportunities", "row": "sso", "source": "Jira", "values": json.dumps({"title": SECRET})}
    filled.add("imports", {"opportunities/Jira/sso": said})
    filled.erase("opportunities", "sso")
    assert json.loads(filled["imports"].loc["opportunities/Jira/sso", "values"]) == {}
    assert b"ann@example" not in everything(tmp_path)


def test_a_removed_row_can_still_be_erased(people):
    people.remove("people", "ann")
    people.erase("people", "ann")
    assert people["people"].index.tolist() == ["bob"]
    assert pd.isna(people.at(1)["people"].loc["ann", "name"])


def test_it_cannot_be_taken_back_and_earlier_saves_still_can(people):
    people.erase("people", "ann")
    people.undo()
    people.undo()
    people.undo()
    assert people["people"].empty
    people.redo()
    assert pd.isna(people["people"].loc["ann", "name"])
    assert people["people"].loc["ann", "segment"] == "gold"


def test_a_row_that_never_was_is_refused(people):
    with pytest.raises(TableError, match="never had a row 'eve'"):
        people.erase("people", "eve")
    assert people.newest() == 3


def test_others_see_it_after_sync(people):
    other = Workspace.open(people.url, who="li")
    other["people"]
    people.erase("people", "ann")
    other.sync()
    assert pd.isna(other["people"].loc["ann", "name"])
