import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from workbench.opportunities import register, rice
from workbench.opportunities.uncertainty import Ranker, rank_probability

NAN = float("nan")
COLUMNS = ["score_p10", "score_p50", "score_p90", "rank_p10", "rank_p50", "rank_p90", "p_top", "p_best"]


def plain(**columns):
    rows = len(next(iter(columns.values())))
    table = pd.DataFrame({"reach": [1.0] * rows, "impact": 1.0, "confidence": 1.0, "effort": 1.0} | columns)
    return table.set_axis([f"o{i}" for i in range(rows)])


def uncertain(rows=12, seed=3):
    rng = np.random.default_rng(seed)
    table = plain(
        reach=rng.uniform(100, 900, rows),
        effort=rng.uniform(0.5, 6, rows),
        confidence=rng.uniform(0.2, 0.9, rows),
    )
    for column, factor in (("reach", 2.0), ("effort", 1.5)):
        table[f"{column}_low"], table[f"{column}_high"] = table[column] / factor, table[column] * factor
    table["confidence_low"] = table["confidence"] / 2
    return table


def brute_force(table, trials, top, seed):
    """Draw with another generator and another formula, and count one trial after the other."""
    rng = np.random.default_rng(seed)
    z90, rows = stats.norm.ppf(0.9), len(table)
    given = {column: table[column].to_numpy() for column in table}
    scores, ranks, inside, best = [], [], np.zeros(rows), np.zeros(rows)
    for _ in range(trials):
        drawn = {}
        for column in ("reach", "effort"):
            low, value, high = (given[name] for name in (f"{column}_low", column, f"{column}_high"))
            z = rng.standard_normal(rows)
            drawn[column] = value * np.where(z < 0, value / low, high / value) ** (z / z90)
        z = np.minimum(rng.standard_normal(rows), 0)
        odds, low = special.logit(given["confidence"]), special.logit(given["confidence_low"])
        confidence = special.expit(odds + (odds - low) * z / z90)
        score = drawn["reach"] * given["impact"] * confidence / drawn["effort"]
        rank = stats.rankdata(-score)
        scores.append(score)
        ranks.append(rank)
        inside += rank <= top
        best += rank <= 1
    three = [np.quantile(values, [0.1, 0.5, 0.9], axis=0).T for values in (scores, ranks)]
    return pd.DataFrame(np.column_stack([*three, inside / trials, best / trials]), table.index, COLUMNS)


def test_an_independent_simulation_agrees():
    table = uncertain()
    ours = rank_probability(table, rice.score, trials=20_000, seed=1, top=4)
    theirs = brute_force(table, trials=4000, top=4, seed=2)
    assert ours.columns.tolist() == COLUMNS
    np.testing.assert_allclose(ours.filter(like="score"), theirs.filter(like="score"), rtol=0.08)
    np.testing.assert_allclose(ours.filter(like="rank"), theirs.filter(like="rank"), atol=1)
    np.testing.assert_allclose(
        ours.filter(like="p_"), theirs.filter(like="p_"), atol=4.5 * 0.5 / np.sqrt(4000)
    )


def test_two_items_have_the_closed_form():
    # ln(reach) is normal, so the chance that a beats b is that of one normal number.
    table = plain(reach=[300.0, 200.0], reach_low=[150.0, 100.0], reach_high=[600.0, 400.0])
    spread = np.log(2) / stats.norm.ppf(0.9)
    expected = stats.norm.cdf(np.log(300 / 200) / (spread * np.sqrt(2)))
    odds = rank_probability(table, "rice", trials=40_000, top=1)
    assert odds.loc["o0", "p_best"] == pytest.approx(expected, abs=4 * 0.5 / 200)
    assert odds.loc["o0", ["score_p10", "score_p50", "score_p90"]].tolist() == pytest.approx(
        [150, 300, 600], rel=0.03
    )


def test_without_ranges_the_odds_are_the_ranking():
    table = plain(reach=[5.0, 9.0, 7.0, 1.0])
    odds = rank_probability(table, "rice", trials=50, top=2)
    assert odds["p_top"].tolist() == [0, 1, 1, 0]
    assert odds["p_best"].tolist() == [0, 1, 0, 0]
    for level in ("p10", "p50", "p90"):
        pd.testing.assert_series_equal(odds[f"score_{level}"], rice.score(table), check_names=False)
        assert odds[f"rank_{level}"].tolist() == [3, 1, 2, 4]


def test_ranges_of_width_zero_are_the_point_answer():
    table = plain(reach=[5.0, 9.0, 0.0], effort=[3.0, 7.0, 1.0], confidence=[1.0, 0.0, 0.7])
    closed = table.assign(
        **{f"{c}_{side}": table[c] for c in ("reach", "effort", "confidence") for side in ("low", "high")}
    )
    pd.testing.assert_frame_equal(
        rank_probability(closed, "rice", trials=20), rank_probability(table, "rice", trials=20)
    )


