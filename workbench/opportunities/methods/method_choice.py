"""The choice of the method that orders the list: of those that there are at the moment, the draft's own among them."""

from typing import Any

from workbench.opportunities.methods import catalogue
from workbench.ui.choice import Choice
from workbench.ui.model import BoardModel

__all__ = ["SETTING", "MethodChoice"]

SETTING = "opportunities.method"


class MethodChoice(Choice):
    """A chip that shows the setting and drafts it."""

    def __init__(self, model: BoardModel) -> None:
        self._model = model
        super().__init__([], self._called, lambda name: model.change_setting(SETTING, name), "Method")

    def show(self, value: Any) -> None:
        """Show a method, among those that can order the list now."""
        self.offer(catalogue.methods_of(self._model.table), value)

    def _called(self, name: str) -> str:
        return catalogue.label(name, self._model.table)
