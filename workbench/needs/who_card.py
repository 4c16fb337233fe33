"""Who needs it, and since when: demand by segment, or quotes a month by theme, as tables that can be pressed."""

from typing import Any

import pandas as pd

from workbench.needs import evidence, trend, wording
from workbench.needs.state import NeedsState
from workbench.ui.choice import Choice
from workbench.ui.entries import Entries
from workbench.ui.frame import row
from workbench.ui.heat import Heat
from workbench.ui.page import Page
from workbench.ui.view import ALL

__all__ = ["WhoCard"]

WAYS = {"": "Demand by segment", "months": "Themes by month"}
ARROWS = {"up": " ↑", "down": " ↓", "": ""}
AT_ONCE = "trade show"
"""Many quotes of one day are no rise: they are not counted where a trend is."""


class WhoCard:
    """A heat map of two ways; a pressed cell leads to the quotes behind it."""

    def __init__(self, state: NeedsState, page: Page) -> None:
        self._state, self._model, self._page = state, state.model, page
        self.heat = Heat(WAYS[""], self.press)
        self._way = Choice(WAYS, lambda way: WAYS.get(way, way), self._turn, "What the table shows")
        self._quotes = Entries("Quotes of a theme and month", look="quotes")

    def widgets(self) -> list[Any]:
        """Return its pieces."""
        return [row(self._way.control), self.heat]

    def show(self, needs: dict[str, str]) -> None:
        """Show the table; ``needs``: titles by id, in the list's order."""
        state, way = self._state, self._model.view.table
        self._way.show(way if way in WAYS else "")
        self.heat.label = WAYS.get(way, WAYS[""])
        if way != "months":
            self.heat.show(state.evidence.by_segment, needs, state.all.segments, self._model.view.selected)
            return
        counted = state.evidence.by_theme()
        steady = state.evidence.only(
            state.evidence.said[state.evidence.said["channel"] != AT_ONCE]
        ).by_theme()
        moves: dict[Any, Any] = {}
        if len(steady.columns):
            moves = trend.rising(steady, state.today)["direction"].to_dict()
        order = counted.sum().sort_values(ascending=False, kind="stable").index
        themes = {str(theme): f"{theme}{ARROWS[moves.get(theme, '')]}" for theme in order}
        months = {f"{month:%Y-%m}": f"{month:%b}" for month in counted.index}
        self.heat.show(counted.set_axis(list(months)).T, themes, months)

    def press(self, line: str, column: str) -> None:
        """Show the quotes behind a cell: the list's, of one segment; pressed again, of all. A month's in a card."""
        view = self._model.view
        if view.table != "months":
            again = (view.selected, view.segment) == (line, column)
            view.selected, view.segment = line, ALL if again else column
            return
        said = self._state.evidence.of_theme(line)
        mine = said[said["date"].dt.strftime("%Y-%m") == column].sort_values("date", ascending=False)
        names = evidence.names(self._model.table, "customers")
        self._quotes.show(wording.quotes(mine, names, self._state.all.segments, ()))
        self._page.dialog.show(f"{line}, {pd.Timestamp(column):%B %Y}", [self._quotes])

    def _turn(self, way: str) -> None:
        self._model.view.table = way
