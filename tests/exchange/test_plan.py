"""Importing again: three ways between here, the file, and what the file said last."""

import itertools
import json

import pandas as pd
import pytest

from workbench import Conflict, Workspace
from workbench.exchange import ImportProblem, apply, read
from workbench.exchange.plan import plan
from workbench.opportunities.tables import opportunities


@pytest.fixture
def ws(tmp_path):
    return Workspace.open(f"sqlite:///{tmp_path}/w.db", who="ana")


def reading(text, name="list.csv"):
    return read((name, text.encode()), opportunities)


def bring(ws, text, **how):
    made = plan(ws, opportunities, reading(text), **how)
    apply(ws, made)
    return made


FIRST = "id,title,reach,owner\na,Search,10,Ana\nb,Export,20,Bo\n"


def test_new_rows_come_in_as_one_version_and_say_where_they_came_from(ws):
    made = bring(ws, FIRST)
    assert made.sentence == "2 new, 0 updated, 0 as before."
    assert ws.version == 1
    assert ws["opportunities"].loc[["a", "b"], "reach"].tolist() == [10, 20]
    assert ws["opportunities"].loc["a", "status_category"] == "open"
    assert json.loads(ws["imports"].set_index("row").loc["a", "values"]) == {
        "title": "Search",
        "reach": 10,
        "owner": "Ana",
    }
    assert set(ws.history()["why"]) == {"Import of list.csv"}


def test_the_same_file_again_writes_nothing(ws):
    bring(ws, FIRST)
    made = bring(ws, FIRST)
    assert made.changes.empty
    assert made.sentence == "0 new, 0 updated, 2 as before."
    assert ws.version == 1


def test_a_cell_changes_only_where_the_file_changed(ws):
    bring(ws, FIRST)
    ws.edit("opportunities", "a", reach=99, title="Faster search")
    made = bring(ws, FIRST.replace("Bo", "Cy"))
    assert made.updated.to_numpy().tolist() == [["b", "owner", "Bo", "Cy"]]
    assert made.kept.empty
    assert ws["opportunities"].loc["a", ["reach", "title"]].tolist() == [99, "Faster search"]
    assert ws["opportunities"].loc["b", "owner"] == "Cy"


def test_edited_here_and_in_the_file_stays_and_is_listed_once(ws):
    bring(ws, FIRST)
    ws.edit("opportunities", "a", reach=99)
    changed = FIRST.replace("10", "11")
    made = bring(ws, changed)
    assert made.kept.to_numpy().tolist() == [["a", "reach", 99, 11]]
    assert "1 cell was edited here as well and stay" in made.sentence
    assert ws["opportunities"].loc["a", "reach"] == 99
    assert bring(ws, changed).kept.empty
    ws.edit("opportunities", "a", reach=11)
    assert bring(ws, changed.replace("11", "12")).updated.to_numpy().tolist() == [["a", "reach", 11, 12]]


def test_edited_to_the_same_on_both_sides_is_no_conflict(ws):
    bring(ws, FIRST)
    ws.edit("opportunities", "a", reach=11)
    made = bring(ws, FIRST.replace("10", "11"))
    assert made.kept.empty
    assert made.updated.empty


def test_a_cell_that_the_file_cleared_is_cleared_unless_edited_here(ws):
    bring(ws, FIRST)
    ws.edit("opportunities", "b", owner="Dee")
    made = bring(ws, "id,title,reach,owner\na,Search,10,\nb,Export,20,\n")
    assert ws["opportunities"]["owner"].isna().tolist() == [True, False]
    assert made.kept.to_numpy().tolist() == [["b", "owner", "Dee", None]]


def test_a_column_that_the_file_lost_changes_nothing(ws):
    bring(ws, FIRST)
    assert bring(ws, "id,title\na,Search\nb,Export\n").changes.empty
    assert bring(ws, FIRST.replace("10", "11")).updated.to_numpy().tolist() == [["a", "reach", 10, 11]]


