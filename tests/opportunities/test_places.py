"""How likely an item lands in a class of places: against counting one trial after the other."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities import register, rice
from workbench.opportunities.odds import Odds
from workbench.opportunities.trials import Trials, as_floats
from workbench.opportunities.uncertainty import Ranker, place_probability, rank_probability

NAN = float("nan")


def uncertain(reach, width):
    table = pd.DataFrame({"reach": reach, "impact": 1.0, "confidence": 0.5, "effort": 1.0})
    table["reach_low"], table["reach_high"] = table["reach"] / width, table["reach"] * width
    return table.set_axis([f"o{i}" for i in range(len(table))])


def brute_force(table, trials, seed, ends):
    """Give each place of each trial to one item, or to those that tie for it in equal parts."""
    scores = Trials(as_floats(table), register.get("rice"), trials, seed).all()
    found = np.zeros((len(table), len(ends)))
    ranked = np.flatnonzero(~np.isnan(scores[:, 0]))
    for trial in range(trials):
        mine = scores[ranked, trial]
        for item, score in zip(ranked, mine, strict=True):
            better, equal = int((mine > score).sum()), int((mine == score).sum())
            for place in range(better + 1, better + equal + 1):
                at = np.searchsorted(ends, place)
                if at < len(ends):
                    found[item, at] += 1 / equal
    return found / trials


def test_each_class_is_what_counting_gives():
    table = uncertain([900.0, 800.0, 700.0, 300.0, NAN, 200.0], [1.5, 2.0, 1.0, 3.0, 1.0, 2.0])
    found = place_probability(table, "rice", trials=300, seed=4, ends=(1, 3, 4))
    assert found.columns.tolist() == [1, 3, 4]
    np.testing.assert_allclose(found, brute_force(table, 300, 4, [1, 3, 4]), atol=1e-12)
    assert found.loc["o4"].tolist() == [0, 0, 0]


@settings(max_examples=30, deadline=None)
@given(
    reach=st.lists(st.sampled_from([100.0, 200.0, 300.0, NAN]), min_size=1, max_size=7),
    width=st.sampled_from([1.0, 2.0]),
    ends=st.sets(st.integers(1, 9), min_size=1).map(sorted),
)
def test_ties_share_places_and_the_classes_add_up_to_the_odds(reach, width, ends):
    table = uncertain(reach, width)
    found = place_probability(table, rice.score, trials=40, seed=1, ends=ends)
    np.testing.assert_allclose(found, brute_force(table, 40, 1, ends), atol=1e-12)
    ranked = int(np.sum(~np.isnan(reach)))
    sizes = np.diff([0, *np.minimum(ends, ranked)])
    np.testing.assert_allclose(found.sum(), sizes, atol=1e-12)
    for at, end in enumerate(ends, 1):
        p_top = rank_probability(table, rice.score, trials=40, seed=1, top=end)["p_top"]
        np.testing.assert_allclose(found.iloc[:, :at].sum(axis=1), p_top, rtol=0, atol=1e-14)


def test_after_a_move_the_places_are_those_of_the_edited_table():
    table = uncertain([500.0, 400.0, 300.0], 2.0)
    ranker = Ranker(table, "rice", trials=500)
    ranker.move("o2", "reach", 450.0)
    edited = table.assign(reach=table["reach"].where(table.index != "o2", 450.0))
    pd.testing.assert_frame_equal(
        ranker.places((1, 2, 3)),
        place_probability(edited, "rice", trials=500, ends=(1, 2, 3)),
        check_exact=True,
    )
    odds = Odds()
    odds.of(table, "rice", trials=500, seed=0, top=1)
    odds.of(edited, "rice", trials=500, seed=0, top=1)
    pd.testing.assert_frame_equal(odds.places((1, 2, 3)), ranker.places((1, 2, 3)), check_exact=True)


@pytest.mark.parametrize("ends", [(0, 3), (3, 3), (5, 2)])
def test_classes_that_do_not_rise_are_refused(ends):
    with pytest.raises(ValueError, match="must end after the one before"):
        place_probability(uncertain([1.0, 2.0], 2.0), "rice", trials=10, ends=ends)
