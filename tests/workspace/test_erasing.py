import json

import pandas as pd
import pytest

from workbench import TableError, Workspace
from workbench.workspace import folder

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


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_nothing_is_left_of_a_row_that_only_a_scenario_has(people, tmp_path):
    scenario = people.scenario("S")
    scenario.add("people", {"eve": {"name": SECRET, "segment": "gold"}})
    scenario.edit("people", "eve", name=SECRET + "!", segment="silver")
    draft = scenario.draft("tab")
    draft.update({("people", "eve", "name"): SECRET + "?", ("people", "eve", "segment"): "lead"})
    draft.store()
    people.erase("people", "ann")
    assert b"ann@example" in everything(tmp_path)
    people.erase("people", "eve")
    assert b"ann@example" not in everything(tmp_path)
    scenario.sync()
    assert scenario["people"].loc["eve"].fillna("").tolist() == ["", "silver"]
    assert scenario.at(4)["people"].loc["eve"].fillna("").tolist() == ["", "gold"]
    assert scenario.draft("tab").edits == {("people", "eve", "segment"): "lead"}
    assert [scenario.undo(), scenario.undo(), scenario.undo()] == [8, 9, None]
    assert "eve" not in scenario["people"].index


def test_what_a_scenario_says_of_the_rest_of_the_row_stays(people):
    scenario = people.scenario("S")
    scenario.edit("people", "ann", name="Anna", segment="silver")
    people.sync()
    people.erase("people", "ann")
    scenario.sync()
    differences = scenario.differences()[["column", "base", "mine"]]
    assert differences.to_numpy().tolist() == [["segment", "gold", "silver"]]
    scenario.undo()
    scenario.redo()
    assert scenario["people"].loc["ann"].fillna("").tolist() == ["", "silver"]
    scenario.adopt()
    people.sync()
    assert people["people"].loc["ann"].fillna("").tolist() == ["", "silver"]


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


def shown(snapshot):
    """The rows that show, and which of them are blank."""
    table = snapshot["opportunities"]
    return {row: "blank" if table.loc[row].isna().all() else table.loc[row, "title"] for row in table.index}


def test_a_row_stays_away_from_the_versions_at_which_it_was_removed(filled):
    filled.remove("opportunities", ["sso", "dark"])
    filled.add("opportunities", {"sso": {"title": SECRET}})
    filled.remove("opportunities", "sso")
    filled.erase("opportunities", "sso")
    then = [shown(filled.at(version)).get("sso") for version in range(1, 6)]
    assert then == ["blank", None, "blank", None, None]
    assert shown(filled) == {"export": "Export"}


def test_a_row_that_only_a_scenario_has_is_blank_there_and_nowhere_else(filled):
    bold = filled.scenario("bold")
    bold.add("opportunities", {"new": {"title": SECRET}})
    before = shown(filled)
    filled.sync()
    filled.erase("opportunities", "new")
    bold.sync()
    assert [shown(filled.at(version)) for version in (1, 2, 3)] == [before] * 3
    assert [shown(bold.at(version)).get("new") for version in (1, 2, 3)] == [None, "blank", "blank"]
    filled.scenario("other")
    assert shown(filled.scenario("other")) == before


def test_a_scenario_shows_a_row_that_it_edited_blank_and_does_not_show_one_that_it_removed(filled):
    bold, lean = filled.scenario("bold"), filled.scenario("lean")
    bold.edit("opportunities", "sso", title=SECRET)
    lean.remove("opportunities", "sso")
    bold.erase("opportunities", "sso")
    lean.sync()
    assert [shown(bold.at(version))["sso"] for version in range(1, 5)] == ["blank"] * 4
    assert ["sso" in shown(lean.at(version)) for version in range(1, 5)] == [True, True, False, False]
    lean.undo()
    assert shown(lean)["sso"] == "blank"
    assert bold.rebase().empty
    assert lean.rebase().empty


def test_a_removal_taken_back_gives_a_blank_row_though_a_title_is_needed(filled):
    filled.remove("opportunities", "sso")
    filled.erase("opportunities", "sso")
    filled.undo()
    assert shown(filled)["sso"] == "blank"
    filled.redo()
    assert "sso" not in shown(filled)


def test_what_was_said_of_it_later_can_be_taken_back_to_blank(filled):
    filled.erase("opportunities", "sso")
    filled.edit("opportunities", "sso", title="Another")
    bold = filled.scenario("bold")
    bold.edit("opportunities", "sso", title="A third")
    filled.undo()
    bold.undo()
    assert shown(filled)["sso"] == shown(bold)["sso"] == "blank"
    assert shown(filled.at(3))["sso"] == "Another"
    with pytest.raises(TableError, match="is blank; it is needed"):
        filled.edit("opportunities", "sso", title=None)


