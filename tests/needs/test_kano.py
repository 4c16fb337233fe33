import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.needs import kano

LETTERS = list("MOAIRQ")
ODDS = [f"p_{letter}" for letter in LETTERS]

# stp25kano, an R package: README.md, section "Evaluation" (github.com/stp4/stp25kano, 2024-05-11):
# counts M O A I R Q, largest category, total and category strength in per cent, CS+ and CS-, Fong's test.
PUBLISHED = {
    "Service app": (95, 123, 45, 33, 0, 0, "O", 89, 9, 0.568, -0.736, True),
    "Excellent service": (101, 54, 54, 81, 3, 3, "M", 71, 7, 0.372, -0.534, True),
    "Hotline": (15, 24, 121, 124, 6, 6, "I", 54, 1, 0.511, -0.137, False),
    "Loan machine": (65, 87, 93, 51, 0, 0, "A", 83, 2, 0.608, -0.514, False),
    "Ready-to-use return": (9, 18, 83, 177, 6, 3, "I", 37, 32, 0.352, -0.094, True),
}


def asked(*answers, **columns):
    """(respondent, feature, functional, dysfunctional) a row."""
    rows = pd.DataFrame(answers, columns=["respondent", "feature", "functional", "dysfunctional"])
    return rows.assign(**columns)


def drawn(rng, people=60, features=("a", "b", "c"), customers=None):
    rows = pd.DataFrame(
        {
            "respondent": np.repeat(np.arange(people), len(features)),
            "feature": np.tile(list(features), people),
            "functional": rng.integers(1, 6, people * len(features)),
            "dysfunctional": rng.integers(1, 6, people * len(features)),
        }
    )
    if customers:
        rows["customer"] = "c" + pd.Series(rows["respondent"] % customers).astype(str)
    return rows


def pairs(counts):
    """Rows of answers with these counts of M O A I R Q."""
    cells = [(2, 5), (1, 5), (1, 3), (3, 3), (4, 1), (1, 1)]
    answers = [cell for cell, many in zip(cells, counts, strict=True) for _ in range(many)]
    return asked(*[(who, "f", *answer) for who, answer in enumerate(answers)])


def test_an_r_packages_published_numbers_to_all_printed_digits():
    counts = pd.DataFrame({name: row[:6] for name, row in PUBLISHED.items()}, index=LETTERS).T
    result = kano.from_counts(counts)
    for name, (*_, category, total, strength, better, worse, significant) in PUBLISHED.items():
        ours = result.loc[name]
        assert ours["category"] == category
        assert round(100 * ours["total_strength"]) == total
        assert round(100 * ours["category_strength"]) == strength
        assert round(ours["better"], 3) == better
        assert round(ours["worse"], 3) == worse
        assert ours["significant"] == significant


def test_the_evaluation_table():
    # Berger et al. 1993, p. 6; rows functional, columns dysfunctional, both from like to dislike.
    table = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    functional, dysfunctional = np.indices((5, 5)).reshape(2, -1) + 1
    assert "".join(kano.classify(functional, dysfunctional)) == "".join(table)
    assert kano.classify([1, np.nan], [np.nan, 2]).tolist() == [None, None]


def test_exact_ties_go_by_m_o_a_i_r_q():
    counts = pd.DataFrame(np.triu(np.full((6, 6), 4)), columns=LETTERS)
    result = kano.from_counts(counts)
    assert result["category"].tolist() == LETTERS
    assert not result["significant"].iloc[:-1].any()
    assert result["category_strength"].tolist() == [0, 0, 0, 0, 0, 1]


def test_answers_and_their_counts_say_the_same():
    rows = pairs((7, 5, 9, 8, 2, 1))
    counts = pd.DataFrame([(7, 5, 9, 8, 2, 1)], columns=LETTERS, index=["f"])
    pd.testing.assert_frame_equal(kano.evaluate(rows), kano.from_counts(counts))
    pd.testing.assert_frame_equal(
        kano.evaluate(rows.assign(customer=range(len(rows))))[ODDS], kano.from_counts(counts)[ODDS]
    )


