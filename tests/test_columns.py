from datetime import date

import numpy as np
import pandas as pd
import pytest

from workbench.columns import dates, numbers


def test_blanks_of_every_kind_are_nan():
    table = pd.DataFrame(
        {
            "object": [1, None],
            "nullable": pd.array([2, pd.NA], dtype="Int64"),
            "whole": [3, 4],
            "float": [5.0, np.nan],
        }
    )
    read = [column.tolist() for column in numbers(table, *table.columns)]
    np.testing.assert_array_equal(read, [[1, np.nan], [2, np.nan], [3, 4], [5, np.nan]])


def test_every_missing_column_is_named_at_once():
    with pytest.raises(ValueError) as caught:
        numbers(pd.DataFrame({"Reach": [1], "cost": [2]}), "reach", "effort")
    assert str(caught.value) == (
        "column 'reach' is missing (did you mean 'Reach'?); column 'effort' is missing. The table has: Reach, cost"
    )


def test_text_among_numbers_is_named_by_id_and_column():
    table = pd.DataFrame({"reach": [1, "many", "7"], "effort": [1.0, 2.0, 3.0]}, index=["a", "b", "c"])
    with pytest.raises(ValueError, match="not a number at 'b', reach: 'many'"):
        numbers(table, "effort", "reach")


def test_dates_are_read_as_they_come():
    rows = ["2026-03-01", date(2026, 3, 1), pd.Timestamp("2026-03-01 10:00"), "2026-03-01T10:00", None, ""]
    found = dates(pd.DataFrame({"heard": rows}), "heard")
    assert found.dt.strftime("%Y-%m-%d").tolist()[:4] == ["2026-03-01"] * 4
    assert found.isna().tolist() == [False] * 4 + [True] * 2
    for blank in ([], [None], [float("nan")], pd.Series([pd.NaT], dtype="datetime64[s]")):
        read = dates(pd.DataFrame({"heard": blank}), "heard")
        assert str(read.dtype) == "datetime64[us]"
        assert read.isna().all()
    zoned = dates(pd.DataFrame({"heard": ["2026-03-01T23:00+02:00"]}), "heard")
    assert zoned.tolist() == [pd.Timestamp("2026-03-01 23:00")]


def test_what_is_no_date_is_named():
    table = pd.DataFrame({"heard": ["2026-03-01", "spring", 7]}, index=["a", "b", "c"])
    with pytest.raises(ValueError, match="not a date at 'b', heard: 'spring'; 'c', heard: 7"):
        dates(table, "heard")
    with pytest.raises(ValueError, match="not a date at 0, heard: 7"):
        dates(pd.DataFrame({"heard": [7]}), "heard")
    with pytest.raises(ValueError, match="column 'heard' is missing"):
        dates(table.rename(columns=str.upper), "heard")
