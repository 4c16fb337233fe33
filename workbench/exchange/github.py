"""GitHub's issues: what gh prints, what the REST service answers, dumps of mixed shape, and project items."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.exchange.cells import readable
from workbench.exchange.grid import Grid
from workbench.exchange.names import normal
from workbench.exchange.problem import ImportProblem
from workbench.exchange.reading import Reading, left_out
from workbench.exchange.records import first, names, said, table_of
from workbench.exchange.sheet import recognise
from workbench.workspace.schema import Table

__all__ = ["issues_of", "items_of", "read"]

_URL = re.compile(r"^https?://[^/]+/(?:repos/)?([^/\s]+/[^/\s]+)/(issues|pull|pulls)/(\d+)")
_LAYOUT = {
    "title": ("title",),
    "status": ("state",),
    "status_category": ("state",),
    "owner": ("assignees",),
    "theme": ("labels", "milestone"),
    "created": ("created",),
    "due": ("due",),
    "source": ("url",),
    "description": ("body",),
    "key": ("key",),
    "story_points": ("story points", "points", "estimate"),
}
_OURS = (
    "key",
    "title",
    "state",
    "labels",
    "assignees",
    "milestone",
    "created",
    "closed",
    "due",
    "url",
    "body",
)
_PAGE = 30
"""What gh prints unless it is told otherwise."""
_QUARTER = 0.25


def issues_of(document: object) -> list[dict[str, Any]] | None:
    """Return the issues or project items that a JSON document holds, or None where it is not GitHub's.

    Examples
    --------
    >>> len(issues_of([{"number": 1, "title": "a"}])), issues_of({"cards": [], "lists": []})
    (1, None)
    """
    if isinstance(document, dict):
        document = document.get("items", document.get("issues", [document]))
    if not isinstance(document, list):
        return None
    flat = [one for part in document for one in (part if isinstance(part, list) else [part])]
    issues = [one for one in flat if isinstance(one, dict)]
    known = [
        one for one in issues if "title" in one and ("number" in one or isinstance(one.get("content"), dict))
    ]
    return issues if known and len(known) == len(flat) else None


def items_of(grid: Grid) -> dict[str, Any] | None:
    """Return the items of a project view ("Export view data", a TSV) as project JSON, or None where it is none."""
    headings = [normal(name) for name in grid.header]
    if not {"title", "url"} <= {*headings}:
        return None
    rows = [dict(zip(headings, row, strict=True)) for row in grid.rows]
    if sum(bool(_URL.match(row["url"])) for row in rows) * 2 <= len(rows):
        return None
    lists = [name for name in ("assignees", "labels") if name in headings]
    parted = [
        {name: [part.strip() for part in row[name].split(",") if part.strip()] for name in lists}
        for row in rows
    ]
    return {"items": [{**row, **more, "content": {}} for row, more in zip(rows, parted, strict=True)]}


def read(document: object, file: str, target: Table, *, numbers: Sequence[int] = ()) -> Reading:
    """Return the reading of issues by the key owner/repo#12, or #12 where no address says whose it is.

    Pull requests are left out and listed. A closed issue is done; closed as not planned or as a duplicate, dropped.
    A project's own status wins over the issue's state. The theme is the first label, else the milestone.
    """
    issues = issues_of(document)
    if issues is None:
        raise ImportProblem(f"{file} holds no list of issues: export it with gh issue list --json.")
    records = [_record(one) for one in issues]
    rows = table_of(records, file)
    if numbers:
        rows.index = pd.Index(numbers, name="row")
    pulls = [row for row, one in zip(rows.index, issues, strict=True) if _is_pull(one)]
    rows = rows.drop(
        columns=[name for name in rows if name not in _OURS and not rows[name].astype(bool).any()]
    )
    mapping = _mapping(rows, target)
    extra = _own_fields(rows, target, mapping)
    return Reading(
        tool="GitHub", file=file, target=target, rows=rows, mapping={**mapping, **extra},
        guessed=frozenset({*extra} | ({"theme"} & {*mapping})), key="key",
        left=left_out(dict.fromkeys(pulls, "it is a pull request, not an issue")),
        remarks=tuple(_remarks(document, issues, pulls)),
    )  # fmt: skip


def _mapping(rows: pd.DataFrame, target: Table) -> dict[str, str]:
    found = {}
    for name, sources in _LAYOUT.items():
        shares = {source: rows[source].astype(bool).mean() for source in sources if source in rows}
        enough = [source for source, share in shares.items() if share >= _QUARTER]
        best = max(shares, key=shares.__getitem__, default="")
        if name in target.by_name and best and shares[best]:
            found[name] = enough[0] if enough else best
    return found


def _own_fields(rows: pd.DataFrame, target: Table, taken: Mapping[str, str]) -> dict[str, str]:
    """Return a project's own fields that are named as the table's columns and can all be read as such."""
    free = [
        name
        for name in rows
        if name not in _OURS and name not in taken.values() and rows[name].astype(bool).any()
    ]
    found = recognise(target, free)
    counts = {name: readable(rows[source], target.by_name[name]) for name, source in found.items()}
    return {
        name: found[name] for name, (good, filled) in counts.items() if good == filled and name not in taken
    }


def _record(one: Mapping[str, Any]) -> dict[str, object]:
    content = one["content"] if isinstance(one.get("content"), dict) else {}
    issue = {**one, **{name: value for name, value in content.items() if value not in (None, "")}}
    url = str(first(issue, "url", "html_url") or "")
    address = _URL.match(str(issue.get("html_url") or url)) or _URL.match(url)
    milestone = issue.get("milestone")
    record: dict[str, object] = {
        "key": _key(issue, address),
        "title": said(issue.get("title")),
        "state": said(one.get("status")) or _state(issue),
        "labels": names(issue.get("labels")),
        "assignees": names(issue.get("assignees") or issue.get("assignee")),
        "milestone": said(milestone),
        "created": said(first(issue, "createdAt", "created_at")),
        "closed": said(first(issue, "closedAt", "closed_at")),
        "due": said(first(milestone, "dueOn", "due_on")) if isinstance(milestone, dict) else "",
        "url": str(issue.get("html_url") or url),
        "body": said(issue.get("body")),
    }
    flat = ((name, names(value) if isinstance(value, list) else said(value)) for name, value in one.items())
    return {**{name: value for name, value in flat if name not in _KNOWN}, **record}


_KNOWN = {
    "content", "number", "status", "state_reason", "stateReason", "assignee", "createdAt", "created_at", "closedAt", "closed_at",
    "html_url", "pull_request", "repository_url", "labels_url", "comments_url", "events_url", "timeline_url", "node_id",
}  # fmt: skip


def _key(issue: Mapping[str, Any], address: "re.Match[str] | None") -> str:
    if address:
        return f"{address.group(1)}#{address.group(3)}"
    number, repository = issue.get("number"), issue.get("repository") or issue.get("repository_url") or ""
    if number is None:  # a project's draft has no number, but an id that stays
        return said(issue.get("id"))
    if isinstance(repository, dict):
        repository = first(repository, "nameWithOwner", "full_name") or ""
    owner = "/".join(str(repository).rstrip("/").split("/")[-2:])
    return f"{owner if '/' in owner else ''}#{number}"


def _state(issue: Mapping[str, Any]) -> str:
    state = said(issue.get("state")).lower()
    reason = said(first(issue, "stateReason", "state_reason")).lower().replace("_", " ")
    return f"{state} ({reason})" if reason and reason not in ("completed", "reopened") else state


def _is_pull(one: Mapping[str, Any]) -> bool:
    content = one.get("content")
    inner = content if isinstance(content, dict) else {}
    address = _URL.match(str(first(one, "html_url", "url") or inner.get("url") or ""))
    return (
        bool(one.get("pull_request"))
        or inner.get("type") == "PullRequest"
        or (address is not None and address.group(2) != "issues")
    )


def _remarks(document: object, issues: list[dict[str, Any]], pulls: list[int]) -> list[str]:
    notes = []
    if pulls:
        notes.append(f"{len(pulls)} of {len(issues)} are pull requests and left out.")
    total = document.get("totalCount", document.get("total_count")) if isinstance(document, dict) else None
    if isinstance(total, int) and total > len(issues):
        notes.append(f"The file holds {len(issues)} of {total} items: export again with --limit {total}.")
    elif len(issues) == _PAGE:
        notes.append(
            f"Exactly {_PAGE} items, which is where gh stops by itself: export again with --limit 5000."
        )
    return notes