def test_intervals_of_people_are_wilsons():
    result = kano.evaluate(pairs((7, 5, 9, 8, 2, 1)), level=0.9).loc["f"]
    better = stats.binomtest(14, 29).proportion_ci(0.9, method="wilson")
    worse = stats.binomtest(12, 29).proportion_ci(0.9, method="wilson")
    assert result[["better_low", "better_high"]].tolist() == pytest.approx(list(better))
    assert result[["worse_low", "worse_high"]].tolist() == pytest.approx([-worse.high, -worse.low])


def test_odds_of_two_categories_have_a_closed_form():
    result = kano.from_counts(pd.DataFrame([(12, 0, 9, 0, 0, 0)], columns=LETTERS), trials=40_000)
    assert result["p_M"].iloc[0] == pytest.approx(stats.binom.sf(10, 21, 12 / 21), abs=4 * 0.5 / 200)


def test_odds_over_customers_are_those_of_resampled_customers():
    rng = np.random.default_rng(5)
    mine = rng.multinomial(5, [0.3, 0.28, 0.22, 0.2, 0, 0], size=12) * rng.integers(0, 3, (12, 1))
    rows = pd.concat([pairs(theirs).assign(customer=number) for number, theirs in enumerate(mine)])
    rows["respondent"] = range(len(rows))
    ours = kano.evaluate(rows, trials=20_000)[ODDS].iloc[0]
    filled = mine[mine.any(axis=1)]
    sums = filled[rng.integers(0, len(filled), (20_000, len(filled)))].sum(axis=1)
    theirs = np.bincount(sums.argmax(axis=1), minlength=6) / 20_000
    np.testing.assert_allclose(ours, theirs, atol=4.5 * 0.5 * np.sqrt(2 / 20_000))


def test_of_very_many_customers_the_odds_go_on_without_a_jump(monkeypatch):
    rng = np.random.default_rng(1)
    rows = drawn(rng, people=1200, features=["f"], customers=400)
    drawn_ones = kano.evaluate(rows, trials=20_000)[ODDS]
    monkeypatch.setattr("workbench.needs.kano.odds.MANY", 300)
    np.testing.assert_allclose(kano.evaluate(rows, trials=20_000)[ODDS], drawn_ones, atol=0.02)


def test_colleagues_who_answer_alike_count_as_few():
    alone = pairs((20, 10, 10, 10, 0, 0))
    copies = pd.concat([alone.assign(customer=alone["respondent"])] * 6)
    copies["respondent"] = range(len(copies))
    together = kano.evaluate(copies).loc["f"]
    people = kano.evaluate(alone).loc["f"]
    width = people["better_high"] - people["better_low"]
    assert together["better_high"] - together["better_low"] == pytest.approx(width, rel=0.05)
    assert together["p_M"] == pytest.approx(people["p_M"], abs=0.05)


def test_one_customer_says_nothing_of_others():
    result = kano.evaluate(pairs((5, 3, 2, 1, 0, 0)).assign(customer="only")).loc["f"]
    assert result[["better_low", "better_high", "worse_low", "worse_high"]].tolist() == [0, 1, -1, 0]


def test_what_is_left_out_is_counted():
    rows = asked(
        (1, "a", 1, 5), (2, "a", None, 5), (3, "a", 1, None), (1, "a", 2, 5), (4, None, 1, 5), (5, "b", None, None)
    )  # fmt: skip
    result = kano.evaluate(rows)
    assert result.attrs["left_out"] == 5
    assert result.attrs["left_out_why"] == {
        "an answer is blank": 3, "no feature is named": 1, "answered again later": 1
    }  # fmt: skip
    assert result.loc["a", LETTERS].tolist() == [1, 0, 0, 0, 0, 0]
    assert result.loc["b", LETTERS].tolist() == [0] * 6
    assert result.loc["b", ["category", *ODDS, "better", "better_low"]].isna().all()
    assert kano.evaluate(rows.iloc[:1]).attrs["left_out"] == 0


