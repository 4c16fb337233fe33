"""One step either way, where a scale has no range."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities.scales import assume
from workbench.opportunities.scales import steps as steps_of
from workbench.opportunities.tables import opportunities

JUDGED = sorted(column.name for column in opportunities.columns if column.scale)


@given(st.sampled_from(JUDGED), st.floats(-5, 30))
def test_a_step_either_way_never_leaves_the_scale(column, value):
    steps = steps_of(column)
    made = assume(pd.DataFrame({column: [value]}), [column])
    low, high = made[f"{column}_low"].iloc[0], made[f"{column}_high"].iloc[0]
    if not steps[0] <= value <= steps[-1]:
        assert np.isnan(low)
        assert np.isnan(high)
        return
    assert {low, high} <= {*steps}
    assert low <= value <= high
    assert low < value or value == steps[0]
    assert value < high or value == steps[-1]
    assert not [step for step in steps if low < step < high and step != value], "a step further than the next"


def test_what_somebody_set_stays_and_what_was_assumed_is_named():
    table = pd.DataFrame(
        {
            "ease": [4.0, 4.0, np.nan],
            "ease_low": [np.nan, 1.0, np.nan],
            "ease_high": [np.nan, np.nan, np.nan],
            "reach": 5.0,
        },
        index=list("abc"),
    )
    made = assume(table, ["ease", "reach"])
    assert made["ease_low"].tolist() == pytest.approx([3.0, 1.0, np.nan], nan_ok=True)
    assert made["ease_high"].tolist() == pytest.approx([5.0, np.nan, np.nan], nan_ok=True)
    assert made.attrs["assumed"] == [("a", "ease_low"), ("a", "ease_high")]
    assert "reach_low" not in made
    assert "ease_low" not in assume(table.drop(columns=["ease_low"]), ["reach"])
