"""Which tool a file comes from, and the door through which all files come in."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from workbench.exchange import card, delimited, github, jira, sheet, workbook
from workbench.exchange.encoding import decode
from workbench.exchange.grid import Grid
from workbench.exchange.names import normal
from workbench.exchange.problem import ImportProblem
from workbench.exchange.reading import Reading
from workbench.exchange.records import documents, rows_of
from workbench.workspace.schema import Table

__all__ = ["read", "tool_of"]

_LARGEST = 300_000_000
_JSON = re.compile(r"\{|\[\s*[\[{]")
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Linear": (("cycle name",), ("parent issue", "team")),
    "Asana": (("section column",),),
    "Trello": (("card id", "list name"),),
    "Productboard": (("note text", "feature name"), ("entity name", "status name")),
    "Azure DevOps": (("work item type", "state", "id"),),
    "radar": (("ring", "quadrant"),),
}


def tool_of(header: Iterable[str]) -> str:
    """Return whose export these headings are: "Jira", "Linear", ...; "table" for any other.

    Examples
    --------
    >>> tool_of(["Feature reference #", "Feature name"]), tool_of(["Title", "Reach"])
    ('Aha!', 'table')
    """
    names = list(header)
    if jira.is_jira(names):
        return "Jira"
    have = {normal(name) for name in names}
    if any(name.endswith("reference #") for name in have):
        return "Aha!"
    marked = (tool for tool, ways in _MARKS.items() if any(have.issuperset(way) for way in ways))
    return next(marked, "table")


def read(source: Path | tuple[str, bytes], target: Table) -> Reading:
    r"""Return what a file holds and how it would come into a table; nothing is written.

    Parameters
    ----------
    source : Path, or (name, bytes)
        A CSV, TSV, XLSX or JSON file, or its name and content (an upload, a paste).
    target : Table
        The table that it is for; a trade-show card's export says itself where its rows go.

    Raises
    ------
    ImportProblem
        With one sentence, for whatever cannot be read.

    Examples
    --------
    >>> from workbench.workspace.schema import Column
    >>> ideas = Table("ideas", (Column("title", "text"), Column("effort", "number")))
    >>> read(("list.csv", b"Feature,Effort\nSearch,2\n"), ideas).mapping
    {'effort': 'Effort', 'title': 'Feature'}
    """
    file, data = _content(source)
    if len(data) > _LARGEST:
        raise ImportProblem(
            f"{file} is larger than {_LARGEST // 1_000_000} MB: export fewer rows or columns."
        )
    if data.startswith(_OLD_OFFICE):
        raise ImportProblem(f"{file} is an old or a locked workbook: save it as XLSX, without a password.")
    if data.startswith(_ZIP):
        return _from_grid(workbook.parse(data, file), file, target)
    start = decode(data, file)[0].lstrip()
    if start[:15].lower().startswith(("<!doctype html", "<html")):
        raise ImportProblem(
            f"{file} is a web page, perhaps of a sign-in, not an export: export it again as CSV."
        )
    told = file.lower().endswith((".json", ".ndjson", ".jsonl"))
    if _JSON.match(start) or (told and start.startswith("[")):
        return _from_json(documents(start, file), file, target)
    if told:
        raise ImportProblem(f"{file} does not hold JSON: export it again, whole.")
    return _from_grid(delimited.parse(data, file), file, target)


def _content(source: Path | tuple[str, bytes]) -> tuple[str, bytes]:
    if isinstance(source, tuple):
        return source
    try:
        return source.name, source.read_bytes()
    except OSError as error:
        raise ImportProblem(
            f"{source} cannot be read: {error.strerror or error}. Name a CSV, XLSX or JSON file."
        ) from error


def _from_grid(grid: Grid, file: str, target: Table) -> Reading:
    tool = tool_of(grid.header)
    if tool == "Jira":
        return jira.read(grid, file, target)
    if items := github.items_of(grid):
        return github.read(items, file, target, numbers=grid.numbers)
    return sheet.read_grid(grid, file, target, tool=tool, remarks=_as_table(tool))


def _from_json(document: object, file: str, target: Table) -> Reading:
    if card.is_card(document):
        return card.read(document, file, target)
    if github.issues_of(document):
        return github.read(document, file, target)
    if isinstance(document, dict) and {"cards", "lists"} <= document.keys():
        return sheet.read(
            rows_of(document["cards"], file), file, target, tool="Trello", remarks=_as_table("Trello")
        )
    return sheet.read(rows_of(document, file), file, target)


def _as_table(tool: str) -> tuple[str, ...]:
    if tool == "table":
        return ()
    return (
        f"It looks like an export of {tool}, which has no reader of its own here yet: read as a plain table.",
    )
