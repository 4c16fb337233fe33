"""What stands behind a need: counted by hand, and the same whatever the order."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.needs import demand

CUSTOMERS = pd.DataFrame(
    {"segment": ["food", "water", None], "revenue": [100.0, 50.0, None]}, index=["A", "B", "C"]
)
FEEDBACK = pd.DataFrame(
    {
        "customer": ["A", "A", "B", "C", None],
        "segment": [None, None, "food", "energy", "food"],
        "importance": [3.0, None, 0.0, 2.0, 1.0],
    },
    index=["q1", "q2", "q3", "q4", "q5"],
)
LINKS = pd.DataFrame(
    {"feedback": ["q1", "q2", "q3", "q1", "q4", "q5", "q1"], "need": ["n", "n", "n", "m", "m", "m", "n"]}
)
MET = pd.DataFrame({"need": ["n", "m"], "opportunity": ["o", "o"]})


@pytest.fixture
def said():
    return demand.spoken(FEEDBACK, CUSTOMERS)


def test_a_customers_segment_comes_before_the_quotes_own(said):
    assert said["segment"].tolist() == ["food", "food", "water", "energy", "food"]


def test_demand_adds_up_importance_and_a_pair_counts_once(said):
    found = demand.by_need(said, LINKS)
    assert found.loc["n", ["demand", "quotes", "customers", "segments", "revenue"]].tolist() == [
        4,
        3,
        2,
        2,
        150,
    ]
    assert found.loc["m", ["demand", "quotes", "customers", "segments", "revenue"]].tolist() == [
        6,
        3,
        2,
        2,
        100,
    ]
    assert found.loc["n", ["loudest", "loudest_share"]].tolist() == ["A", 2 / 3]


def test_a_quote_counts_once_for_an_opportunity_of_two_needs(said):
    found = demand.by_opportunity(said, LINKS, MET)
    assert found.loc["o", ["demand", "quotes", "revenue"]].tolist() == [7, 5, 150]


def test_segments_add_up_to_the_demand_of_quotes_whose_segment_is_known(said):
    found = demand.by_segment(said, LINKS)
    assert found.loc["n"].to_dict() == {"energy": 0, "food": 4, "water": 0}
    assert found.sum(axis=1).to_dict() == demand.by_need(said, LINKS)["demand"].to_dict()


def test_nothing_said_gives_nothing(said):
    none = LINKS.iloc[:0]
    assert demand.by_need(said, none).empty
    assert demand.by_segment(said, none).empty
    assert demand.by_opportunity(said, none, MET).empty


@given(st.permutations(range(len(LINKS))))
def test_the_order_of_links_does_not_matter(order):
    said = demand.spoken(FEEDBACK, CUSTOMERS)
    shuffled = demand.by_need(said, LINKS.iloc[order]).sort_index()
    pd.testing.assert_frame_equal(shuffled, demand.by_need(said, LINKS).sort_index())
