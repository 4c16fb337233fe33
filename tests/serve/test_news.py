"""What changed, as a colleague would say it."""

import pandas as pd
import pytest

from workbench.serve.news import news

ARROW = "\xa0→\xa0"
NAMES = {("opportunities", "a"): "Dark mode", ("settings", "opportunities.line"): "Line"}


def line(version, who, row, column, old, new, table="opportunities"):
    return {
        "version": version,
        "who": who,
        "table": table,
        "id": row,
        "column": column,
        "old": old,
        "new": new,
    }


def told(lines, before=(), after=()):
    pair = lambda rows: [("opportunities", row) for row in rows]  # noqa: E731
    return news(
        pd.DataFrame(lines),
        pair(before),
        pair(after),
        NAMES,
        {("opportunities", "ice_impact"): "Impact (ICE)"},
    )


def test_nothing_is_nothing():
    assert told([]) == {"count": 0, "who": [], "sentences": []}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (3.0, 5.0, f"3{ARROW}5"),
        (None, 1450.0, f"blank{ARROW}1,450"),
        ("open", "done", f"open{ARROW}done"),
        (True, False, f"yes{ARROW}no"),
        (float("nan"), pd.Timestamp("2026-11-04"), f"blank{ARROW}4 November 2026"),
        ("x" * 80, None, f"{'x' * 39}…{ARROW}blank"),
    ],
)
def test_values_are_said_as_they_are_read(old, new, said):
    assert told([line(2, "Li", "a", "effort", old, new)], "a", "a")["sentences"] == [
        f"Li: Effort of Dark mode {said}"
    ]


def test_an_edited_row_without_a_title_goes_by_its_id_and_a_column_by_its_label():
    assert told([line(2, "Li", "b", "ice_impact", 1, 2)], "b", "b")["sentences"] == [
        f"Li: Impact (ICE) of b 1{ARROW}2"
    ]


def test_added_and_removed_rows_count_once_however_many_cells():
    lines = [line(2, "Ana", row, column, None, 1) for row in "bcd" for column in ("reach", "effort")]
    lines += [line(3, "Li", "a", column, 1, None) for column in ("title", "reach", "effort")]
    found = told(lines, before="a", after="bcd")
    assert found == {
        "count": 4,
        "who": ["Ana", "Li"],
        "sentences": ["Li removed Dark mode", "Ana added 3 opportunities"],
    }


def test_a_row_added_and_edited_later_is_both():
    found = told(
        [line(2, "Ana", "b", "effort", None, 1), line(3, "Li", "b", "effort", 1, 2)], before="", after="b"
    )
    assert found["sentences"] == [f"Li: Effort of b 1{ARROW}2", "Ana added b"]


def test_emptied_cells_are_no_removal():
    assert told([line(2, "Li", "a", "effort", 3, None)], "a", "a")["sentences"] == [
        f"Li: Effort of Dark mode 3{ARROW}blank"
    ]


def test_a_setting_is_edited_even_where_it_was_never_stored():
    lines = [line(2, "Li", "opportunities.line", "value", None, 12, table="settings")]
    assert told(lines)["sentences"] == [f"Li: Line blank{ARROW}12"]


def test_the_five_newest_are_told_and_all_are_counted():
    found = told([line(version, "Li", "a", "effort", version, version + 1) for version in range(8)], "a", "a")
    assert found["count"] == 8
    assert [sentence.rpartition(ARROW)[2] for sentence in found["sentences"]] == ["8", "7", "6", "5", "4"]
