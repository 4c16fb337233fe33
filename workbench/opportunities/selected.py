"""Below the selected item's sliders: what can be decided of it, what would change its place, and why it is here."""

from workbench.opportunities.deciding.choice_row import NotNow, Reopen, ReopenWhen, TakeIn
from workbench.opportunities.deciding.item_row import ItemRow
from workbench.opportunities.evidence.suggestion_offer import SuggestedConfidence, SuggestedReach
from workbench.opportunities.evidence.why import why_here
from workbench.opportunities.moves.move_dialog import WhyMoved
from workbench.opportunities.state import OpportunityState
from workbench.opportunities.worth.hints import Hints
from workbench.ui.page import Page

__all__ = ["Selected"]


class Selected:
    """What stands below the sliders of the Opportunities board's item.

    Parameters
    ----------
    state : OpportunityState
    page : Page
    """

    def __init__(self, state: OpportunityState, page: Page) -> None:
        self._state, self.hints = state, Hints()
        decisions = (TakeIn(state), NotNow(state), Reopen(state), ReopenWhen(state))
        suggested = (SuggestedReach(state, page), SuggestedConfidence(state, page))
        self.row = ItemRow([*decisions, *suggested, WhyMoved(state, page)])

    def show(self) -> None:
        """Show what there is to decide, and what is known."""
        state = self._state
        self.hints.draw(state.knowing, state.standing, state.model.view.selected, self.why())
        self.row.show()

    def why(self) -> str:
        """Say why it is here: its weightiest quote, and how many more there are."""
        model = self._state.model
        quotes = model.workspace.frame("feedback")["quote"]
        return why_here(self._state.backing.value, quotes, str(model.view.selected))
