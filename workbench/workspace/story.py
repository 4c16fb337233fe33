"""History as people read it: a line a cell."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import sqlalchemy as sa

from workbench.workspace.kept import versions
from workbench.workspace.lines import BASE, lines
from workbench.workspace.schema import Table
from workbench.workspace.view import View

__all__ = ["diff", "differing", "history"]

COLUMNS = ("version", "when", "who", "scenario", "table", "id", "column", "old", "new", "why")
DIFF = ("table", "id", "column", "old", "new")


def history(
    connection: sa.Connection, tables: Mapping[str, Table], upto: int, table: str | None, row: str | None
) -> pd.DataFrame:
    """Return every changed cell, oldest first: see :meth:`Snapshot.history`."""
    known = versions.c
    facts = {each.version: each for each in connection.execute(sa.select(known.version, known.at, known.why))}
    ids = None if row is None else {row}
    found = []
    for line in lines(connection, tables, upto=upto, scenario=None, table=table, ids=ids):
        fact = facts[line.version]
        head = (line.version, fact.at, line.who, line.scenario or None, line.table, line.id)
        found += [(*head, column, old, new, fact.why) for column, (old, new) in line.cells.items()]
    frame = pd.DataFrame(found, columns=list(COLUMNS), dtype=object)
    when = pd.to_datetime(frame["when"], utc=True).astype("datetime64[us, UTC]")
    return frame.assign(version=frame["version"].astype("int64"), when=when)


def diff(connection: sa.Connection, old: int, new: int, scenario: str = BASE) -> pd.DataFrame:
    """Return the cells that differ between two versions: table, id, column, old, new."""
    views = [View.of(connection, scenario, version) for version in (old, new)]
    touched: dict[str, set[str]] = {}
    for name in {BASE, scenario}:
        for line in lines(connection, {}, after=min(old, new), upto=max(old, new), scenario=name):
            touched.setdefault(line.table, set()).add(line.id)
    found: list[tuple[Any, ...]] = []
    for table in sorted(touched.keys() & views[0].catalogue.tables.keys()):
        was, now = (view.rows(table, touched[table]) for view in views)
        for row in sorted(touched[table]):
            cells = differing(was.get(row, {}), now.get(row, {}))
            found += [(table, row, *cell) for cell in cells]
    return pd.DataFrame(found, columns=list(DIFF), dtype=object)


def differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Give the cells in which two rows differ: column, old, new."""
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield name, was.get(name), now.get(name)
