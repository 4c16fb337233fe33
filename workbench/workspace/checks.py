"""What a row must be as a whole, and to the rows of other tables."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from workbench.workspace.catalogue import NAME
from workbench.workspace.lines import BASE
from workbench.workspace.plan import Plan, Problem
from workbench.workspace.schema import Table
from workbench.workspace.view import Key, Row, View

__all__ = ["attached", "removal", "rows"]

FIXED = ("table", "name", "kind", "choices", "interval", "percent")
"""What a column keeps once it is there: its cells were read by it."""
NOT_WIDENED = ("settings", "columns")


def rows(view: View, plan: Plan, current: Mapping[Key, Row]) -> Iterator[Problem]:
    """Give what is wrong with rows as the plan leaves them."""
    for name, planned in plan.items():
        table = view.catalogue.tables[name]
        for row, cells in planned.items():
            if cells is None:
                continue
            before = current.get((name, row))
            after = {**(before or {}), **cells}
            if before is None:
                yield from _blank(table, row, after)
            yield from _crossed(table, row, cells, after)
            if name == "columns":
                yield from _column(view, row, before, after)
            if table.about and cells.keys() & {*table.about}:
                yield from _astray(view, table, row, after, plan)
        yield from _dangling(view, table, planned, plan)


def removal(view: View, plan: Plan) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the rows that would be left referring to nothing: (table, column) -> [(id, what it refers to)]."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    removed = {name: {row for row, cells in rows.items() if cells is None} for name, rows in plan.items()}
    if not any(removed.values()):
        return found
    for table in view.catalogue.tables.values():
        mine = plan.get(table.name, {})
        for column, target in table.references.items():
            gone = removed.get(target)
            if not gone:
                continue
            left = [
                (row, cells[column])
                for row, cells in view.rows(table.name).items()
                if cells.get(column) in gone and _stays(mine, row, column)
            ]
            if left:
                found[table.name, column] = left
    return found


def attached(view: View, plan: Plan) -> list[Key]:
    """Return the rows that are about rows which the plan removes: they go along."""
    gone = {(name, row) for name, rows in plan.items() for row, cells in rows.items() if cells is None}
    if not gone:
        return []
    return [
        (table.name, row)
        for table in view.catalogue.tables.values()
        if table.about
        for row, cells in view.rows(table.name).items()
        if (cells.get(table.about[0]), cells.get(table.about[1])) in gone
    ]


def _stays(mine: Mapping[str, Mapping[str, Any] | None], row: str, column: str) -> bool:
    planned = mine.get(row, {})
    return planned is not None and column not in planned


def _blank(table: Table, row: str, after: Mapping[str, Any]) -> Iterator[Problem]:
    for name, column in table.by_name.items():
        if column.required and after.get(name) is None:
            yield (
                table.name,
                row,
                name,
                None,
                f"{column.label} of {table.name} {row!r} is blank; it is needed.",
            )


def _crossed(table: Table, row: str, cells: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Problem]:
    """Give the ends of intervals that are on the wrong side."""
    for interval in table.intervals:
        if not any(each.name in cells for each in interval):
            continue
        known = [(each, after[each.name]) for each in interval if after.get(each.name) is not None]
        for (lower, low), (higher, high) in pairwise(known):
            if low > high:
                sentence = (
                    f"{lower.label} of {table.name} {row!r} must be at most its {higher.label.lower()}, {high:g},"
                    f" not {low:g}."
                )
                yield table.name, row, lower.name, low, sentence


def _dangling(
    view: View, table: Table, planned: Mapping[str, Mapping[str, Any] | None], plan: Plan
) -> Iterator[Problem]:
    """Give the references to rows that are not there."""
    for column, target in table.references.items():
        meant = {
            row: cells[column] for row, cells in planned.items() if cells and cells.get(column) is not None
        }
        coming = plan.get(target, {})
        asked = {value for value in meant.values() if coming.get(value) is None}
        there = {row for row in view.rows(target, asked) if row not in coming} if asked else set()
        for row, value in meant.items():
            if value in asked - there:
                label = table.column(column).label
                sentence = (
                    f"{label} of {table.name} {row!r} must be the id of a row of {target}, not {value!r}."
                )
                yield table.name, row, column, value, sentence


def _astray(view: View, table: Table, row: str, after: Row, plan: Plan) -> Iterator[Problem]:
    """Give a row that is about a row which is not there."""
    assert table.about
    name, about = (after.get(column) for column in table.about)
    if name is None or about is None:  # erased, or said already
        return
    coming = plan.get(name, {})
    there = name in view.catalogue.tables and (
        coming[about] is not None if about in coming else bool(view.rows(name, {about}))
    )
    if not there:
        sentence = f"{table.name} {row!r} must be about a row that is there, not {about!r} of {name!r}."
        yield table.name, row, table.about[1], about, sentence


def _column(view: View, row: str, before: Row | None, after: Row) -> Iterator[Problem]:
    """Give what is wrong with a column that a table is to be given."""
    table, name, kind = str(after.get("table")), str(after.get("name")), after.get("kind")
    tables = view.catalogue.tables
    low, high = after.get("low"), after.get("high")
    wrong = ""
    if view.scenario != BASE:
        wrong = "cannot be added in a scenario: add it to the base."
    elif before is not None and any(before.get(key) != after.get(key) for key in FIXED):
        wrong = f"keeps its {', '.join(FIXED)}: add another column instead."
    elif table not in tables or table in NOT_WIDENED:
        wrong = f"needs a table that can be given columns, not {table!r}."
    elif not NAME.fullmatch(name) or row != f"{table}.{name}":
        wrong = "needs a name of small letters, digits and _ that starts with a letter."
    elif before is None and {name, f"{name}_low", f"{name}_high"} & tables[table].by_name.keys():
        wrong = "is there already: choose another name."
    elif (kind == "choice") != bool(after.get("choices")):
        wrong = "needs choices where its kind is choice, and none elsewhere."
    elif kind not in ("number", "integer") and (low is not None or high is not None or after.get("interval")):
        wrong = "can have low, high and interval only where its kind is number or integer."
    elif low is not None and high is not None and low > high:
        wrong = f"needs a low of at most its high, {high:g}, not {low:g}."
    if wrong:
        yield "columns", row, None, name, f"The column {row} {wrong}"
