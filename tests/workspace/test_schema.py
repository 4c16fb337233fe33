from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.workspace.schema import Column, Setting, Table, check

REACH = Column("reach", "number", low=0, interval=True)
SIZE = Column("size", "choice", choices=("S", "M"))


def test_an_interval_has_ends_with_the_same_bounds_and_words():
    table = Table("ideas", (Column("title", "text", required=True), REACH))
    assert list(table.by_name) == ["title", "reach", "reach_low", "reach_high"]
    assert table.column("reach_low").label == "Reach low"
    with pytest.raises(ValueError, match=r"^Reach high must be a number of at least 0, not '-1'\.$"):
        table.column("reach_high").read("-1")


def test_an_unknown_column_is_named_with_the_nearest():
    with pytest.raises(KeyError, match="did you mean 'reach'"):
        Table("ideas", (REACH,)).column("raech")


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        (REACH, "Reach must be a number of at least 0, not 'abc'."),
        (Column("ease", "number", low=1, high=10), "Ease must be a number from 1 to 10, not 'abc'."),
        (Column("line", "integer", high=9), "Line must be a whole number of at most 9, not 'abc'."),
        (SIZE, "Size must be one of S, M, not 'abc'."),
        (Column("must_do", "yes/no"), "Must do must be yes or no, not 'abc'."),
        (Column("due", "date"), "Due must be a date such as 2026-11-24, not 'abc'."),
    ],
)
def test_a_refusal_says_what_is_allowed(column, sentence):
    with pytest.raises(ValueError) as refused:
        column.read("abc")
    assert str(refused.value) == sentence


def test_text_stays_as_it_was_typed():
    column = Column("key", "text")
    assert [column.read(text) for text in ("007", "1e5", "=1+1", " x ")] == ["007", "1e5", "=1+1", " x "]
    assert column.read("  ") is None


def test_a_formula_in_a_number_is_refused_not_computed():
    with pytest.raises(ValueError, match="not '=1\\+1'"):
        REACH.read("=1+1")


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT, "", " "])
def test_every_blank_is_none(value):
    for kind in ("number", "integer", "text", "date", "yes/no"):
        assert Column("any", kind).cell(value) is None


def test_values_become_the_types_of_the_frame():
    assert type(REACH.cell(np.int64(3))) is float
    assert type(Column("line", "integer").cell(3.0)) is int
    assert Column("must", "yes/no").cell(np.True_) is True
    for day in (date(2026, 5, 1), datetime(2026, 5, 1, 12), np.datetime64("2026-05-01"), "2026-05-01"):  # noqa: DTZ001
        assert Column("due", "date").cell(day) == pd.Timestamp("2026-05-01")
    assert SIZE.cell("m") == "M"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (REACH, True),
        (REACH, float("inf")),
        (Column("line", "integer"), 1.5),
        (Column("line", "integer"), 2**60),
        (Column("title", "text"), 7),
        (Column("title", "text"), "a\0b"),
        (Column("must", "yes/no"), 1),
        (Column("due", "date"), 20260501),
        (SIZE, "XXL"),
        (REACH, [1]),
    ],
)
def test_what_a_kind_does_not_hold_is_refused(column, value):
    with pytest.raises(ValueError, match="must be"):
        column.cell(value)


@given(st.floats(0, 1e12))
def test_a_kept_number_is_kept_again(value):
    assert REACH.cell(REACH.cell(value)) == value


def test_check_finds_everything_at_once():
    table = Table("ideas", (Column("title", "text", required=True), REACH, SIZE))
    frame = pd.DataFrame(
        {"title": ["A", None], "reach": [-1.0, 2], "size": ["S", "Z"], "raech": 1}, index=["a", "b"]
    )
    found = check(table, frame)
    assert list(zip(found["id"], found["column"], strict=True)) == [
        ("b", "title"),
        ("a", "reach"),
        ("b", "size"),
        (None, "raech"),
    ]
    assert all(sentence.endswith((".", "?")) for sentence in found["problem"])
    assert check(table, frame[["title"]].head(1)).empty


def test_a_setting_is_read_as_it_is_declared():
    setting = Setting("line", "integer", 10, "Line", low=0)
    assert setting.column.read("12") == 12
    with pytest.raises(ValueError, match="Line must be a whole number of at least 0"):
        setting.column.cell(-1)
