"""The parts by name, and the facts they find."""

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from workbench.workspace.snapshot import Snapshot

__all__ = ["PARTS", "findings", "headlines"]

PARTS = ("opportunities",)
COLUMNS = ("part", "id", "name", "value", "unit", "sentence")

_found: dict[tuple[str, int, str], pd.DataFrame] = {}
KEPT = 32
"""Versions whose findings are kept: a comparison of scenarios, a home page, a few boards."""


def findings(ws: "Snapshot") -> pd.DataFrame:
    """Return every part's facts on a workspace, a scenario or a workspace as it was.

    Returns
    -------
    DataFrame
        part, id, name, value, unit, sentence; a blank id: a headline of the part. Computed once a version.
    """
    key = (ws.store.token, ws.version, ws.scenario_name)
    if key not in _found:
        if len(_found) >= KEPT:
            _found.pop(next(iter(_found)))
        _found[key] = _gather(ws)
    return _found[key].copy()


def headlines(ws: "Snapshot") -> pd.DataFrame:
    """Return the facts without an id: what a board, the home page and a briefing say first."""
    found = findings(ws)
    return found[found["id"].isna()].reset_index(drop=True)


def _gather(ws: "Snapshot") -> pd.DataFrame:
    rooms: list[tuple[str, Any]] = [
        (part, import_module(f"workbench.{part}.findings").findings) for part in PARTS
    ]
    rooms += [(entry.name, entry.load()) for entry in entry_points(group="workbench.findings")]
    frames = [found(ws).assign(part=part) for part, found in rooms]
    every = pd.concat([frame for frame in frames if len(frame)] or [pd.DataFrame(columns=list(COLUMNS))])
    found: pd.DataFrame = every[list(COLUMNS)].reset_index(drop=True)
    return found
