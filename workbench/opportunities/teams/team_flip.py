"""The value of one estimate at which an item goes in, or no longer does, when the teams' capacity draws the line."""

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.columns import Floats, floats
from workbench.opportunities import ranking
from workbench.opportunities.register import Method
from workbench.opportunities.teams import by_teams
from workbench.opportunities.teams.by_teams import Rivals
from workbench.opportunities.worth import flip
from workbench.opportunities.worth.flip import Alone, Cut, Flags, Places
from workbench.opportunities.worth.stepwise import Steps
from workbench.planning.filling import ROUNDING

if TYPE_CHECKING:
    from workbench.opportunities.standing import Standing

__all__ = ["steps"]


def steps(standing: "Standing") -> Steps[pd.DataFrame]:
    """Return the values at which the open items cross the line, as ``flip.flip`` does: by (id, column), ``to``.

    One estimate of one item moves, all else stays: its score, and where the method reads the effort, how much room the
    item needs. The others' efforts and the must-dos are those of the list.
    """
    rows = ranking.contenders(standing.whole)
    asked = ranking.candidates(standing.whole).reindex(columns=["must_do", *by_teams.COLUMNS])
    return flip.steps(rows, standing.method, 0, partial(_cut, asked=asked, room=standing.room.by))


def _cut(table: pd.DataFrame, method: Method, asked: pd.DataFrame, room: "pd.Series[float]") -> Cut:
    alone = method.rowwise or flip.looks_alone(table, method)
    return (_Alone if alone else _Together)(table, method, asked, room)


class _Alone(Alone):
    """Under a method that looks at one row at a time: the others stay where they are."""

    def __init__(
        self, table: pd.DataFrame, method: Method, asked: pd.DataFrame, room: "pd.Series[float]"
    ) -> None:
        super().__init__(table, method, len(table))
        self.top = len(table)  # every column is looked at
        scores = pd.Series(self.scores, index=table.index).reindex(asked.index)
        self._asked, self._room = asked.assign(score=scores), room
        self._effort = asked["effort"].reindex(table.index).to_numpy(dtype=float)
        self._known: dict[int, Rivals] = {}
        placed, _ = by_teams.place(asked, scores, room)
        self.above = placed["chosen"].reindex(table.index).to_numpy(dtype=bool)
        self.ranked = self.ranked & placed["unplaced"].reindex(table.index).eq("").to_numpy()

    def crosses(self, column: str, items: Places, values: Floats) -> Flags:
        with np.errstate(all="ignore"):
            scores = floats(self.method(self.rows(column, items, values))).reshape(values.shape)
        found = np.zeros(values.shape, dtype=bool)
        for mine, item, row, score in zip(found, items.tolist(), values, scores, strict=True):
            effort = row if column == "effort" else self._effort[item]
            mine[:] = self._rivals(item).fit(score, effort) != self.above[item]
            if column == "effort":
                mine[:] = mine & (row > self._nothing(item))
        return found & ~np.isnan(scores)

    def _rivals(self, item: int) -> Rivals:
        """Return the rivals of an item, found once."""
        if item not in self._known:
            id_ = self.table.index[item]
            self._known[item] = Rivals.of(self._asked.drop(index=id_), self._room, str(id_), self._team(item))
        return self._known[item]

    def _nothing(self, item: int) -> float:
        """Return the effort that goes into a full team: by rounding, which is no way to come in."""
        return 2 * ROUNDING * float(self._room.get(self._team(item), 0.0))

    def _team(self, item: int) -> str | None:
        team: Any = self._asked.at[self.table.index[item], "team"]
        return team if isinstance(team, str) else None


class _Together(_Alone):
    """Under a method that may look at all rows: each value is asked for by itself, up to the first that crosses."""

    steps = flip.COARSE

    def crosses(self, column: str, items: Places, values: Floats) -> Flags:
        found = np.zeros(values.shape, dtype=bool)
        for mine, item, row in zip(found, items, values, strict=True):
            for place, value in enumerate(row):
                mine[place] = self._crosses(column, int(item), float(value))
                if mine[place]:
                    break
        return found

    def _crosses(self, column: str, item: int, value: float) -> bool:
        if column == "effort" and value <= self._nothing(item):
            return False
        id_: Any = self.table.index[item]
        changed = self.table[column].to_numpy(copy=True)
        changed[item] = value
        with np.errstate(all="ignore"):
            scores = floats(self.method(self.table.assign(**{column: changed})))
        if np.isnan(scores[item]):
            return False
        others = self._asked.drop(index=id_)
        others = others.assign(score=pd.Series(scores, index=self.table.index).reindex(others.index))
        rivals = Rivals.of(others, self._room, str(id_), self._team(item))
        effort = value if column == "effort" else self._effort[item]
        return bool(rivals.fit(scores[[item]], effort)[0] != self.above[item])
