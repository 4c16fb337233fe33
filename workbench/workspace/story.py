"""History as people read it: a line a cell."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import sqlalchemy as sa

from workbench.workspace.lines import BASE, lines
from workbench.workspace.schema import Table
from workbench.workspace.store import versions

__all__ = ["diff", "history"]

COLUMNS = ("version", "when", "who", "scenario", "table", "id", "column", "old", "new", "why")


def history(
    connection: sa.Connection, tables: Mapping[str, Table], upto: int, table: str | None, row: str | None
) -> pd.DataFrame:
    """Return every changed cell, oldest first: see :meth:`Snapshot.history`."""
    known = versions.c
    facts = {each.version: each for each in connection.execute(sa.select(known.version, known.at, known.why))}
    ids = None if row is None else {row}
    found = [
        (
            line.version,
            facts[line.version].at,
            line.who,
            line.scenario or None,
            line.table,
            line.id,
            column,
            *pair,
            facts[line.version].why,
        )
        for line in lines(connection, tables, upto=upto, scenario=None, table=table, ids=ids)
        for column, pair in line.cells.items()
    ]
    frame = pd.DataFrame(found, columns=list(COLUMNS), dtype=object)
    when = pd.to_datetime(frame["when"], utc=True).astype("datetime64[us, UTC]")
    return frame.assign(version=frame["version"].astype("int64"), when=when)


def diff(
    connection: sa.Connection, tables: Mapping[str, Table], old: int, new: int, scenario: str = BASE
) -> pd.DataFrame:
    """Return the cells that differ between two versions: table, id, column, old, new."""
    low, high = sorted((old, new))
    net: dict[tuple[str, str, str], list[Any]] = {}
    for line in lines(connection, tables, after=low, upto=high, scenario=scenario):
        for column, (before, after) in line.cells.items():
            net.setdefault((line.table, line.id, column), [before, after])[1] = after
    found = [
        (*cell, *(pair if old <= new else pair[::-1])) for cell, pair in net.items() if pair[0] != pair[1]
    ]
    return pd.DataFrame(
        sorted(found, key=lambda row: row[:3]), columns=["table", "id", "column", "old", "new"], dtype=object
    )
