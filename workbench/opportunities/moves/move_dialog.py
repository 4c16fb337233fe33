"""Why did it move? The causes of the selected item's move, since a version that a person chooses."""

from functools import partial

import pandas as pd

from workbench.opportunities.known import known
from workbench.opportunities.moves import moves
from workbench.opportunities.standing import Standing, stand
from workbench.opportunities.state import OpportunityState
from workbench.ui.choice import Choice
from workbench.ui.dialog import prose
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import row
from workbench.ui.offer import Offer
from workbench.ui.page import Page
from workbench.workspace.saves import saves, worth_offering
from workbench.workspace.workspace import Workspace

__all__ = ["WhyMoved"]

SHOWN = 12
NEVER = 0
"""Stands for the empty workspace before the first save."""
READ = (
    "opportunities",
    "settings",
    "methods",
    "weights",
    "feedback",
    "feedback_needs",
    "need_opportunities",
    "responses",
)
"""The tables whose saves may move an item."""


class WhyMoved(Offer):
    """A button that opens the causes of the selected item's move."""

    def __init__(self, state: OpportunityState, page: Page) -> None:
        self._state, self._model, self._page = state, state.model, page
        self._labels: dict[int, str] = {}
        super().__init__(self._words, self.open, "What moved it since an earlier save, cause by cause")
        self._from = Choice([NEVER], self._called, self._choose, "Since when")
        self._said = prose("", "wb-move")
        self._causes = Entries("What moved it", look="bars")
        self._version = NEVER
        self._asked: tuple[str, str] = ("", "")

    def _words(self) -> str:
        return "Why did it move?" if self._model.view.selected in self._state.standing.placed.index else ""

    def open(self) -> None:
        """Open the dialog: since the last save where something is drafted, else since the one before."""
        model, frame = self._model, self._state.frame
        if model.view.selected not in frame.index:
            return
        self._labels = _versions(model.workspace)
        rows = list(self._labels)
        self._version = (
            rows[0] if model.dirty or len(rows) == 1 else rows[1] if rows else model.workspace.version
        )
        self._asked = str(model.view.selected), str(frame.at[model.view.selected, "title"])
        self._from.offer(rows or [self._version], self._version)
        self._show()
        self._page.dialog.show(
            f"Why did “{self._asked[1]}” move?", [row(self._from.control), self._said, self._causes]
        )

    def _choose(self, version: int) -> None:
        self._version = version
        self._show()

    def _called(self, version: int) -> str:
        return self._labels.get(version, "Since the last save")

    def _show(self) -> None:
        ws = self._model.workspace
        move = moves.explain(
            self._then(),
            self._state.standing,
            self._asked[0],
            (partial(known, ws.at(self._version)), partial(known, ws)),
        )
        most = max((abs(cause.places) for cause in move.causes), default=1.0)
        entries = [
            Entry(
                str(place),
                cause.text,
                cause.said,
                share=abs(cause.places) / most,
                colour="c2" if cause.places > 0 else "c3",
            )
            for place, cause in enumerate(move.causes[:SHOWN])
        ]
        self._said.value = str(prose(move.sentence).value)
        self._causes.show(
            entries, "Nothing that counts for its rank changed since." if not move.causes else "", _foot(move)
        )

    def _then(self) -> Standing:
        old = self._model.workspace.at(self._version)
        return stand(old["opportunities"], old.setting, partial(known, old), old.frame)


def _foot(move: moves.Move) -> str:
    parts = [
        moves.rest(move.causes, SHOWN),
        ""
        if move.exact
        else "With so many changes at once, how the move is shared out is estimated; the sum is exact.",
    ]
    return " ".join(part for part in parts if part)


def _versions(ws: Workspace) -> dict[int, str]:
    """Return the versions to choose from, newest first, and what each is called; named ones go by their names."""
    named = {int(version): str(name) for name, version in ws.baselines().items() if version <= ws.version}
    rows = worth_offering(saves(ws, READ))
    said = {
        int(version): _called(*facts)
        for version, facts in zip(rows.index, rows.itertuples(index=False), strict=True)
    }
    every = {**said, **{version: f"Since {name}" for version, name in named.items()}}
    return {version: every[version] for version in sorted(every, reverse=True)}


def _called(when: pd.Timestamp, who: str, why: str | None) -> str:
    reason = f": {why}" if why else ""
    return f"Since {when.day} {when:%b %Y, %H:%M}, saved by {who}{reason}"
