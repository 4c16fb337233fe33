"""One estimate with its range on one track: low, likely, high."""

from collections.abc import Callable
from typing import Any

import traitlets

from workbench.ui.widget import Widget

__all__ = ["RangeSlider"]

SIDES = ("low", "value", "high")


class RangeSlider(Widget):
    """Three sliders on one track and a field for each.

    Python shows, the hand edits, and the two never share a trait: showing a value cannot write it back, even
    where the track is too short for it.

    Parameters
    ----------
    label : str
        Its name; the sliders are called ``label``, ``label low``, ``label high``.
    on_move : function(side, number)
        A handle was moved; called as fast as the page draws, stale values are skipped on the way.
    on_type : function(side, text)
        Something was typed into a field.
    on_hold : function(held)
        A pointer took a handle (True), or let go (False).
    on_enter : function(side)
        Enter was pressed in a field, and what was typed there is taken.
    """

    kind = "RangeSlider"
    label = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    percent = traitlets.Bool(default_value=False).tag(sync=True)
    min = traitlets.Float(0.0).tag(sync=True)
    max = traitlets.Float(1.0).tag(sync=True)
    step = traitlets.Float(0.01).tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)
    edit = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        on_move: Callable[[str, float], None],
        on_type: Callable[[str, str], None],
        on_hold: Callable[[bool], None] = lambda _: None,
        on_enter: Callable[[str], None] = lambda _: None,
        **traits: Any,
    ) -> None:
        super().__init__(shown={"item": None, "ack": 0}, **traits)
        self._on_move, self._on_type, self._on_hold, self._on_enter = on_move, on_type, on_hold, on_enter
        self._taken = 0
        self.observe(lambda change: self._take_edit(change.new), "edit")

    def show(self, item: str | None, **values: Any) -> None:
        """Show an item's ``low``, ``value``, ``high``, ``draft``, ``assumed``, ``hint`` and ``refused``."""
        self.shown = {"item": item, "ack": self._taken, **values}

    def refuse(self, sentence: str) -> None:
        """Show why a text was not taken, and what was typed is gone."""
        self.shown = {**self.shown, "refused": sentence, "ack": self._taken}

    def focus(self) -> None:
        """Put the keyboard into the field of the likely value."""
        self.send({"focus": True})

    def _take_edit(self, edit: dict[str, Any]) -> None:
        """Take an edit once: a trait waits its turn and may come after the message that overtook it."""
        if not isinstance(edit.get("seq"), int) or edit["seq"] <= self._taken:
            return
        self._taken = edit["seq"]
        if edit.get("side") not in SIDES or edit.get("item") != self.shown.get("item"):
            return  # of an item that is no longer selected
        if isinstance(edit.get("text"), str):
            self._on_type(edit["side"], edit["text"])
            if edit.get("enter") and not self.shown.get("refused"):
                self._on_enter(edit["side"])
        elif isinstance(edit.get("value"), int | float):
            self._on_move(edit["side"], float(edit["value"]))

    def receive(self, message: dict[str, Any]) -> None:
        """Take an edit that must not be overtaken, the start and the end of a move, and the Enter key."""
        if isinstance(message.get("edit"), dict):
            self._take_edit(message["edit"])
        if isinstance(message.get("held"), bool):
            self._on_hold(message["held"])
        if message.get("enter") in SIDES:
            self._on_enter(message["enter"])