def test_ties_share_the_mean_rank_and_the_places_left():
    odds = rank_probability(plain(reach=[9.0, 5.0, 5.0, 5.0, 1.0]), "rice", trials=10, top=2)
    assert odds["rank_p50"].tolist() == [1, 3, 3, 3, 5]
    assert odds["p_top"].tolist() == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0])
    assert rank_probability(plain(reach=[2.0, 2.0]), "rice", trials=10)["p_best"].tolist() == [0.5, 0.5]


def test_what_has_no_score_is_not_ranked():
    table = plain(reach=[9.0, NAN, 5.0, 3.0], effort=[1.0, 1.0, 0.0, 1.0], reach_low=[1.0, 1.0, 1.0, 1.0])
    odds = rank_probability(table, "rice", trials=100, top=3)
    assert odds.loc[["o1", "o2"], COLUMNS[:6]].isna().all(axis=None)
    assert odds.loc[["o1", "o2"], ["p_top", "p_best"]].eq(0).all(axis=None)
    assert odds["p_top"].tolist() == [1, 0, 0, 1]


def test_a_trial_without_a_score_is_the_worst():
    table = plain(reach=[10.0, 2.0], reach_low=[4.0, 2.0])
    odds = rank_probability(table, lambda t: t["reach"].where(t["reach"] > 4), trials=500, top=1)
    assert odds["p_top"].tolist() == [1.0, 0.0]
    table.loc["o1", "reach"] = 4.5
    odds = rank_probability(table, lambda t: t["reach"].where(t["reach"] > 4), trials=2000, top=1)
    assert odds.loc["o1", "p_top"] > 0.05
    assert np.isnan(odds.loc["o0", "score_p10"])


def test_a_method_may_look_at_all_rows():
    def share(table):
        return table["reach"] / table["reach"].sum()

    table = plain(
        reach=[300.0, 200.0, 100.0], reach_low=[100.0, 100.0, 50.0], reach_high=[500.0, 300.0, 700.0]
    )
    shares, reaches = (
        rank_probability(table, method, trials=300, top=1) for method in (share, lambda t: t["reach"])
    )
    pd.testing.assert_frame_equal(shares[COLUMNS[3:]], reaches[COLUMNS[3:]])
    assert shares["score_p90"].max() < 1


def test_rowwise_and_one_trial_at_a_time_are_the_same_numbers():
    table = uncertain(5)
    named = rank_probability(table, "rice", trials=200, top=2)
    unknown = rank_probability(table, lambda t: rice.score(t), trials=200, top=2)  # noqa: PLW0108 (another function)
    pd.testing.assert_frame_equal(named, unknown, check_exact=True)


def test_same_seed_same_bits_other_seed_other_draws():
    table = uncertain(6)
    first, again, other = (rank_probability(table, "rice", trials=100, seed=seed) for seed in (0, 0, 1))
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert not first.equals(other)


def test_other_rows_and_other_columns_do_not_change_the_draws():
    table = uncertain(6)
    fewer = rank_probability(table.iloc[:3].drop(columns="confidence_low"), "rice", trials=100)
    wide = rank_probability(table.assign(confidence_low=NAN, title="text"), "rice", trials=100)
    pd.testing.assert_frame_equal(
        fewer.filter(like="score"), wide.iloc[:3].filter(like="score"), check_exact=True
    )


def test_methods_say_their_bounds():
    @register.method("test ease", needs=("ease",), bounds={"ease": (1.0, 10.0)})
    def ease(table):
        return table["ease"]

    table = pd.DataFrame({"ease": [9.0], "ease_low": [5.0], "ease_high": [10.0]}, index=["a"])
    assert rank_probability(table, "test ease", trials=2000).loc["a", "score_p90"] <= 10
    with pytest.raises(ValueError, match="'a', ease: value 11, high 11 must be between 1 and 10"):
        rank_probability(table.assign(ease=11.0, ease_low=NAN, ease_high=11.0), ease)


def test_arguments_are_checked():
    table = plain(reach=[5.0], reach_low=[6.0])
    with pytest.raises(ValueError, match="'o0', reach: low 6, value 5"):
        rank_probability(table, "rice")
    with pytest.raises(ValueError, match="column 'effort' is missing"):
        rank_probability(table.drop(columns="effort"), "rice")
    with pytest.raises(ValueError, match="trials 0"):
        rank_probability(plain(reach=[5.0]), "rice", trials=0)
    with pytest.raises(ValueError, match="must return a Series"):
        rank_probability(plain(reach=[5.0]), lambda t: t["reach"].to_numpy(), trials=2)


def test_an_empty_table_has_an_empty_answer():
    assert rank_probability(uncertain().iloc[:0], "rice").empty


# --- the one property that the board lives on: a move is the same as a new computation, to the last bit

cell = st.sampled_from([NAN, 0.0, 1.0, 2.0, 3.5, 8.0])
wide = st.sampled_from([NAN, 1.0, 1.5, 4.0])


@st.composite
def estimates(draw, column):
    value = draw(st.sampled_from([NAN, 0.0, 0.25, 0.5, 1.0]) if column == "confidence" else cell)
    down, up = draw(wide), draw(wide)
    return value, value / down, (min(value * up, 1.0) if column == "confidence" else value * up)


