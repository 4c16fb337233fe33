"""Why an item moved, in words that add up."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities.moves import moves
from workbench.opportunities.standing import stand

SETTINGS = {
    "opportunities.line": 2, "opportunities.method": "rice", "ranges.measured": 1.25, "ranges.similar_case": 1.6,
    "ranges.informed_guess": 2.5, "ranges.wild_guess": 4.0, "sizes.S": 0.5, "sizes.M": 1.0, "sizes.L": 3.0, "sizes.XL": 6.0,
    "ranges.points_a_month": 0.0, "opportunities.kano": "",
}  # fmt: skip
KANO = dict.fromkeys(
    ("expected", "more_is_better", "delighter", "nobody_minds", "better_without", "sure"), 1.0
)


def standing(table, **changed):
    known = SETTINGS | {f"kano.{name}": value for name, value in KANO.items()}
    known |= {f"opportunities.{name}": value for name, value in changed.items()}
    return stand(table, known.__getitem__)


def table(reach, **columns):
    made = pd.DataFrame({"reach": reach, "impact": 1.0, "confidence": 1.0, "effort": 1.0} | columns)
    made = made.set_axis(pd.Index([f"o{place}" for place in range(len(made))], name="id"))
    titles = pd.Series([f"Item {id_}" for id_ in made.index], index=made.index)
    return made.assign(
        title=titles,
        **{k: v for k, v in {"status_category": "open", "must_do": False}.items() if k not in made},
    )


def test_its_own_change_and_anothers_are_said_with_their_places():
    was = table([9.0, 8.0, 5.0, 1.0])
    now = was.copy()
    now.loc["o2", "reach"] = 8.5
    now.loc["o0", "effort"] = 4.0
    move = moves.explain(standing(was), standing(now), "o2")
    assert move.sentence == "Rank 3 → 1, 2 places up."
    assert {(cause.text, cause.said) for cause in move.causes} == {
        ("Its reach 5 → 8.5", "1 place up"), ("Item o0: effort 1 → 4", "1 place up"),
    }  # fmt: skip


def test_what_did_nothing_is_counted_and_not_listed():
    was = table([9.0, 8.0, 5.0])
    move = moves.explain(standing(was), standing(was.assign(reach=[9.5, 8.0, 4.0])), "o0")
    assert (move.sentence, move.causes, move.idle) == ("Rank 1, as then.", (), 2)


@pytest.mark.parametrize(
    ("change", "id_", "sentence", "text"),
    [
        ({"status_category": ["open", "later", "open"]}, "o0", "Rank 2 → 1, 1 place up.", "Item o1 is later"),
        ({"status_category": ["later", "open", "open"]}, "o0", "Rank 2 then; it is not open now.", "It is not among the open ones now"),
        ({"reach": [np.nan, 9.0, 5.0]}, "o0", "Rank 2 then; it has no score now.", "Its reach 8 → blank"),
        ({"confidence": [0.5, 1.0, 1.0]}, "o0", "Rank 2 → 3, 1 place down.", "Its confidence 100% → 50%"),
    ],
)  # fmt: skip
def test_items_that_come_go_and_lose_their_score(change, id_, sentence, text):
    was = table([8.0, 9.0, 5.0])
    move = moves.explain(standing(was), standing(was.assign(**change)), id_)
    assert move.sentence == sentence
    assert text in [cause.text for cause in move.causes]


def test_what_was_not_there_then_is_said():
    now = table([8.0, 9.0, 5.0])
    move = moves.explain(standing(now.drop(index="o1")), standing(now), "o1")
    assert move.sentence == "Rank 1 now; it was not there then."
    move = moves.explain(standing(now.drop(index="o1")), standing(now), "o0")
    assert [(cause.text, cause.places) for cause in move.causes] == [("Item o1 is new", 1.0)]
    assert (
        moves.explain(standing(now), standing(now.drop(index="o1")), "o1").sentence
        == "It is not on the list any more."
    )
    blank = now.assign(reach=[8.0, np.nan, 5.0])
    assert (
        moves.explain(standing(blank), standing(blank), "o1").sentence
        == "It has no rank, then or now: estimates are missing."
    )


def test_a_must_do_and_another_method_are_causes():
    was = table([9.0, 8.0, 5.0, 1.0])
    move = moves.explain(standing(was), standing(was.assign(must_do=[False, False, False, True])), "o1")
    assert move.sentence == "Rank 2 → 3, 1 place down."
    assert [cause.text for cause in move.causes] == ["The line and the must-dos above it"]
    was = table([9.0, 6.0], confidence=[0.5, 1.0])
    move = moves.explain(standing(was, method="rice"), standing(was, method="rice_without_confidence"), "o0")
    assert [cause.text for cause in move.causes] == ["Scored by RICE without Confidence instead of RICE"]


def test_another_line_moves_an_item_that_stands_behind_a_must_do():
    rows = table([9.0, 8.0, 5.0, 1.0], must_do=[False, False, False, True])
    move = moves.explain(standing(rows, line=2), standing(rows, line=3), "o1")
    assert move.sentence == "Rank 3 → 2, 1 place up."
    assert [cause.places for cause in move.causes] == [-1.0]


def test_a_word_for_an_assumed_range_moves_nothing():
    was = table([9.0, 8.0, 5.0]).assign(reach_low=[np.nan] * 3, reach_high=[np.nan] * 3)
    now = was.assign(reach_low=[1.0, np.nan, np.nan])
    assert moves.explain(standing(was), standing(now), "o0") == moves.Move("Rank 1, as then.")


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(3, 9))
def test_the_places_that_are_said_add_up_to_the_move(seed, rows):
    rng = np.random.default_rng(seed)
    both = [
        table(
            rng.integers(1, 6, rows).astype(float),
            effort=rng.integers(1, 4, rows).astype(float),
            must_do=rng.random(rows) < 0.2,
        )
        for _ in range(2)
    ]
    was, now = (standing(one[rng.random(rows) < 0.9], line=int(rng.integers(1, rows))) for one in both)
    for id_ in now.placed.index:
        move = moves.explain(was, now, id_)
        first, last = (
            one.placed["rank"].get(id_, 1 + one.placed["rank"].notna().sum()) for one in (was, now)
        )
        assert sum(cause.places for cause in move.causes) == pytest.approx(last - first, abs=1e-6)
        assert all(round(cause.places, 2) == cause.places for cause in move.causes)
