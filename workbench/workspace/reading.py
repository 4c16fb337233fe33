"""Rows of a table as they were at a version, in the base."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from workbench.workspace.catalogue import Catalogue, declared
from workbench.workspace.layout import select
from workbench.workspace.lines import lines, rolled_back
from workbench.workspace.schema import Table

__all__ = ["catalogue_at", "rows_at"]


def rows_at(
    connection: sa.Connection, table: Table, version: int | None = None, ids: Collection[str] | None = None
) -> Iterable[tuple[str, Sequence[Any]]]:
    """Return rows (id, values in the table's order) as they were at a version; None: as they are.

    The newest rows, minus what history says was done to them since: so reading the present costs no history.
    """
    newer = (
        []
        if version is None
        else list(lines(connection, {table.name: table}, after=version, table=table.name, ids=ids))
    )
    now = select(connection, table, ids)
    if not newer:
        return now
    names = list(table.by_name)
    touched = {line.id for line in newer}
    kept, moved = [], {}
    for row, cells in now:
        if row in touched:
            moved[row] = dict(zip(names, cells, strict=True))
        else:
            kept.append((row, cells))
    back = rolled_back(moved, newer)
    return kept + [(row, [cells.get(name) for name in names]) for row, cells in back.items()]


def catalogue_at(connection: sa.Connection, version: int | None = None) -> Catalogue:
    """Return what tables and settings there were at a version, with the columns that the workspace was given."""
    catalogue = declared()
    table = catalogue.tables["columns"]
    found = rows_at(connection, table, version)
    rows = [
        dict(zip(table.by_name, cells, strict=True)) for _, cells in sorted(found, key=lambda row: row[0])
    ]
    return catalogue.extended(rows) if rows else catalogue
