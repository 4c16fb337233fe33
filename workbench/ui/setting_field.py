"""A typed number that is a setting: shown, read as the setting is declared, and drafted like every other."""

from typing import TYPE_CHECKING, Any

import ipywidgets

from workbench.ui.bind import Bound

if TYPE_CHECKING:
    from workbench.ui.board import Board

__all__ = ["SettingField"]


class SettingField:
    """A field for one setting of a board.

    Parameters
    ----------
    board : Board
    name : str
        Of a setting that is a number.
    blank : float, optional
        The value that an empty field stands for.
    hint : str
        What an empty field says.
    """

    def __init__(self, board: "Board", name: str, blank: float | None = None, hint: str = "") -> None:
        self._board, self._name, self._blank = board, name, blank
        declared = board.workspace.catalogue.setting(name)
        self._column, self._shown = declared.column, ""
        self.control = ipywidgets.Text(
            description=declared.label, placeholder=hint, tooltip=declared.help, continuous_update=False
        )
        self.control.add_class("wb-setting")
        self._bound = Bound(self.control, self._typed)
        board.show_setting(name, self)
        self.show(board.setting(name))

    def show(self, value: Any) -> None:
        """Show a value."""
        self._shown = "" if value == self._blank else f"{value:,.10g}"
        self._bound.show(self._shown)

    def _typed(self, text: str) -> None:
        """Draft what was typed; what cannot be read is said, and the old value stays."""
        try:
            value = self._column.read(text)
        except ValueError as error:
            self._board.bar.say(str(error), bad=True)
            self._bound.show(self._shown)
            return
        self._board.change_setting(self._name, self._blank if value is None else value)
