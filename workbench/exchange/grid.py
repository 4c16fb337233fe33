"""A table as it stands in a file: a header whose names may repeat, and rows of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import pandas as pd

from workbench.exchange.problem import ImportProblem

__all__ = ["MOST_CELLS", "NO_NAME", "Grid", "frame", "lay_out"]

NO_NAME = "(no name)"
"""What a column with an empty heading is called."""

MOST_CELLS = 30_000_000
"""Cells that a file may hold, padding included: more would fill the memory of a small machine."""

_BANNER = 15
"""Headings stand within so many rows of the top; banner lines may stand above them."""


@dataclass(frozen=True)
class Grid:
    """Header and rows of text, all rows as wide as the header, with each row's number in the file (from 1)."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    notes: tuple[str, ...] = ()
    delimiter: str = ""


def lay_out(
    lines: Sequence[list[str]], file: str, *, notes: tuple[str, ...] = (), delimiter: str = ""
) -> Grid:
    """Return the grid of these lines: banner above the headings left out, short rows padded, surplus cells counted.

    Raises
    ------
    ImportProblem
        Where there are no headings, or no row under them, or far too many cells.

    Examples
    --------
    >>> lay_out([["Our list"], ["Title", "Effort"], ["Search"], ["Export", "2"]], "list.csv").rows
    [['Search', ''], ['Export', '2']]
    """
    filled = [
        (number, line) for number, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)
    ]
    if not filled:
        raise ImportProblem(f"{file} is empty: there is nothing to read in it.")
    top = _heading(filled)
    body = filled[top + 1 :]
    if not body:
        raise ImportProblem(f"{file} has headings but no row under them: there is nothing to bring in.")
    if top:
        notes = (*notes, f"{top} line{'s' if top > 1 else ''} above the headings left out.")
    header = filled[top][1]
    width = max(len(_trim(header)), min(len(header), max(len(_trim(line)) for _, line in body)))
    if width * len(body) > MOST_CELLS:
        raise ImportProblem(f"{file} has {width:,} columns and {len(body):,} rows: export fewer of them.")
    surplus = [(number, len(_trim(line)) - width) for number, line in body if len(_trim(line)) > width]
    if surplus:
        cells, first = sum(many for _, many in surplus), surplus[0][0]
        where = f"row {first}" if len(surplus) == 1 else f"{len(surplus)} rows, first row {first}"
        notes = (*notes, f"{cells} cell{'s' if cells > 1 else ''} without a heading not read ({where}).")
    rows = [(line + [""] * width)[:width] for _, line in body]
    return Grid(header[:width], rows, [number for number, _ in body], notes, delimiter)


def _trim(line: list[str]) -> list[str]:
    """Drop empty cells at the end: spreadsheets pad with them."""
    width = len(line)
    while width and not line[width - 1].strip():
        width -= 1
    return line[:width]


def _heading(filled: Sequence[tuple[int, list[str]]]) -> int:
    """Return the place of the headings: the first of the top rows with at least half as many cells as they usually have."""
    top = [sum(bool(cell.strip()) for cell in line) for _, line in filled[:_BANNER]]
    usual = median(top)
    return next(place for place, many in enumerate(top) if many * 2 >= usual and (many > 1 or usual <= 1))


def frame(grid: Grid) -> pd.DataFrame:
    """Return the rows by their number in the file; a heading that repeats gives tuples of its filled cells.

    Examples
    --------
    >>> frame(Grid(["Labels", "Labels"], [["a", "b"], ["", "c"]], [2, 3]))["Labels"].tolist()
    [('a', 'b'), ('c',)]
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(grid.header):
        places.setdefault(" ".join(name.split()) or NO_NAME, []).append(place)
    columns: dict[str, list[object]] = {}
    for name, where in places.items():
        if len(where) == 1:
            columns[name] = [row[where[0]] for row in grid.rows]
        else:
            columns[name] = [tuple(row[place] for place in where if row[place].strip()) for row in grid.rows]
    return pd.DataFrame(columns, index=pd.Index(grid.numbers, name="row"), dtype=object)
