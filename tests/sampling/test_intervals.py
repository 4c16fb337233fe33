import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from workbench.sampling.intervals import Z90, bounds_of, check, ranged, values

NAN = float("nan")
CONFIDENCE = (0.0, 1.0)
factors = st.floats(1.01, 50)
uniform = np.linspace(0.001, 0.999, 201)


def quantiles(p, *args):
    return values(stats.norm.ppf(np.asarray(p, dtype=float)), *args)


def test_the_constant_is_the_normal_quantile():
    assert stats.norm.ppf(0.9) == pytest.approx(Z90, rel=1e-15)


@settings(deadline=None)
@given(st.floats(1e-3, 1e6), factors, factors)
def test_low_value_high_are_p10_p50_p90(median, down, up):
    three = (median / down, median, median * up)
    np.testing.assert_allclose(quantiles([0.1, 0.5, 0.9], *three), three, rtol=1e-9)


@settings(deadline=None)
@given(st.floats(1e-3, 1e6), factors, factors)
def test_each_side_is_scipys_lognormal(median, down, up):
    lower = stats.lognorm(s=np.log(down) / stats.norm.ppf(0.9), scale=median).ppf(uniform)
    upper = stats.lognorm(s=np.log(up) / stats.norm.ppf(0.9), scale=median).ppf(uniform)
    expected = np.where(uniform < 0.5, lower, upper)
    np.testing.assert_allclose(quantiles(uniform, median / down, median, median * up), expected, rtol=1e-8)


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 0.99), min_size=3, max_size=3, unique=True).map(sorted))
def test_bounded_sides_are_normal_on_the_logit(three):
    low, median, high = special.logit(three)
    scale = np.where(uniform < 0.5, median - low, high - median) / stats.norm.ppf(0.9)
    expected = special.expit(median + scale * stats.norm.ppf(uniform))
    np.testing.assert_allclose(quantiles(uniform, *three, CONFIDENCE), expected, rtol=1e-9)
    np.testing.assert_allclose(quantiles([0.1, 0.5, 0.9], *three, CONFIDENCE), three, rtol=1e-9)


def test_other_bounds_are_the_same_shape_on_their_range():
    ease = quantiles(uniform, 2.8, 5.5, 9.1, (1.0, 10.0))
    np.testing.assert_allclose(ease, 1 + 9 * quantiles(uniform, 0.2, 0.5, 0.9, CONFIDENCE), rtol=1e-12)


def test_a_value_on_its_bound_counts_as_half_a_percent_inside():
    np.testing.assert_allclose(quantiles([0.1, 0.5], 0.5, 1.0, NAN, CONFIDENCE), [0.5, 1.0], rtol=1e-9)
    np.testing.assert_allclose(quantiles([0.1, 0.9], 0.0, 0.4, 1.0, CONFIDENCE), [0.005, 0.995], rtol=1e-9)
    just_below = quantiles([0.5 - 1e-9], 0.5, 1.0, NAN, CONFIDENCE)
    np.testing.assert_allclose(just_below, [0.995], rtol=1e-6)


def test_zero_counts_as_half_a_percent_of_the_next_number():
    np.testing.assert_allclose(quantiles([0.1, 0.5, 0.9], 0.0, 100.0, 200.0), [0.5, 100, 200], rtol=1e-9)
    np.testing.assert_allclose(quantiles([0.1, 0.4, 0.9], 0.0, 0.0, 200.0), [0, 0, 200], rtol=1e-9)
    assert (quantiles(uniform, 0.0, 0.0, 200.0) >= 0).all()


@pytest.mark.parametrize("bounds", [None, CONFIDENCE])
@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
def test_width_zero_is_the_point(value, bounds):
    for low, high in [(NAN, NAN), (value, NAN), (NAN, value), (value, value)]:
        assert set(quantiles(uniform, low, value, high, bounds)) == {value}


def test_one_side_blank_is_certain_on_that_side():
    drawn = quantiles(uniform, NAN, 7.0, 9.0)
    assert set(drawn[uniform < 0.5]) == {7.0}
    assert (drawn[uniform > 0.5] > 7).all()


def test_a_blank_value_has_blank_draws():
    assert np.isnan(quantiles(uniform, 1.0, NAN, 2.0)).all()


@settings(deadline=None)
@given(
    st.sampled_from([None, CONFIDENCE]),
    st.lists(st.sampled_from([0, 0.001, 0.3, 0.999, 1]), min_size=3, max_size=3),
)
def test_quantiles_never_fall_or_leave_their_bounds(bounds, three):
    drawn = quantiles(uniform, *sorted(three), bounds)
    assert (np.diff(drawn) >= -1e-12).all() or sorted(three)[1] in (0, 0.001, 0.999, 1)
    assert (drawn >= 0).all()
    assert bounds is None or (drawn <= 1).all()


def test_ranged_columns_have_a_bound():
    assert ranged(pd.DataFrame(columns=["a", "a_high", "b_low", "c"])) == ["a"]


def test_all_offences_are_named_by_id_and_column():
    table = pd.DataFrame(
        {
            "reach": [5.0, -1.0, 3.0, np.nan],
            "reach_low": [6.0, np.nan, 1.0, 4.0],
            "confidence": [0.5, 0.5, 80.0, 0.5],
            "confidence_high": [0.4, np.nan, np.nan, np.nan],
        },
        index=["a", "b", "c", "d"],
    )
    ranges = {column: bounds_of(table, column) for column in ("reach", "confidence")}
    with pytest.raises(ValueError) as caught:
        check(table.index, ranges, {"confidence": CONFIDENCE})
    assert str(caught.value).split("; ") == [
        "'a', reach: low 6, value 5 must rise in this order",
        "'b', reach: value -1 must be 0 or more",
        "'a', confidence: value 0.5, high 0.4 must rise in this order",
        "'c', confidence: value 80 must be between 0 and 1",
    ]
    check(
        table.index[3:],
        {column: three[:, 3:] for column, three in ranges.items()},
        {"confidence": CONFIDENCE},
    )
