"""Drafts as they are stored: outside history, by person, tab and scenario."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import sqlalchemy as sa

from workbench.workspace.kept import drafts
from workbench.workspace.store import Store
from workbench.workspace.values import decode, encode, from_json, to_json

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Key", "drop", "every", "get", "listed", "put"]

Key = tuple[str, str, str | None]
"""table, id, column; column None: the row is removed."""


def get(ws: "Workspace", tab: str) -> dict[Key, tuple[Any, int]]:
    """Return a tab's edits: cell -> (value, the version at which it was drafted)."""
    with ws.store.read() as connection:
        text = connection.scalar(sa.select(drafts.c.edits).where(*_of(ws, tab)))
    found: dict[Key, tuple[Any, int]] = {}
    for table, row, column, value, seen in from_json(text) if text else ():
        declared = ws.catalogue.tables.get(table)
        kept = decode(declared.by_name.get(column), value) if declared else value
        found[table, row, column] = kept, seen
    return found


def put(ws: "Workspace", tab: str, edits: Mapping[Key, tuple[Any, int]]) -> None:
    """Store a tab's edits in place of what was there; none leave nothing behind."""
    rows = [[*key, encode(value), seen] for key, (value, seen) in edits.items()]
    with ws.store.write() as connection:
        connection.execute(sa.delete(drafts).where(*_of(ws, tab)))
        if rows:
            facts = {"who": ws.who, "tab": tab, "scenario": ws.scenario_name, "edits": to_json(rows)}
            now = datetime.now(UTC).replace(tzinfo=None)
            based_on = min(seen for _, seen in edits.values())
            connection.execute(sa.insert(drafts).values(**facts, based_on=based_on, at=now))


def listed(ws: "Workspace") -> pd.DataFrame:
    """Return a person's stored drafts: tab, when (UTC), count of cells; the latest first."""
    mine = sa.select(drafts).where(drafts.c.who == ws.who, drafts.c.scenario == ws.scenario_name)
    with ws.store.read() as connection:
        rows = [
            (row.tab, pd.Timestamp(row.at, tz="UTC"), len(from_json(row.edits)))
            for row in connection.execute(mine.order_by(drafts.c.at.desc()))
        ]
    return pd.DataFrame(rows, columns=["tab", "when", "count"])


def every(store: Store) -> list[dict[str, Any]]:
    """Return all persons' drafts as they are stored."""
    with store.read() as connection:
        return [dict(row) for row in connection.execute(sa.select(drafts)).mappings()]


def drop(ws: "Workspace", tab: str) -> None:
    """Forget a stored draft."""
    put(ws, tab, {})


def _of(ws: "Workspace", tab: str) -> tuple[Any, ...]:
    return drafts.c.who == ws.who, drafts.c.tab == tab, drafts.c.scenario == ws.scenario_name
