"""The choice of the method that orders the list: of those that there are at the moment, the draft's own among them."""

from typing import TYPE_CHECKING, Any

from workbench.opportunities.methods import catalogue
from workbench.ui.choice import Choice

if TYPE_CHECKING:
    from workbench.opportunities.board import OpportunityBoard

__all__ = ["SETTING", "MethodChoice"]

SETTING = "opportunities.method"


class MethodChoice(Choice):
    """A chip that shows the setting and drafts it."""

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        super().__init__([], self._called, lambda name: board.change_setting(SETTING, name), "Method")

    def show(self, value: Any) -> None:
        """Show a method, among those that can order the list now."""
        self.offer(catalogue.methods_of(self._board.draft.over), value)

    def _called(self, name: str) -> str:
        return catalogue.label(name, self._board.draft.over)
