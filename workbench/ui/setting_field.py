"""A typed number that is a setting: shown, read as the setting is declared, and drafted like every other."""

from typing import Any

import ipywidgets

from workbench.ui.bind import Bound
from workbench.ui.model import BoardModel
from workbench.ui.page import Page

__all__ = ["SettingField"]


class SettingField:
    """A field for one setting of a board.

    Parameters
    ----------
    model : BoardModel
    page : Page
        Lets it show the setting whenever the board is laid out.
    name : str
        Of a setting that is a number.
    blank : float, optional
        The value that an empty field stands for.
    hint : str
        What an empty field says.
    """

    def __init__(
        self, model: BoardModel, page: Page, name: str, blank: float | None = None, hint: str = ""
    ) -> None:
        self._model, self._name, self._blank = model, name, blank
        declared = model.workspace.catalogue.setting(name)
        self._column, self._shown = declared.column, ""
        self.control = ipywidgets.Text(
            description=declared.label, placeholder=hint, tooltip=declared.help, continuous_update=False
        )
        self.control.add_class("wb-setting")
        self._bound = Bound(self.control, self._typed)
        page.show_setting(name, self)
        self.show(model.setting(name))

    def show(self, value: Any) -> None:
        """Show a value."""
        self._shown = "" if value == self._blank else f"{value:,.10g}"
        self._bound.show(self._shown)

    def _typed(self, text: str) -> None:
        """Draft what was typed; what cannot be read is said, and the old value stays."""
        try:
            value = self._column.read(text)
        except ValueError as error:
            self._model.say(str(error), bad=True)
            self._bound.show(self._shown)
            return
        self._model.change_setting(self._name, self._blank if value is None else value)
