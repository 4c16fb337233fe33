"""Who is above the line when the teams' capacity draws it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats
from workbench.opportunities import ranking
from workbench.planning.filling import ROUNDING, fill, is_must

__all__ = ["COLUMNS", "Places", "Rivals", "place"]

COLUMNS = ["effort", "team"]
"""What is read besides score and must-do."""


class Places(NamedTuple):
    """Who stands where, and how full the teams are."""

    placed: pd.DataFrame
    """As from ``ranking.place``; and unplaced: "no team", "no effort", "no capacity", or "" where that is known."""
    teams: pd.DataFrame
    """By team: room, used, left, full, stopped; see ``filling.fill``."""


def place(table: pd.DataFrame, score: "pd.Series[float]", room: "pd.Series[float]") -> Places:
    """Place candidates: must-dos above the line, of the rest what goes in until its team is full.

    Parameters
    ----------
    table : DataFrame by id
        Candidates: effort in person-months, team; reads ``must_do`` where there is one.
    score : Series
        On the same index; NaN is not scored, and goes in only as a must-do.
    room : Series by team
        Person-months.

    Examples
    --------
    >>> table = pd.DataFrame({"effort": [3.0, 2.0, 2.0], "team": ["web", "web", "core"]}, index=["a", "b", "c"])
    >>> placed, teams = place(table, pd.Series([5.0, 9.0, 1.0], index=table.index), pd.Series({"web": 4.0, "core": 2.0}))
    >>> placed["chosen"].to_dict(), teams["left"].to_dict()
    ({'b': True, 'c': True, 'a': False}, {'web': 2.0, 'core': 0.0})
    """
    scores, must = np.asarray(score, dtype=np.float64), is_must(table)
    order = ranking.in_order(table.index, scores)
    rows = table[COLUMNS].iloc[order].assign(score=scores[order], must_do=must[order])
    asked = rows["must_do"].to_numpy() | rows["score"].notna().to_numpy()
    filled = fill(rows[asked], room)
    found = filled.reindex(rows.index)
    why = found["why"].fillna("").to_numpy(dtype=object)
    placed = rows[["score", "must_do"]].assign(
        chosen=found["chosen"].eq(True).to_numpy(),
        tied=found["tied"].eq(True).to_numpy(),
        unplaced=np.where(why == "full", "", why),
    )
    return Places(ranking.lined_up(placed), filled.attrs["teams"])


class Rivals(NamedTuple):
    """What one item of a team has to hold its own against."""

    smaller: Floats
    """Of its team's items that are scored, no must-dos and need room, with a smaller id: the scores, negative, rising."""
    larger: Floats
    """The same of those with a larger id: of equal scores the first by id goes in."""
    ends: Floats
    """Person-months of the first n of both together, for n from 0 on."""
    left: float
    """What the must-dos leave of the team's room; NaN: not known."""

    @classmethod
    def of(cls, others: pd.DataFrame, room: "pd.Series[float]", id_: str, team: str | None) -> "Rivals":
        """Return those of an item.

        Parameters
        ----------
        others : DataFrame by id
            The candidates but this one, with their scores: effort, team, must_do, score.
        room : Series by team
        id_, team : str
            The item's.
        """
        effort, score = (others[name].to_numpy(dtype=float) for name in ("effort", "score"))
        must, mine = is_must(others), (others["team"] == team).to_numpy(dtype=bool, na_value=False)
        amount = float(room.get(team, np.nan))
        left = amount + ROUNDING * amount - float(np.nansum(effort[mine & must]))
        rest = np.flatnonzero(mine & ~must & ~np.isnan(score) & (effort > 0))
        best = rest[ranking.in_order(others.index[rest], score[rest])]
        smaller = others.index.to_numpy(dtype=str)[best] < id_
        ends = np.concatenate([[0.0], np.cumsum(effort[best])])
        return cls(-score[best][smaller], -score[best][~smaller], ends, left)

    def fit(self, score: Floats, effort: Floats | float) -> npt.NDArray[np.bool_]:
        """Return whether the item goes in, for each of its possible scores and efforts.

        Notes
        -----
        It does where its effort and those of all that stand before it do not exceed the room: the first that does not
        fit closes the team, so if this one fits they all did.
        """
        before = np.searchsorted(self.smaller, -score, side="right") + np.searchsorted(self.larger, -score)
        fits = (self.ends[before] + effort <= self.left) | (np.equal(effort, 0) & (self.left == self.left))
        return np.asarray(fits & ~np.isnan(score), dtype=np.bool_)
