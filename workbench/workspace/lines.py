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
]

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
    if ids is not None and len(ids) <= 200:  # noqa: PLR2004 (more are sifted here: databases limit parameters)
        query = query.where(kept.id.in_(list(ids)))
    for row in connection.execute(query):
        if ids is None or row.id in ids:
            yield _line(row, tables)


def tables_since(connection: sa.Connection, after: int, upto: int) -> set[str]:
    """Return the names of the tables that versions in ``(after, upto]`` changed, in the base or a scenario."""
    query = sa.select(history.c.table).distinct().where(history.c.version > after, history.c.version <= upto)
    return set(connection.scalars(query))


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


def new_version(connection: sa.Connection, **facts: Any) -> int:
    """Take the next version number: who, session, at, scenario, act, of, why."""
    version = newest_version(connection) + 1
    connection.execute(sa.insert(versions).values(version=version, **facts))
    return version


def newest_version(connection: sa.Connection) -> int:
    """Return the newest version; 0 where nothing was ever saved."""
    return connection.scalar(sa.select(sa.func.max(versions.c.version))) or 0


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
        connection.execute(sa.insert(history), rows)


def rolled_back(rows: dict[str, dict[str, Any]], newer: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """Take lines, given oldest first, back from rows by id and column."""
    for line in reversed(list(newer)):
        if line.act == "add":
            rows.pop(line.id, None)
        else:
            rows.setdefault(line.id, {}).update({column: pair[0] for column, pair in line.cells.items()})
    return rows


def replayed(every: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """Return the rows that lines of the base, from the first one on, make: by id and column."""
    rows: dict[str, dict[str, Any]] = {}
    for line in every:
        if line.act == "remove":
            rows.pop(line.id, None)
        else:
            rows.setdefault(line.id, {}).update({column: pair[1] for column, pair in line.cells.items()})
    return rows


def _packed(cells: Mapping[str, Sequence[Any]]) -> str:
    return to_json({name: [encode(value) for value in pair] for name, pair in cells.items()})
