"""A scenario and a base that moved on under it; and a scenario that becomes the base."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.workspace.commit import Saved, commit, laid_line, take_version
from workbench.workspace.errors import Conflict
from workbench.workspace.examine import Act, Edit
from workbench.workspace.lines import BASE, Line, append, lines, newest_version
from workbench.workspace.overlay import Laid, seen
from workbench.workspace.story import differing
from workbench.workspace.view import Key, Row, View

if TYPE_CHECKING:
    from workbench.workspace.plan import Plan

__all__ = ["adopt", "frame", "moved", "settle"]

Moved = tuple[str, str, str, Any, Any, Any]
"""table, id, column, base_then, base_now, mine."""


def frame(found: Iterable[Moved]) -> pd.DataFrame:
    """Return moved cells as a DataFrame."""
    columns = ["table", "id", "column", "base_then", "base_now", "mine"]
    return pd.DataFrame(list(found), columns=columns, dtype=object)


def moved(view: View) -> list[Moved]:
    """Return a scenario's cells whose base is another than it was edited over, and not what the scenario says."""
    found: list[Moved] = []
    for (table, row), laid in sorted(view.laid.items(), key=lambda item: item[0]):
        base = view.base(table, {row}).get(row)
        now = base or {}
        for column, (mine, then) in laid.cells.items():
            if now.get(column) not in (then, mine):
                found.append((table, row, column, then, now.get(column), mine))
        if laid.kind == "remove" and base is not None:
            since = {
                column: value
                for column, value in now.items()
                if column not in laid.cells and value is not None
            }
            found += [(table, row, column, None, value, None) for column, value in since.items()]
    return found


def settle(view: View, found: list[Moved], take: str, act: Act) -> int | None:
    """Write what is laid over the moved cells' rows from now on; None where nothing had moved."""
    written = []
    for key in dict.fromkeys((table, row) for table, row, *_ in found):
        columns = {column for table, row, column, *_ in found if (table, row) == key}
        base = view.base(key[0], {key[1]}).get(key[1])
        after = (_mine if take == "mine" else _theirs)(view, key, base, columns)
        written.append(laid_line(key, act.scenario, base, view.laid[key], after))
    if not written:
        return None
    version = take_version(view.connection, act, after=newest_version(view.connection))
    append(view.connection, [replace(line, version=version) for line in written])
    return version


def adopt(view: View, act: Act) -> Saved | None:
    """Write a scenario into the base and empty it, as one version; None where it is empty."""
    stale = moved(view)
    if stale:
        who = {(line.table, line.id): line.who for line in lines(view.connection, {})}
        raise Conflict(
            (t, row, column, mine, now, who.get((t, row))) for t, row, column, _, now, mine in stale
        )
    if not view.laid:
        return None
    plan: Plan = {}
    for (table, row), laid in view.laid.items():
        base = view.base(table, {row}).get(row)
        after = seen(base, laid)
        if base is None and after is None:
            continue
        cells = {column: new for column, _, new in differing(base or {}, after or {})}
        plan.setdefault(table, {})[row] = None if after is None else cells
    released = tuple(Line(0, table, row, "edit", {}, act.scenario) for table, row in view.laid)
    edit = Edit(plan, newest_version(view.connection), also=released)
    return commit(view.connection, edit, replace(act, act="adopt", scenario=BASE))


def _mine(view: View, key: Key, base: Row | None, columns: set[str]) -> Laid:
    """Return what is laid so that the scenario's values stay, over the base as it is."""
    laid = view.laid[key]
    if base is None:  # the base lost the row: the scenario keeps it as its own, as it last saw it
        whole = {**_last(view, key), **{column: pair[0] for column, pair in laid.cells.items()}}
        return Laid("add", {column: [value, None] for column, value in whole.items() if value is not None})
    kind = "edit" if laid.kind == "add" else laid.kind
    cells = {column: [mine, base.get(column)] for column, (mine, _) in laid.cells.items()}
    return Laid(kind, {**cells, **{column: [None, base.get(column)] for column in columns - cells.keys()}})


def _theirs(view: View, key: Key, base: Row | None, columns: set[str]) -> Laid | None:
    """Return what is laid once these cells follow the base again."""
    laid = view.laid[key]
    if laid.kind == "remove" or base is None:
        return None
    kept = {column: pair for column, pair in laid.cells.items() if column not in columns}
    return Laid("edit", kept) if kept else None


def _last(view: View, key: Key) -> Row:
    """Return a removed row as the base last had it."""
    gone: Row = {}
    for line in lines(view.connection, view.catalogue.tables, table=key[0], ids={key[1]}):
        if line.act == "remove":
            gone = {column: old for column, (old, _) in line.cells.items()}
    return gone
