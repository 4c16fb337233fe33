"""What an estimate would have to be for its item to go in, when teams draw the line."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities import register, rice
from workbench.opportunities.standing import Standing
from workbench.opportunities.teams import by_teams, team_flip
from workbench.opportunities.teams.room import Room
from workbench.opportunities.worth.stepwise import finish

some = st.integers(1, 40).map(lambda n: n / 4)


def standing(table, room, method="rice"):
    method = register.get(method).on(table)
    scores = method(table)
    placed, _ = by_teams.place(table, scores, room)
    return Standing(0, method, table, scores, placed, (), pd.DataFrame(), room=Room(room, draws_line=True))


def listed(**columns):
    made = pd.DataFrame({"status_category": "open", "must_do": False, "confidence": 1.0, **columns})
    return made.set_axis([f"o{i}" for i in range(len(made))])


ROOM = pd.Series({"web": 4.0, "core": 2.0})


def test_an_item_comes_in_by_a_better_score_or_by_needing_less():
    table = listed(reach=[900.0, 500.0, 300.0], impact=1.0, effort=[2.0, 2.0, 2.0], team="web")
    found = finish(team_flip.steps(standing(table, ROOM)))["to"]
    assert found["o2", "reach"] == pytest.approx(500)
    assert found["o2", "effort"] == pytest.approx(1.2)
    assert found["o0", "reach"] == pytest.approx(300)
    assert found["o0", "effort"] == pytest.approx(3.6)  # then the other goes first, and leaves too little


def test_a_better_score_does_not_help_where_the_must_dos_take_the_room():
    table = listed(reach=[900.0, 500.0], impact=1.0, effort=[3.0, 2.0], team="web").assign(
        must_do=[True, False]
    )
    found = finish(team_flip.steps(standing(table, ROOM)))["to"]
    assert found.drop(("o1", "effort")).isna().all()
    assert found["o1", "effort"] == pytest.approx(1.0)


def test_what_has_no_team_or_effort_crosses_nothing():
    table = listed(reach=[900.0, 500.0], impact=1.0, effort=[1.0, 1.0], team=["web", None])
    found = finish(team_flip.steps(standing(table, ROOM)))["to"]
    assert found["o1"].isna().all()


def share(rows):
    return rice.score(rows) / rice.score(rows).sum()


@pytest.mark.parametrize("method", ["rice", share])
def test_needing_nothing_is_no_way_into_a_full_team(method):
    full = listed(
        reach=[400.0, 100.0, 90.0],
        impact=1.0,
        effort=[4.0, 1.0, 1.0],
        team="web",
        must_do=[True, False, False],
    )
    assert finish(team_flip.steps(standing(full, ROOM, method)))["to"].dropna().empty


def test_a_method_that_looks_at_all_rows_says_the_same():
    table = listed(reach=[900.0, 500.0], impact=1.0, effort=[3.0, 2.0], team="web")
    alone, together = (
        finish(team_flip.steps(standing(table, ROOM, method)))["to"] for method in ("rice", share)
    )
    for column in ("reach", "effort"):
        assert together["o1", column] == pytest.approx(alone["o1", column], rel=1e-6)


@st.composite
def tables(draw):
    rows = draw(st.integers(2, 6))

    def each(what):
        return draw(st.lists(what, min_size=rows, max_size=rows))

    return listed(
        reach=each(some), impact=each(some), effort=each(some), team=each(st.sampled_from(["web", "core"]))
    ).assign(must_do=each(st.integers(0, 4).map(lambda n: n == 0)))


@settings(max_examples=25, deadline=None)
@given(table=tables())
def test_the_value_crosses_and_most_of_the_way_does_not(table):
    now = standing(table, ROOM)
    for (id_, column), to in finish(team_flip.steps(now))["to"].dropna().items():
        today = table.at[id_, column]
        for value, crosses in ((to, True), (today + 0.99 * (to - today), False)):
            then = standing(table.assign(**{column: table[column].where(table.index != id_, value)}), ROOM)
            if crosses or abs(to - today) > 1e-6 * abs(to):
                assert (then.placed.at[id_, "chosen"] != now.placed.at[id_, "chosen"]) == crosses
    assert np.isin(
        table.index[~table["must_do"]], finish(team_flip.steps(now)).index.get_level_values(0)
    ).all()
