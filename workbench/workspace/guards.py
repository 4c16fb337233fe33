"""A table's own rule on changes: a row as it was and as it is to be, which no look at the new values alone can judge."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.workspace.plan import Plan, Problem
from workbench.workspace.view import Key, Row, View

__all__ = ["Change", "Guard", "refusals"]

Look = Callable[[str, str], tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]


@dataclass(frozen=True)
class Change:
    """What is to become of one row, whoever asks for it: a board, an import, a script, an adopted scenario.

    Attributes
    ----------
    old, new : mapping of column to value, or None
        None: it was not there; it goes.
    look : function(table, id) -> (old, new)
        Any row, before and after everything that is changed at once.
    taken_back : bool
        It is an undo or a redo: nobody can give reasons then.
    """

    table: str
    id: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    look: Look
    taken_back: bool = False

    @property
    def columns(self) -> set[str]:
        """The columns that differ.

        Examples
        --------
        >>> Change("ideas", "a", {"title": "A", "reach": 1}, {"title": "A", "reach": 2}, lambda *_: (None, None)).columns
        {'reach'}
        """
        old, new = self.old or {}, self.new or {}
        return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


Guard = Callable[[Change], Iterable[tuple[str | None, str]]]
"""Gives each column (None: the row) that may not be changed so, and a sentence: why not, and how to mend it."""


def refusals(view: View, plan: Plan, current: Mapping[Key, Row], *, taken_back: bool) -> Iterator[Problem]:
    """Give what the tables' guards refuse of a plan."""

    def look(table: str, row: str) -> tuple[Row | None, Row | None]:
        old = view.rows(table, {row}).get(row)
        coming = plan.get(table, {})
        if row not in coming:
            return old, old
        cells = coming[row]
        return old, None if cells is None else {**(old or {}), **cells}

    for name, rows in plan.items():
        guard = view.catalogue.tables[name].rule
        if guard is None:
            continue
        for row, cells in rows.items():
            old = current.get((name, row))
            new = None if cells is None else {**(old or {}), **cells}
            for column, sentence in guard(Change(name, row, old, new, look, taken_back)):
                yield name, row, column, (cells or {}).get(column or ""), sentence
