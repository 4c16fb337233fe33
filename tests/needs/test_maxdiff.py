import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.needs import maxdiff


def shown(*sets):
    """Each set: respondent, items, best, worst."""
    rows = [
        (who, number, item, "best" if item == best else "worst" if item == worst else "none")
        for number, (who, items, best, worst) in enumerate(sets)
        for item in items
    ]
    return pd.DataFrame(rows, columns=["respondent", "set", "item", "choice"])


def test_best_less_worst_over_shown():
    result = maxdiff.score(shown((1, "abc", "a", "c"), (1, "abd", "a", "b"), (2, "acd", "d", None)))
    assert result.index.tolist() == list("abcd")
    assert result["shown"].tolist() == [3, 2, 2, 2]
    assert result["best"].tolist() == [2, 0, 0, 1]
    assert result["worst"].tolist() == [0, 1, 1, 0]
    assert result["score"].tolist() == pytest.approx([2 / 3, -1 / 2, -1 / 2, 1 / 2])


def test_a_blank_choice_is_none():
    rows = shown((1, "abc", "a", "c"))
    blank = rows.assign(choice=rows["choice"].where(rows["choice"] != "none"))
    pd.testing.assert_frame_equal(maxdiff.score(blank), maxdiff.score(rows))
    assert maxdiff.score(rows.iloc[:0]).empty


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"choice": ["best", "best", "worst"]}, r"respondent 1, set 0 has two items that are best \(b\)"),
        ({"item": list("aab")}, "respondent 1, set 0 shows an item twice"),
        ({"choice": ["best", "top", "worst"]}, "row 1, choice: 'top' must be one of best, worst, none"),
    ],
)
def test_impossible_choices_are_one_sentence(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        maxdiff.score(shown((1, "abc", "a", "c")).assign(**change))
    with pytest.raises(ValueError, match="'set' is missing"):
        maxdiff.score(pd.DataFrame(columns=["respondent", "item", "choice"]))


sets = st.lists(
    st.tuples(st.integers(0, 3), st.permutations("abcde"), st.integers(3, 5)), min_size=1, max_size=12
)


@given(sets, st.randoms(use_true_random=False))
def test_scores_stay_in_their_bounds_in_any_order(drawn, random):
    rows = shown(*[(who, items[:many], items[0], items[1]) for who, items, many in drawn])
    result = maxdiff.score(rows)
    assert result["score"].between(-1, 1).all()
    assert result["best"].sum() == result["worst"].sum() == len(drawn)
    shuffled = rows.iloc[random.sample(range(len(rows)), len(rows))]
    pd.testing.assert_frame_equal(maxdiff.score(shuffled), result)


@pytest.fixture(scope="module")
def real():
    folder = os.environ.get("WORKBENCH_REAL_DATA")
    if not folder:
        pytest.skip("WORKBENCH_REAL_DATA does not say where the real answer files are")
    return Path(folder) / "kano"


def test_the_fruit_of_support_bws(real):
    # R package support.BWS 0.4-6, data set fruit; its counts were made from the same answers by other means.
    design = pd.read_csv(real / "maxdiff_fruit_design.csv").set_index("question")
    answers = pd.read_csv(real / "maxdiff_fruit_synthetic.csv").set_index("ID")
    chosen = [
        ((who, question), items, items[answers.loc[who, f"B{question}"] - 1], items[answers.loc[who, f"W{question}"] - 1])
        for who in answers.index
        for question, items in zip(design.index, design.to_numpy().tolist(), strict=True)
    ]  # fmt: skip
    counts = pd.read_csv(real / "maxdiff_fruit_counts.csv").set_index("item").sort_index()
    ours = maxdiff.score(shown(*chosen))
    assert ours["best"].to_dict() == counts["best"].to_dict()
    assert ours["worst"].to_dict() == counts["worst"].to_dict()
    assert ours["shown"].tolist() == [400] * 7
    assert ours["score"].tolist() == pytest.approx((counts["best_minus_worst"] / 400).tolist())


def test_positions_of_the_rice_survey(real):
    # support.BWS, ricebws1: 90 people, 7 questions, four positions each.
    answers = pd.read_csv(real / "maxdiff_ricebws1.csv").set_index("id")
    chosen = [
        ((who, question), [1, 2, 3, 4], row[f"b{question}"], row[f"w{question}"])
        for who, row in answers.iterrows()
        for question in range(1, 8)
    ]
    ours = maxdiff.score(shown(*chosen))
    best = answers[[f"b{question}" for question in range(1, 8)]].stack().value_counts().sort_index()  # noqa: PD013
    assert ours["shown"].tolist() == [630] * 4
    assert ours["best"].tolist() == best.tolist()
    assert ours["worst"].sum() == 630