def test_a_row_that_was_erased_while_it_was_away_can_come_and_go(filled):
    filled.remove("opportunities", "sso")
    filled.erase("opportunities", "sso")
    filled.add("opportunities", {"sso": {"title": "Another"}})
    assert [filled.undo(), filled.undo()] == [5, 6]
    assert shown(filled)["sso"] == "blank"


def test_a_scenario_takes_back_what_is_erased_while_the_base_goes_on(filled):
    bold = filled.scenario("bold")
    bold.add("opportunities", {"new": {"title": "New"}})
    bold.edit("opportunities", "new", title="Newer")
    bold.erase("opportunities", "new")
    filled.sync()
    filled.add("opportunities", {"new": {"title": "Another"}})
    assert [bold.undo(), bold.undo(), bold.undo()] == [6, 7, None]
    assert shown(bold)["new"] == "Another"


def test_a_scenario_with_an_erased_row_can_be_adopted_and_taken_back(filled):
    bold = filled.scenario("bold")
    bold.add("opportunities", {"new": {"title": SECRET}})
    bold.erase("opportunities", "new")
    bold.adopt()
    filled.sync()
    assert shown(filled)["new"] == "blank"
    filled.undo()
    bold.sync()
    assert ("new" in shown(filled), shown(bold)["new"]) == (False, "blank")


def test_an_erased_id_can_be_given_again(filled):
    filled.remove("opportunities", "sso")
    filled.erase("opportunities", "sso")
    filled.add("opportunities", {"sso": {"title": "Another"}})
    then = [shown(filled.at(version)).get("sso") for version in range(1, 5)]
    assert then == ["blank", None, None, "Another"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_columns_that_the_workspace_gave_up_are_blanked_too(filled, tmp_path):
    filled.add_column("opportunities", "contact", kind="text")
    filled.edit("opportunities", "sso", contact=SECRET)
    filled.remove("columns", "opportunities.contact")
    filled.erase("opportunities", "sso")
    assert b"ann@example" not in everything(tmp_path)
    filled.undo()
    assert pd.isna(filled["opportunities"].loc["sso", "contact"])


def test_what_is_not_personal_stays_in_a_column_that_the_workspace_gave_up(people):
    people.add_column("people", "since", kind="number")
    people.add_column("people", "nick", kind="text", personal=True)
    people.edit("people", "ann", since=2020, nick=SECRET)
    people.remove("columns", ["people.since", "people.nick"])
    people.erase("people", "ann")
    then = people.at(6)["people"].loc["ann"]
    assert (then["since"], pd.isna(then["nick"])) == (2020, True)
    people.undo()
    assert people["people"].loc["ann", ["since", "nick"]].fillna("").tolist() == [2020, ""]


def test_a_column_itself_is_removed_not_erased(filled):
    filled.add_column("opportunities", "fit", kind="number")
    with pytest.raises(TableError, match="remove it instead"):
        filled.erase("columns", "opportunities.fit")
    assert "fit" in filled["opportunities"].columns


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_files_said_of_it_goes_from_scenarios_drafts_and_what_was_removed(filled, tmp_path):
    said = {"table": "opportunities", "row": "sso", "source": "Jira", "values": json.dumps({"title": SECRET})}
    bold = filled.scenario("bold")
    bold.add("imports", {"x": said})
    filled.add("imports", {"y": said, "z": {**said, "row": "dark", "values": "dark stays"}})
    filled.remove("imports", "y")
    draft = filled.draft("tab")
    draft.set("imports", "x", "values", SECRET)
    draft.store()
    filled.erase("opportunities", "sso")
    assert b"ann@example" not in everything(tmp_path)
    assert bold.sync() == 5
    assert bold["imports"]["values"].to_dict() == {"x": "{}", "z": "dark stays"}
    assert filled.at(3)["imports"]["values"].to_dict() == {"y": "{}", "z": "dark stays"}
    filled.undo()
    assert filled["imports"].loc["y", "values"] == "{}"


def test_it_goes_out_to_a_folder_and_comes_back_as_it_is(filled, tmp_path):
    said = {"table": "opportunities", "row": "sso", "source": "Jira", "values": json.dumps({"title": SECRET})}
    filled.add("imports", {"x": said})
    filled.scenario("bold").add("opportunities", {"new": {"title": SECRET}})
    filled.sync()
    filled.remove("opportunities", "dark")
    for row in ("sso", "dark", "new"):
        filled.erase("opportunities", row)
    version = folder.write(filled.store, tmp_path / "out")
    other = Workspace.open(str(tmp_path / "other.db"), who="bo")
    assert folder.read(tmp_path / "out", other) == version == filled.newest()
    assert shown(other) == shown(filled) == {"export": "Export", "sso": "blank"}
    assert shown(other.scenario("bold")) == {"export": "Export", "new": "blank", "sso": "blank"}
    for at in range(version + 1):
        assert other.at(at)["opportunities"].equals(filled.at(at)["opportunities"])
        assert other.at(at)["imports"].equals(filled.at(at)["imports"])
