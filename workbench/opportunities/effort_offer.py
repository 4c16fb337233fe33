"""The button that takes story points for blank efforts, or no longer."""

from workbench.opportunities import points
from workbench.opportunities.state import OpportunityState
from workbench.ui.offer import Offer

__all__ = ["EffortOffer"]

TIP = "Guess blank efforts from story points; each stays marked as a guess until somebody sets it"


class EffortOffer(Offer):
    """Offers the guess while an open item has story points but neither an effort nor a size.

    The guess is a setting, drafted and saved as every other: nothing is written into the items.
    """

    def __init__(self, state: OpportunityState) -> None:
        self._state, self._model = state, state.model
        super().__init__(self.offered, self.take, TIP)

    @property
    def taken(self) -> bool:
        """Whether points stand for efforts now."""
        return bool(self._model.setting("ranges.points_a_month") > 0)

    def offered(self) -> str:
        """Say what there is to do."""
        state = self._state
        return points.offer(state.frame.loc[state.standing.placed.index], taken=self.taken)

    def take(self) -> None:
        """Do it, at the list's own rate, and say which that is."""
        taken, rate = not self.taken, points.rate(self._state.frame)
        self._model.say(points.said(rate, taken=taken))
        self._model.change_setting("ranges.points_a_month", rate.points_a_month if taken else 0.0)
