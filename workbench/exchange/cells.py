"""Cells of a file to values of a table: each target column is read after its kind, all problems at once."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from workbench.exchange.dates import Vote, vote
from workbench.exchange.numbers import comma_decimals, plain_number
from workbench.exchange.people import names, scrubbed
from workbench.exchange.status import category
from workbench.workspace.schema import Column

__all__ = ["Cells", "convert", "readable", "text"]

_NUMBERS = ("number", "integer")
_SHOWN = 5


@dataclass
class Cells:
    """``table``: values by row and target column (None where blank), what could not be read, and what a person should know."""

    table: pd.DataFrame
    problems: pd.DataFrame
    notes: list[str] = field(default_factory=list)


def text(cell: object) -> str:
    """Return a cell's text: of a repeated column its filled cells joined by commas, nothing for a blank.

    Examples
    --------
    >>> text(("ui", "search")), text(None), text(" a ")
    ('ui, search', '', 'a')
    """
    if isinstance(cell, tuple):
        return ", ".join(part.strip() for part in cell)
    return cell.strip() if isinstance(cell, str) else "" if cell is None or cell != cell else str(cell)  # noqa: PLR0124


def convert(
    rows: pd.DataFrame, mapping: Mapping[str, str], columns: Mapping[str, Column], *, delimiter: str = ""
) -> Cells:
    """Return the mapped columns read into the target's values.

    Parameters
    ----------
    rows : DataFrame
        Text cells (tuples where a heading repeats) by row number.
    mapping : mapping
        Source column by target column.
    columns : mapping
        The target's columns by name.
    delimiter : str
        What parted the cells: a semicolon settles doubt about decimals and dates in favour of European ways.

    Returns
    -------
    Cells
        ``table``: object columns; a cell that cannot be read is None there and a row of ``problems``
        (row, column, value, problem).
    """
    texts = {
        target: rows[source].map(_first if target == "theme" else text) for target, source in mapping.items()
    }
    notes: list[str] = []
    day = _dates(texts, columns, delimiter, notes)
    comma = _comma(texts, columns, delimiter)
    values: dict[str, list[object]] = {}
    problems: list[tuple[int, str, str, str]] = []
    for target, cells in texts.items():
        known: dict[str, object] = {}
        refused: dict[str, str] = {}
        for cell in cells.unique():
            try:
                known[cell] = _value(cell, columns[target], day, comma=comma)
            except ValueError as error:
                known[cell], refused[cell] = None, str(error)
        values[target] = [known[cell] for cell in cells]
        bad = cells[cells.isin(list(refused))] if refused else cells.iloc[:0]
        problems += [(int(row), target, cell, refused[cell]) for row, cell in bad.items()]  # type: ignore[call-overload]
        if target == "status_category":
            notes += _unknown_states(cells)
    table = pd.DataFrame(values, index=rows.index, dtype=object)
    return Cells(
        table, pd.DataFrame(problems, columns=["row", "column", "value", "problem"]).sort_values("row"), notes
    )


def readable(cells: pd.Series, column: Column, *, delimiter: str = "") -> tuple[int, int]:
    """Return how many of the filled cells this column can read, and how many are filled."""
    found = convert(cells.to_frame("cell"), {column.name: "cell"}, {column.name: column}, delimiter=delimiter)
    filled = int(cells.map(text).ne("").sum())
    return filled - len(found.problems), filled


def _first(cell: object) -> str:
    """Return the first of a cell's parts: an item has one theme."""
    return text(cell[:1] if isinstance(cell, tuple) else cell)


def _value(cell: str, column: Column, day: Vote, *, comma: bool) -> object:
    if not cell:
        return None
    if column.name == "status_category":
        return column.read(category(cell) or "open")
    if column.kind == "date":
        date = day.read(cell)
        if date is None:
            raise ValueError(f"{cell!r} is no date that can be read; write it as {dt.date(2026, 3, 31)}.")
        return column.read(date.isoformat())
    if column.kind in _NUMBERS:
        return column.read(plain_number(cell, comma=comma))
    if column.name == "owner":
        cell = names(cell)
    scrub = column.kind == "text" and not column.personal
    return column.read(scrubbed(cell) if scrub else cell)


def _of_kind(texts: Mapping[str, pd.Series], columns: Mapping[str, Column], *kinds: str) -> list[str]:
    return [
        cell for target, cells in texts.items() if columns[target].kind in kinds for cell in cells if cell
    ]


def _dates(
    texts: Mapping[str, pd.Series], columns: Mapping[str, Column], delimiter: str, notes: list[str]
) -> Vote:
    cells = _of_kind(texts, columns, "date")
    found = vote(cells, day_first=delimiter == ";")
    if found.asked and not found.sure:
        way = "day first" if found.day_first else "month first"
        notes.append(f"Dates such as 3/4/2026 are read {way}; no cell of the file says which it is.")
    return found


def _comma(texts: Mapping[str, pd.Series], columns: Mapping[str, Column], delimiter: str) -> bool:
    return comma_decimals(_of_kind(texts, columns, *_NUMBERS), delimiter=delimiter)


def _unknown_states(cells: pd.Series) -> list[str]:
    unknown = Counter(cell for cell in cells if cell and category(cell) is None)
    if not unknown:
        return []
    said = ", ".join(f"{state} ({many})" for state, many in unknown.most_common(_SHOWN))
    more = f" and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else ""
    return [f"States not known here are taken as open: {said}{more}."]
