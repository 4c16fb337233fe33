import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.opportunities import ranks
from workbench.opportunities.ranks import Ranks


def random_scores(rng, items, trials):
    scores = rng.integers(0, 6, (items, trials)).astype(float)
    scores[rng.random(items) < 0.2] = np.nan
    return scores


def by_definition(scores, top):
    """One trial after the other: scipy's mean ranks, and each tie's places shared one by one."""
    items, trials = scores.shape
    ranked = np.flatnonzero(~np.isnan(scores[:, 0]))
    places, share = np.full(scores.shape, np.nan), np.zeros(items)
    for trial in range(trials):
        mine = scores[ranked, trial]
        places[ranked, trial] = stats.rankdata(-mine)
        for item, score in zip(ranked, mine, strict=True):
            left = min(max(top - (mine > score).sum(), 0), (mine == score).sum())
            share[item] += left / (mine == score).sum() / trials
    return places, share


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 12), st.integers(0, 10))
def test_ranks_and_shares_are_scipys_and_the_definitions(seed, items, trials, top):
    scores = random_scores(np.random.default_rng(seed), items, trials)
    places, share = by_definition(scores, top)
    made = Ranks(scores.copy())
    np.testing.assert_allclose(made.percentiles(), np.quantile(places, [0.1, 0.5, 0.9], axis=1).T)
    np.testing.assert_allclose(made.share(top), share, atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.sampled_from([7, 100_000]))
def test_replacing_is_starting_anew_whatever_the_block(seed, items, block):
    rng = np.random.default_rng(seed)
    scores = random_scores(rng, items, 15)
    kept, usual = Ranks(scores.copy()), ranks.BLOCK
    ranks.BLOCK = block
    try:
        for _ in range(4):
            item = int(rng.integers(items))
            scores[item] = random_scores(rng, 1, 15)[0]
            kept.replace(item, scores[item])
            anew = Ranks(scores.copy())
            for top in (1, 3):
                np.testing.assert_array_equal(kept.share(top), anew.share(top))
            np.testing.assert_array_equal(kept.percentiles(), anew.percentiles())
    finally:
        ranks.BLOCK = usual