def test_whoever_has_no_customer_is_one():
    rows = pairs((4, 4, 4, 4, 0, 0))
    named = rows.assign(customer=[f"c{i}" for i in range(len(rows))])
    some = named.assign(customer=named["customer"].where(named.index % 2 == 0))
    pd.testing.assert_frame_equal(kano.evaluate(some), kano.evaluate(named))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"functional": [6, 1]}, r"row 0, functional: 6\. An answer is 1 \(like\)"),
        ({"dysfunctional": [1, 2.5]}, r"row 1, dysfunctional: 2\.5"),
        ({"dysfunctional": [1, 0.0]}, r"row 1, dysfunctional: 0"),
        ({"functional": [1, -3]}, r"row 1, functional: -3"),
        ({"functional": [1, 1e300]}, r"row 1, functional: 1e\+300"),
        ({"functional": [1, np.inf]}, r"row 1, functional: inf"),
        ({"functional": ["7", "1"]}, r"row 0, functional: 7\. An answer"),
        ({"functional": ["good", 1]}, r"not a number at 0, functional: 'good'"),
    ],
)
def test_wrong_answers_are_one_sentence(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        kano.evaluate(asked((1, "a", 1, 5), (2, "a", 1, 5)).assign(**change))


def test_missing_columns_and_impossible_settings_are_one_sentence():
    rows = asked((1, "a", 1, 5))
    with pytest.raises(ValueError, match="column 'dysfunctional' is missing"):
        kano.evaluate(rows.drop(columns="dysfunctional"))
    with pytest.raises(ValueError, match="level 95 must be between 0 and 1"):
        kano.evaluate(rows, level=95)
    with pytest.raises(ValueError, match="trials 0 must be 1 or more"):
        kano.evaluate(rows, trials=0)


@pytest.mark.parametrize("wrong", [0.32, -1])
def test_shares_are_no_counts(wrong):
    with pytest.raises(ValueError, match=r"sso, O: .* must be a whole number of answers"):
        kano.from_counts(pd.DataFrame({"M": 3, "O": wrong, "A": 1, "I": 1}, index=["sso"]))


def test_a_feature_column_names_the_rows():
    table = pd.DataFrame({"feature": ["sso"], "M": [3], "O": [1], "A": [0], "I": [2]})
    assert kano.from_counts(table).index.tolist() == ["sso"]


@pytest.mark.parametrize("rows", [0, 1])
def test_few_rows(rows):
    result = kano.evaluate(asked((1, "a", 1, 5)).iloc[:rows])
    assert len(result) == rows
    assert result.index.name == "feature"


answers = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.sampled_from("abc"),
        st.one_of(st.none(), st.integers(1, 5)),
        st.one_of(st.none(), st.integers(1, 5)),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row[:2],
)


