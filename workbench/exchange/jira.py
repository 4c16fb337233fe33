"""Jira's issue export (Cloud, Server, Product Discovery, "Work item" sites, headers in French)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from workbench.exchange.cells import readable, text
from workbench.exchange.grid import NO_NAME, Grid, frame
from workbench.exchange.names import find
from workbench.exchange.reading import Reading
from workbench.exchange.sheet import recognise
from workbench.exchange.status import category
from workbench.workspace.schema import Table

__all__ = ["is_jira", "read"]

_KEY = ("issue key", "work item key", "cle de ticket", "cle de demande", "cle d'element", "vorgangsschlussel")
_PLAIN_KEY = ("key", "cle")
_TYPE = ("issue type", "work item type", "work type", "type de ticket", "type de demande", "vorgangstyp")
_LAYOUT = {
    "title": ("summary", "resume", "zusammenfassung", "title"),
    "status": ("status", "etat", "statut"),
    "owner": ("assignee", "assignee name", "responsable", "personne assignee"),
    "created": ("created", "creation", "date de creation", "cree", "creee"),
    "due": ("due date", "due", "date d'echeance", "echeance"),
    "description": (
        "descriptif",
        "description",
    ),  # French first: beside it "description" is somebody's own column
    "story_points": ("story points", "story point estimate"),
}
_LABELS = (
    ("components", "component s", "component", "composants"),
    ("etiquettes", "labels", "label"),  # French first, as above
)
_ESTIMATES = ("reach", "impact", "confidence", "effort")
_EPIC = "Epic (of the parents)"
_CATEGORY = "Status category (with resolution)"
_BLANKS = re.compile(r"^(?:\{\}|null|[\w.$]+@[0-9a-f]{4,})$")
_ISSUE = re.compile(r"^[A-Za-z][A-Za-z0-9_]*-\d+$")
_ENOUGH = 0.25
_HALF = 0.5
_GENERATIONS = 5
"""Parents are followed so far up; a ring of them ends there."""
_PARENTS = ("parent key", "parent", "parent id", "epic link")


def is_jira(header: Iterable[str]) -> bool:
    """Return whether these headings are Jira's.

    Examples
    --------
    >>> is_jira(["Summary", "Work item key"]), is_jira(["Key", "Title"])
    (True, False)
    """
    have = list(header)
    return find(_KEY, have) is not None or (
        find(_PLAIN_KEY, have) is not None
        and find(_TYPE, have) is not None
        and find(_LAYOUT["title"], have) is not None
    )


def read(grid: Grid, file: str, target: Table) -> Reading:
    """Return the reading of a Jira export: every issue type comes in, by its issue key.

    The theme is the component, else the first label, else the epic at the top of the parents: the first that a quarter
    of the rows have, or the one that most have. An issue resolved as duplicate or won't do is dropped, not done.
    """
    rows = frame(grid).map(_without_marks)
    key = find([*_KEY, *_PLAIN_KEY], list(rows)) or ""
    rows = _with_epics(_with_category(rows), key)
    remarks = [*grid.notes, *_types(rows)]
    columns = target.by_name
    mapping, doubtful = _mapping(rows, target, remarks)
    ratings = _ratings(rows, target, mapping)
    remarks += [
        f"{source!r} may be a rating on another scale than our {name}: check it."
        for name, source in ratings.items()
    ]
    mapping |= ratings
    if "key" in columns:
        mapping["key"] = key
    if NO_NAME in rows and (
        split := sum(len(cell) if isinstance(cell, tuple) else bool(cell) for cell in rows[NO_NAME])
    ):
        remarks.append(
            f"{split} cells stand under empty headings: somebody edited this export, and cells of its later columns "
            "may have slipped. Check what is read from them."
        )
    return Reading(
        tool="Jira", file=file, target=target, rows=rows, mapping=mapping, guessed=frozenset({*doubtful, *ratings}), key=key,
        remarks=tuple(remarks), delimiter=grid.delimiter,
    )  # fmt: skip


def _without_marks(cell: object) -> object:
    """Blank what Jira prints for an empty object."""
    if isinstance(cell, tuple):
        return tuple(part for part in cell if not _BLANKS.match(part.strip()))
    return "" if isinstance(cell, str) and _BLANKS.match(cell.strip()) else cell


def _mapping(rows: pd.DataFrame, target: Table, remarks: list[str]) -> tuple[dict[str, str], set[str]]:
    columns = target.by_name
    mapping: dict[str, str] = {}
    for name, words in _LAYOUT.items():
        if name not in columns:
            continue
        for source in filter(None, (find([word], list(rows)) for word in words)):
            good, filled = readable(rows[source], columns[name])
            if filled and good >= _HALF * filled:
                mapping[name] = source
                break
            if filled:
                remarks.append(
                    f"{source!r} is not read: {filled - good} of its {filled} cells are no {columns[name].kind}."
                )
    state = find([_CATEGORY, "status category"], list(rows)) or mapping.get("status")
    if "status_category" in columns and state:
        mapping["status_category"] = state
    theme = _theme(rows)
    if "theme" in columns and theme:
        mapping["theme"] = theme
        return mapping, {"theme"}
    return mapping, set()


def _ratings(rows: pd.DataFrame, target: Table, taken: Mapping[str, str]) -> dict[str, str]:
    """Guess the estimates: a site's own fields of their names, if all their cells can be read."""
    found = recognise(target, [column for column in rows if column not in taken.values()])
    counts = {name: readable(rows[found[name]], target.by_name[name]) for name in _ESTIMATES if name in found}
    return {name: found[name] for name, (good, filled) in counts.items() if filled and good == filled}


