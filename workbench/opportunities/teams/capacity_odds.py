"""How sure it is that an item goes in, when the teams' capacity draws the line and the scores are ranges."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, numbers
from workbench.planning.filling import ROUNDING

__all__ = ["share", "taken"]

Flags = npt.NDArray[np.bool_]

BLOCK = 500_000
"""Scores that are sorted in one go."""


def taken(
    table: pd.DataFrame, scores: Floats, room: "pd.Series[float]", reserved: "pd.Series[float] | None" = None
) -> Flags:
    """Return which rows go in, in each trial: :func:`workbench.planning.filling.fill` by that trial's scores.

    Parameters
    ----------
    table : DataFrame by id
        effort : person-months, >= 0, the same in all trials.
        team : name, as in `room`.
        None of the rows is a must-do. Of equal scores the first row goes in first.
    scores : array of shape (rows, trials)
        NaN in all trials: the row never goes in. -inf: the last of its team in that trial.
    room : Series by team
        Person-months; blank is not known.
    reserved : Series by team, optional
        Of it, what the must-dos take.

    Returns
    -------
    array of shape (rows, trials)

    Notes
    -----
    In a team's order by score, a row goes in while the efforts up to its own do not exceed the room, so the first
    that does not fit closes the team. Rows of effort 0 always go in.

    Examples
    --------
    >>> table = pd.DataFrame({"effort": [3.0, 2.0], "team": "web"}, index=["a", "b"])
    >>> taken(table, np.array([[9.0, 1.0], [5.0, 5.0]]), pd.Series({"web": 4.0})).tolist()
    [[True, False], [False, True]]
    """
    (effort,) = numbers(table, "effort")
    team = table["team"].to_numpy(dtype=object)
    found = np.zeros(scores.shape, dtype=bool)
    ranked = ~np.isnan(effort) & ~np.isnan(scores).all(axis=1) if scores.size else np.zeros(len(effort), bool)
    for name, amount in room.dropna().items():
        mine = np.flatnonzero(ranked & (team == name))
        if len(mine):
            left = amount - (0.0 if reserved is None else reserved.get(name, 0.0))
            found[mine] = _of_team(scores[mine], effort[mine], left + ROUNDING * amount)
    return found


def share(
    table: pd.DataFrame, scores: Floats, room: "pd.Series[float]", reserved: "pd.Series[float] | None" = None
) -> "pd.Series[float]":
    """Return in which share of the trials each row goes in; takes the arguments of :func:`taken`."""
    return pd.Series(taken(table, scores, room, reserved).mean(axis=1), index=table.index, dtype=float)


def _of_team(scores: Floats, effort: Floats, left: float) -> Flags:
    """Return which rows of one team go in, some trials at a time."""
    found = np.empty(scores.shape, dtype=bool)
    step = max(BLOCK // len(effort), 1)
    for start in range(0, scores.shape[1], step):
        some = slice(start, start + step)
        order = np.argsort(-np.ascontiguousarray(scores[:, some].T), axis=1, kind="stable")
        fits = np.empty(order.shape, dtype=bool)
        np.put_along_axis(fits, order, np.cumsum(effort[order], axis=1) <= left, axis=1)
        found[:, some] = fits.T
    found[effort == 0] = True
    return found
