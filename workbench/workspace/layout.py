"""The declared tables as SQL tables: made where missing, never narrowed."""

import functools
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from workbench.workspace.catalogue import Catalogue
from workbench.workspace.errors import TableError
from workbench.workspace.kept import fact, set_fact
from workbench.workspace.schema import Column, Table
from workbench.workspace.store import Store
from workbench.workspace.values import from_sql, sql_type, to_sql

__all__ = ["add_column", "ensure", "insert", "remove", "select", "update", "widen"]

CHUNK = 500
"""Ids in one statement: databases limit the number of parameters."""


def ensure(store: Store, catalogue: Catalogue) -> None:
    """Make what is declared and not there yet: tables, and columns of tables; nothing to do at most openings."""
    declared = fingerprint(catalogue)
    if store.facts.get("declared") == declared:
        return
    with store.write() as connection:
        if fact(connection, "declared") != declared:
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


def widen(connection: sa.Connection, table: str, column: Column) -> None:
    """Give an SQL table a declared column and its ends, unless it has them from an earlier time.

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
        elif known[each.name] != wanted:
            sentence = f"{table} had a column {each.name!r} of another kind once: choose another name."
            raise TableError([("columns", f"{table}.{column.name}", "kind", column.kind, sentence)])


def select(
    connection: sa.Connection, table: Table, ids: Collection[str] | None = None
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Give the rows (id, values as kept, in the table's order); with ids only those."""
    light = _light(table)
    columns = list(table.by_name.values())
    special = [place for place, column in enumerate(columns) if column.kind in ("any", "date")]
    for wanted in _chunks(ids):
        query = sa.select(light) if wanted is None else sa.select(light).where(light.c.id.in_(wanted))
        found = connection.execute(query).all()
        if not special:
            yield from ((row[0], row[1:]) for row in found)
            continue
        for row, *cells in found:
            for place in special:
                cells[place] = from_sql(columns[place], cells[place])
            yield row, cells


def insert(connection: sa.Connection, table: Table, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Write new rows; a column that a row does not name is blank."""
    if rows:
        blank = dict.fromkeys(table.by_name)
        whole = [{"id": row, **blank, **_sql_cells(table, cells)} for row, cells in rows.items()]
        connection.execute(sa.insert(_light(table)), whole)


def update(connection: sa.Connection, table: Table, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Write cells of rows that are there."""
    light = _light(table)
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row, cells in rows.items():
        named = {f"new_{name}": value for name, value in _sql_cells(table, cells).items()}
        alike.setdefault(tuple(cells), []).append({"_row": row, **named})
    for columns, every in alike.items():
        new = {name: sa.bindparam(f"new_{name}", type_=light.c[name].type) for name in columns}
        connection.execute(sa.update(light).where(light.c.id == sa.bindparam("_row")).values(new), every)


def remove(connection: sa.Connection, table: Table, ids: Collection[str]) -> None:
    """Delete rows."""
    light = _light(table)
    for wanted in _chunks(ids):
        connection.execute(sa.delete(light).where(light.c.id.in_(wanted or ())))


def _sql_cells(table: Table, cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_sql(table.by_name[name], value) for name, value in cells.items()}


def _chunks(ids: Collection[str] | None) -> Iterator[Sequence[str] | None]:
    if ids is None:
        yield None
        return
    listed = list(ids)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def _light(table: Table) -> sa.TableClause:
    return _light_of(table.name, tuple(table.by_name.values()))


@functools.lru_cache(maxsize=128)
def _light_of(name: str, columns: tuple[Column, ...]) -> sa.TableClause:
    # ids and cells in the types that the database has; dates come back as dates
    return sa.table(name, sa.column("id", sa.Text()), *(sa.column(c.name, sql_type(c)) for c in columns))


def _sql_table(table: Table, wanted: sa.MetaData) -> sa.Table:
    columns = [
        sa.Column(column.name, sql_type(column), *_reference(table, column))
        for column in table.by_name.values()
    ]
    return sa.Table(table.name, wanted, sa.Column("id", sa.Text, primary_key=True), *columns)


def _reference(table: Table, column: Column) -> list[sa.ForeignKey]:
    target = table.references.get(column.name)
    return [sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")] if target else []
