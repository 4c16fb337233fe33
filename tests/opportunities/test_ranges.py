from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities import ranges

NAN = float("nan")
FACTORS = {1.0: 1.25, 0.8: 1.6, 0.5: 2.5, 0.2: 4.0, NAN: 4.0}


@pytest.mark.parametrize(("confidence", "factor"), FACTORS.items())
def test_each_confidence_has_its_factor(confidence, factor):
    table = pd.DataFrame({"reach": [100.0], "effort": [2.0], "confidence": [confidence]}, index=["a"])
    filled = ranges.assume(table).loc["a"]
    assert filled["reach_low"] == pytest.approx(100 / factor)
    assert filled["reach_high"] == pytest.approx(100 * factor)
    assert filled["effort_low"] == pytest.approx(2 / factor)
    assert filled["effort_high"] == pytest.approx(2 * factor)


@pytest.mark.parametrize(
    ("confidence", "name"),
    [
        (1.0, "measured"), (0.91, "measured"), (0.9, "similar case"), (0.66, "similar case"), (0.65, "informed guess"),
        (0.36, "informed guess"), (0.35, "wild guess"), (0.0, "wild guess"), (NAN, "wild guess"),
    ],
)  # fmt: skip
def test_the_nearest_word_and_half_way_the_more_cautious(confidence, name):
    assert ranges.word(confidence).name == name


def test_no_confidence_column_is_a_wild_guess():
    filled = ranges.assume(pd.DataFrame({"reach": [8.0]}))
    assert filled[["reach_low", "reach_high"]].to_numpy().tolist() == [[2.0, 32.0]]
    assert "effort" not in filled


def test_size_fills_a_blank_effort_and_its_range_wins():
    table = pd.DataFrame(
        {
            "effort": [NAN, NAN, NAN, NAN, 4.0, NAN, NAN],
            "confidence": 1.0,
            "size": ["S", "m ", "L", "XL", "M", None, "XXL"],
        },
        index=list("abcdefg"),
    )
    filled = ranges.assume(table)
    assert filled["effort"].tolist()[:5] == [0.5, 1.0, 3.0, 6.0, 4.0]
    assert filled["effort_low"].tolist()[:5] == [0.25, 0.5, 1.5, 3.0, 2.0]
    assert filled["effort_high"].tolist()[:5] == [1.0, 2.0, 6.0, 12.0, 8.0]
    assert filled.loc[["f", "g"], ["effort", "effort_low", "effort_high"]].isna().all(axis=None)


def test_only_blanks_are_filled_and_all_that_is_filled_is_said():
    table = pd.DataFrame(
        {
            "reach": [10.0, 10.0, NAN], "reach_low": [9.0, NAN, NAN], "reach_high": [NAN, 11.0, NAN],
            "effort": [NAN, 2.0, NAN], "confidence": [0.5, 0.5, 0.5], "size": ["S", None, None],
        },
        index=["a", "b", "c"],
    )  # fmt: skip
    filled = ranges.assume(table)
    assert filled.attrs["assumed"] == [
        ("a", "reach_high"), ("a", "effort"), ("a", "effort_low"), ("a", "effort_high"),
        ("b", "reach_low"), ("b", "effort_low"), ("b", "effort_high"),
    ]  # fmt: skip
    assert filled.loc["a", ["reach_low", "reach_high"]].tolist() == [9.0, 25.0]
    assert filled.loc["c"].drop("confidence").isna().all()
    assert "effort_low" not in table
    assert table.attrs == {}


def test_the_list_of_cells_survives_pandas_operations():
    filled = ranges.assume(pd.DataFrame({"reach": [1.0]}, index=["a"]))
    assert filled.copy().assign(x=1).attrs["assumed"] == [("a", "reach_low"), ("a", "reach_high")]


def test_settings_replace_the_defaults():
    words = [replace(word, factor=10.0) for word in ranges.WORDS]
    sizes = [replace(size, effort=7.0, factor=1.0) for size in ranges.SIZES]
    table = pd.DataFrame({"reach": [10.0], "effort": [NAN], "size": ["S"]})
    filled = ranges.assume(table, words=words, sizes=sizes).iloc[0]
    assert filled[["reach_low", "reach_high"]].tolist() == [1.0, 100.0]
    assert filled[["effort_low", "effort", "effort_high"]].tolist() == [7.0, 7.0, 7.0]


def test_a_factor_below_one_is_refused():
    with pytest.raises(ValueError, match=r"'measured' has the factor 0\.5: a factor must be 1 or more"):
        ranges.assume(pd.DataFrame({"reach": [1.0]}), words=[ranges.Word("measured", 1.0, 0.5)])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.one_of(st.just(NAN), st.floats(0, 1))), min_size=1, max_size=8)
)
def test_what_is_assumed_is_a_range_and_assuming_twice_changes_nothing(rows):
    table = pd.DataFrame(rows, columns=["reach", "confidence"])
    once = ranges.assume(table)
    assert (once["reach_low"] <= once["reach"]).all()
    assert (once["reach"] <= once["reach_high"]).all()
    twice = ranges.assume(once)
    pd.testing.assert_frame_equal(twice, once)
    assert twice.attrs["assumed"] == []
    np.testing.assert_array_equal(once[["reach", "confidence"]], table)