def _theme(rows: pd.DataFrame) -> str | None:
    candidates = [find(words, list(rows)) for words in _LABELS] + [_EPIC if _EPIC in rows else None]
    filled = {name: rows[name].map(text).ne("").mean() for name in candidates if name}
    enough = [name for name, share in filled.items() if share >= _ENOUGH]
    best = max(filled, key=filled.__getitem__, default=None)
    return enough[0] if enough else best if best and filled[best] else None


def _with_category(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the category by which an issue that was closed without being done is dropped."""
    state = find(["status category", *_LAYOUT["status"]], list(rows))
    resolution = find(["resolution"], list(rows))
    if not state or not resolution:
        return rows
    how = rows[resolution].map(text)
    gone = how.map(lambda word: category(word) == "dropped") & rows[state].map(text).map(category).eq("done")
    if not gone.any():
        return rows
    return rows.assign(
        **{_CATEGORY: rows[state].map(text).where(~gone, rows[state].map(text) + " (" + how + ")")}
    )


def _with_epics(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add the summary of each issue's topmost parent, found by key, id or epic link."""
    have = list(rows)
    title, said = find(_LAYOUT["title"], have), find(["parent summary"], have)
    links = [link for name in _PARENTS if (link := find([name], have))]
    if not title or not (said or links):
        return rows
    keys = rows[key].map(text)
    names = dict(zip(keys, rows[title].map(text), strict=True))
    number = find(["issue id", "work item id"], have)
    numbers = dict(zip(rows[number].map(text), keys, strict=True)) if number else {}
    parents: dict[str, str] = {}
    for link in links:
        for child, cell in zip(keys, rows[link].map(text), strict=True):
            parent = numbers.get(cell, cell)
            if _ISSUE.match(parent) and parent != child:
                parents.setdefault(child, parent)
    tops = keys.map(lambda child: _top(child, parents, names))
    return rows.assign(**{_EPIC: tops.where(tops.ne(""), rows[said].map(text)) if said else tops})


def _top(child: str, parents: dict[str, str], names: dict[str, str]) -> str:
    """Return the summary of the topmost parent that the file holds, or nothing."""
    top = ""
    for _ in range(_GENERATIONS):
        if child not in parents:
            break
        child = parents[child]
        top = names.get(child, top)
    return top


def _types(rows: pd.DataFrame) -> list[str]:
    kind = find(_TYPE, list(rows))
    if not kind:
        return []
    many = Counter(rows[kind].map(text)).most_common()
    counts = ", ".join(f"{name or 'no type'} {count}" for name, count in many)
    return [f"All types come in: {counts}."]
