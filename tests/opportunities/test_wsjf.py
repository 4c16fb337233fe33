import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities import wsjf

NAN = float("nan")
NAMES = ["business_value", "time_criticality", "risk_reduction", "job_size"]


def table(*rows):
    return pd.DataFrame(list(rows), columns=NAMES, dtype=float)


def test_the_worked_examples_of_beginpm():
    # beginpm.com/asking/what-is-wsjf-in-agile (A and B) and beginpm.com/asking/how-to-calculate-wsjf, by SAFe's formula.
    assert wsjf.score(table((100, 50, 20, 10), (80, 30, 10, 5), (30, 20, 10, 5))).tolist() == [17, 24, 12]


def test_blanks_and_no_job_size_are_not_ranked():
    blank = [[NAN if i == j else 1.0 for i in range(4)] for j in range(4)]
    scores = wsjf.score(table(*blank, (1, 1, 1, 0), (0, 0, 0, 2)))
    assert scores.isna().tolist() == [True] * 5 + [False]
    assert scores[5] == 0


def test_missing_columns_are_one_sentence():
    with pytest.raises(ValueError, match="column 'job_size' is missing"):
        wsjf.score(table((1, 1, 1, 1)).drop(columns="job_size"))


value = st.floats(0, 20)


@given(value, value, value, st.floats(0.5, 20))
def test_the_three_parts_of_the_cost_of_delay_weigh_the_same(a, b, c, size):
    scores = wsjf.score(table((a, b, c, size), (c, a, b, size), (a, b, c, 2 * size)))
    assert scores[1] == pytest.approx(scores[0])
    assert scores[2] == pytest.approx(scores[0] / 2)
