"""Text with delimiters (CSV and its kin) in and out, after RFC 4180."""

import csv
import io
import re
from collections import Counter

from workbench.exchange.encoding import decode
from workbench.exchange.grid import Grid, lay_out
from workbench.exchange.problem import ImportProblem
from workbench.workspace.formulas import bare

__all__ = ["parse"]

_DELIMITERS = ",;\t|"
_SAMPLE = 200_000
_LONGEST_CELL = 10_000_000


def parse(data: bytes, file: str) -> Grid:
    r"""Return the grid of a CSV, TSV or the like: its encoding and delimiter are found out, and noted if unusual.

    Raises
    ------
    ImportProblem
        For an empty file, one that is no text, or one whose quotation mark never closes.

    Examples
    --------
    >>> parse(b"title;effort\nSearch;1,5\n", "list.csv").rows
    [['Search', '1,5']]
    """
    text, encoding = decode(data, file)
    notes = () if encoding.startswith("utf-8") else (f"Read as {encoding}: check letters with accents.",)
    told = re.match(r"sep=(.)\r?\n", text)  # Excel's own first line
    delimiter = told.group(1) if told else _delimiter(text[:_SAMPLE])
    body = text[told.end() :] if told else text
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    _refuse_open_quote(body, delimiter, file)
    try:
        lines = [
            [bare(cell) for cell in line]
            for line in csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise ImportProblem(f"{file} is not a table of text: {error}. Export it as CSV (UTF-8).") from error
    return lay_out(lines, file, notes=notes, delimiter=delimiter)


def _delimiter(sample: str) -> str:
    """Return the delimiter under which most rows are as wide as the first wide row; a comma if none is."""
    best, chosen = 0.0, ","
    for delimiter in _DELIMITERS:
        try:
            widths = [
                len(line) for line in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if line
            ]
        except csv.Error:
            continue
        width, many = Counter(widths).most_common(1)[0] if widths else (1, 0)
        score = (width - 1) * many / max(len(widths), 1)
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _refuse_open_quote(text: str, delimiter: str, file: str) -> None:
    if text.count('"') % 2 == 0:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    last = 1
    try:
        for _ in reader:
            last = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise ImportProblem(
                f"{file}: a quotation mark opens in line {last} and never closes, so the rest would be one cell. "
                "Close it, or export the file again."
            ) from error
