"""What the quotes say of reach and confidence, worked by hand, and what stands behind an opportunity."""

import numpy as np
import pandas as pd
import pytest

from workbench.opportunities.evidence import suggestions
from workbench.opportunities.evidence.backing import Backing
from workbench.opportunities.evidence.why import why_here

TABLES = {
    "customers": pd.DataFrame(
        {"segment": ["food", "water", "food"], "revenue": [100.0, 50.0, np.nan]}, index=["a", "b", "c"]
    ),
    "feedback": pd.DataFrame(
        {
            "customer": ["a", "a", "b", None],
            "segment": [None, None, None, "energy"],
            "importance": [3.0, 0.0, 2.0, np.nan],
            "channel": ["support", "support", "interview", None],
            "quote": ["It <b>hurts</b>", "Still", "Us too", "And us"],
        },
        index=["q1", "q2", "q3", "q4"],
    ),
    "feedback_needs": pd.DataFrame(
        {"feedback": ["q1", "q1", "q2", "q3", "q4", "q4"], "need": ["n", "m", "n", "n", "m", "m"]}
    ),
    "need_opportunities": pd.DataFrame({"need": ["n", "m", "m"], "opportunity": ["o", "o", "p"]}),
    "questions": pd.DataFrame({"opportunity": ["p", None]}, index=["k", "open"]),
    "responses": pd.DataFrame(
        {
            "question": ["k", "k", "k", "open", "k"],
            "customer": ["a", "a", "c", "b", "b"],
            "functional": [1.0, 2.0, 3.0, np.nan, np.nan],
            **dict.fromkeys(("dysfunctional", "rating", "choice", "text"), [None] * 5),
        }
    ),
}


@pytest.fixture
def backing():
    return Backing.of(TABLES.__getitem__)


def test_what_stands_behind_an_opportunity(backing):
    o, p = (backing.counts.loc[id_].to_dict() for id_ in ("o", "p"))
    assert o == {
        "demand": 6.0, "quotes": 4.0, "customers": 2.0, "segments": 3.0, "revenue": 150.0, "channels": 2.0, "answered": 0.0,
    }  # fmt: skip
    assert p == {
        "demand": 4.0, "quotes": 2.0, "customers": 1.0, "segments": 2.0, "revenue": 100.0, "channels": 1.0, "answered": 2.0,
    }  # fmt: skip
    assert backing.quotes == {"o": 4, "p": 2}
    assert backing.needs == {"o": "m", "p": "m"}


def test_why_it_is_here_is_the_weightiest_quote_as_text_and_a_link_to_its_need(backing):
    said = why_here(backing, TABLES["feedback"]["quote"], "o")
    assert said == "“It &lt;b&gt;hurts&lt;/b&gt;” <a href='needs.ipynb?selected=m'>3 more</a>"
    assert why_here(backing, TABLES["feedback"]["quote"], "nobody's") == ""
    long = why_here(backing, pd.Series({"q1": "word " * 60}), "p")
    assert len(long) < 160
    assert "word …”" in long


def test_reach_is_the_share_of_the_customers_and_never_made_up():
    assert suggestions.reach(9.0, 60, 4200.0) == 4200 * 9 / 60
    assert suggestions.reach(7.0, 60, 4321.0) == 504.0  # 504.1…
    assert np.isnan(suggestions.reach(9.0, 60, 0.0))
    assert np.isnan(suggestions.reach(9.0, 0, 4200.0))
    assert suggestions.reach(0.0, 60, 4200.0) == 0


def test_the_range_is_wilsons_at_four_in_five():
    # centre (p + z²/2n) / (1 + z²/n) and half-width z √(p(1-p)/n + z²/4n²) / (1 + z²/n), z = 1.2816, p = 0.15, n = 60
    z, p, n = 1.2815515655, 0.15, 60
    middle, half = (p + z * z / 2 / n), z * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    low, high = suggestions.reach_range(9, 60, 4200.0)
    assert low == pytest.approx(4200 * (middle - half) / (1 + z * z / n), abs=0.5)
    assert high == pytest.approx(4200 * (middle + half) / (1 + z * z / n), abs=0.5)


@pytest.mark.parametrize("many", [1, 2, 30, 59, 60])
def test_low_likely_and_high_rise(many):
    low, high = suggestions.reach_range(many, 60, 4200.0)
    assert 0 < low <= suggestions.reach(float(many), 60, 4200.0) <= high <= 4200


@pytest.mark.parametrize(
    ("customers", "channels", "answered", "found"),
    [
        (0, 0, 0, 0.2), (1, 1, 0, 0.2), (2, 2, 0, 0.2), (7, 1, 0, 0.2), (3, 2, 0, 0.5), (7, 3, 7, 0.5),
        (8, 1, 0, 0.8), (0, 0, 8, 0.8), (60, 6, 60, 0.8),
    ],
)  # fmt: skip
def test_confidence_goes_by_independent_customers_and_sources_and_is_never_measured(
    customers, channels, answered, found
):
    assert suggestions.confidence(float(customers), float(channels), float(answered)) == found