ESTIMATED = ("reach", "impact", "confidence", "effort")


@st.composite
def tables(draw):
    rows = draw(st.integers(1, 7))
    with_range = draw(st.sets(st.sampled_from(ESTIMATED)))
    table = pd.DataFrame(index=[f"o{i}" for i in range(rows)])
    for column in ESTIMATED:
        names = [column, f"{column}_low", f"{column}_high"]
        drawn = [draw(estimates(column)) for _ in range(rows)]
        kept = names if column in with_range else names[:1]
        table = table.join(pd.DataFrame(drawn, index=table.index, columns=names, dtype=float)[kept])
    return table


@st.composite
def moves(draw, rows):
    column = draw(st.sampled_from(ESTIMATED))
    return f"o{draw(st.integers(0, rows - 1))}", column, *draw(estimates(column))


@pytest.mark.parametrize("method", ["rice", lambda t: rice.score(t) / rice.score(t).max()])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_moves_equal_the_edited_table_to_the_last_bit(method, data):
    table = data.draw(tables())
    trials, top = data.draw(st.sampled_from([1, 7, 30])), data.draw(st.integers(0, 4))
    ranker = Ranker(table, method, trials=trials, seed=5, top=top)
    for id_, column, value, low, high in data.draw(st.lists(moves(len(table)), min_size=1, max_size=4)):
        moved = ranker.move(id_, column, value, low=low, high=high)
        for name, number in ((column, value), (f"{column}_low", low), (f"{column}_high", high)):
            if name in table or not np.isnan(number):
                table = table if name in table else table.assign(**{name: NAN})
                table.loc[id_, name] = number
        again = rank_probability(table, method, trials=trials, seed=5, top=top)
        pd.testing.assert_frame_equal(moved, again, check_exact=True)
        pd.testing.assert_frame_equal(ranker.result(), again, check_exact=True)


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(0, 8))
def test_odds_add_up_to_the_places(table, top):
    odds = rank_probability(table, "rice", trials=20, top=top)
    ranked = rice.score(table).notna()
    assert odds["p_top"].sum() == pytest.approx(min(top, ranked.sum()))
    assert odds["p_best"].sum() == pytest.approx(min(1, ranked.sum()))
    assert (odds["score_p50"].notna() == ranked).all() or np.isneginf(odds["score_p50"]).any()


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 1e4), st.floats(1, 10))
def test_more_reach_never_lowers_the_odds(reach, more):
    table = uncertain(8)
    ranker = Ranker(table, "rice", trials=60, top=3)
    less = ranker.move("o2", "reach", reach, low=reach / 2, high=reach * 2)
    greater = ranker.move("o2", "reach", reach * more, low=reach * more / 2, high=reach * more * 2)
    assert greater.loc["o2", "p_top"] >= less.loc["o2", "p_top"]
    assert greater.loc["o2", "rank_p50"] <= less.loc["o2", "rank_p50"]


def test_none_leaves_a_bound_and_nan_clears_it():
    table = plain(reach=[300.0, 200.0], reach_low=[100.0, 100.0], reach_high=[500.0, 300.0])
    ranker = Ranker(table, "rice", trials=200, top=1)
    kept = ranker.move("o1", "reach", 250.0)
    table.loc["o1", "reach"] = 250.0
    pd.testing.assert_frame_equal(kept, rank_probability(table, "rice", trials=200, top=1), check_exact=True)
    cleared = ranker.move("o1", "reach", None, low=NAN, high=NAN)
    assert cleared.loc["o1", COLUMNS[:3]].tolist() == [250.0] * 3


def test_a_refused_move_changes_nothing():
    ranker = Ranker(uncertain(4), "rice", trials=50)
    before = ranker.result()
    for move, reason in [
        (("o1", "reach", 1e9), "'o1', reach: low"),
        (("o1", "reach", -5.0, NAN, NAN), "must be 0 or more"),
        (("gone", "reach", 5.0), "id 'gone' is not in the table"),
        (("o1", "raech", 5.0), r"column 'raech' is missing \(did you mean 'reach'\?\)"),
    ]:
        with pytest.raises(ValueError, match=reason):
            ranker.move(*move)
    pd.testing.assert_frame_equal(ranker.result(), before)
    pd.testing.assert_frame_equal(ranker.move("o1", "impact", 1.0), before, check_exact=True)


def test_whole_numbers_can_be_moved_to_halves():
    table = pd.DataFrame({"reach": [1, 2], "impact": 1, "confidence": 1, "effort": 1})
    assert Ranker(table, "rice", trials=3, top=1).move(0, "reach", 2.5)["p_top"].tolist() == [1.0, 0.0]


def test_an_id_that_is_there_twice_cannot_be_moved():
    ranker = Ranker(plain(reach=[1.0, 2.0]).set_axis(["a", "a"]), "rice", trials=3)
    with pytest.raises(ValueError, match="id 'a' is there 2 times"):
        ranker.move("a", "reach", 3.0)
