"""The choice of the line: so many places, or what the teams can do."""

from typing import Any

from workbench.opportunities.state import OpportunityState
from workbench.ui.choice import Choice

__all__ = ["BY", "LINE", "LineChoice"]

LINE, BY = "opportunities.line", "opportunities.line_by"
COUNTS = (3, 5, 8, 10, 12, 15, 20, 30)
CAPACITY = "capacity"


class LineChoice(Choice):
    """A chip that shows two settings as one, and drafts them together."""

    def __init__(self, state: OpportunityState) -> None:
        self._state, self._model = state, state.model
        super().__init__(COUNTS, _called, self._draw, "How many places there are")

    def show(self, value: Any) -> None:
        """Show a count, unless the teams' capacity draws the line; that can be chosen where it is known."""
        chosen = CAPACITY if self._model.setting(BY) == CAPACITY else value
        known = [CAPACITY] if self._state.standing.room.known else []
        self.offer([*COUNTS, *[value] * (value not in COUNTS), *known], chosen)

    def _draw(self, line: Any) -> None:
        """Draft the line; back at a count it is that count."""
        edits = {BY: CAPACITY} if line == CAPACITY else {BY: "count", LINE: line}
        self._model.edit({("settings", name, "value"): value for name, value in edits.items()})


def _called(line: Any) -> str:
    return "Line: what the teams can do" if line == CAPACITY else f"Line: top {line}"
