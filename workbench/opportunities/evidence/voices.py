"""Who the chosen items hang on: what would be chosen had one customer said and answered nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, Tables, floats
from workbench.opportunities import ranking
from workbench.opportunities.evidence import suggestions
from workbench.opportunities.evidence.backing import Backing
from workbench.opportunities.known import NAMES, known
from workbench.opportunities.standing import Standing, stand
from workbench.workspace.registry import anew
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.without import Without

__all__ = ["PEOPLE", "SPOKEN", "Change", "Voices"]

PEOPLE = "opportunities.people"
"""The setting: people a quarter at all customers."""
SPOKEN = ("feedback", "responses")
"""The tables whose rows a customer has said."""
Basis = Literal["known", "suggested", ""]


@dataclass(frozen=True)
class Change:
    """What would be chosen otherwise without one customer."""

    customer: str
    out: tuple[str, ...]
    """Items that would not be chosen any more, best first."""
    come: tuple[str, ...]
    """Items that would be chosen in their place, best first."""

    shifted: tuple[str, ...] = ()
    """Items that stay, at another place among the chosen."""

    @classmethod
    def between(cls, customer: str, was: Sequence[str], now: Sequence[str]) -> "Change":
        """Compare what is chosen, best first, with and without a customer.

        Examples
        --------
        >>> Change.between("acme", ["a", "b", "c"], ["b", "a", "d"])
        Change(customer='acme', out=('c',), come=('d',), shifted=('a', 'b'))
        """
        out, come = (
            tuple(id_ for id_ in these if id_ not in those) for these, those in ((was, now), (now, was))
        )
        at = {id_: place for place, id_ in enumerate(now)}
        return cls(
            customer, out, come, tuple(id_ for place, id_ in enumerate(was) if at.get(id_, place) != place)
        )

    @property
    def many(self) -> int:
        """How many of the chosen would change."""
        return max(len(self.out), len(self.come))


class Voices:
    """What each customer's voice changes, of one state of the list.

    Parameters
    ----------
    table : DataFrame by id
        All opportunities.
    setting : function(name)
    tables : function(name) -> DataFrame
        For the methods that the workspace has written down.
    ws : Snapshot
        Whose quotes and answers are read.
    backing : Backing, optional
        What stands behind its opportunities, where that is counted already.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        setting: Callable[[str], Any],
        tables: Tables,
        ws: Snapshot,
        backing: Backing | None = None,
    ) -> None:
        self._table, self._setting, self._tables, self._ws = ranking.candidates(table), setting, tables, ws
        self.backing = backing or Backing.of(ws.frame)
        self.every, self.people = len(ws.frame("customers")), float(setting(PEOPLE))
        self.method = self._stood(self._table, self._ask).method

    @cached_property
    def basis(self) -> Basis:
        """What of the quotes is read: by the method itself, as suggested reach and confidence, or nothing."""
        if set(NAMES) & set(self.method.needs):
            return "known"
        return "suggested" if self._suggestible & set(self.method.needs) else ""

    @property
    def dear(self) -> bool:
        """Whether one customer takes a while: surveys are evaluated anew."""
        return self.basis == "known" and set(self.method.needs) & set(NAMES) != {"demand"}

    @property
    def customers(self) -> list[str]:
        """Whose voice may change something."""
        return self.backing.customers if self.basis else []

    @cached_property
    def standing(self) -> Standing:
        """How the list stands with everybody's voice."""
        return self._stood(self._table.assign(**self._said) if self._said else self._table, self._ask)

    @cached_property
    def chosen(self) -> list[str]:
        """The items above the line with everybody's voice, best first."""
        return _chosen(self.standing)

    def without(self, customer: str) -> Change:
        """Return what would change without anything that one customer said and answered."""
        same = self._same.get(customer)
        if same is not None:
            return Change.between(customer, self.chosen, same)
        if self.dear:
            there = Without(self._ws, customer, SPOKEN)
            now = _chosen(self._stood(self._table, lambda: known(there, anew)))
        else:
            row = self._places[customer]
            left = {name: values[row] for name, values in self._each.items()}
            mine = self._table.assign(**{name: left[name] for name in left if name in self._table})
            more = pd.DataFrame(left, index=self._table.index).reindex(columns=list(NAMES))
            now = _chosen(self._stood(mine, lambda: more))
        return Change.between(customer, self.chosen, now)

    @property
    def _suggestible(self) -> set[str]:
        return set(suggestions.SUGGESTED) if self.people else {"confidence"}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {customer: row for row, customer in enumerate(self.backing.customers)}

    @cached_property
    def _linked(self) -> pd.Index:
        return self._table.index[self._table.index.isin(self.backing.linked)]

    @cached_property
    def _said(self) -> dict[str, Floats]:
        """What the quotes say of reach and confidence, where that is what is looked at."""
        if self.basis != "suggested":
            return {}
        counts = self.backing.counts.reindex(self._linked).fillna(0.0)
        found = {name: counts[name].to_numpy() for name in suggestions.COUNTED}
        return suggestions.as_said(self._table, self._linked, found, self.every, self.people)

    @cached_property
    def _each(self) -> dict[str, Floats]:
        """What a method reads without each customer: by column, shape (customers, rows)."""
        left, shape = self.backing.without_each(), (len(self._places), len(self.backing.counts))
        if self.basis == "suggested":
            at = self.backing.counts.index.get_indexer(self._linked)
            found = {
                name: _taken(left[name].to_numpy().reshape(shape), at, 0.0) for name in suggestions.COUNTED
            }
            return suggestions.as_said(self._table, self._linked, found, self.every, self.people)
        asked = left["demand"].where(left["quotes"] > 0).to_numpy().reshape(shape)
        return {"demand": _taken(asked, self.backing.counts.index.get_indexer(self._table.index), np.nan)}

    @cached_property
    def _same(self) -> dict[str, list[str]]:
        """The customers without whom the same are chosen, seen by their scores alone: what is chosen, best first.

        The list is placed anew only without the others.
        """
        method, placed = self.standing.method, self.standing.placed
        if self.dear or not (method.rowwise and method.needs and self.customers):
            return {}
        rows = placed.iloc[np.argsort(placed.index.to_numpy(dtype=str))]  # of equal scores the first by id
        was, scores = floats(rows["score"]), self._scores(rows.index)
        contends = ~rows["must_do"].to_numpy(dtype=bool)
        if self.standing.room.draws_line:  # then their order counts down to the last
            first, now = _best(was[contends]), _best(scores[:, contends])
        else:
            free = max(self.standing.line - int((~contends).sum()), 0)
            first, now = (np.sort(_best(each)[..., :free]) for each in (was[contends], scores[:, contends]))
        alike = (first == now).all(axis=1) & (np.isnan(was) == np.isnan(scores)).all(axis=1)
        mine = rows["chosen"].to_numpy(dtype=bool)
        ids, order = rows.index[mine], _best(scores[:, mine])
        return {customer: ids[order[row]].tolist() for customer, row in self._places.items() if alike[row]}

    def _scores(self, ids: pd.Index) -> Floats:
        """Return the scores of some rows without each customer, shape (customers, rows)."""
        method, many, at = self.standing.method, len(self._places), self._table.index.get_indexer(ids)
        rows = self.standing.whole.loc[ids, list(method.needs)]
        new = {name: each[:, at].ravel() for name, each in self._each.items() if name in rows}
        return floats(method(pd.concat([rows] * many).assign(**new))).reshape(many, len(ids))

    def _ask(self) -> pd.DataFrame:
        return known(self._ws)

    def _stood(self, table: pd.DataFrame, more: Callable[[], pd.DataFrame]) -> Standing:
        return stand(table, self._setting, more, self._tables)


def _chosen(standing: Standing) -> list[str]:
    found: list[str] = standing.placed.index[standing.placed["chosen"]].tolist()
    return found


def _taken(values: Floats, at: npt.NDArray[np.intp], blank: float) -> Floats:
    """Return columns by their place; -1 is blank."""
    return (
        np.where(at >= 0, values[:, at], blank) if values.shape[1] else np.full((len(values), len(at)), blank)
    )


def _best(scores: Floats) -> npt.NDArray[np.intp]:
    """Return the places of scores, the best first; equal ones as they come, blanks last."""
    return np.argsort(np.where(np.isnan(scores), np.inf, -scores), axis=-1, kind="stable")