def test_rows_that_no_file_brought_are_updated_and_not_blanked(ws):
    ws.add("opportunities", {"a": {"title": "Search", "reach": 5, "effort": 2}})
    made = bring(ws, "id,title,reach,effort\na,Search,10,\n")
    assert made.updated.to_numpy().tolist() == [["a", "reach", 5, 10]]
    assert ws["opportunities"].loc["a", "effort"] == 2


def test_rows_removed_here_stay_out(ws):
    bring(ws, FIRST)
    ws.remove("opportunities", "a")
    made = bring(ws, FIRST.replace("10", "11"))
    assert made.removed == ["a"]
    assert "1 row was removed here" in made.sentence
    assert list(ws["opportunities"].index) == ["b"]


def test_undo_takes_an_import_back_whole_and_it_can_come_again(ws):
    bring(ws, FIRST)
    ws.undo()
    assert ws["opportunities"].empty
    assert ws["imports"].empty
    assert len(bring(ws, FIRST).added) == 2


def test_two_tools_remember_apart(ws):
    bring(ws, "Issue key,Summary\nA-1,Search\n")
    bring(ws, "id,title\nA-1,Search it\n")
    made = bring(ws, "Issue key,Summary\nA-1,Search\n")
    assert made.changes.empty
    assert ws["opportunities"].loc["A-1", "title"] == "Search it"
    assert len(ws["imports"]) == 2


BAD = "id,title,reach\na,Search,10\nb,Export,lots\nc,Share,-1\nc,Again,2\n"


def test_one_bad_row_keeps_the_file_out(ws):
    made = plan(ws, opportunities, reading(BAD))
    assert made.refused
    assert made.changes.empty
    assert set(made.problems["row"]) == {3, 4, 5}
    assert made.sentence.startswith("Nothing comes in: 3 rows")
    with pytest.raises(ImportProblem, match="Row 3: Reach must be"):
        apply(ws, made)
    assert ws.version == 0


def test_unless_bad_rows_are_skipped_which_lists_them(ws):
    made = bring(ws, BAD, skip_bad=True)
    assert list(ws["opportunities"].index) == ["a"]
    assert set(made.problems["row"]) == {3, 4, 5}
    assert "3 rows not read" in made.sentence


def test_what_only_the_workspace_can_refuse_is_a_problem_of_its_row(ws):
    text = "id,title,reach low,reach,reach high\na,Search,20,10,30\nb,Export,1,2,3\n"
    made = plan(ws, opportunities, reading(text))
    assert made.problems["row"].tolist() == [2]
    bring(ws, text, skip_bad=True)
    assert list(ws["opportunities"].index) == ["b"]


def test_a_cell_saved_by_somebody_else_since_the_plan_is_a_conflict(ws, tmp_path):
    bring(ws, FIRST)
    made = plan(ws, opportunities, reading(FIRST.replace("10", "11")))
    Workspace.open(f"sqlite:///{tmp_path}/w.db", who="bo").edit("opportunities", "a", reach=50)
    with pytest.raises(Conflict):
        apply(ws, made)


def test_ids_of_any_length_are_remembered(ws):
    long = "x" * 190
    bring(ws, f"id,title\n{long},Search\n")
    assert bring(ws, f"id,title\n{long},Search\n").changes.empty


def test_three_ways_for_every_cell(ws):
    values = (None, 0, 1, 2)
    cases = {f"r{place}": case for place, case in enumerate(itertools.product(values, repeat=3))}

    def text(which):
        lines = (f"{id_},t,{'' if case[which] is None else case[which]}" for id_, case in cases.items())
        return "\n".join(["id,title,reach", *lines])

    bring(ws, text(0))
    edits = [("opportunities", id_, "reach", case[1]) for id_, case in cases.items()]
    ws.apply(pd.DataFrame(edits, columns=["table", "id", "column", "new"], dtype=object))
    made = bring(ws, text(2))
    held = ws["opportunities"]["reach"]
    for id_, (first, mine, second) in cases.items():
        expected = second if mine == first else mine
        assert (None if pd.isna(held[id_]) else held[id_]) == expected, (first, mine, second)
        assert (id_ in set(made.kept["id"])) == (second != first and mine not in (first, second))
    assert bring(ws, text(2)).changes.empty
