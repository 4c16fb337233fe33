"""A person's data out of a row, of drafts and of history: the one act that rewrites the past."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from workbench.workspace import layout
from workbench.workspace.commit import take_version
from workbench.workspace.errors import TableError
from workbench.workspace.examine import Act
from workbench.workspace.kept import drafts, history
from workbench.workspace.lines import BASE, Line, append
from workbench.workspace.schema import Table
from workbench.workspace.values import from_json, to_json
from workbench.workspace.view import View

__all__ = ["erase"]

NOTHING = "{}"
"""What a file is remembered to have said of an erased row."""


def erase(connection: sa.Connection, table: str, row: str, act: Act) -> int:
    """Blank a row's personal cells wherever they are kept; return the version that says so."""
    view = View.of(connection)
    declared = view.catalogue.table(table)
    columns = {column.name for column in declared.by_name.values() if column.personal} or set(
        declared.by_name
    )
    there = view.base(table, {row})
    known = sa.select(history.c.id).where(history.c.table == table, history.c.id == row).limit(1)
    if not there and not connection.execute(known).first():
        sentence = f"{table} never had a row {row!r}."
        raise TableError([(table, row, None, None, sentence)])
    _rewrite(
        connection, table, {row}, lambda cells: {n: p for n, p in cells.items() if n not in columns}, columns
    )
    layout.update(connection, declared, {one: dict.fromkeys(columns) for one in there})
    _drafts(connection, table, row, columns)
    imported = _imports(connection, view.catalogue.tables["imports"], table, row)
    version = take_version(connection, replace(act, act="erase", scenario=BASE))
    append(connection, [Line(version, name, each, "edit", {}) for name, each in [(table, row), *imported]])
    return version


def _rewrite(
    connection: sa.Connection,
    table: str,
    ids: set[str],
    lay: Callable[[dict[str, Any]], Any],
    columns: set[str],
) -> None:
    """Blank cells in every line of history, of the base and of scenarios."""
    query = sa.select(history).where(history.c.table == table, history.c.id.in_(ids))
    for line in connection.execute(query).all():
        cells = {n: [None, None] if n in columns else p for n, p in from_json(line.cells).items()}
        laid = from_json(line.laid) if line.laid else None
        if laid:
            laid["cells"] = lay(laid["cells"])
            laid = laid if laid["cells"] or laid["kind"] != "edit" else None
        where = [history.c[name] == getattr(line, name) for name in ("version", "scenario", "table", "id")]
        values = {"cells": to_json(cells), "laid": to_json(laid) if laid else None}
        connection.execute(sa.update(history).where(*where).values(values))


def _drafts(connection: sa.Connection, table: str, row: str, columns: set[str]) -> None:
    for draft in connection.execute(sa.select(drafts)).all():
        edits = from_json(draft.edits)
        kept = [edit for edit in edits if edit[:2] != [table, row] or edit[2] not in columns]
        if kept != edits:
            where = [drafts.c[name] == getattr(draft, name) for name in ("who", "tab", "scenario")]
            gone = sa.delete(drafts).where(*where)
            connection.execute(sa.update(drafts).where(*where).values(edits=to_json(kept)) if kept else gone)


def _imports(connection: sa.Connection, imports: Table, table: str, row: str) -> list[tuple[str, str]]:
    """Forget what files said of the row."""
    kept = sa.table("imports", sa.column("id"), sa.column("table"), sa.column("row"))
    found = connection.scalars(sa.select(kept.c.id).where(kept.c.table == table, kept.c.row == row)).all()
    if found:
        _rewrite(connection, "imports", set(found), dict, {"values"})
        layout.update(connection, imports, {each: {"values": NOTHING} for each in found})
    return [("imports", each) for each in found]
