"""The button over the list that shows which of those that were put off could be reopened."""

from workbench.opportunities.deciding.reopening import come_true
from workbench.opportunities.state import OpportunityState
from workbench.ui.offer import Offer

__all__ = ["ReopenOffer"]


class ReopenOffer(Offer):
    """Filters the list to them, and back."""

    def __init__(self, state: OpportunityState) -> None:
        self._state, self._model = state, state.model
        super().__init__(
            self.offered, self.toggle, "Not now, when it was decided; their condition has come true"
        )

    def offered(self) -> str:
        """Say what there is to do."""
        if self._model.view.reopen:
            return "Show all again"
        many = len(come_true(self._state.standing))
        return f"{many} to reopen" if many else ""

    def toggle(self) -> None:
        """Start with the first, or go back."""
        view, found = self._model.view, come_true(self._state.standing)
        start = bool(len(found)) and not view.reopen
        with self._model.together():
            view.selected = str(found.index[0]) if start else view.selected
            view.reopen = start
