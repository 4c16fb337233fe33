"""History as it is kept: a line a (version, table, id), with each changed cell as old and new."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workbench.workspace.kept import history, versions
from workbench.workspace.schema import Table
from workbench.workspace.values import decode, encode, from_json, to_json

__all__ = [
    "Line",
    "append",
    "lines",
    "new_version",
    "newest_version",
    "replayed",
    "rolled_back",
    "tables_since",
    "undoings",
]

FEW = 200
"""Ids that are asked for by name; more are sifted here: databases limit parameters."""
BASE = ""
"""The name that the base has among scenarios."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one version did to one row.

    Attributes
    ----------
    act : {"add", "edit", "remove"}
        As whoever looks at the base, or at the scenario, sees it.
    cells : dict
        Column -> [old, new].
    laid : dict or None
        In a scenario: what it lays over that row from this version on (overlay.Laid as a dict); None: nothing.
    """

    version: int
    table: str
    id: str
    act: str
    cells: dict[str, list[Any]]
    scenario: str = BASE
    laid: dict[str, Any] | None = None
    who: str = ""
    session: str = ""


def lines(
    connection: sa.Connection,
    tables: Mapping[str, Table],
    *,
    after: int = 0,
    upto: int | None = None,
    scenario: str | None = BASE,
    table: str | None = None,
    ids: Collection[str] | None = None,
) -> Iterator[Line]:
    """Give lines, oldest first, of the versions in ``(after, upto]``; scenario None: the base and all scenarios.

    ``tables`` says of which kind a cell is: a date comes back as a date.
    """
    kept = history.c
    query = (
        sa.select(*kept, versions.c.who, versions.c.session)
        .join(versions, versions.c.version == kept.version)
        .where(kept.version > after)
        .order_by(kept.version, kept.scenario, kept.table, kept.id)
    )
    if upto is not None:
        query = query.where(kept.version <= upto)
    if scenario is not None:
        query = query.where(kept.scenario == scenario)
    if table is not None:
        query = query.where(kept.table == table)
    if ids is not None and len(ids) <= FEW:
        query = query.where(kept.id.in_(list(ids)))
    for row in connection.execute(query):
        if ids is None or row.id in ids:
            yield _line(row, tables)


# Made once: each save needs them.
_TOUCHED = (
    sa.select(history.c.table)
    .distinct()
    .where(history.c.version > sa.bindparam("after"), history.c.version <= sa.bindparam("upto"))
)
_NEWEST = sa.select(sa.func.max(versions.c.version))
_VERSION = sa.insert(versions)
_LINE = sa.insert(history)


def tables_since(connection: sa.Connection, after: int, upto: int) -> set[str]:
    """Return the names of the tables that versions in ``(after, upto]`` changed, in the base or a scenario."""
    return set(connection.scalars(_TOUCHED, {"after": after, "upto": upto}))


def _line(row: Any, tables: Mapping[str, Table]) -> Line:
    columns = tables[row.table].by_name if row.table in tables else {}
    cells = {
        name: [decode(columns.get(name), value) for value in pair]
        for name, pair in from_json(row.cells).items()
    }
    laid = from_json(row.laid) if row.laid else None
    if laid:
        laid["cells"] = {
            name: [decode(columns.get(name), value) for value in pair] for name, pair in laid["cells"].items()
        }
    return Line(row.version, row.table, row.id, row.act, cells, row.scenario, laid, row.who, row.session)


def new_version(connection: sa.Connection, newest: int, **facts: Any) -> int:
    """Take the version number after the newest one: who, session, at, scenario, act, of, why."""
    connection.execute(_VERSION, {"version": newest + 1, **facts})
    return newest + 1


def newest_version(connection: sa.Connection) -> int:
    """Return the newest version; 0 where nothing was ever saved."""
    return connection.scalar(_NEWEST) or 0


def append(connection: sa.Connection, written: Iterable[Line]) -> None:
    """Keep lines."""
    rows = [
        {
            "version": line.version,
            "scenario": line.scenario,
            "table": line.table,
            "id": line.id,
            "act": line.act,
            "cells": _packed(line.cells),
            "laid": to_json({**line.laid, "cells": from_json(_packed(line.laid["cells"]))})
            if line.laid
            else None,
        }
        for line in written
    ]
    if rows:
        connection.execute(_LINE, rows)


def undoings(
    connection: sa.Connection, table: Table, after: int, ids: Collection[str] | None = None
) -> list[tuple[str, str, str]]:
    """Return what takes the base's table back to a version: (id, act, cells as kept), newest first.

    Bare rows: a look far back passes a hundred thousand of them.
    """
    kept = history.c
    query = (
        sa.select(kept.id, kept.act, kept.cells)
        .where(kept.table == table.name, kept.scenario == BASE, kept.version > after)
        .order_by(kept.version.desc())
    )
    if ids is not None and len(ids) <= FEW:
        query = query.where(kept.id.in_(list(ids)))
    found = connection.execute(query)
    return [(row[0], row[1], row[2]) for row in found if ids is None or row[0] in ids]


def rolled_back(
    rows: dict[str, dict[str, Any]], table: Table, newer: Iterable[tuple[str, str, str]]
) -> dict[str, dict[str, Any]]:
    """Take what :func:`undoings` gives back from rows by id and column."""
    dates = {column.name: column for column in table.by_name.values() if column.kind == "date"}
    for row, act, text in newer:
        if act == "add":
            rows.pop(row, None)
        elif act == "remove" or row in rows:  # one that is not there may be erased
            cells = rows.setdefault(row, {})
            for name, pair in from_json(text).items():
                cells[name] = decode(dates[name], pair[0]) if name in dates else pair[0]
    return rows


def replayed(every: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """Return the rows that lines of the base, from the first one on, make: by id and column."""
    rows: dict[str, dict[str, Any]] = {}
    for line in every:
        if line.act == "remove":
            rows.pop(line.id, None)
        elif line.act == "add" or line.id in rows:  # one that is not there may be erased
            rows.setdefault(line.id, {}).update({column: pair[1] for column, pair in line.cells.items()})
    return rows


def _packed(cells: Mapping[str, Sequence[Any]]) -> str:
    return to_json({name: [encode(value) for value in pair] for name, pair in cells.items()})
