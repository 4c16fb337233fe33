"""A draft: edits over a snapshot, not yet saved; observable, and safe in the store."""

import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from workbench.workspace import drafts
from workbench.workspace.drafts import Key
from workbench.workspace.errors import CELL, Conflict
from workbench.workspace.lines import lines
from workbench.workspace.merge import since
from workbench.workspace.overlay import lay, pick, put

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Draft"]

Edits = dict[Key, Any]
Columns = set[str | None]

ONE_MOVE = 0.4
"""Seconds: changes of the same cells that follow quicker are one step of undo, so a slider's way is one."""


class Draft(traitlets.HasTraits):
    """Edits over a workspace, of one browser tab.

    Parameters
    ----------
    ws : Workspace
        Its snapshot is what lies below; :meth:`Workspace.sync` shows through.
    tab : str
        Names the tab, under which the draft is stored and found again; "" is stored nowhere.
    """

    edits = traitlets.Dict()
    """{(table, id, column): value}: replaced, never mutated. An unknown id is a new row; a column None removes one."""

    def __init__(self, ws: "Workspace", tab: str = "") -> None:
        super().__init__()
        self.ws, self.tab, self._origin = ws, tab, ws.origin
        self._done: list[Edits] = []
        self._undone: list[Edits] = []
        self._last: tuple[frozenset[Key], float] = (frozenset(), 0.0)
        self._laid: dict[str, tuple[pd.DataFrame, Edits, pd.DataFrame]] = {}
        self._foreign: tuple[tuple[int, int], dict[Any, Any]] = ((-1, -1), {})
        kept = drafts.get(ws, tab) if tab else {}
        self._seen = {key: seen for key, (_, seen) in kept.items()}
        self.set_trait("edits", {key: value for key, (value, _) in kept.items()})

    def set(self, table: str, id: str, column: str, value: Any) -> None:  # noqa: A002
        """Draft one cell; a value equal to the saved one drops that edit."""
        self.update({(table, id, column): value})

    def update(self, edits: Mapping[Key, Any]) -> None:
        """Draft several cells at once: one event, one step of undo."""
        new = dict(self.edits)
        for key, value in edits.items():
            new.pop((key[0], key[1], None), None)
            if self._is_saved(key, value):
                new.pop(key, None)
            else:
                new[key] = value
        self._step(new, frozenset(edits))

    def remove(self, table: str, id: str) -> None:  # noqa: A002
        """Draft the removal of a row; one that only this draft has is forgotten.

        What refers to it is drafted too: a reference is cleared, a row that must not be without one goes as well, and
        so does what is about it.
        """
        new = dict(self.edits)
        self._without(new, table, id)
        self._step(new, frozenset({(table, id, None)}))

    def _without(self, new: Edits, table: str, row: str) -> None:
        for key in [key for key in new if key[:2] == (table, row)]:
            del new[key]
        if row in self.ws.frame(table).index:
            new[table, row, None] = None
        for other in self.ws.catalogue.tables.values():
            for column in (column for column, target in other.references.items() if target == table):
                referring = self.over(other.name)[column]
                for each in referring.index[referring == row]:
                    if other.column(column).required:
                        self._without(new, other.name, str(each))
                    else:
                        new[other.name, str(each), column] = None
            if other.about and other.name != table:
                rows = self.over(other.name)
                named, about = (rows[column] for column in other.about)
                for each in rows.index[(named == table) & (about == row)]:
                    self._without(new, other.name, str(each))

    def discard(self) -> None:
        """Drop every edit."""
        self._step({}, frozenset())
        self._seen = {}

    def can(self, *, again: bool = False) -> bool:
        """Whether there is a step to take back, or to do again."""
        return bool(self._undone if again else self._done)

    def undo(self) -> None:
        """Take back the last step inside the draft."""
        self._swap(self._done, self._undone)

    def redo(self) -> None:
        """Do again what :meth:`undo` took back."""
        self._swap(self._undone, self._done)

    def setting(self, name: str) -> Any:
        """Return a setting as the draft has it."""
        value = self.edits.get(("settings", name, "value"))
        removed = ("settings", name, None) in self.edits
        declared = self.ws.catalogue.setting(name)
        if removed or (("settings", name, "value") in self.edits and value is None):
            return declared.default
        return self.ws.setting(name) if value is None else value

    def changes(self) -> pd.DataFrame:
        """Return the edits as :meth:`Workspace.apply` takes them: table, id, column, new."""
        rows = [(*key, value) for key, value in self.edits.items()]
        return pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object)

    def touched(self, table: str) -> "dict[str, Columns]":
        """Return which cells of a table are drafted: id -> columns."""
        found: dict[str, Columns] = {}
        for name, row, column in self.edits:
            if name == table:
                found.setdefault(row, set()).add(column)
        return found

    def over(self, table: str) -> pd.DataFrame:
        """Return a table with the edits applied, for reading; a moved number costs that cell only."""
        below = self.ws.frame(table)
        mine = {key: value for key, value in self.edits.items() if key[0] == table}
        kept = self._laid.get(table)
        if kept and kept[0] is below:
            if kept[1] == mine:
                return kept[2]
            moved = self._moved(below, kept[1], mine)
            if moved is not None:
                found = kept[2].copy(deep=False)
                for (_, row, column), value in moved.items():
                    put(found, row, str(column), value)
                self._laid[table] = (below, mine, found)
                return found
        found = lay(below, self.ws.declaration(table), _by_row(mine))
        self._laid[table] = (below, mine, found)
        return found

    def conflicts(self) -> pd.DataFrame:
        """Return drafted cells that somebody else saved another value of since: table, id, column, mine, theirs, who."""
        self._look_anew()
        found: list[tuple[Any, ...]] = []
        for key, mine in self.edits.items():
            seen = self._seen.get(key, self.ws.version)
            if seen < self.ws.version:
                found += self._conflict(key, mine, seen)
        return pd.DataFrame(found, columns=list(CELL), dtype=object)

    def settle(self, table: str, id: str, column: str | None, take: str) -> None:  # noqa: A002
        """Keep my value of a cell in conflict ("mine"), or drop it ("theirs")."""
        if take not in ("mine", "theirs"):
            raise ValueError(f'take must be "mine" or "theirs", not {take!r}.')
        keys = [key for key in self.edits if key[:2] == (table, id) and key[2] in (column, None)]
        if take == "theirs":
            self._step({key: value for key, value in self.edits.items() if key not in keys}, frozenset(keys))
        for key in keys:
            self._seen[key] = self.ws.version

    def save(self, why: str | None = None) -> int:
        """Save all edits as one version, and return it; the draft is empty then.

        Raises
        ------
        Conflict
            Where :meth:`conflicts` has rows, or somebody saved one of the cells this moment: :meth:`Workspace.sync`
            shows it.
        TableError
            Where a value is refused.
        """
        found = self.conflicts()
        if len(found):
            raise Conflict(found.itertuples(index=False, name=None))
        version = self.ws.apply(self.changes(), why)
        self._done, self._undone, self._seen = [], [], {}
        if self.tab:  # before anybody hears of the save: a page opened meanwhile would find it drafted
            drafts.put(self.ws, self.tab, {})
        self.set_trait("edits", {})
        return version

    def store(self) -> None:
        """Put the draft where a reload, or the next visit, finds it; an empty one leaves nothing behind."""
        if self.tab:
            self._look_anew()
            drafts.put(
                self.ws, self.tab, {key: (value, self._seen[key]) for key, value in self.edits.items()}
            )

    def _step(self, new: Edits, keys: frozenset[Key]) -> None:
        if new == self.edits:
            return
        now = time.monotonic()
        one_move = self._done and keys == self._last[0] and now - self._last[1] < ONE_MOVE
        self._last = (keys, now)
        if not one_move:
            self._done = [*self._done, self.edits]
        self._undone = []
        self._take(new)

    def _swap(self, source: list[Edits], target: list[Edits]) -> None:
        if source:
            target.append(self.edits)
            self._last = (frozenset(), 0.0)
            self._take(source.pop())

    def _take(self, new: Edits) -> None:
        self._look_anew()
        for key in new:
            self._seen.setdefault(key, self.ws.version)
        self.set_trait("edits", new)

    def _look_anew(self) -> None:
        """Where a copy came in place of what was drafted over, nobody has seen any of it yet."""
        if self._origin != self.ws.origin:
            self._origin, self._seen = self.ws.origin, dict.fromkeys(self._seen, 0)

    def _is_saved(self, key: Key, value: Any) -> bool:
        table, row, column = key
        if table == "settings":
            return bool(value == self.ws.setting(row))
        frame = self.ws.frame(table)
        if row not in frame.index or column is None:
            return False
        return bool(self.ws.declaration(table).column(column).cell(pick(frame, row, column)) == value)

    def _moved(self, below: pd.DataFrame, old: Edits, new: Edits) -> Edits | None:
        """Return the cells that differ between two sets of edits; None where rows come or go."""
        moved: Edits = {}
        for key in old.keys() | new.keys():
            if key in old and key in new and old[key] == new[key]:
                continue
            _, row, column = key
            if column is None or row not in below.index:
                return None
            moved[key] = new[key] if key in new else pick(below, row, column)
        return moved

    def _conflict(self, key: Key, mine: Any, seen: int) -> Iterable[tuple[Any, ...]]:
        table, row, column = key
        past = self._foreign_since(seen).get((table, row))
        if past is None:
            return
        frame = self.ws.frame(table)
        declared = self.ws.declaration(table)
        if row not in frame.index:
            if past.remover and column is not None:
                yield table, row, column, mine, None, past.remover
            return
        for name in past.others if column is None else past.others.keys() & {column}:
            theirs = declared.column(name).cell(pick(frame, row, name))
            if theirs not in (mine, past.old[name]):
                yield table, row, name, mine, theirs, past.others[name]

    def _foreign_since(self, seen: int) -> dict[Any, Any]:
        span = (seen, self.ws.version)
        if self._foreign[0] != span:
            ws = self.ws
            with ws.store.read() as connection:
                newer = lines(
                    connection, ws.catalogue.tables, after=seen, upto=ws.version, scenario=ws.scenario_name
                )
                self._foreign = (span, since(newer, ws.session))
        return self._foreign[1]


def _by_row(edits: Edits) -> dict[str, dict[str, Any] | None]:
    found: dict[str, dict[str, Any] | None] = {}
    for (_, row, column), value in edits.items():
        if column is None:
            found[row] = None
        else:
            cells = found.setdefault(row, {})
            if cells is not None:
                cells[column] = value
    return found
