"""The button over the list that shows which of those that were put off could be reopened."""

from typing import TYPE_CHECKING

from workbench.opportunities.deciding.reopening import come_true
from workbench.ui.offer import Offer

if TYPE_CHECKING:
    from workbench.opportunities.board import OpportunityBoard

__all__ = ["ReopenOffer"]


class ReopenOffer(Offer):
    """Filters the list to them, and back."""

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        super().__init__(
            self.offered, self.toggle, "Not now, when it was decided; their condition has come true"
        )

    def offered(self) -> str:
        """Say what there is to do."""
        if self._board.view.reopen:
            return "Show all again"
        many = len(come_true(self._board.standing))
        return f"{many} to reopen" if many else ""

    def toggle(self) -> None:
        """Start with the first, or go back."""
        view, found = self._board.view, come_true(self._board.standing)
        start = bool(len(found)) and not view.reopen
        if start:  # first: whoever sees the few rows and clicks one has the last word
            view.selected = str(found.index[0])
        view.reopen = start
