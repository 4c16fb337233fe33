"""Odds by the teams' capacity: each trial is filled as the plain list is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities.teams import by_teams
from workbench.opportunities.teams.capacity_odds import share, taken
from workbench.opportunities.teams.room import Room
from workbench.planning.filling import ROUNDING, fill

TEAMS = ("web", "core", "ops", None)
some = st.integers(0, 24).map(lambda n: n / 4)


@st.composite
def cases(draw):
    """Rows with efforts, teams and must-dos, their scores in some trials, and rooms of which one is not known."""
    rows = draw(st.integers(1, 9))

    def each(what):
        return draw(st.lists(what, min_size=rows, max_size=rows))

    table = pd.DataFrame(
        {
            "effort": pd.Series(each(some | st.none()), dtype=float),
            "team": pd.Series(each(st.sampled_from(TEAMS)), dtype=object),
            "must_do": each(st.booleans()),
        }
    ).set_axis([f"o{i}" for i in range(rows)])
    trials = draw(st.integers(1, 5))
    scores = np.array(
        [draw(st.lists(st.integers(0, 6), min_size=trials, max_size=trials)) for _ in range(rows)],
        dtype=float,
    )
    scores[np.array(each(st.integers(0, 5))) == 0] = np.nan
    room = pd.Series({"web": draw(some), "core": draw(some), "ops": np.nan})
    return table, scores, room


def contest(table, scores):
    """Return the rows that contend with their scores, and what the must-dos take."""
    must = table["must_do"].to_numpy()
    return table[~must], scores[~must], table["effort"][must].groupby(table["team"][must]).sum()


@settings(max_examples=200, deadline=None)
@given(case=cases())
def test_each_trial_is_filled_as_a_list_in_that_order_is(case):
    table, scores, room = case
    rows, mine, reserved = contest(table, scores)
    found = pd.DataFrame(taken(rows, mine, room, reserved), index=rows.index)
    for trial in range(scores.shape[1]):
        by = pd.Series(scores[:, trial], index=table.index)
        asked = table[table["must_do"] | by.notna()]
        order = by[asked.index].sort_values(ascending=False, kind="stable", na_position="last").index
        filled = fill(asked.loc[order], room)["chosen"]
        expected = filled.reindex(rows.index, fill_value=False)
        pd.testing.assert_series_equal(found[trial], expected, check_names=False)


@settings(max_examples=200, deadline=None)
@given(case=cases())
def test_no_trial_takes_more_than_the_room_that_the_must_dos_leave(case):
    table, scores, room = case
    rows, mine, reserved = contest(table, scores)
    found = taken(rows, mine, room, reserved)
    for team, amount in room.dropna().items():
        used = (found * rows["effort"].where(rows["team"] == team, 0.0).fillna(0.0).to_numpy()[:, None]).sum(
            axis=0
        )
        assert (used <= max(amount - reserved.get(team, 0.0), 0.0) + ROUNDING * amount).all()
    assert not found[rows["team"].isna() | rows["effort"].isna() | (rows["team"] == "ops")].any()


def test_a_certain_order_has_certain_odds_and_a_coin_has_half():
    rows = pd.DataFrame({"effort": [3.0, 2.0], "team": "web"}, index=["a", "b"])
    scores = np.array([[9.0, 1.0], [5.0, 5.0]])
    assert share(rows, scores, pd.Series({"web": 4.0})).tolist() == [0.5, 0.5]
    assert share(rows, scores, pd.Series({"web": 5.0})).tolist() == [1.0, 1.0]
    assert share(rows, scores, pd.Series({"web": 5.0}), pd.Series({"web": 3.0})).tolist() == [0.0, 0.5]
    assert share(rows.iloc[:0], scores[:0], pd.Series({"web": 4.0})).empty


def test_a_trial_without_a_score_comes_last():
    rows = pd.DataFrame({"effort": [3.0, 2.0], "team": "web"}, index=["a", "b"])
    scores = np.array([[-np.inf, 9.0], [1.0, 1.0]])
    assert taken(rows, scores, pd.Series({"web": 4.0})).tolist() == [[False, True], [True, False]]


@settings(max_examples=200, deadline=None)
@given(case=cases())
def test_places_are_those_of_the_filling_and_one_more_fits_where_it_would_be_placed(case):
    table, scores, room = case
    score = pd.Series(scores[:, 0], index=table.index)
    placed, teams = by_teams.place(table, score, room)
    assert set(placed.index) == set(table.index)
    assert placed["chosen"].is_monotonic_decreasing
    assert placed["chosen"][table["must_do"]].all()
    assert not placed["chosen"][score.isna() & ~table["must_do"]].any()
    assert placed["rank"].notna().tolist() == (placed["score"].notna() | placed["must_do"]).tolist()
    left = placed.index[placed["chosen"] & ~placed["must_do"]]
    for team in teams.index:
        used = table["effort"][left][table["team"][left] == team].sum()
        assert used == pytest.approx(
            teams.at[team, "used"] - table["effort"][table["must_do"] & (table["team"] == team)].sum()
        )
    for id_ in table.index[~table["must_do"]]:
        others = table.drop(index=id_).assign(score=score)
        mine = table.loc[id_]
        rivals = by_teams.Rivals.of(others, room, id_, mine["team"])
        found = rivals.fit(score[[id_]].to_numpy(), mine["effort"])
        assert found.tolist() == [placed.at[id_, "chosen"]]


def test_what_cannot_be_placed_has_its_word():
    table = pd.DataFrame(
        {
            "effort": [1.0, None, 1.0, 1.0, 9.0, None],
            "team": ["web", "web", None, "ops", "web", None],
            "must_do": [False] * 5 + [True],
        },
        index=list("abcdef"),
    )
    score = pd.Series([5.0, 4.0, 3.0, 2.0, 1.0, np.nan], index=table.index)
    placed, _ = by_teams.place(table, score, pd.Series({"web": 4.0}))
    assert placed["unplaced"][list("abcdef")].tolist() == ["", "no effort", "no team", "no capacity", "", ""]
    assert placed.index[placed["chosen"]].tolist() == ["a", "f"]


def test_the_line_follows_the_capacity_where_the_setting_says_so():
    rows = pd.DataFrame(columns=["team", "start", "finish", "person_months"])
    tables = {"capacity": rows, "teams": pd.DataFrame({"name": ["Web"]}, index=["web"])}.__getitem__
    for by, drawn in (("capacity", True), ("count", False)):
        room = Room.of(tables, {"product.today": "2027-01-01", "opportunities.line_by": by}.get)
        assert (room.draws_line, room.team("web"), room.known) == (drawn, "Team Web", False)
