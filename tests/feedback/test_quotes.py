import pandas as pd
import pytest

from workbench.feedback.quotes import UNSAID, counted, of_opportunities, spoken

CUSTOMERS = pd.DataFrame({"segment": ["water", None], "revenue": [9.0, 4.0]}, index=["a", "b"])
FEEDBACK = pd.DataFrame(
    {
        "customer": ["a", "a", "b", None],
        "segment": ["food", None, "food", None],
        "importance": pd.array([3, None, 0, 2], dtype="Int64"),
    },
    index=["q1", "q2", "q3", "q4"],
)


@pytest.fixture
def said():
    return spoken(FEEDBACK, CUSTOMERS)


def test_the_segment_of_a_customer_counts_before_that_of_a_quote(said):
    assert said["segment"].fillna("").tolist() == ["water", "water", "food", ""]
    assert said["revenue"].fillna(0).tolist() == [9.0, 9.0, 4.0, 0.0]
    assert said["weight"].tolist() == [3.0, UNSAID, 0.0, 2.0]


def test_a_quote_counts_once_for_what_several_of_its_needs_would_meet():
    links = pd.DataFrame({"feedback": ["q1", "q1", "q3"], "need": ["n", "m", "m"]})
    met = pd.DataFrame({"need": ["n", "m"], "opportunity": ["o", "o"]})
    found = of_opportunities(links, met)
    assert sorted(zip(found["feedback"], found["of"], strict=True)) == [("q1", "o"), ("q3", "o")]


def test_demand_adds_weights_and_counts_a_customer_once(said):
    pairs = pd.DataFrame({"feedback": ["q1", "q2", "q3", "q3", "q4"], "of": ["n", "n", "n", "n", "m"]})
    found = counted(said, pairs, "need")
    assert found.index.name == "need"
    row = found.loc["n"]
    assert (row["demand"], row["quotes"], row["customers"], row["segments"]) == (4.0, 3, 2, 2)
    assert (row["revenue"], row["loudest"], row["loudest_share"]) == (13.0, "a", pytest.approx(2 / 3))
    assert found.loc["m", "quotes"] == 1
    assert pd.isna(found.loc["m", "loudest"])
