import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.planning.filling import WHY, fill, pushes_out


def table(*rows, columns=("effort", "team", "must_do")):
    made = pd.DataFrame([(*row, False)[: len(columns)] for row in rows], columns=list(columns))
    return made.set_axis(pd.Index([f"o{i}" for i in range(len(rows))], name="id"))


ROOM = pd.Series({"web": 4.0, "core": 2.0})


def chosen(filled):
    return filled.index[filled["chosen"]].tolist()


def test_each_team_takes_from_the_top_until_the_next_does_not_fit():
    rows = table((3, "web"), (2, "core"), (2, "web"), (1, "web"), (0.5, "core"))
    filled = fill(rows, ROOM)
    assert chosen(filled) == ["o0", "o1"]
    assert filled["why"].tolist() == ["", "", "full", "full", "full"]
    teams = filled.attrs["teams"]
    assert teams.loc["web"].to_dict() == {"room": 4, "used": 3, "left": 1, "full": True, "stopped": "o2"}
    assert teams.loc["core"].to_dict() == {"room": 2, "used": 2, "left": 0, "full": True, "stopped": "o4"}
    roomy = fill(rows, ROOM * 10).attrs["teams"]
    assert roomy["full"].tolist() == [False, False]
    assert roomy["stopped"].tolist() == [None, None]


def test_must_dos_come_first_and_may_exceed_the_room():
    filled = fill(table((3, "web"), (1, "web"), (3, "web", True), (9, "core", True)), ROOM)
    assert chosen(filled) == ["o2", "o3"]
    assert filled.attrs["teams"]["left"].to_dict() == {"web": 1, "core": -7}
    assert filled.attrs["teams"]["full"].all()


def test_blanks_have_their_word():
    room = pd.Series({"web": 4.0, "core": float("nan")})
    rows = table(
        (None, "web"), (1, None), (1, "core"), (1, "ops"), (4, "web"), (None, "ops", True), (0, "web")
    )
    filled = fill(rows, room)
    assert filled["why"].tolist() == ["no effort", "no team", "no capacity", "no capacity", "", "", ""]
    assert set(filled["why"]) <= set(WHY)
    assert filled.attrs["teams"].index.tolist() == ["web"]
    assert fill(rows.iloc[:0], room).empty


def test_sums_that_only_round_differently_fit():
    assert fill(table(*[(0.1, "web")] * 3), pd.Series({"web": 0.3}))["chosen"].all()
    assert fill(table(*[(0.1, "web")] * 3), pd.Series({"web": 0.3})).attrs["teams"].at["web", "left"] == 0


def test_equal_scores_at_the_end_are_told():
    rows = table((3, "web"), (1, "web"), (1, "web"), (1, "core")).assign(score=[9.0, 5.0, 5.0, 5.0])
    filled = fill(rows, ROOM)
    assert chosen(filled) == ["o0", "o1", "o3"]
    assert filled["tied"].tolist() == [False, True, True, False]


def test_one_more_pushes_out_from_the_bottom_of_its_team():
    rows = table((2, "web"), (1, "web"), (1, "core"), (1, "web"), (2, "web"))
    assert chosen(fill(rows, ROOM)) == ["o0", "o1", "o2", "o3"]
    assert pushes_out(rows, ROOM, "o4") == ["o1", "o3"]
    assert pushes_out(rows, ROOM, "o3") == []
    assert pushes_out(rows.drop(columns="must_do"), ROOM, "o4") == ["o1", "o3"]
    huge = rows.assign(effort=[2.0, 1, 1, 1, 40])
    assert pushes_out(huge, ROOM, "o4") == ["o0", "o1", "o3"]
    kept = rows.assign(must_do=[False, True, False, False, False])
    assert pushes_out(kept, ROOM, "o4") == ["o0", "o3"]


@pytest.mark.parametrize(
    ("rows", "room", "reason"),
    [
        (table((-1, "web")), ROOM, "'o0': effort -1 must be 0 or more"),
        (table((1, "web")), pd.Series({"web": -2.0}), "team 'web': capacity -2 must be 0 or more"),
        (table((1, "web")), pd.Series([1.0, 2.0], index=["web", "web"]), "team 'web' stands more than once"),
        (table((1, "web")).drop(columns="team"), ROOM, "column 'team' is missing"),
    ],
)
def test_what_cannot_be_filled_is_refused(rows, room, reason):
    with pytest.raises(ValueError, match=reason):
        fill(rows, room)


def test_what_cannot_be_pushed_in_is_refused():
    rows = table((1, "web"), (None, "web"), (1, None), (1, "ops"))
    for id_, reason in (
        ("o1", "no effort"),
        ("o2", "no team"),
        ("o3", "no capacity"),
        ("gone", "is not in the table"),
    ):
        with pytest.raises(ValueError, match=reason):
            pushes_out(rows, ROOM, id_)


efforts = st.sampled_from([None, 0.0, 0.5, 1.0, 2.0, 3.0])
rows_of = st.lists(
    st.tuples(efforts, st.sampled_from(["web", "core", "ops", None]), st.booleans()), min_size=1, max_size=12
)


def by_hand(rows, room):
    """Walk down the list with a pencil."""
    left, closed, taken = dict(room), set(), []
    for id_, row in rows[rows["must_do"]].iterrows():
        taken.append(id_)
        if row["team"] in left and row["effort"] == row["effort"]:
            left[row["team"]] -= row["effort"]
    for id_, row in rows[~rows["must_do"]].iterrows():
        if row["team"] not in left or row["effort"] != row["effort"]:
            continue
        if row["effort"] == 0 or (row["team"] not in closed and row["effort"] <= left[row["team"]]):
            left[row["team"]] -= row["effort"]
            taken.append(id_)
        else:
            closed.add(row["team"])
    return set(taken)


@given(rows_of, st.integers(0, 6), st.integers(0, 6))
def test_it_is_the_walk_down_the_list(drawn, web, core):
    rows = table(*drawn).astype({"effort": float})
    room = pd.Series({"web": float(web), "core": float(core)})
    filled = fill(rows, room)
    assert set(chosen(filled)) == by_hand(rows, room.to_dict())
    for id_ in rows.index[~filled["chosen"] & (filled["why"] == "full")]:
        out = pushes_out(rows, room, id_)
        assert set(out) <= set(chosen(filled))
        assert (rows.loc[out, "team"] == rows.at[id_, "team"]).all()
        assert not rows.loc[out, "must_do"].any()


@given(rows_of, st.integers(0, 6))
def test_more_room_never_takes_anything_out(drawn, web):
    rows = table(*drawn).astype({"effort": float})
    less, more = (fill(rows, pd.Series({"web": float(web + extra), "core": 2.0})) for extra in (0, 2))
    assert set(chosen(less)) <= set(chosen(more))
