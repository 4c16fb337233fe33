"""The button that takes story points for blank efforts, or no longer."""

from typing import TYPE_CHECKING

from workbench.opportunities import points
from workbench.ui.offer import Offer

if TYPE_CHECKING:
    from workbench.opportunities.board import OpportunityBoard

__all__ = ["EffortOffer"]

TIP = "Guess blank efforts from story points; each stays marked as a guess until somebody sets it"


class EffortOffer(Offer):
    """Offers the guess while an open item has story points but neither an effort nor a size.

    The guess is a setting, drafted and saved as every other: nothing is written into the items.
    """

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        super().__init__(self.offered, self.take, TIP)

    @property
    def taken(self) -> bool:
        """Whether points stand for efforts now."""
        return bool(self._board.setting("ranges.points_a_month") > 0)

    def offered(self) -> str:
        """Say what there is to do."""
        board = self._board
        return points.offer(board.frame.loc[board.standing.placed.index], taken=self.taken)

    def take(self) -> None:
        """Do it, at the list's own rate, and say which that is."""
        board, taken, rate = self._board, not self.taken, points.rate(self._board.frame)
        board.bar.say(points.said(rate, taken=taken))
        board.change_setting("ranges.points_a_month", rate.points_a_month if taken else 0.0)
