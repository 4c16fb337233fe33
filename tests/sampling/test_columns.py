import numpy as np
import pandas as pd
import pytest

from workbench.sampling.columns import numbers


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
