"""What goes in until a team is full, and what one more would push out."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, numbers, require

__all__ = ["ROUNDING", "WHY", "fill", "is_must", "pushes_out"]

WHY = ("", "full", "no effort", "no team", "no capacity")
"""Why a row is not chosen: "" where it is."""
FULL, NO_EFFORT, NO_TEAM, NO_CAPACITY = WHY[1:]
ROUNDING = 1e-9
"""Sums that exceed the capacity by less than this share of it still fit: 0.1 three times is 0.3."""


def is_must(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows are must-dos; blank is no.

    Examples
    --------
    >>> is_must(pd.DataFrame({"must_do": [True, None, False]})).tolist()
    [True, False, False]
    """
    if "must_do" not in table:
        return np.zeros(len(table), dtype=bool)
    must = table["must_do"].to_numpy(dtype=object)
    return np.where(pd.isna(must), False, must).astype(bool)


def fill(table: pd.DataFrame, room: "pd.Series[float]") -> pd.DataFrame:
    """Return which rows go in, each team taking its own from the top until the next does not fit.

    Parameters
    ----------
    table : DataFrame by id, best first
        effort : person-months, >= 0.
        team : name, as in `room`.
        must_do : yes or no, optional; must-dos go in first, wherever they stand and whether they fit or not.
        score : optional; says which rows are tied.
    room : Series by team
        Person-months that the team can give, >= 0; blank is not known.

    Returns
    -------
    DataFrame on the table's index
        chosen; why, one of :data:`WHY`; tied: has the score of a row of its team on the other side (the table's order
        decides, not the score). ``.attrs["teams"]``, a DataFrame by team: room, used, left (below 0 where must-dos
        exceed the room), full, and stopped, the id at which it was full (None where all went in).

    Raises
    ------
    ValueError
        A column is missing; an effort or a capacity is below 0; a team stands twice in `room`.

    Notes
    -----
    The first row that does not fit closes its team: a smaller one further down does not overtake it. Rows without an
    effort, or of a team without a capacity, go in only as must-dos, and take no room. A row of effort 0 takes none
    either, so it goes in even when the team is full.

    Examples
    --------
    >>> table = pd.DataFrame({"effort": [3.0, 2.0, 2.0, 1.0], "team": ["web", "web", "core", "web"]}, index=list("abcd"))
    >>> fill(table, pd.Series({"web": 4.0, "core": 2.0}))["chosen"].tolist()
    [True, False, True, False]
    """
    require(table, ["effort", "team"])
    effort, team, left = _checked(table, room)
    must = is_must(table)
    why = np.select(
        [np.isnan(effort), pd.isna(team), ~np.isin(team, list(left))], [NO_EFFORT, NO_TEAM, NO_CAPACITY], ""
    )
    takes = why == ""
    least = {name: -ROUNDING * amount for name, amount in left.items()}
    stopped: dict[str, Any] = dict.fromkeys(left)
    for row in np.flatnonzero(must & takes).tolist():
        left[team[row]] -= effort[row]
    for row in np.flatnonzero(~must & takes & (effort > 0)).tolist():
        mine = team[row]
        if stopped[mine] is None and left[mine] - effort[row] >= least[mine]:
            left[mine] -= effort[row]
        else:
            why[row] = FULL
            stopped[mine] = table.index[row] if stopped[mine] is None else stopped[mine]
    why[must] = ""
    result = pd.DataFrame({"chosen": why == "", "why": why}, index=table.index)
    result["tied"] = _tied(table, team, result["chosen"].to_numpy(), why == FULL, must)
    result.attrs["teams"] = _teams(room, left, stopped)
    return result


def pushes_out(table: pd.DataFrame, room: "pd.Series[float]", id: Any) -> list[Any]:  # noqa: A002 (callers may name it)
    """Return the ids that fall out when one row is taken in before all that are no must-dos.

    Parameters
    ----------
    table, room
        As for :func:`fill`.
    id : row of the table

    Returns
    -------
    list of ids, in the table's order
        Of its own team; empty where the row is in already, or there is room for it.

    Raises
    ------
    ValueError
        As :func:`fill`; no such id, or its effort, its team or that team's capacity is blank.

    Examples
    --------
    >>> table = pd.DataFrame({"effort": [2.0, 1.0, 2.0], "team": "web"}, index=["a", "b", "c"])
    >>> pushes_out(table, pd.Series({"web": 4.0}), "c")
    ['b']
    """
    if id not in table.index:
        raise ValueError(f"id {id!r} is not in the table; ask for one of its {len(table)} rows")
    before = fill(table, room)
    why = before.at[id, "why"]
    if why in (NO_EFFORT, NO_TEAM, NO_CAPACITY):
        raise ValueError(f"{id!r} has {why}, so nothing says what it would push out; fill that in first")
    must = pd.Series(is_must(table), index=table.index)
    must[id] = True
    after = fill(table.assign(must_do=must), room)
    return table.index[before["chosen"] & ~after["chosen"]].tolist()


def _checked(
    table: pd.DataFrame, room: "pd.Series[float]"
) -> tuple[Floats, npt.NDArray[Any], dict[str, float]]:
    """Return efforts, teams, and the room by team where it is known."""
    (effort,) = numbers(table, "effort")
    twice = room.index[room.index.duplicated()].tolist()
    if twice:
        raise ValueError(f"team {twice[0]!r} stands more than once in the capacity; add its periods up first")
    wrong = [
        f"{id_!r}: effort {number:g}" for id_, number in zip(table.index, effort, strict=True) if number < 0
    ]
    wrong += [f"team {name!r}: capacity {number:g}" for name, number in room.items() if number < 0]
    if wrong:
        raise ValueError(f"{'; '.join(wrong)} must be 0 or more")
    known = {str(name): float(number) for name, number in room.items() if not pd.isna(number)}
    return effort, table["team"].to_numpy(dtype=object), known


def _tied(
    table: pd.DataFrame,
    team: npt.NDArray[Any],
    chosen: npt.NDArray[np.bool_],
    full: npt.NDArray[np.bool_],
    must: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Mark rows whose score stands on both sides of their team's end."""
    if "score" not in table:
        return np.zeros(len(table), dtype=bool)
    keys = list(zip(team, table["score"].to_numpy(), strict=True))
    inside = {key for key, mine in zip(keys, chosen & ~must, strict=True) if mine}
    outside = {key for key, mine in zip(keys, full, strict=True) if mine}
    both = inside & outside
    return np.array([key in both for key in keys], dtype=bool) & ~must


def _teams(room: "pd.Series[float]", left: dict[str, float], stopped: dict[str, Any]) -> pd.DataFrame:
    names = list(left)
    amounts = np.array([float(room[name]) for name in names])
    rest = np.array([left[name] for name in names])
    rest = np.where(np.abs(rest) <= ROUNDING * amounts, 0.0, rest)
    ends = [stopped[name] for name in names]
    full = [end is not None or bool(over <= 0) for end, over in zip(ends, rest, strict=True)]
    columns = {"room": amounts, "used": amounts - rest, "left": rest, "full": full}
    teams = pd.DataFrame(columns, index=pd.Index(names, name="team", dtype="str"))
    return teams.assign(stopped=pd.Series(ends, index=teams.index, dtype=object))
