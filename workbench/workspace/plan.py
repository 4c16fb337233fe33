"""Changes as a plan: what is to become of which cell, read and checked before anything is written."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from workbench.columns import is_blank
from workbench.workspace.catalogue import Catalogue
from workbench.workspace.schema import Table, problem
from workbench.workspace.text import closest

__all__ = ["Plan", "Problem", "clean", "from_changes", "from_rows"]

Row = dict[str, Any] | None
"""New cells by column; None: the row is removed."""
Plan = dict[str, dict[str, Row]]
"""New rows by table and id."""
Problem = tuple[Any, Any, Any, Any, str]
"""table, id, column, value, sentence."""

LONGEST_ID = 200


def from_changes(changes: pd.DataFrame) -> tuple[Plan, list[Problem]]:
    """Return the plan of a frame table, id, column, new; and the cells it names twice.

    Raises
    ------
    ValueError
        Where one of the four columns is missing.
    """
    missing = [name for name in ("table", "id", "column", "new") if name not in changes.columns]
    if missing:
        raise ValueError(
            f"changes have no column {', '.join(map(repr, missing))}: table, id, column and new are needed."
        )
    plan: Plan = {}
    problems: list[Problem] = []
    for table, row, column, new in zip(
        *(changes[name].tolist() for name in ("table", "id", "column", "new")), strict=True
    ):
        rows = plan.setdefault(table, {})
        removed = is_blank(column)
        cells = rows.setdefault(row, None if removed else {})
        if removed != (cells is None) or (cells and column in cells):
            problems.append(
                (
                    table,
                    row,
                    None if removed else column,
                    new,
                    f"{table} {row!r} is changed twice at once in {'row' if removed else column}: once is allowed.",
                )
            )
        elif cells is not None:
            cells[column] = new
    return plan, problems


def from_rows(table: str, rows: pd.DataFrame | Mapping[str, Mapping[str, Any]]) -> Plan:
    """Return the plan that adds rows: a DataFrame indexed by id, or ``{id: {column: value}}``."""
    if not isinstance(rows, pd.DataFrame):
        return {table: {row: dict(cells) for row, cells in rows.items()}}
    if not rows.index.is_unique:
        twice = sorted(map(repr, set(rows.index[rows.index.duplicated()])))
        raise ValueError(
            f"{table}: ids are there twice: {', '.join(twice)}. Every row needs an id of its own."
        )
    names = [str(name) for name in rows.columns]
    cells = zip(*(rows[name].tolist() for name in rows.columns), strict=True) if names else [()] * len(rows)
    return {
        table: {
            row: dict(zip(names, values, strict=True)) for row, values in zip(rows.index, cells, strict=True)
        }
    }


def clean(catalogue: Catalogue, plan: Plan) -> tuple[Plan, list[Problem]]:
    """Return the plan with values as they are kept, without what is refused, and every problem."""
    kept: Plan = {}
    problems: list[Problem] = []
    for name, rows in plan.items():
        if name not in catalogue.tables:
            sentence = f"There is no table {name!r}{closest(name, catalogue.tables)}"
            problems += [(name, row, None, None, sentence) for row in rows]
            continue
        table = catalogue.tables[name]
        kept[name] = {}
        for row, cells in rows.items():
            wrong = _wrong_id(catalogue, name, row)
            if wrong:
                problems.append((name, row, None, None, wrong))
            elif cells is None:
                kept[name][row] = None
            else:
                kept[name][row] = dict(_cells(catalogue, table, row, cells, problems))
    return kept, problems


def _cells(
    catalogue: Catalogue, table: Table, row: str, cells: Mapping[str, Any], problems: list[Problem]
) -> Iterable[tuple[str, Any]]:
    for name, value in cells.items():
        if name not in table.by_name:
            sentence = f"{table.name} has no column {name!r}{closest(name, table.by_name)}"
            problems.append((table.name, row, name, value, sentence))
            continue
        new, sentence = problem(table, row, catalogue.column(table.name, row, name), value)
        if sentence:
            problems.append((table.name, row, name, value, sentence))
        else:
            yield name, new


def _wrong_id(catalogue: Catalogue, table: str, row: Any) -> str:
    if not isinstance(row, str):
        return f"An id of {table} must be text, not {row!r}: write {str(row)!r}."
    if not row.strip() or len(row) > LONGEST_ID or not row.isprintable():
        return f"An id of {table} must be 1 to {LONGEST_ID} printable characters, not {row!r}."
    if table == "settings" and row not in catalogue.settings:
        return f"There is no setting {row!r}{closest(row, catalogue.settings)}"
    return ""
