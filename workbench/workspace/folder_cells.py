"""Cells and lines of CSV files that people edit: read back as they were written, and run by no spreadsheet."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from workbench.workspace.errors import StoreError
from workbench.workspace.formulas import bare, guarded
from workbench.workspace.schema import Column
from workbench.workspace.text import closest
from workbench.workspace.values import encode, from_json, to_json

__all__ = ["line", "rows", "understood", "written"]

_QUOTED = re.compile('[",\r\n]')
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LONGEST_CELL = 2**31 - 1

Row = tuple[int, dict[str, str]]
"""The line that it begins in; its cells by column."""


def written(column: Column, value: Any) -> str:
    """Return a kept value as a cell; a blank is nothing.

    Examples
    --------
    >>> written(Column("reach", "number"), 1200.0), written(Column("reach", "number"), 0.1 + 0.2)
    ('1200', '0.30000000000000004')
    >>> written(Column("must_do", "yes/no"), True), written(Column("value", "any"), "5"), written(Column("theme", "text"), "-5")
    ('yes', '"5"', "'-5")
    """
    if value is None:
        return ""
    if column.kind == "any":
        return to_json(value)
    if column.kind in ("number", "integer"):
        return repr(value).removesuffix(".0")
    if column.kind == "yes/no":
        return "yes" if value else "no"
    return str(encode(value)) if column.kind == "date" else guarded(value, exact=True)


def understood(column: Column, cell: str) -> Any:
    """Return what a cell says: the value that :func:`written` wrote, else the text, to be read as a person's.

    Examples
    --------
    >>> understood(Column("reach", "number"), "1200"), understood(Column("reach", "number"), "1,200")
    (1200.0, '1,200')
    >>> understood(Column("value", "any"), '"5"'), understood(Column("value", "any"), "Edge Gateway")
    ('5', 'Edge Gateway')
    """
    if not cell:
        return None
    if column.kind in ("number", "integer") and _NUMBER.fullmatch(cell):
        return int(cell) if column.kind == "integer" and cell.lstrip("-").isdigit() else float(cell)
    if column.kind == "any":
        try:
            return from_json(cell)
        except ValueError:
            return cell
    return bare(cell, exact=True) if column.kind in ("text", "choice") else cell


def line(cells: Iterable[str]) -> str:
    r"""Return cells as a line, quoted only where needed: Python's own writer leaves a lone CR bare.

    Examples
    --------
    >>> line(["a", "b,c", "", "d\re"]) == 'a,"b,c",,"d\re"' + "\n"
    True
    """
    return ",".join(_quoted(cell) if _QUOTED.search(cell) else cell for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def rows(path: Path, wanted: Collection[str], needed: Collection[str], wrong: list[str]) -> list[Row]:
    """Return the rows of a file; what is wrong with its form is added to ``wrong``, a sentence an offence.

    Parameters
    ----------
    wanted, needed
        The columns that it may have, and those that it must have.
    """
    read: list[Row] = []
    try:
        lines = _records(path)
        _, header = next(lines, (1, []))
        wrong_header = list(_header(header, wanted, needed))
        wrong += [f"{path}, line 1: {sentence}" for sentence in wrong_header]
        for number, cells in () if wrong_header else lines:
            if len(cells) == len(header):
                read.append((number, dict(zip(header, cells, strict=True))))
            elif cells:  # an empty line is none
                wrong.append(
                    f"{path}, line {number} has {len(cells)} cells, and line 1 names {len(header)} columns."
                )
    except StoreError as error:
        wrong.append(str(error))
    return read


def _header(header: list[str], wanted: Collection[str], needed: Collection[str]) -> Iterator[str]:
    """Give what is wrong with the names of the columns."""
    yield from (
        f"there is no column {name!r}{closest(name, wanted)}" for name in header if name not in wanted
    )
    yield from (f"the column {name!r} is missing." for name in needed if name not in header)
    yield from (
        f"the column {name!r} is there twice." for name in sorted({n for n in header if header.count(n) > 1})
    )


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    number = 1
    try:
        text = path.read_bytes().decode("utf-8-sig")  # a spreadsheet may have put a mark before it
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise StoreError(
            f"{path}, line {number} cannot be read: its quotation marks do not match ({error})."
        ) from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
