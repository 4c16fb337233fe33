"""What customers expect in any score, worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities import rice
from workbench.opportunities.methods.kano_rule import CHANCES, KanoRule
from workbench.opportunities.register import get
from workbench.opportunities.uncertainty import rank_probability

TABLE = pd.DataFrame(
    {
        "reach": [100.0, 100, 100, 100, 100],
        "impact": 1.0,
        "confidence": 1.0,
        "effort": 2.0,
        "kano_expected": [0.9, 0.0, 0.5, 0.0, np.nan],
        "kano_more_is_better": [0.1, 0.2, 0.0, 0.0, np.nan],
        "kano_delighter": [0.0, 0.8, 0.0, 0.0, np.nan],
        "kano_nobody_minds": [0.0, 0.0, 0.3, 0.5, np.nan],
        "kano_better_without": [0.0, 0.0, 0.0, 0.3, np.nan],
    },
    index=["sso", "dark", "mixed", "nobody", "unasked"],
)


def test_the_multiplier_by_hand():
    method = KanoRule("multiplier").on(get("rice"))
    # 50 each: 0.9*2 + 0.1*1 = 1.9; 0.2*1 + 0.8*0.5 = 0.6; 0.5*2 + 0.3*0.25 + 0.2 that fits none * 1 = 1.275;
    # 0.5*0.25 + 0.3*0 + 0.2*1 = 0.325; nobody asked: 1
    assert method(TABLE).round(9).tolist() == [95, 30, 63.75, 16.25, 50]
    assert method.rowwise
    assert method.needs == (*rice.NEEDS, *CHANCES)


def test_a_score_below_zero_moves_the_same_way():
    rule = KanoRule("multiplier")
    scores = rule.scored(TABLE, np.full(5, -60.0))
    assert scores.round(3).tolist() == [-31.579, -100, -47.059, -184.615, -60]
    certain = TABLE.assign(kano_expected=0.0, kano_nobody_minds=0.0, kano_better_without=1.0).iloc[:1]
    certain = certain.assign(kano_more_is_better=0.0)
    assert rule.scored(certain, np.array([-1.0])).tolist() == [-100]
    assert rule.scored(certain, np.array([5.0])).tolist() == [0]


def test_the_gate_by_hand():
    rule = KanoRule("gate")
    scores = rule.on(get("rice"))(TABLE)
    assert scores.isna().tolist() == [False, False, False, True, False]
    assert scores.dropna().eq(50).all()
    assert rule.expected(TABLE).tolist() == [True, False, False, False, False]
    assert set(rule.said(TABLE)) == {"sso", "nobody"}
    assert rule.expected(TABLE.assign(kano_expected=0.79)).sum() == 0


def test_off_is_the_method_itself():
    assert KanoRule().on(get("rice")) is get("rice")
    assert KanoRule().said(TABLE) == {}


def test_a_list_without_the_columns_keeps_its_scores():
    bare = TABLE[list(rice.NEEDS)]
    for way in ("multiplier", "gate"):
        assert KanoRule(way).on(get("rice"))(bare).tolist() == [50] * 5


def test_odds_are_those_of_the_ruled_score():
    ranged = TABLE.assign(reach_low=60.0, reach_high=170.0)
    odds = rank_probability(ranged, KanoRule("multiplier").on(get("rice")), trials=2000, top=1)
    assert odds["p_top"].idxmax() == "sso"
    assert odds.at["sso", "score_p50"] == pytest.approx(95, rel=0.02)
    gated = rank_probability(ranged, KanoRule("gate").on(get("rice")), trials=500, top=2)
    assert gated.at["nobody", "p_top"] == 0
    assert gated["p_top"].sum() == pytest.approx(2)


@given(
    st.lists(st.floats(0, 1), min_size=5, max_size=5),
    st.lists(st.floats(0, 4), min_size=5, max_size=5),
)
def test_the_factor_lies_between_the_least_and_the_greatest(chances, factors):
    whole = max(sum(chances), 1)
    table = pd.DataFrame([dict(zip(CHANCES, [chance / whole for chance in chances], strict=True))])
    factor = KanoRule("multiplier", tuple(factors)).factor(table)[0]
    assert min(*factors, 1) - 1e-9 <= factor <= max(*factors, 1) + 1e-9
