"""The queue of what is not scored yet, worked through by keyboard."""

from typing import TYPE_CHECKING

from workbench.ui.offer import Offer

if TYPE_CHECKING:
    from workbench.opportunities.board import OpportunityBoard

__all__ = ["Queue"]


class Queue(Offer):
    """Offers to score the unscored one after another; while that goes on, to stop."""

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        super().__init__(self.offered, self.toggle, "Score them one after another, by keyboard")

    def offered(self) -> str:
        """Say what there is to do."""
        if self._board.view.unscored:
            return "Stop scoring"
        many = len(self._board.unscored())
        return f"{many} unscored" if many else ""

    def toggle(self) -> None:
        """Start with the first, or stop."""
        view, waiting = self._board.view, self._board.unscored()
        view.unscored = bool(waiting) and not view.unscored
        if view.unscored:
            view.selected = waiting[0]
            self._board.inspector.focus()

    def go_on(self) -> None:
        """Go on to the next."""
        board = self._board
        if not board.view.unscored:
            return
        waiting = [id_ for id_ in board.unscored() if id_ != board.view.selected]
        if waiting:
            board.view.selected = waiting[0]
            board.inspector.focus()
        else:
            board.view.unscored = False
            board.bar.say("The queue is done.")