@given(answers, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_other_features_do_not_matter(rows, known, random):
    table = asked(*rows)
    if known:
        table["customer"] = table["respondent"] // 3
    result = kano.evaluate(table, trials=50)
    shuffled = table.iloc[random.sample(range(len(table)), len(table))]
    pd.testing.assert_frame_equal(kano.evaluate(shuffled, trials=50), result)
    for feature, alone in table.groupby("feature"):
        pd.testing.assert_frame_equal(
            kano.evaluate(alone, trials=50), result.loc[[feature]], check_dtype=False
        )


@given(answers, st.booleans())
def test_results_stay_in_their_bounds(rows, known):
    table = asked(*rows)
    if known:
        table["customer"] = table["respondent"] // 3
    result = kano.evaluate(table, trials=50)
    complete = table.dropna(subset=["functional", "dysfunctional"])
    assert result.attrs["left_out"] == len(table) - len(complete)
    expected = complete.groupby("feature").size().reindex(result.index, fill_value=0)
    assert result[LETTERS].sum(axis=1).tolist() == expected.tolist()
    there = result[expected > 0]
    assert np.allclose(there[ODDS].sum(axis=1), 1)
    for low, middle, high in (("better_low", "better", "better_high"), ("worse_low", "worse", "worse_high")):
        known_ones = there.dropna(subset=[middle])
        assert (known_ones[low] <= known_ones[middle] + 1e-12).all()
        assert (known_ones[middle] <= known_ones[high] + 1e-12).all()
    assert there["better"].dropna().between(0, 1).all()
    assert there["worse"].dropna().between(-1, 0).all()
    assert there["total_strength"].between(0, 1).all()
    assert there["category_strength"].between(0, 1).all()


def test_same_seed_same_odds():
    rows = drawn(np.random.default_rng(0), customers=9)
    pd.testing.assert_frame_equal(kano.evaluate(rows, seed=3), kano.evaluate(rows, seed=3))
    assert not kano.evaluate(rows, seed=3)[ODDS].equals(kano.evaluate(rows, seed=4)[ODDS])


def test_ten_thousand_rows_equal_a_plain_count():
    rows = drawn(np.random.default_rng(2), people=500, features=[f"f{i}" for i in range(20)], customers=40)
    letters = pd.Series(kano.classify(rows["functional"], rows["dysfunctional"]))
    expected = pd.crosstab(rows["feature"], letters).reindex(columns=LETTERS, fill_value=0)
    np.testing.assert_array_equal(kano.evaluate(rows)[LETTERS], expected)


@pytest.mark.parametrize("lead", [6, 12, 30])
def test_asking_as_many_more_settles_the_category(lead):
    counts = (20 + lead, 20, 12, 8, 0, 0)
    rows = pairs(counts)
    more = kano.next_sample(rows, trials=20_000).loc["f"]
    assert more["category"] == "M"
    assert more["asked"] == len(rows)
    if more["probability"] >= 0.9:
        assert more["more"] == 0
        return
    grown = np.round(np.array(counts) * (1 + more["more"] / len(rows))).astype(int)
    then = kano.from_counts(pd.DataFrame([grown], columns=LETTERS), trials=20_000)["p_M"].iloc[0]
    assert then == pytest.approx(0.9, abs=0.02)


def test_a_tie_and_one_customer_are_not_settled_by_more():
    tie = kano.next_sample(pairs((8, 8, 0, 0, 0, 0))).loc["f"]
    assert tie["more"] is pd.NA
    one = kano.next_sample(pairs((8, 6, 0, 0, 0, 0)).assign(customer="only")).loc["f"]
    assert one["more"] is pd.NA
    nobody = kano.next_sample(asked((1, "f", None, 5))).loc["f"]
    assert nobody["more"] is pd.NA
    with pytest.raises(ValueError, match="probability 90 must be between"):
        kano.next_sample(pairs((1, 0, 0, 0, 0, 0)), probability=90)


def test_two_who_agree_are_too_few():
    assert kano.next_sample(pairs((2, 0, 0, 0, 0, 0))).loc["f", "more"] == 1
    assert kano.next_sample(pairs((3, 0, 0, 0, 0, 0))).loc["f", "more"] == 0


@pytest.mark.parametrize(
    "change",
    [
        {"feature": pd.Categorical(["a", "a", "b"])},
        {"respondent": pd.Categorical(["x", "y", "z"])},
        {"functional": pd.array([1, 2, 3], dtype="Int64")},
        {"functional": ["1", "2", "3"]},
        {"functional": np.array([1, 2.0, 3], dtype=object)},
        {"customer": [1.0, np.nan, 2.0]},
        {"customer": pd.Series([None] * 3, dtype=object)},
    ],
)
def test_columns_of_any_type(change):
    rows = asked((1, "a", 1, 5), (2, "a", 2, 5), (3, "b", 3, 5))
    result = kano.evaluate(rows.assign(**change))
    assert result["category"].to_dict() == {"a": "M", "b": "M"}


def test_more_is_counted_in_customers_where_these_are_known():
    rows = pairs((12, 9, 6, 3, 0, 0))
    people = kano.next_sample(rows).loc["f"]
    copies = pd.concat([rows.assign(customer=rows["respondent"])] * 5)
    copies["respondent"] = range(len(copies))
    customers = kano.next_sample(copies).loc["f"]
    assert customers["asked"] == people["asked"] == 30
    assert customers["more"] == pytest.approx(people["more"], rel=0.25)


def three_segments(different, customers=None, people=150, seed=0):
    rng = np.random.default_rng(seed)
    rows = drawn(rng, people=people, features=[f"f{i}" for i in range(6)], customers=customers)
    by = rows["respondent"] % customers if customers else rows["respondent"]
    rows["segment"] = np.array(["food", "steel", "water"])[by % 3]
    if different:
        rows.loc[(rows["feature"] == "f0") & (rows["segment"] == "food"), ["functional", "dysfunctional"]] = (
            1,
            5,
        )
    return rows


@pytest.mark.parametrize("customers", [None, 30])
def test_a_segment_that_differs_is_found_and_others_are_not(customers):
    result = kano.segments(three_segments(different=True, customers=customers))
    assert result["different"].tolist() == [True, False, False, False, False, False]
    assert result.loc["f0", "category_food"] == "O"
    assert (result["p_adjusted"] >= result["p_value"]).all()


def test_p_values_of_segments_agree_with_scipy():
    rows = three_segments(different=False, people=90)
    ours = kano.segments(rows, trials=5000)
    letters = pd.Series(kano.classify(rows["functional"], rows["dysfunctional"]), rows.index)
    for feature, part in rows.groupby("feature"):
        table = pd.crosstab(part["segment"], letters[part.index])
        method = stats.PermutationMethod(n_resamples=3000, rng=np.random.default_rng(1))
        theirs = stats.chi2_contingency(table, correction=False, method=method).pvalue
        assert ours.loc[feature, "p_value"] == pytest.approx(theirs, abs=0.04)


def test_colleagues_do_not_make_a_segment_differ():
    false = 0
    for seed in range(40):
        rows = three_segments(different=False, customers=15, people=15, seed=seed)
        copies = pd.concat([rows] * 8)
        copies["respondent"] = np.arange(len(copies)) // 6
        false += kano.segments(copies, trials=400)["different"].any()
    assert false <= 6  # 5 % of 40 is 2; 7 or more are once in 300


def test_segments_leave_out_who_has_none():
    rows = three_segments(different=False)
    rows.loc[:5, "segment"] = None
    result = kano.segments(rows)
    assert result.attrs["left_out_why"] == {"no segment is known": 6}
    one = kano.segments(rows.assign(segment="all"))
    assert one["p_value"].isna().all()
    assert not one["different"].any()
    with pytest.raises(ValueError, match="'segment' is missing"):
        kano.segments(rows.drop(columns="segment"))


def test_segments_in_any_order_of_rows():
    rows = three_segments(different=True, customers=20)
    shuffled = rows.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(kano.segments(shuffled), kano.segments(rows))


@pytest.fixture(scope="module")
def real():
    folder = os.environ.get("WORKBENCH_REAL_DATA")
    if not folder:
        pytest.skip("WORKBENCH_REAL_DATA does not say where the real answer files are")
    return Path(folder) / "kano"


def test_the_published_table_is_what_the_real_file_has(real):
    table = pd.read_csv(real / "aggregate_table_stp25kano.csv").set_index("feature")
    ours = kano.from_counts(table)
    assert ours["better"].round(3).tolist() == table["cs_plus"].tolist()
    assert ours["worse"].round(3).tolist() == table["cs_minus"].tolist()
    assert ours["category"].tolist() == table["max_category"].tolist()
    assert ours["significant"].tolist() == table["fong"].str.endswith("sig.").tolist()
