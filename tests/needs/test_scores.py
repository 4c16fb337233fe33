"""NPS, CSAT, their waves, and how many to ask."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.needs import csat, nps, samples, waves


def net(detractors, passives, promoters):
    return [3] * detractors + [7] * passives + [10] * promoters


def test_a_net_promoter_score_is_promoters_less_detractors():
    assert nps.score(range(11)) == pytest.approx(100 * (2 - 7) / 11)
    assert nps.score([10, None, np.nan, 9]) == 100
    assert nps.score(pd.Series([6, 7, 8, 9])) == 0
    assert math.isnan(nps.score([]))


@pytest.mark.parametrize(("counts", "level"), [((20, 40, 30), 0.95), ((0, 0, 8), 0.9), ((5, 1, 0), 0.99)])
def test_adjusted_wald_is_the_difference_of_two_proportions_with_three_more_answers(counts, level):
    # Lewis and Sauro, "Confidence intervals for net promoter scores", measuringu.com, 2021, after Rocks 2016: add 3
    # to n, 3/4 to the promoters and 3/4 to the detractors.
    size = sum(counts) + 3
    against, for_ = (counts[0] + 0.75) / size, (counts[2] + 0.75) / size
    half = stats.norm.ppf((1 + level) / 2) * math.sqrt((for_ + against - (for_ - against) ** 2) / size)
    low, high = nps.interval(net(*counts), level)
    assert low == pytest.approx(max(100 * (for_ - against - half), -100))
    assert high == pytest.approx(min(100 * (for_ - against + half), 100))


def test_nobody_and_one_customer_have_no_interval():
    assert all(math.isnan(limit) for limit in (*nps.interval([]), *csat.interval([None])))
    assert nps.interval(net(3, 3, 3), customers=["only"] * 9) == (-100, 100)
    assert csat.interval([1, 5, 5], customers=["only"] * 3) == (0, 1)


def test_top_two_boxes_with_wilsons_interval():
    ratings = [5] * 12 + [4] * 18 + [3] * 7 + [1] * 3 + [None] * 4
    assert csat.score(ratings) == 0.75
    wilson = stats.binomtest(30, 40).proportion_ci(0.95, method="wilson")
    assert csat.interval(ratings) == pytest.approx(tuple(wilson))


@pytest.mark.parametrize(("measure", "worst", "best"), [(nps, 0, 10), (csat, 1, 5)])
def test_colleagues_who_answer_alike_count_as_few(measure, worst, best):
    alone = [best] * 20 + [worst] * 20
    low, high = measure.interval(alone)
    many_low, many_high = measure.interval(alone * 5)
    alike_low, alike_high = measure.interval(alone * 5, customers=list(range(40)) * 5)
    assert many_high - many_low < 0.55 * (high - low)
    assert alike_high - alike_low == pytest.approx(high - low, rel=0.12)


@pytest.mark.parametrize("measure", [nps, csat])
def test_whoever_has_no_customer_is_one(measure):
    ratings = [5, 3, 4, 5, 2, 1, 5, 5]
    named = measure.interval(ratings, customers=["a", "a", *"bcdefg"])
    assert measure.interval(ratings, customers=["a", "a", *[None] * 6]) == named


@pytest.mark.parametrize(
    ("measure", "ratings", "sentence"),
    [
        (nps, [3, 11], r"rating 2: 11 must be a whole number from 0 to 10, or left blank"),
        (nps, [-1, 3, 2.5], r"rating 1: -1; rating 3: 2\.5 must be"),
        (csat, [0, 6, 7, 8, 9], r"rating 1: 0; rating 2: 6; rating 3: 7 and 2 more must be a whole number from 1 to 5"),
        (csat, ["good"], r"not a number at 1, rating: 'good'"),
    ],
)  # fmt: skip
def test_wrong_ratings_are_one_sentence(measure, ratings, sentence):
    with pytest.raises(ValueError, match=sentence):
        measure.score(ratings)


def test_impossible_settings_are_one_sentence():
    with pytest.raises(ValueError, match="level 95 must be between"):
        nps.interval([10], level=95)
    with pytest.raises(ValueError, match="2 ratings, 1 customers"):
        nps.interval([10, 9], customers=["a"])


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=30), st.randoms(use_true_random=False))
def test_the_score_lies_in_its_interval_in_any_order(ratings, random):
    low, high = nps.interval(ratings)
    shuffled = random.sample(ratings, len(ratings))
    assert nps.interval(shuffled) == pytest.approx((low, high), nan_ok=True)
    if sum(rating is not None for rating in ratings) > 1:  # one answer is drawn past its own score
        assert -100 <= low <= nps.score(ratings) + 1e-9 <= high + 2e-9 <= 100 + 3e-9


def test_a_trend_over_waves():
    rng = np.random.default_rng(1)
    table = pd.DataFrame(
        {"wave": np.repeat(["2024", "2025", "2026"], 200), "rating": rng.integers(5, 11, 600)}
    )
    table.loc[table["wave"] == "2026", "rating"] = 10
    table.loc[[0, 1], "rating"] = np.nan
    trend = waves.compare(table.sample(frac=1, random_state=0))
    assert trend.index.tolist() == ["2024", "2025", "2026"]
    assert trend["answers"].tolist() == [198, 200, 200]
    assert trend["changed"].tolist() == [False, False, True]
    assert trend["change"].iloc[2] == pytest.approx(
        100 - nps.score(table.loc[table["wave"] == "2025", "rating"])
    )


def test_the_change_of_a_share_is_newcombes_method_10():
    # Newcombe 1998, table II, case (a): 56/70 and 48/80, method 10: 0.0524 to 0.3339.
    rows = [("1", 5)] * 48 + [("1", 2)] * 32 + [("2", 5)] * 56 + [("2", 2)] * 14
    trend = waves.compare(pd.DataFrame(rows, columns=["wave", "rating"]), of="csat").loc["2"]
    assert trend["change"] == pytest.approx(0.2)
    assert [round(trend["change_low"], 4), round(trend["change_high"], 4)] == [0.0524, 0.3339]


def test_colleagues_widen_the_trend():
    rows = pd.DataFrame({"wave": np.repeat([1, 2], 90), "rating": ([9] * 9 + [3] * 6) * 12})
    alone = waves.compare(rows).loc[2]
    alike = waves.compare(rows.assign(customer=np.arange(180) // 9)).loc[2]
    assert alike["change_high"] - alike["change_low"] > alone["change_high"] - alone["change_low"]


def test_other_scores_have_no_waves():
    with pytest.raises(ValueError, match="of 'ces' must be one of nps, csat"):
        waves.compare(pd.DataFrame({"wave": [1], "rating": [3]}), of="ces")
    with pytest.raises(ValueError, match="'wave' is missing"):
        waves.compare(pd.DataFrame({"rating": [3]}))


@pytest.mark.parametrize(
    ("population", "published"),
    [(10, 10), (100, 80), (200, 132), (500, 217), (1000, 278), (5000, 357), (10_000, 370)],
)
def test_sample_sizes_of_krejcie_and_morgan(population, published):
    # Krejcie, Morgan 1970, table 1, which rounds to the nearest; ours is never too few.
    assert samples.required(0.05, population) - published in {0, 1}


@given(st.integers(1, 5000), st.sampled_from([0.01, 0.03, 0.05, 0.1]))
def test_who_asks_as_many_as_required_keeps_the_margin(population, margin):
    many = samples.required(margin, population)
    assert samples.margin_of_error(many, population) <= margin + 1e-9
    assert many == 1 or samples.margin_of_error(many - 1, population) > margin - 1e-9


def test_margins_of_error():
    assert samples.margin_of_error(1067) == pytest.approx(0.03, abs=5e-5)  # the polls' 3 points
    assert samples.margin_of_error(50, population=50) == 0
    for wrong in ({"answers": 0}, {"answers": 20, "population": 10}, {"answers": 9, "share": 2}):
        with pytest.raises(ValueError, match="must be"):
            samples.margin_of_error(**wrong)
    for wrong in ({"margin": 5}, {"margin": 0.05, "population": 0}):
        with pytest.raises(ValueError, match="must be"):
            samples.required(**wrong)
