"""XLSX to a grid: cached values only; nothing is computed, no outside link followed."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from workbench.exchange.grid import MOST_CELLS, Grid, lay_out
from workbench.exchange.problem import ImportProblem
from workbench.workspace.formulas import bare

__all__ = ["parse"]

_LARGEST = 200_000_000
"""Bytes that a workbook may unpack to."""
_DENSEST = 200
"""Times that a part may shrink in the zip; text in XML shrinks 10 to 40 times."""
_DECLARATION = re.compile(
    rb"<\x00?!\x00?(D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I\x00?T\x00?Y)"
)
_ZEROS = re.compile(r"^0{2,}$")
_CHUNK = 1 << 20
_SEAM = 64


def parse(data: bytes, file: str) -> Grid:
    """Return the grid of a workbook's first visible sheet with two rows or more, all cells as text.

    Numbers keep their digits, dates become ISO text, formulas give the value that was last computed and saved, yes
    and no stand for TRUE and FALSE; a number shown by a format of zeros (``000``) keeps its leading zeros.

    Raises
    ------
    ImportProblem
        For a zip that is no workbook, one that unpacks to too much, XML with declarations of its own, or no rows.
    """
    _refuse_unsafe(data, file)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        read = [(sheet.title, list(_lines(sheet, file))) for sheet in sheets]
    except ImportProblem:
        raise
    except Exception as error:  # a broken workbook fails in a hundred ways, all of them meaning this
        raise ImportProblem(
            f"{file} is not a workbook that can be read: open it and save it again as XLSX."
        ) from error
    full = [(name, lines) for name, lines in read if sum(any(line) for line in lines) > 1]
    if not full:
        raise ImportProblem(f"{file} has no sheet with headings and rows: there is nothing to bring in.")
    others = [name for name, _ in full[1:]]
    notes = (f"Only the sheet {full[0][0]!r} is read, not {', '.join(map(repr, others))}.",) if others else ()
    return lay_out(full[0][1], file, notes=notes)


def _lines(sheet: Any, file: str) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what the file says of its own size may be anything
    cells = 0
    for row in sheet.iter_rows():
        cells += len(row)
        if cells > MOST_CELLS:
            raise ImportProblem(
                f"{file} has a sheet with more than {MOST_CELLS:,} cells: export fewer rows or columns."
            )
        line = [_text(cell.value, getattr(cell, "number_format", "")) for cell in row]
        yield line if any(line) else []


def _text(value: object, shown: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (int, float)) and float(value).is_integer():
        digits = str(int(value))
        return digits.zfill(len(shown)) if _ZEROS.match(shown or "") else digits
    return bare(value) if isinstance(value, str) else str(value)


def _refuse_unsafe(data: bytes, file: str) -> None:
    """Refuse what is no workbook, unpacks to more than memory, or has XML declarations (which no workbook needs)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if "[Content_Types].xml" not in packed.namelist():
                raise ImportProblem(f"{file} is a zip but no workbook: unpack it and import the files in it.")
            if sum(part.file_size for part in parts) > _LARGEST or any(
                part.file_size > _CHUNK and part.file_size > _DENSEST * max(part.compress_size, 1)
                for part in parts
            ):
                raise ImportProblem(
                    f"{file} unpacks to far more than its size says, so it is not read. Export the sheet as CSV."
                )
            if any(_declares(packed, part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise ImportProblem(
                    f"{file} holds XML declarations that no workbook needs, so it is not read."
                )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ImportProblem(f"{file} is damaged or locked: open it and save it again as XLSX.") from error
    except ValueError as error:
        if isinstance(error, ImportProblem):
            raise
        raise ImportProblem(f"{file} is damaged: open it and save it again as XLSX.") from error


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    seam = b""
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if _DECLARATION.search(seam + chunk):
                return True
            seam = chunk[-_SEAM:]
    return False
