import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities import weighted
from workbench.opportunities.uncertainty import rank_probability

NAN = float("nan")


def test_the_worked_example_of_ideaplan():
    # ideaplan.io/frameworks/weighted-scoring-model: advanced reporting and the mobile app.
    table = pd.DataFrame({"customer": [4, 5], "revenue": [5, 3], "ease": [2, 1]}, index=["reports", "app"])
    scores = weighted.score(table, weights={"customer": 0.4, "revenue": 0.35, "ease": 0.25})
    assert scores.round(9).to_dict() == {"reports": 3.85, "app": 3.3}


def test_weights_need_not_be_shares_and_negative_ones_count_against():
    table = pd.DataFrame({"fit": [4.0], "risk": [2.0]})
    assert weighted.score(table, {"fit": 30, "risk": -10}).tolist() == [(3 * 4 - 2) / 4]


def test_a_blank_counts_only_where_it_is_weighed():
    table = pd.DataFrame({"fit": [4.0, NAN], "risk": [NAN, 2.0]})
    assert weighted.score(table, {"fit": 2, "risk": 0}).fillna(-1).tolist() == [4, -1]


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        ({"fit": 0, "risk": 0.0}, r"all weights are 0 \('fit', 'risk'\); give at least one"),
        ({}, r"all weights are 0 \(no criterion\)"),
        ({"fit": NAN}, "the weight of 'fit': nan is no number"),
        ({"fitt": 1}, r"column 'fitt' is missing \(did you mean 'fit'\?\)"),
    ],
)
def test_what_cannot_be_weighed_is_refused(weights, reason):
    with pytest.raises(ValueError, match=reason):
        weighted.score(pd.DataFrame({"fit": [1.0], "risk": [1.0]}), weights)


weights = st.dictionaries(st.sampled_from("abcd"), st.integers(-9, 9), min_size=1).filter(
    lambda w: any(w.values())
)


@given(weights, st.integers(0, 2**32 - 1), st.sampled_from([2, 0.25, 1024]))
def test_the_scale_of_the_weights_does_not_matter(chosen, seed, factor):
    table = pd.DataFrame(np.random.default_rng(seed).uniform(0, 10, (5, 4)), columns=list("abcd"))
    scores = weighted.score(table, chosen)
    np.testing.assert_allclose(scores, weighted.score(table, {k: w * factor for k, w in chosen.items()}))
    assert scores.abs().max() <= table.max(axis=None) + 1e-9


def test_fixed_weights_are_a_method_with_odds():
    table = pd.DataFrame({"fit": [4.0, 5.0], "risk": [2.0, 1.0], "fit_low": [1.0, NAN]}, index=["a", "b"])
    made = weighted.method_of({"fit": 1, "risk": -1, "reach": 0}, name="ours")
    assert (made.name, made.needs, made.rowwise) == ("ours", ("fit", "risk"), True)
    assert made == weighted.method_of({"fit": 1, "risk": -1, "reach": 0}, name="ours")
    assert rank_probability(table, made, trials=50, top=1)["p_top"].tolist() == [0, 1]
    with pytest.raises(ValueError, match="all weights are 0"):
        weighted.method_of({"fit": 0})
