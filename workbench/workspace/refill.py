"""All that a workspace holds, taken out and put in anew: where a folder, or a copy, comes in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from workbench.workspace import layout
from workbench.workspace.catalogue import declared
from workbench.workspace.errors import StoreError
from workbench.workspace.kept import drafts, history, names, set_fact, versions
from workbench.workspace.lines import lines, newest_version, replayed
from workbench.workspace.reading import catalogue_ever
from workbench.workspace.schema import Table

__all__ = ["KEPT", "clear", "fill", "is_empty", "mark", "put_drafts"]

KEPT = (versions, history, names)
"""What a workspace is made from, beside the drafts."""


def is_empty(connection: sa.Connection) -> bool:
    """Tell whether nothing was ever saved or named; a draft alone does not count."""
    return not newest_version(connection) and not connection.execute(sa.select(names).limit(1)).first()


def clear(connection: sa.Connection) -> None:
    """Take out every row, all history, names and drafts.

    Raises
    ------
    StoreError
        Where there are tables of a package that is not installed: how to empty those is not known.
    """
    tables = declared().tables
    said = set(connection.scalars(sa.select(history.c.table).distinct()))
    strange = sorted(name for name in said - tables.keys() if connection.dialect.has_table(connection, name))
    if strange:
        raise StoreError(
            f"There are tables here that no installed package declares: {', '.join(strange)}."
            " Install that package, or name a new workspace."
        )
    for table in tables.values():
        layout.clear(connection, table)
    for kept in (*KEPT, drafts):
        connection.execute(sa.delete(kept))


def fill(connection: sa.Connection, kept: Mapping[str, Sequence[Mapping[str, Any]]], token: str) -> None:
    """Put versions, history and names into an empty workspace, and make its tables of them.

    Parameters
    ----------
    kept
        Rows of the tables in :data:`KEPT`, by the table's name.
    token : str
        The workspace that it is from now on.
    """
    for inner in KEPT:
        if kept[inner.name]:
            connection.execute(sa.insert(inner), kept[inner.name])
    known = declared().tables
    ever = catalogue_ever(connection)
    layout.settle(connection)
    for table in ever.tables.values():  # with columns that were given up: earlier versions show them
        for column in table.columns:
            if column.name not in known[table.name].by_name:
                layout.widen(connection, table.name, column, empty=True)
    for table in ever.tables.values():
        layout.insert(connection, table, _rows(connection, table))
    layout.settle(connection)
    set_fact(connection, "token", token)


def mark(connection: sa.Connection, version: int) -> None:
    """Note that up to this version all content came from elsewhere: see :func:`workbench.workspace.kept.filled_at`."""
    set_fact(connection, "filled", str(version))


def put_drafts(connection: sa.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put drafts in place of those of the same tab."""
    for row in rows:
        same = [drafts.c[name] == row[name] for name in ("who", "tab", "scenario")]
        connection.execute(sa.delete(drafts).where(*same))
        connection.execute(sa.insert(drafts).values(**row))


def _rows(connection: sa.Connection, table: Table) -> dict[str, dict[str, Any]]:
    """Return a table's rows as history makes them; cells of columns that are declared no more stay in history."""
    every = replayed(lines(connection, {table.name: table}, table=table.name))
    return {
        row: {name: value for name, value in cells.items() if name in table.by_name}
        for row, cells in every.items()
    }
