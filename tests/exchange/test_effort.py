"""Story points suggest an effort, and say why."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.effort import POINTS_A_MONTH, WIDTH, suggest


def test_the_ratio_is_the_median_of_rows_that_have_both():
    rows = pd.DataFrame(
        {"story_points": [10, 10, 10, 40, None, 0], "effort": [1.0, 2.0, 9.0, None, None, None]},
        index=list("abcdef"),
    )
    guess = suggest(rows)
    assert guess.index.tolist() == ["d"]
    assert guess.loc["d", ["effort", "effort_low", "effort_high"]].tolist() == [8.0, 3.2, 20.0]
    assert "40 story points, at 5 points a person-month, the middle of 3 rows" in guess.loc["d", "why"]


def test_without_such_rows_an_assumption_is_made_and_said():
    guess = suggest(pd.DataFrame({"story_points": [POINTS_A_MONTH]}, index=["a"]))
    assert guess["effort"].tolist() == [1.0]
    assert "an assumption" in guess.loc["a", "why"]


def test_a_ratio_that_is_given_wins():
    rows = pd.DataFrame({"story_points": [10, 10], "effort": [5.0, None]}, index=["a", "b"])
    assert suggest(rows, ratio=0.1)["effort"].tolist() == [1.0]


@pytest.mark.parametrize(
    "rows",
    [pd.DataFrame(), pd.DataFrame({"effort": [1.0]}), pd.DataFrame({"story_points": [None]}, dtype=float)],
)
def test_nothing_to_go_by_suggests_nothing(rows):
    assert suggest(rows).empty


@given(st.floats(0.5, 1000), st.floats(0.001, 100))
def test_the_range_is_wide_and_holds_the_guess(points, ratio):
    row = suggest(pd.DataFrame({"story_points": [points]}), ratio).iloc[0]
    assert row["effort"] == pytest.approx(points * ratio, rel=0.06)
    assert row["effort_high"] / row["effort_low"] == pytest.approx(WIDTH**2, rel=0.12)
