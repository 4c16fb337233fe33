"""Generic tables, CSV or XLSX: columns recognised by name, or guessed; and our own CSV out."""

import csv
import datetime as dt
import io
from collections.abc import Collection, Hashable, Mapping, Sequence

import pandas as pd

from workbench.columns import is_blank
from workbench.exchange.cells import readable, text
from workbench.exchange.grid import Grid, frame
from workbench.exchange.names import find, normal
from workbench.exchange.reading import ID, TITLE, Reading
from workbench.workspace.formulas import guarded
from workbench.workspace.schema import Table

__all__ = ["guess", "read", "read_grid", "recognise", "write_csv"]

_IDS = ("id", "key", "issue key", "work item key", "#", "no", "nr", "number", "ref", "reference", "feature reference #",
        "task id", "card id", "uid", "identifier", "identifiant", "cle", "reference #")  # fmt: skip
_SURE_IDS = _IDS[:4]
_WORDS: Mapping[str, tuple[str, ...]] = {
    "title": ("name", "summary", "feature name", "feature", "opportunity", "idea", "initiative", "card name", "subject",
              "heading", "item", "task", "story", "epic", "entity name", "content", "titre", "resume", "nom", "titel"),
    "status": ("state", "stage", "list name", "section column", "feature status", "status name", "etat", "statut",
               "column", "phase", "ring"),
    "owner": ("assignee", "assigned to", "assignees", "feature assigned to", "responsible", "members", "lead",
              "product manager", "pm", "who", "responsable"),
    "theme": ("area", "component", "components", "category", "product area", "pillar", "labels", "label", "tags", "tag",
              "feature tags", "project", "goal", "quadrant", "etiquettes", "composants"),
    "reach": ("users", "customers", "audience", "number of users", "reach per quarter", "users per quarter"),
    "impact": ("value", "benefit", "user value"),
    "confidence": ("certainty", "confidence %"),
    "effort": ("person months", "effort person months", "man months"),
    "size": ("t shirt size", "tshirt size", "t shirt", "shirt size"),
    "story_points": ("story points", "story point estimate", "points", "estimate", "sp"),
    "created": ("created at", "date created", "created date", "creation date", "created on", "cree"),
    "due": ("due date", "deadline", "target date", "end date", "feature end date", "echeance"),
    "source": ("url", "link", "card url", "pb url"),
    "key": ("issue key", "work item key", "reference"),
    "description": ("notes", "details", "desc", "body", "card description", "feature description", "descriptif"),
}  # fmt: skip
_MOST_TEXT = 3


def recognise(target: Table, columns: Collection[Hashable]) -> dict[str, str]:
    """Return, by target column, the source column that has its name, its label or one of its aliases."""
    found: dict[str, str] = {}
    for name, column in target.by_name.items():
        source = find([name, column.label, *column.aliases], columns)
        if source is not None and source not in found.values():
            found[name] = source
    return found


def guess(
    target: Table, rows: pd.DataFrame, taken: Mapping[str, str], *, delimiter: str = ""
) -> dict[str, str]:
    """Return further pairs by the words that other tools use; a column is guessed only if all its cells can be read."""
    found: dict[str, str] = {}
    columns = target.by_name
    for name, words in _WORDS.items():
        free = [column for column in rows if column not in {*taken.values(), *found.values()}]
        source = find(words, free) if name in columns and name not in taken else None
        if source is not None:
            good, filled = readable(rows[source], columns[name], delimiter=delimiter)
            if good == filled and filled:
                found[name] = source
    known = {**taken, **found}
    if "status_category" in columns and "status_category" not in known and "status" in known:
        found["status_category"] = known["status"]
    if TITLE in columns and TITLE not in known:
        found.update(_likely_title(rows, known))
    return found


def _likely_title(rows: pd.DataFrame, taken: Mapping[str, str]) -> dict[str, str]:
    """Guess the title: the free column of text with most different cells; the first of equals."""
    best, chosen = 0.0, ""
    for name in rows:
        cells = rows[name].map(text)
        words = cells[cells.str.contains(r"[^\W\d]{2}", regex=True) & ~cells.str.contains("://", regex=False)]
        score = words.nunique() / max(len(cells), 1)
        if name not in taken.values() and score > best:
            best, chosen = score, str(name)
    return {TITLE: chosen} if chosen else {}


def read_grid(
    grid: Grid, file: str, target: Table, *, tool: str = "table", remarks: Sequence[str] = ()
) -> Reading:
    """Return the reading of a CSV or XLSX file; a plain list without a heading is a list of titles."""
    grid = _with_heading(grid, target)
    return read(
        frame(grid), file, target, tool=tool, remarks=(*grid.notes, *remarks), delimiter=grid.delimiter
    )


def read(
    rows: pd.DataFrame,
    file: str,
    target: Table,
    *,
    tool: str = "table",
    remarks: Sequence[str] = (),
    delimiter: str = "",
) -> Reading:
    """Return the reading of a generic table: names recognised, then guessed; ids from an id column if it has one."""
    key = find(_IDS, list(rows))
    sure = key is None or normal(key) in _SURE_IDS
    if key is not None and not sure and not _tells_apart(rows[key]):
        key, sure = None, True
    free = rows.drop(columns=[key] if key else [])
    known = _points(free, target) if tool == "Linear" else {}
    known |= recognise(target, [name for name in free if name not in known.values()])
    if key is not None and "key" in target.by_name and tool != "table":
        known["key"] = key
    found = guess(target, free, known, delimiter=delimiter)
    return Reading(
        tool=tool, file=file, target=target, rows=rows, mapping={**known, **found},
        guessed=frozenset(found if sure else {*found, ID}), key=key or "", remarks=tuple(remarks), delimiter=delimiter,
    )  # fmt: skip


def _points(rows: pd.DataFrame, target: Table) -> dict[str, str]:
    """Linear's Estimate is in points, not in months."""
    source = find(["estimate"], list(rows))
    return {"story_points": source} if source and "story_points" in target.by_name else {}


def _tells_apart(cells: pd.Series) -> bool:
    texts = cells.map(text)
    return bool(texts.ne("").all() and texts.is_unique)


def _with_heading(grid: Grid, target: Table) -> Grid:
    words = [*_IDS, *(word for many in _WORDS.values() for word in many)]
    if len(grid.header) > 1 or recognise(target, grid.header) or find(words, grid.header):
        return grid
    return Grid(
        ["Title"], [grid.header, *grid.rows], [grid.numbers[0] - 1, *grid.numbers],
        (*grid.notes, "No heading was recognised: each line is taken as a title."), grid.delimiter,
    )  # fmt: skip


def write_csv(rows: pd.DataFrame, *, bom: bool = False) -> bytes:
    r"""Return a table as CSV: index first, RFC 4180, UTF-8, no cell that a spreadsheet would run.

    Parameters
    ----------
    rows : DataFrame
        Any columns; blanks give empty cells, dates ISO text, yes and no stand for truth values.
    bom : bool
        Starts with a byte order mark, by which Excel knows UTF-8.

    Examples
    --------
    >>> write_csv(pd.DataFrame({"title": ["=1+1"], "effort": [2.0]}, index=pd.Index(["007"], name="id")))
    b"id,title,effort\r\n007,'=1+1,2\r\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(str(name)) for name in (rows.index.name or ID, *rows.columns)])
    for row in rows.itertuples(name=None):
        writer.writerow([guarded(_cell(value)) for value in row])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if is_blank(value):
        return ""
    if isinstance(value, bool) or str(value) in ("True", "False"):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
