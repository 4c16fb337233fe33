"""Three ways between here, the file and the file's last import: what one table's rows change, cell by cell."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.columns import is_blank
from workbench.exchange.referring import name_column
from workbench.workspace.schema import Table

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Merge"]

_LONGEST = 150
_ERASED: Mapping[str, Any] = {}
"""What a file is remembered to have said of a row whose data was erased."""


class Merge:
    """The changes of a file's rows, gathered one row at a time."""

    def __init__(
        self, ws: "Workspace", target: Table, tool: str, made: Mapping[tuple[str, str], str]
    ) -> None:
        self.target, self.tool, self.made = target, tool, made
        self.here = _by_id(ws[target.name])
        self.said = _last(ws["imports"], target.name, tool)
        self.names = {name: name_column(ws.catalogue.tables[name]) for name, _ in made}
        self.changes: list[tuple[str, str, str | None, Any]] = []
        self.added: list[str] = []
        self.updated: list[tuple[str, str, Any, Any]] = []
        self.kept: list[tuple[str, str, Any, Any]] = []
        self.removed: list[str] = []
        self.unchanged = 0

    def of(self, rows: pd.DataFrame) -> "Merge":
        """Take in all rows of the file."""
        for id_, row in _by_id(rows).items():
            self.row(id_, row)
        self._make()
        return self

    def _make(self) -> None:
        """Make the rows of other tables that the changes refer to, and no others."""
        to = self.target.references
        used = {
            (to[column], value)
            for name, _, column, value in self.changes
            if name == self.target.name and column is not None and column in to
        }
        self.made = {key: said for key, said in self.made.items() if key in used}
        self.changes[:0] = [(name, row, self.names[name], said) for (name, row), said in self.made.items()]

    def row(self, id_: str, row: Mapping[str, Any]) -> None:
        """Take in what the file says of one row."""
        values = {column: _plain(value) for column, value in row.items()}
        before = self.said.get(id_)
        if before == _ERASED:
            self.removed.append(id_)
            return
        if id_ in self.here:
            self._update(id_, values, before)
        elif before is not None:
            self.removed.append(id_)
        else:
            self.added.append(id_)
            self.changes += [
                (self.target.name, id_, column, value)
                for column, value in values.items()
                if value is not None
            ]
        self._remember(id_, values, before)

    def _update(self, id_: str, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
        many = len(self.updated)
        for column, new in values.items():
            mine = _plain(self.here[id_].get(column))
            old = mine if before is None else before.get(column)
            if new in (mine, old) or (before is None and new is None):
                continue
            if mine == old:
                self.updated.append((id_, column, mine, new))
                self.changes.append((self.target.name, id_, column, new))
            else:
                self.kept.append((id_, column, mine, new))
        self.unchanged += len(self.updated) == many

    def _remember(self, id_: str, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
        said = {column: value for column, value in values.items() if value is not None}
        said = {**{column: value for column, value in (before or {}).items() if column not in values}, **said}
        if said == before:
            return
        record = {
            "values": json.dumps(said, ensure_ascii=False, sort_keys=True),
            "imported": dt.date.today().isoformat(),  # noqa: DTZ011 - the day where the person is
        }
        if before is None:
            record |= {"table": self.target.name, "row": id_, "source": self.tool}
        where = _record_id(self.target.name, self.tool, id_)
        self.changes += [("imports", where, column, value) for column, value in record.items()]


def _by_id(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    names = [str(name) for name in rows]
    return {str(id_): dict(zip(names, row, strict=True)) for id_, *row in rows.itertuples(name=None)}


def _record_id(name: str, tool: str, id_: str) -> str:
    whole = f"{name}/{tool}/{id_}"
    return whole if len(whole) <= _LONGEST else f"{name}/{tool}/{hashlib.sha256(id_.encode()).hexdigest()}"


def _last(imports: pd.DataFrame, name: str, tool: str) -> dict[str, dict[str, Any]]:
    """Return what this tool's file said last, by row."""
    ours = imports[(imports["table"] == name) & (imports["source"] == tool)]
    return {str(row): json.loads(values) for row, values in zip(ours["row"], ours["values"], strict=True)}


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it, so that here, the file and its last import compare; a blank is None."""
    if is_blank(value):
        return None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value
