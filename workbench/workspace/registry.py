"""The parts by name, and the facts they find."""

from collections.abc import Callable
from functools import cache, partial
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.parts import PARTS, room

if TYPE_CHECKING:
    from workbench.workspace.snapshot import Snapshot

__all__ = ["anew", "findings", "headlines"]

COLUMNS = ("part", "id", "name", "value", "unit", "sentence")

_found: dict[tuple[tuple[str, ...], int, str, str], pd.DataFrame] = {}
KEPT = 64
"""Findings that are kept, of a part and a version each: a comparison of scenarios, a home page, a few boards."""


def findings(ws: "Snapshot", part: str | None = None) -> pd.DataFrame:
    """Return the facts on a workspace, a scenario or a workspace as it was.

    Parameters
    ----------
    part : str, optional
        Only the facts of this part; the others are not computed.

    Returns
    -------
    DataFrame
        part, id, name, value, unit, sentence; a blank id: a headline of the part. Computed once a version.
    """
    frames = [_of(ws, *room) for room in _rooms().items() if part in (None, room[0])]
    every = pd.concat([frame for frame in frames if len(frame)] or [pd.DataFrame(columns=list(COLUMNS))])
    found: pd.DataFrame = every[list(COLUMNS)].reset_index(drop=True)
    return found


def headlines(ws: "Snapshot") -> pd.DataFrame:
    """Return the facts without an id: what a board, the home page and a briefing say first."""
    found = findings(ws)
    return found[found["id"].isna()].reset_index(drop=True)


def anew(ws: "Snapshot", part: str) -> pd.DataFrame:
    """Return the facts of one part, computed and not kept: for a workspace as it might be."""
    loaded = _rooms()[part]()
    found: pd.DataFrame = getattr(loaded, "findings", loaded)(ws).assign(part=part)
    return found[list(COLUMNS)]


def _rooms() -> dict[str, Callable[[], Any]]:
    """Return, by part, what imports its findings: ours in their order, then those of installed packages."""
    rooms: dict[str, Callable[[], Any]] = {part.name: partial(room, part.name, "findings") for part in PARTS}
    return rooms | installed()


@cache
def installed() -> dict[str, Callable[[], Any]]:
    """Return what other packages bring; looked up once, since it reads the files of every installed package."""
    return {entry.name: entry.load for entry in entry_points(group="workbench.findings")}


def _of(ws: "Snapshot", part: str, room: Callable[[], Any]) -> pd.DataFrame:
    """Return the facts of one part, computed once a version."""
    key = (ws.origin, ws.version, ws.scenario_name, part)
    if key not in _found:
        if len(_found) >= KEPT:
            _found.pop(next(iter(_found)))
        loaded = room()
        _found[key] = getattr(loaded, "findings", loaded)(ws).assign(part=part)
    return _found[key]
