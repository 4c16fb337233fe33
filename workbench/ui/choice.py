"""A choice that can show any value: one that is not among its options is added, not lost."""

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets

from workbench.ui.bind import Bound

__all__ = ["Choice"]


class Choice:
    """A drop-down that looks like a chip.

    Parameters
    ----------
    values : iterable
        What can be chosen.
    say : function(value) -> text
    write : function(value)
        Called when a person chooses.
    tooltip : str
    """

    def __init__(
        self, values: Iterable[Any], say: Callable[[Any], str], write: Callable[[Any], None], tooltip: str
    ) -> None:
        self._say = say
        self.control = ipywidgets.Dropdown(options=[(say(value), value) for value in values], tooltip=tooltip)
        self.control.add_class("wb-chip")
        self._bound = Bound(self.control, write)

    def show(self, value: Any) -> None:
        """Show a value."""
        known = [option for _, option in self.control.options]
        if value not in known:
            self.offer([*known, value], value)
        self._bound.show(value)

    def offer(self, values: Iterable[Any], chosen: Any) -> None:
        """Set what can be chosen, and show what is chosen: among them or not."""
        values = list(values)
        options = tuple((self._say(value), value) for value in values + [chosen] * (chosen not in values))
        with self._bound.deaf():
            if tuple(self.control.options) != options:
                self.control.options = options
            self.control.value = chosen
