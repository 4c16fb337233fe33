"""Shares and their intervals."""

import numpy as np
import pytest
from scipy import stats

from workbench.sampling import proportions


def test_wilsons_interval_is_scipys():
    for hits, size in ((0, 7), (3, 11), (5, 5), (40, 80)):
        ours = proportions.wilson(hits / size, size, proportions.quantile(0.95))
        theirs = stats.binomtest(hits, size).proportion_ci(0.95, method="wilson")
        assert [float(limit) for limit in ours] == pytest.approx(list(theirs), abs=1e-12)


def test_the_design_effect_of_equal_customers_is_one_plus_size_less_one_times_correlation():
    # Kish 1965, section 5.4: 1 + (b - 1) rho, with rho the analysis-of-variance estimate.
    rng = np.random.default_rng(0)
    size, customers = 6, 400
    hits = rng.binomial(size, rng.beta(2, 3, customers))
    effect, found = proportions.design_effect(
        np.column_stack([hits, size - hits]), np.zeros(customers, dtype=int), 1, [1, 0]
    )
    p = hits.sum() / (size * customers)
    between = size * ((hits / size - p) ** 2).sum() / (customers - 1)
    within = (hits * (1 - hits / size)).sum() / (customers * (size - 1))
    rho = (between - within) / (between + (size - 1) * within)
    assert found[0] == pytest.approx(customers)
    assert effect[0] == pytest.approx(1 + (size - 1) * rho, rel=0.01)


def test_the_quantile_is_scipys_normal_or_students():
    for level in (0.5, 0.8, 0.95, 0.999):
        assert proportions.quantile(level) == pytest.approx(stats.norm.ppf((1 + level) / 2), rel=1e-12)
        ours = proportions.quantile(level, [2, 10, 1000])
        assert ours == pytest.approx(stats.t.ppf((1 + level) / 2, [1, 9, 999]), rel=1e-9)
    assert proportions.quantile(0.95, [1]).tolist() == [np.inf]
