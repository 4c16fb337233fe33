"""The one way into a workspace: read, check, merge, write the tables and their history, in one transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from workbench.workspace import layout
from workbench.workspace.catalogue import added_column
from workbench.workspace.errors import Conflict, TableError
from workbench.workspace.examine import Act, Edit, Examined, examine
from workbench.workspace.lines import BASE, Line, append, new_version
from workbench.workspace.merge import Since
from workbench.workspace.overlay import Laid, relaid, seen
from workbench.workspace.schema import Table
from workbench.workspace.story import differing
from workbench.workspace.view import Key, Row

__all__ = ["Saved", "commit", "laid_line", "take_version"]

Pairs = dict[str, list[Any]]
"""Column -> [old, new]."""


class Saved(NamedTuple):
    """A version that was written, and the names of the tables that it changed, in the base or a scenario."""

    version: int
    tables: set[str]


def commit(connection: sa.Connection, edit: Edit, act: Act) -> Saved | None:
    """Write a plan as one version.

    Returns
    -------
    Saved or None
        None: it changes nothing. (What is undone is noted as undone, even where nothing is left to change.)

    Raises
    ------
    TableError, Conflict
        With everything that is wrong; nothing is written.
    """
    found = examine(connection, edit, act)
    if found.conflicts and not found.refused:
        raise Conflict(found.conflicts)
    if found.problems:
        raise TableError(found.problems)
    written = [line for key in _keys(found) if (line := _line(found, edit, act, *key))]
    if not written and not edit.also and act.act not in ("undo", "redo"):
        return None
    version = take_version(connection, act, after=found.newest)
    lines = [replace(line, version=version) for line in (*written, *edit.also)]
    append(connection, lines)
    if act.scenario == BASE:
        _write(connection, found.view.catalogue.tables, written)
    return Saved(version, {line.table for line in lines})


def take_version(connection: sa.Connection, act: Act, *, after: int) -> int:
    """Take the version number after the newest one for an act."""
    return new_version(connection, after, at=datetime.now(UTC).replace(tzinfo=None), **vars(act))


def laid_line(key: Key, scenario: str, base: Row | None, before: Laid | None, after: Laid | None) -> Line:
    """Return the line of a scenario that lays something else over a row: what changes as the scenario shows it."""
    was, now = seen(base, before), seen(base, after)
    act = "edit" if (was is None) == (now is None) else "add" if was is None else "remove"
    pairs = {column: [old, new] for column, old, new in differing(was or {}, now or {})}
    return Line(0, *key, act, pairs, scenario, asdict(after) if after else None)


def _keys(found: Examined) -> Iterator[tuple[str, str]]:
    return ((table, row) for table, rows in found.plan.items() for row in rows)


def _line(found: Examined, edit: Edit, act: Act, table: str, row: str) -> Line | None:
    """Return what the plan does to a row; None where nothing changes."""
    key = (table, row)
    kind, pairs = _change(found.current.get(key), found.plan[table][row])
    if act.scenario == BASE:
        return Line(0, table, row, kind, pairs) if kind else None
    before = found.view.laid.get(key)
    after = _laid(found, key, kind, pairs) if edit.laid is None else edit.laid.get(key)
    return None if after == before else laid_line(key, act.scenario, found.base.get(key), before, after)


def _change(before: Mapping[str, Any] | None, cells: Mapping[str, Any] | None) -> tuple[str, Pairs]:
    """Return the act ("" where there is none) and what really changes."""
    if before is None:
        if cells is None:
            return "", {}
        return "add", {column: [None, value] for column, value in cells.items() if value is not None}
    if cells is None:
        return "remove", {column: [value, None] for column, value in before.items() if value is not None}
    pairs = {
        column: [before.get(column), value] for column, value in cells.items() if value != before.get(column)
    }
    return "edit" if pairs else "", pairs


def _laid(found: Examined, key: tuple[str, str], kind: str, pairs: Pairs) -> Laid | None:
    before = found.view.laid.get(key)
    if not kind:
        return before
    cells = None if kind == "remove" else {column: pair[1] for column, pair in pairs.items()}
    return relaid(before, found.base.get(key), found.then.get(key, Since()).old, cells)


def _write(connection: sa.Connection, tables: Mapping[str, Table], written: list[Line]) -> None:
    """Do to the tables what the lines say."""
    by_table: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for line in written:
        cells = {column: pair[1] for column, pair in line.cells.items()}
        by_table.setdefault(line.table, {}).setdefault(line.act, {})[line.id] = cells
    for name, acts in by_table.items():
        layout.remove(connection, tables[name], acts.get("remove", {}))
        layout.insert(connection, tables[name], acts.get("add", {}))
        layout.update(connection, tables[name], acts.get("edit", {}))
        if name == "columns":
            for row in acts.get("add", {}).values():
                layout.widen(connection, row["table"], added_column(row))
