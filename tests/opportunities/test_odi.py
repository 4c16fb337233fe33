import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities import odi
from workbench.opportunities.uncertainty import rank_probability


def table(*rows):
    return pd.DataFrame(list(rows), columns=["importance", "satisfaction"], dtype=float)


def test_the_worked_examples():
    # Ulwick's formula at decikit.com/en/frameworks/opportunity-scoring: 15 and 9; the gap of 4 points for 8 and 4 is
    # that of wealthandmeans.com/proof/library/l26.
    assert odi.score(table((9, 3), (9, 9), (8, 4))).tolist() == [15, 9, 12]


def test_a_blank_is_not_ranked():
    assert odi.score(table((None, 3), (9, None))).isna().all()
    with pytest.raises(ValueError, match="column 'satisfaction' is missing"):
        odi.score(pd.DataFrame({"importance": [1.0]}))


ten = st.floats(0, 10)


@given(ten, ten)
def test_it_is_importance_at_least_and_twice_that_at_most(importance, satisfaction):
    score = odi.score(table((importance, satisfaction)))[0]
    assert importance <= score <= 2 * importance
    if satisfaction >= importance:
        assert score == importance


def test_draws_stay_within_the_scale():
    wide = table((9, 5)).assign(satisfaction_low=0.0, satisfaction_high=10.0)
    odds = rank_probability(wide, "odi", trials=500)
    assert 9 <= odds["score_p10"][0] < odds["score_p90"][0] <= 18
