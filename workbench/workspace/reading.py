"""Rows of a table as they were at a version, in the base."""

import functools
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from workbench.workspace.catalogue import Catalogue, declared
from workbench.workspace.layout import select
from workbench.workspace.lines import lines, replayed, rolled_back, undoings
from workbench.workspace.schema import Table

__all__ = ["catalogue_at", "catalogue_ever", "rows_at"]


def rows_at(
    connection: sa.Connection,
    table: Table,
    version: int | None = None,
    ids: Collection[str] | None = None,
    *,
    bare: bool = False,
) -> Iterable[tuple[str, Sequence[Any]]]:
    """Return rows (id, values in the table's order) as they were at a version; None: as they are.

    ``bare``: dates may be as the database has them, which is enough for a frame and saves a third of its time.
    The newest rows, minus what history says was done to them since: so reading the present costs no history.
    """
    newer = [] if version is None else undoings(connection, table, version, ids)
    now = select(connection, table, ids, bare=bare)
    if not newer:
        return now
    names = list(table.by_name)
    touched = {row for row, _, _ in newer}
    kept, moved = [], {}
    for row, cells in now:
        if row in touched:
            moved[row] = dict(zip(names, cells, strict=True))
        else:
            kept.append((row, cells))
    back = rolled_back(moved, table, newer)
    return kept + [(row, [cells.get(name) for name in names]) for row, cells in back.items()]


def catalogue_at(connection: sa.Connection, version: int | None = None) -> Catalogue:
    """Return what tables and settings there were at a version, with the columns that the workspace was given."""
    catalogue = declared()
    found = sorted(rows_at(connection, catalogue.tables["columns"], version))
    return _extended(catalogue, tuple(tuple(cells) for _, cells in found)) if found else catalogue


@functools.lru_cache(maxsize=16)
def _extended(catalogue: Catalogue, rows: tuple[tuple[Any, ...], ...]) -> Catalogue:
    # the same columns, the same declarations: what is made of a declaration is kept by it
    names = catalogue.tables["columns"].by_name
    return catalogue.extended(dict(zip(names, cells, strict=True)) for cells in rows)


def catalogue_ever(connection: sa.Connection) -> Catalogue:
    """Return what tables and settings there are, with every column that the workspace ever had: versions show them."""
    given = lines(connection, declared().tables, table="columns")
    return declared().extended(replayed(line for line in given if line.act != "remove").values())
