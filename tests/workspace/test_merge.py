import pandas as pd
import pytest

from workbench import Conflict, TableError, Workspace
from workbench.workspace.lines import Line
from workbench.workspace.merge import conflicts, since


def removal(row):
    return pd.DataFrame(
        [("opportunities", row, None, None)], columns=["table", "id", "column", "new"], dtype=object
    )


def test_edits_of_different_cells_merge(filled, li):
    li.edit("opportunities", "sso", reach=450)
    assert filled.edit("opportunities", "sso", impact=3) == 3
    assert filled["opportunities"].loc["sso", ["reach", "impact"]].tolist() == [450, 3]


def test_edits_of_one_cell_are_a_conflict_that_says_all(filled, li):
    li.edit("opportunities", "sso", reach=450, impact=1, effort=9)
    with pytest.raises(Conflict) as clash:
        filled.edit("opportunities", "sso", reach=500, impact=3, theme="x")
    found = clash.value
    assert (found.table, found.id, found.column, found.mine, found.theirs, found.who) == (
        "opportunities", "sso", "reach", 500.0, 450.0, "li",
    )  # fmt: skip
    assert found.cells.to_numpy().tolist() == [
        ["opportunities", "sso", "reach", 500.0, 450.0, "li"],
        ["opportunities", "sso", "impact", 3.0, 1.0, "li"],
    ]
    assert filled.newest() == 2
    assert pd.isna(filled["opportunities"].loc["sso", "theme"])


def test_who_has_seen_it_may_change_it(filled, li):
    li.edit("opportunities", "sso", reach=450)
    assert filled.edit("opportunities", "sso", based_on=2, reach=500) == 3
    li.sync()
    assert li.edit("opportunities", "sso", reach=600) == 4


def test_two_tabs_of_one_person_are_two(filled):
    other = Workspace.open(filled.url, who="ana")
    other.edit("opportunities", "sso", reach=450)
    with pytest.raises(Conflict):
        filled.edit("opportunities", "sso", reach=500)


def test_ones_own_earlier_save_is_none(filled):
    filled.edit("opportunities", "sso", reach=450)
    assert filled.edit("opportunities", "sso", based_on=1, reach=500) == 3


def test_the_same_value_is_no_conflict_and_no_version(filled, li):
    li.edit("opportunities", "sso", reach=450)
    assert filled.edit("opportunities", "sso", reach=450) == 1
    assert filled.newest() == 2


def test_a_cell_that_went_and_came_back_is_no_conflict(filled, li):
    li.edit("opportunities", "sso", reach=450)
    li.edit("opportunities", "sso", reach=400)
    assert filled.edit("opportunities", "sso", reach=500) == 4


def test_an_older_based_on_sees_more_conflicts(filled, li):
    li.edit("opportunities", "sso", reach=450)
    filled.sync()
    with pytest.raises(Conflict):
        filled.edit("opportunities", "sso", based_on=1, reach=500)
    for never in (-1, 99):
        with pytest.raises(ValueError, match="based_on"):
            filled.edit("opportunities", "sso", based_on=never, reach=500)


def test_editing_a_row_that_was_removed_is_a_conflict(filled, li):
    li.remove("opportunities", "sso")
    with pytest.raises(Conflict) as clash:
        filled.edit("opportunities", "sso", reach=500)
    assert (clash.value.theirs, clash.value.who) == (None, "li")


def test_removing_a_row_that_was_edited_is_a_conflict(filled, li):
    li.edit("opportunities", "sso", reach=450)
    with pytest.raises(Conflict) as clash:
        filled.remove("opportunities", "sso")
    assert (clash.value.column, clash.value.mine, clash.value.theirs) == ("reach", None, 450.0)


def test_both_removing_a_row_is_none(filled, li):
    li.remove("opportunities", "sso")
    assert filled.apply(removal("sso")) == 1


def test_a_row_that_came_and_went_again_is_none(filled, li):
    li.add("opportunities", {"new": {"title": "New"}})
    li.remove("opportunities", "new")
    assert filled.add("opportunities", {"new": {"title": "Mine"}}) == 4
    with pytest.raises(TableError, match="has no row 'newer'"):
        filled.edit("opportunities", "newer", title="Mine")
    li.sync()
    li.add("opportunities", {"newer": {"title": "New"}})
    li.remove("opportunities", "newer")
    with pytest.raises(TableError, match="has no row 'newer'"):
        filled.edit("opportunities", "newer", title="Mine")


def test_both_adding_one_id_conflicts_only_where_they_differ(filled, li):
    li.add("opportunities", {"new": {"title": "New", "reach": 1}})
    filled.add("opportunities", {"new": {"title": "New", "effort": 2}})
    assert filled["opportunities"].loc["new", ["reach", "effort"]].tolist() == [1, 2]
    li.add("opportunities", {"newer": {"title": "Newer"}})
    with pytest.raises(Conflict) as clash:
        filled.add("opportunities", {"newer": {"title": "Newest"}})
    assert clash.value.theirs == "Newer"


def test_a_refused_value_is_said_before_a_conflict(filled, li):
    li.edit("opportunities", "sso", reach=450)
    with pytest.raises(TableError, match="not -1"):
        filled.edit("opportunities", "sso", reach=-1)


def test_two_edits_that_only_together_cross_an_interval_are_refused(filled, li):
    li.edit("opportunities", "sso", reach_high=500)
    with pytest.raises(TableError, match="at most its reach high, 500"):
        filled.edit("opportunities", "sso", reach=600)


def test_dates_conflict_by_day(filled, li):
    li.edit("opportunities", "export", due="2026-06-01")
    assert filled.edit("opportunities", "export", due=pd.Timestamp("2026-06-01")) == 1
    with pytest.raises(Conflict) as clash:
        filled.edit("opportunities", "export", due="2026-07-01")
    assert clash.value.theirs == pd.Timestamp("2026-06-01")


def test_a_setting_conflicts_like_any_cell(filled, li):
    li.edit("settings", "opportunities.line", value=12)
    with pytest.raises(Conflict):
        filled.edit("settings", "opportunities.line", value=8)


def test_since_keeps_the_first_old_value_and_the_last_other():
    newer = [
        Line(2, "t", "a", "edit", {"x": [1, 2]}, who="li", session="s2"),
        Line(3, "t", "a", "edit", {"x": [2, 3]}, who="mo", session="s3"),
        Line(4, "t", "a", "edit", {"x": [3, 4], "y": [0, 5]}, who="ana", session="s1"),
    ]
    row = since(newer, "s1")["t", "a"]
    assert (row.old, row.others, row.added, row.remover) == ({"x": 1, "y": 0}, {"x": "mo"}, False, "")
    assert conflicts({"t": {"a": {"x": 9, "y": 9}}}, {("t", "a"): {"x": 4, "y": 5}}, {("t", "a"): row}) == [
        ("t", "a", "x", 9, 4, "mo")
    ]
