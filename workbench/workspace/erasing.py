"""A person's data out of a row, of drafts and of history: the one act that rewrites the past."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from workbench.workspace.commit import take_version
from workbench.workspace.errors import TableError
from workbench.workspace.examine import Act
from workbench.workspace.kept import drafts, history
from workbench.workspace.lines import BASE, Line, append, newest_version
from workbench.workspace.reading import catalogue_at, catalogue_ever
from workbench.workspace.values import from_json, to_json

__all__ = ["erase"]

Left = Callable[[str | None, Any], Any]
"""(column, value) -> what is left of the value."""

NOTHING = "{}"
"""What a file is remembered to have said of an erased row."""


def erase(connection: sa.Connection, table: str, row: str, act: Act) -> int:
    """Blank a row's personal cells wherever they are kept; return the version that says so."""
    kept = _kept(connection, table)
    _check(connection, table, row)
    _rewrite(connection, table, {row}, lambda column, value: value if column in kept else None)
    _blank(connection, table, row, kept)
    said = _imports(connection, table, row)
    erasing = replace(act, act="erase", scenario=BASE)
    version = take_version(connection, erasing, after=newest_version(connection))
    touched = [(table, row), *(("imports", each) for each in sorted(said))]
    append(connection, [Line(version, name, each, "edit", {}) for name, each in touched])
    return version


def _kept(connection: sa.Connection, table: str) -> set[str]:
    """Return the columns that are not personal, also of those that the workspace gave up; none where none is."""
    if not any(column.personal for column in catalogue_at(connection).table(table).columns):
        return set()
    ever = catalogue_ever(connection).table(table).by_name
    return {column.name for column in ever.values() if not column.personal}


def _check(connection: sa.Connection, table: str, row: str) -> None:
    known = sa.select(history.c.id).where(history.c.table == table, history.c.id == row).limit(1)
    sentence = ""
    if not connection.execute(known).first():
        sentence = f"{table} never had a row {row!r}."
    elif table == "columns":
        sentence = f"The column {row} is nobody's data, and the past is read by it: remove it instead."
    if sentence:
        raise TableError([(table, row, None, None, sentence)])


def _blank(connection: sa.Connection, table: str, row: str, kept: Collection[str]) -> None:
    """Blank the row's cells, also in columns that are not declared any more."""
    names = {column["name"] for column in sa.inspect(connection).get_columns(table)} - {"id", *kept}
    light = sa.table(table, sa.column("id"), *map(sa.column, names))
    connection.execute(sa.update(light).where(light.c.id == row).values(dict.fromkeys(names, sa.null())))


def _rewrite(connection: sa.Connection, table: str, ids: Collection[str], left: Left) -> None:
    """Leave of every cell in history, in what scenarios lay over the base, and in drafts what is to be left of it."""
    query = sa.select(history).where(history.c.table == table, history.c.id.in_(ids))
    for line in connection.execute(query).all():
        cells = {name: [left(name, value) for value in pair] for name, pair in from_json(line.cells).items()}
        laid = _laid(from_json(line.laid), left) if line.laid else None
        where = [history.c[name] == getattr(line, name) for name in ("version", "scenario", "table", "id")]
        values = {"cells": to_json(cells), "laid": to_json(laid) if laid else None}
        connection.execute(sa.update(history).where(*where).values(values))
    for draft in connection.execute(sa.select(drafts)).all():
        edits = from_json(draft.edits)
        now = [(_drafted(edit, left) if edit[0] == table and edit[1] in ids else edit) for edit in edits]
        if now != edits:
            where = [drafts.c[name] == getattr(draft, name) for name in ("who", "tab", "scenario")]
            kept = [edit for edit in now if edit]
            gone = sa.delete(drafts).where(*where)
            connection.execute(sa.update(drafts).where(*where).values(edits=to_json(kept)) if kept else gone)


def _laid(laid: dict[str, Any], left: Left) -> dict[str, Any] | None:
    """Return what is left of what a scenario lays over a row; a cell of which nothing is left follows the base."""
    cells = {}
    for name, pair in laid["cells"].items():
        now = [left(name, value) for value in pair]
        if now == pair or now != [None, None]:
            cells[name] = now
    return {**laid, "cells": cells} if cells or laid["kind"] != "edit" else None


def _drafted(edit: list[Any], left: Left) -> list[Any] | None:
    """Return what is left of an edit in a draft."""
    *cell, value, seen = edit
    now = left(cell[2], value)
    return [*cell, now, seen] if now is not None or value is None else None


def _imports(connection: sa.Connection, table: str, row: str) -> set[str]:
    """Forget what files said of the row, in the base and in scenarios; return the ids of those records."""
    likely = history.c.cells.contains(to_json(row), autoescape=True)
    query = sa.select(history.c.id, history.c.cells).where(history.c.table == "imports", likely)
    found = set()
    for line in connection.execute(query):
        cells = from_json(line.cells)
        if table in cells.get("table", ()) and row in cells.get("row", ()):
            found.add(line.id)
    if found:
        _rewrite(connection, "imports", found, _unsaid)
        kept = sa.table("imports", sa.column("id"), sa.column("values"))
        said = sa.update(kept).where(kept.c.id.in_(found), kept.c["values"].is_not(None))
        connection.execute(said.values(values=NOTHING))
    return found


def _unsaid(column: str | None, value: Any) -> Any:
    return NOTHING if column == "values" and value is not None else value
