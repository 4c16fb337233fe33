"""Story points stand for a blank effort, at a rate that is said, and stay a guess."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities import points, ranges
from workbench.opportunities.points import FACTOR, POINTS_A_MONTH


def test_the_rate_is_the_median_of_rows_that_have_both():
    rows = pd.DataFrame(
        {"story_points": [10, 10, 10, 40, None, 0], "effort": [1.0, 2.0, 9.0, None, None, None]},
        index=list("abcdef"),
    )
    assert points.rate(rows).points_a_month == 5.0
    assert "5 points a person-month, the middle of 3 rows" in points.said(points.rate(rows), taken=True)
    filled = ranges.assume(rows, points_a_month=5.0)
    assert filled.loc["d", ["effort", "effort_low", "effort_high"]].tolist() == [8.0, 3.2, 20.0]
    assert {("d", "effort"), ("d", "effort_low"), ("d", "effort_high")} <= set(filled.attrs["assumed"])
    assert filled["effort"].tolist()[:3] == [1.0, 2.0, 9.0]
    assert filled.loc[["e", "f"], "effort"].isna().all()


def test_without_such_rows_an_assumption_is_made_and_said():
    rate = points.rate(pd.DataFrame({"story_points": [8.0]}))
    assert rate.points_a_month == POINTS_A_MONTH
    assert "an assumption" in str(rate)


def test_a_size_and_an_effort_outrank_points():
    rows = pd.DataFrame(
        {"story_points": [8.0, 8.0, 8.0], "effort": [None, 3.0, None], "size": ["L", None, None]}
    )
    assert ranges.assume(rows, points_a_month=4.0)["effort"].tolist() == [3.0, 3.0, 2.0]
    assert ranges.assume(rows)["effort"].isna().tolist() == [False, False, True]
    assert points.offer(rows, taken=False) == "Guess 1 effort"


@pytest.mark.parametrize(
    "rows",
    [pd.DataFrame(), pd.DataFrame({"effort": [1.0]}), pd.DataFrame({"story_points": [None]}, dtype=float)],
)
def test_nothing_to_go_by_offers_nothing(rows):
    assert points.offer(rows, taken=False) == points.offer(rows, taken=True) == ""


@given(st.floats(0.5, 1000), st.floats(0.01, 1000))
def test_the_range_is_wide_and_holds_the_guess(story_points, rate):
    row = ranges.assume(
        pd.DataFrame({"story_points": [story_points], "confidence": 1.0}), points_a_month=rate
    ).iloc[0]
    assert row["effort"] == pytest.approx(story_points / rate)
    assert row["effort_high"] / row["effort_low"] == pytest.approx(FACTOR**2)
