"""Agreement of two orders: against pairs counted one by one, and by hand."""

from itertools import combinations
from math import isnan, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities.methods.comparing import agreement, leading, spread

IDS = [f"i{place}" for place in range(8)]
ranks = st.lists(st.one_of(st.none(), st.integers(1, 8)), min_size=8, max_size=8).map(
    lambda values: pd.Series([np.nan if value is None else float(value) for value in values], index=IDS)
)


def tau_of_pairs(one, other):
    """Kendall's tau-b, each pair looked at."""
    same = opposite = only_one = only_other = 0
    for a, b in combinations(one.index, 2):
        left, right = np.sign(one[a] - one[b]), np.sign(other[a] - other[b])
        same += left * right > 0
        opposite += left * right < 0
        only_one += left != 0
        only_other += right != 0
    return (same - opposite) / sqrt(only_one * only_other) if only_one and only_other else float("nan")


@given(ranks, ranks, st.integers(1, 8))
def test_against_brute_force(one, other, top):
    found = agreement(one, other, top)
    both = one.notna() & other.notna()
    expected = tau_of_pairs(one[both], other[both])
    assert (isnan(found.tau) and isnan(expected)) or found.tau == pytest.approx(expected)
    tops = [
        sorted((rank, id_) for id_, rank in each.items() if not isnan(rank))[:top] for each in (one, other)
    ]
    assert found.common == len({id_ for _, id_ in tops[0]} & {id_ for _, id_ in tops[1]})
    distance = {id_: abs(one[id_] - other[id_]) for id_ in IDS if both[id_]}
    furthest = max(distance.values(), default=0)
    if furthest:
        assert distance[found.apart] == furthest
        assert found.ranks == (one[found.apart], other[found.apart])
    else:
        assert found.apart is None


@given(ranks, st.integers(1, 8))
def test_an_order_agrees_with_itself(one, top):
    found = agreement(one, one, top)
    assert found.apart is None
    assert found.common == found.top == len(leading(one, top))
    assert isnan(found.tau) or found.tau == pytest.approx(1)


def test_the_spread_is_over_the_methods_that_rank_an_item():
    table = pd.DataFrame(
        {"rice": [1, 2, 3], "wsjf": [17, 2, np.nan], "odi": [5, np.nan, np.nan]}, index=["a", "b", "c"]
    )
    assert spread(table).fillna(-1).to_dict() == {"a": 16, "b": 0, "c": -1}


def test_a_published_example():
    # scipy's documentation of kendalltau: x1 = 12 2 1 12 2, x2 = 1 4 7 1 0 -> -0.4714...
    one, other = (
        pd.Series(values, index=list("abcde"), dtype=float) for values in ([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
    )
    assert agreement(one, other, 3).tau == pytest.approx(-0.47140452079103173)


def test_nothing_ranked_by_both():
    found = agreement(pd.Series({"a": 1.0}), pd.Series({"b": 1.0}), 10)
    assert (found.common, found.top, found.apart) == (0, 1, None)
    assert isnan(found.tau)
