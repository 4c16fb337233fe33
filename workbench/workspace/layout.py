"""The declared tables as SQL tables: made where missing, never narrowed."""

import functools
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from workbench.workspace.catalogue import Catalogue
from workbench.workspace.errors import TableError
from workbench.workspace.kept import facts, set_fact
from workbench.workspace.schema import Column, Table
from workbench.workspace.store import Store
from workbench.workspace.values import from_sql, sql_type, to_sql

__all__ = ["add_column", "clear", "ensure", "insert", "remove", "select", "settle", "update", "widen"]

CHUNK = 500
"""Ids in one statement: databases limit the number of parameters."""


def ensure(store: Store, catalogue: Catalogue) -> None:
    """Make what is declared and not there yet: tables, and columns of tables; nothing to do at most openings."""
    declared = fingerprint(catalogue)
    if store.facts.get("declared") == declared:
        return
    with store.write() as connection:
        if facts(connection).get("declared") != declared:
            _make(connection, catalogue)
            set_fact(connection, "declared", declared)


def _make(connection: sa.Connection, catalogue: Catalogue) -> None:
    wanted = sa.MetaData()
    made = [_sql_table(table, wanted) for table in catalogue.tables.values()]
    there = sa.inspect(connection)
    missing = [table for table in made if not there.has_table(table.name)]
    wanted.create_all(connection, tables=missing)
    for table in catalogue.tables.values():
        known = {column["name"] for column in there.get_columns(table.name)}
        for column in table.by_name.values():
            if column.name not in known:
                add_column(connection, table.name, column)


def fingerprint(catalogue: Catalogue) -> str:
    """Return what changes whenever a table or a column is declared anew."""
    said = [
        (table.name, [(c.name, c.kind) for c in table.by_name.values()])
        for table in catalogue.tables.values()
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def add_column(connection: sa.Connection, table: str, column: Column) -> None:
    """Give an SQL table a column."""
    quoted = connection.dialect.identifier_preparer.quote
    kind = sql_type(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(column.name)} {kind}")


def _drop_column(connection: sa.Connection, table: str, column: Column) -> None:
    quoted = connection.dialect.identifier_preparer.quote
    connection.exec_driver_sql(f"ALTER TABLE {quoted(table)} DROP COLUMN {quoted(column.name)}")


def widen(connection: sa.Connection, table: str, column: Column, *, empty: bool = False) -> None:
    """Give an SQL table a declared column and its ends, unless it has them from an earlier time.

    Parameters
    ----------
    empty : bool
        The table has no rows: a column of that name and another kind is made anew.

    Raises
    ------
    TableError
        Where it has one of that name and another kind.
    """
    wanted = str(sql_type(column).compile(dialect=connection.dialect))
    known = {each["name"]: str(each["type"]) for each in sa.inspect(connection).get_columns(table)}
    for each in (column, *column.ends):
        if each.name not in known:
            add_column(connection, table, each)
        elif known[each.name] != wanted and empty:
            _drop_column(connection, table, each)
            add_column(connection, table, each)
        elif known[each.name] != wanted:
            sentence = f"{table} had a column {each.name!r} of another kind once: choose another name."
            raise TableError([("columns", f"{table}.{column.name}", "kind", column.kind, sentence)])


def select(
    connection: sa.Connection, table: Table, ids: Collection[str] | None = None, *, bare: bool = False
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Give the rows (id, values as kept, in the table's order); with ids only those; bare: dates as SQL has them."""
    special = _special(table, bare)
    for wanted in _chunks(ids):
        if wanted is None:
            found = connection.execute(_all(table)).all()
        elif len(wanted) == 1:
            found = connection.execute(_one(table), {"row": wanted[0]}).all()
        else:
            found = connection.execute(_some(table), {"rows": wanted}).all()
        if not special:
            yield from ((row[0], row[1:]) for row in found)
            continue
        for row, *cells in found:
            for place, column in special:
                cells[place] = from_sql(column, cells[place])
            yield row, cells


def insert(connection: sa.Connection, table: Table, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Write new rows; a column that a row does not name is blank."""
    if rows:
        blank = dict.fromkeys(table.by_name)
        whole = [{"id": row, **blank, **_sql_cells(table, cells)} for row, cells in rows.items()]
        connection.execute(sa.insert(_light(table)), whole)


def update(connection: sa.Connection, table: Table, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Write cells of rows that are there."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row, cells in rows.items():
        named = {f"new_{name}": value for name, value in _sql_cells(table, cells).items()}
        alike.setdefault(tuple(cells), []).append({"_row": row, **named})
    for columns, every in alike.items():
        connection.execute(_update(table, columns), every)


def remove(connection: sa.Connection, table: Table, ids: Collection[str]) -> None:
    """Delete rows."""
    light = _light(table)
    for wanted in _chunks(ids):
        connection.execute(sa.delete(light).where(light.c.id.in_(wanted or ())))


def clear(connection: sa.Connection, table: Table) -> None:
    """Delete every row; what refers to them has to be gone, or back, at the end of the transaction."""
    connection.execute(sa.delete(_light(table)))


def settle(connection: sa.Connection) -> None:
    """Check references now that would be at the end of the transaction: PostgreSQL alters no table before that."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _sql_cells(table: Table, cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_sql(table.by_name[name], value) for name, value in cells.items()}


def _chunks(ids: Collection[str] | None) -> Iterator[Sequence[str] | None]:
    if ids is None:
        yield None
        return
    listed = list(ids)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


# Statements are made once a declaration: to make one, and to look it up, costs more than to run it.
# Each is made of one _light: the caches forget apart, and two of a name would be joined with each other.


@functools.lru_cache(maxsize=128)
def _light(table: Table) -> sa.TableClause:
    # ids and cells in the types that the database has; dates come back as dates
    cells = (sa.column(column.name, sql_type(column)) for column in table.by_name.values())
    return sa.table(table.name, sa.column("id", sa.Text()), *cells)


@functools.lru_cache(maxsize=256)
def _special(table: Table, bare: bool) -> tuple[tuple[int, Column], ...]:
    kinds = {"any"} if bare else {"any", "date"}
    return tuple(
        (place, column) for place, column in enumerate(table.by_name.values()) if column.kind in kinds
    )


@functools.lru_cache(maxsize=128)
def _all(table: Table) -> sa.Select[Any]:
    return sa.select(_light(table))


@functools.lru_cache(maxsize=128)
def _one(table: Table) -> sa.Select[Any]:
    light = _light(table)
    return sa.select(light).where(light.c.id == sa.bindparam("row"))


@functools.lru_cache(maxsize=128)
def _some(table: Table) -> sa.Select[Any]:
    light = _light(table)
    return sa.select(light).where(light.c.id.in_(sa.bindparam("rows", expanding=True)))


@functools.lru_cache(maxsize=256)
def _update(table: Table, columns: tuple[str, ...]) -> sa.Update:
    light = _light(table)
    new = {name: sa.bindparam(f"new_{name}", type_=light.c[name].type) for name in columns}
    return sa.update(light).where(light.c.id == sa.bindparam("_row")).values(new)


def _sql_table(table: Table, wanted: sa.MetaData) -> sa.Table:
    columns = [
        sa.Column(column.name, sql_type(column), *_reference(table, column))
        for column in table.by_name.values()
    ]
    return sa.Table(table.name, wanted, sa.Column("id", sa.Text, primary_key=True), *columns)


def _reference(table: Table, column: Column) -> list[sa.ForeignKey]:
    target = table.references.get(column.name)
    return [sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")] if target else []
