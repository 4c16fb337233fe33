"""What a row must be as a whole, and to the rows of other tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from workbench.workspace.catalogue import NAME, Catalogue
from workbench.workspace.layout import select
from workbench.workspace.plan import Plan, Problem
from workbench.workspace.schema import Table

__all__ = ["removal", "rows"]

Rows = Mapping[tuple[str, str], Mapping[str, Any]]


def rows(connection: sa.Connection, catalogue: Catalogue, plan: Plan, current: Rows) -> Iterator[Problem]:
    """Give what is wrong with rows as the plan leaves them."""
    for name, planned in plan.items():
        table = catalogue.tables[name]
        for row, cells in planned.items():
            if cells is None:
                continue
            before = current.get((name, row))
            after = {**(before or {}), **cells}
            if before is None:
                yield from _blank(table, row, after)
            yield from _crossed(table, row, cells, after)
            if name == "columns":
                yield from _column(catalogue, row, before, after)
        yield from _dangling(connection, table, planned, plan)


def _blank(table: Table, row: str, after: Mapping[str, Any]) -> Iterator[Problem]:
    for name, column in table.by_name.items():
        if column.required and name not in after:
            yield (
                table.name,
                row,
                name,
                None,
                f"{column.label} of {table.name} {row!r} is blank; it is needed.",
            )


def _crossed(table: Table, row: str, cells: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Problem]:
    for column in table.columns:
        if not column.interval or not cells.keys() & {column.name, *(end.name for end in column.ends)}:
            continue
        names = [column.ends[0].name, column.name, column.ends[1].name]
        known = [(name, after[name]) for name in names if after.get(name) is not None]
        for (lower, low), (higher, high) in zip(known, known[1:], strict=False):
            if low > high:
                label = table.by_name[lower].label
                yield (
                    *(table.name, row, lower, low),
                    f"{label} of {table.name} {row!r} must be at most its {table.by_name[higher].label}, {high:g},"
                    f" not {low:g}.",
                )


def _dangling(
    connection: sa.Connection, table: Table, planned: Mapping[str, Mapping[str, Any] | None], plan: Plan
) -> Iterator[Problem]:
    for column, target in table.references.items():
        meant = {
            row: cells[column] for row, cells in planned.items() if cells and cells.get(column) is not None
        }
        coming = plan.get(target, {})
        asked = {value for value in meant.values() if coming.get(value) is None}
        there = {row for row, _ in select(connection, Table(target, ()), asked) if row not in coming}
        for row, value in meant.items():
            if value in asked and value not in there:
                yield (
                    *(table.name, row, column, value),
                    f"{table.column(column).label} of {table.name} {row!r} must be the id of a row of {target},"
                    f" not {value!r}.",
                )


def removal(
    connection: sa.Connection, catalogue: Catalogue, plan: Plan
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the rows that would be left referring to nothing: (table, column) -> [(id, what it refers to)]."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for table in catalogue.tables.values():
        mine = plan.get(table.name, {})
        for column, target in table.references.items():
            gone = {row for row, cells in plan.get(target, {}).items() if cells is None}
            if not gone:
                continue
            place = list(table.by_name).index(column)
            left = [
                (row, cells[place])
                for row, cells in select(connection, table)
                if cells[place] in gone and _stays(mine, row, column)
            ]
            if left:
                found[table.name, column] = left
    return found


def _stays(mine: Mapping[str, Mapping[str, Any] | None], row: str, column: str) -> bool:
    planned = mine.get(row, {})
    return planned is not None and column not in planned


def _column(
    catalogue: Catalogue, row: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> Iterator[Problem]:
    """Give what is wrong with a column that a table is to be given."""
    table, name, kind = after.get("table"), after.get("name"), after.get("kind")
    wrong = ""
    if before is not None and any(
        before.get(key) != after.get(key) for key in ("table", "name", "kind", "interval")
    ):
        wrong = "keeps its table, name, kind and interval: add another column instead."
    elif table not in catalogue.tables:
        wrong = f"needs a table of this workspace, not {table!r}."
    elif not NAME.fullmatch(str(name)) or row != f"{table}.{name}":
        wrong = (
            "needs a name of small letters, digits and _ that starts with a letter, and the id table.name."
        )
    elif before is None and name in catalogue.tables[table].by_name:
        wrong = "is there already: choose another name."
    elif (kind == "choice") != bool(after.get("choices")):
        wrong = "needs choices where its kind is choice, and none elsewhere."
    if wrong:
        yield "columns", row, None, name, f"The column {row} {wrong}"
