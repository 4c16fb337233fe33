"""What the needs know of an opportunity, as the workspace's findings say it: no part imports another."""

from collections.abc import Callable

import pandas as pd

from workbench.ui.rest import Rest
from workbench.workspace.registry import findings
from workbench.workspace.snapshot import Snapshot

__all__ = ["NAMES", "Known", "known", "said"]

LEARN = 1.5
"""Seconds of rest before the needs are asked: it is dear, and a move must not wait for it."""

NAMES = (
    "demand", "kano_expected", "kano_more_is_better", "kano_delighter", "kano_nobody_minds", "kano_better_without",
)  # fmt: skip
"""What a score method may need beside the table's own columns: demand, and the probability of each Kano category."""


def known(ws: Snapshot, find: Callable[[Snapshot, str], pd.DataFrame] = findings) -> pd.DataFrame:
    """Return what is known of each opportunity: a column each of :data:`NAMES`, blank where nothing is.

    Parameters
    ----------
    find : function(workspace, part)
        What finds the facts: those that are kept, or ``registry.anew``.
    """
    found = find(ws, "needs")
    rows = found[found["id"].isin(ws.frame("opportunities").index) & found["name"].isin(NAMES)]
    table = rows.set_index(["id", "name"])["value"].unstack().reindex(columns=list(NAMES))  # noqa: PD010 (no two are the same)
    return table.astype(float)


def said(ws: Snapshot, opportunity: str) -> str:
    """Say it in a sentence or two; "" where nothing is known."""
    found = findings(ws, "needs")
    mine = found[(found["id"] == opportunity) & found["name"].isin(NAMES)]
    sentences = dict.fromkeys(sentence.removesuffix(".") for sentence in mine["sentence"])
    return " ".join(f"{sentence}." for sentence in sentences)


class Known:
    """What the needs know, asked once a version and when nothing else is to be done.

    Parameters
    ----------
    ws : Workspace
    on_learnt : function()
        Called once it is known.
    """

    def __init__(self, ws: Snapshot, on_learnt: Callable[[], None]) -> None:
        self._ws, self._on_learnt, self._version = ws, on_learnt, -1
        self._learn = Rest(LEARN, self.learn)

    def later(self) -> None:
        """Ask when the hand rests, unless this version's answer is there."""
        if self._version != self._ws.version:
            self._learn.later()

    def learn(self) -> None:
        """Ask now."""
        known(self._ws)
        self._version = self._ws.version
        self._on_learnt()

    def said(self, opportunity: str) -> str:
        """Say what is known of an opportunity; "" as long as nobody was asked."""
        return said(self._ws, opportunity) if self._version == self._ws.version else ""
