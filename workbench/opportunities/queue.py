"""The queue of what is not scored yet, worked through by keyboard."""

from collections.abc import Callable

from workbench.opportunities.state import OpportunityState
from workbench.ui.offer import Offer

__all__ = ["Queue"]


class Queue(Offer):
    """Offers to score the unscored one after another; while that goes on, to stop.

    Parameters
    ----------
    state : OpportunityState
    focus : function()
        Puts the keyboard into the selected item's first field.
    """

    def __init__(self, state: OpportunityState, focus: Callable[[], None]) -> None:
        self._state, self._model, self._focus = state, state.model, focus
        super().__init__(self.offered, self.toggle, "Score them one after another, by keyboard")

    def offered(self) -> str:
        """Say what there is to do."""
        if self._model.view.unscored:
            return "Stop scoring"
        many = len(self._state.unscored)
        return f"{many} unscored" if many else ""

    def toggle(self) -> None:
        """Start with the first, or stop."""
        view, waiting = self._model.view, self._state.unscored
        start = bool(waiting) and not view.unscored
        with self._model.together():
            view.unscored = start
            view.selected = waiting[0] if start else view.selected
        if start:
            self._focus()

    def go_on(self) -> None:
        """Go on to the next."""
        view = self._model.view
        if not view.unscored:
            return
        waiting = [id_ for id_ in self._state.unscored if id_ != view.selected]
        if waiting:
            view.selected = waiting[0]
            self._focus()
        else:
            view.unscored = False
            self._model.say("The queue is done.")
