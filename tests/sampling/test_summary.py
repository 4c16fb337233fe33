import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from workbench.sampling.summary import percentiles, percentiles_of_counts

whole = hnp.arrays(np.int64, st.integers(1, 60), elements=st.integers(0, 9))


@settings(deadline=None)
@given(hnp.arrays(float, st.integers(1, 60), elements=st.floats(-1e6, 1e6)))
def test_percentiles_are_numpys_quantiles(draws):
    np.testing.assert_allclose(percentiles(draws), np.quantile(draws, [0.1, 0.5, 0.9]), rtol=1e-12, atol=1e-9)


@given(
    hnp.arrays(float, st.integers(1, 60), elements=st.sampled_from([-np.inf, 0.0, 1.0, 1.5, 7.0])),
    st.lists(st.floats(0, 1), max_size=5),
)
def test_percentiles_are_those_of_the_sorted_draws_to_the_last_bit(draws, levels):
    kept, place = draws.copy(), np.array(levels, dtype=float) * (draws.size - 1)
    below = np.floor(place).astype(int)
    low, high = (np.sort(draws)[np.minimum(below + more, draws.size - 1)] for more in (0, 1))
    with np.errstate(invalid="ignore"):
        expected = np.where(low == high, low, low + (high - low) * (place - below))
    np.testing.assert_array_equal(percentiles(draws, tuple(levels)), expected)
    np.testing.assert_array_equal(draws, kept)


@settings(deadline=None)
@given(whole)
def test_counts_have_the_percentiles_of_what_was_counted(draws):
    counts = np.bincount(draws, minlength=10)[None]
    np.testing.assert_array_equal(percentiles_of_counts(counts)[0], percentiles(draws.astype(float)))


def test_infinite_draws_stay_infinite():
    np.testing.assert_array_equal(percentiles(np.array([-np.inf] * 5 + [1.0] * 6)), [-np.inf, 1.0, 1.0])
