import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities import rice


def table(*rows):
    return pd.DataFrame(list(rows), columns=["reach", "impact", "confidence", "effort"], dtype=float)


def test_the_worked_example_of_beginpm():
    # BeginPM, "What is the RICE scoring model", beginpm.com/asking/what-is-the-rice-scoring-model: features A, B, C.
    published = table((1000, 2, 0.8, 5), (500, 1, 0.9, 2), (2000, 1, 0.7, 8)).set_axis(["A", "B", "C"])
    pd.testing.assert_series_equal(
        rice.score(published), pd.Series([320.0, 225.0, 175.0], ["A", "B", "C"], name="rice")
    )


def test_the_worked_example_of_the_time_tracking_list():
    # Timeclick, "awesome-time-tracking", details/rice-framework.md: feature A.
    assert rice.score(table((2000, 2, 0.8, 4))).tolist() == [800.0]


def test_the_worked_example_of_intercom():
    # S. McBride, "RICE: Simple prioritization for product managers", Intercom, 2018: projects 1, 2 and 3 with the
    # estimates that the text gives them.
    published = table((450, 3, 1.0, 2), (2000, 1, 0.8, 4), (800, 2, 0.5, 1))
    assert rice.score(published).tolist() == [675, 400, 800]
    assert rice.score_without_confidence(published).tolist() == [675, 500, 1600]


def test_blank_or_no_effort_is_not_ranked():
    blank = [np.nan if i == j else 1.0 for i in range(4) for j in range(4)]
    scores = rice.score(table(*np.reshape(blank, (4, 4)), (1, 1, 1, 0), (0, 1, 1, 0), (0, 1, 1, 2)))
    np.testing.assert_array_equal(scores, [np.nan] * 6 + [0.0])


@pytest.mark.parametrize("rows", [0, 1, 10_000])
def test_any_length_keeps_its_index(rows):
    long = table(*[(4, 3, 0.5, 2)] * rows).set_axis([f"id-{i}" for i in range(rows)])
    scores = rice.score(long)
    assert scores.index.equals(long.index)
    assert scores.tolist() == [3.0] * rows


def test_missing_columns_are_one_sentence():
    with pytest.raises(
        ValueError,
        match=r"'impact' is missing; column 'effort' is missing\. The table has: reach, confidence",
    ):
        rice.score(pd.DataFrame({"reach": [1], "confidence": [1]}))


numbers = st.tuples(st.floats(0, 1e6), st.floats(0, 3), st.floats(0, 1), st.floats(0.1, 50))


@settings(deadline=None)
@given(st.lists(numbers, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_row_order_does_not_matter(rows, random):
    ordered = table(*rows)
    order = random.sample(range(len(rows)), len(rows))
    pd.testing.assert_series_equal(rice.score(ordered.iloc[order]), rice.score(ordered).iloc[order])


@settings(deadline=None)
@given(numbers, st.floats(0, 1e6))
def test_more_reach_is_never_worse(row, more):
    less, greater = rice.score(table(row, (row[0] + more, *row[1:])))
    assert greater >= less


@settings(deadline=None)
@given(numbers)
def test_without_confidence_is_rice_when_all_is_sure(row):
    sure = table((*row[:2], 1.0, row[3]))
    np.testing.assert_allclose(rice.score_without_confidence(sure), rice.score(sure))
    blind = sure.drop(columns="confidence")
    assert rice.score_without_confidence(blind.assign(effort=0.0)).isna().all()
