"""A button that is there only while it has something to offer."""

from collections.abc import Callable

from workbench.ui.toolbar import button

__all__ = ["Offer"]


class Offer:
    """A quiet button over the list.

    Parameters
    ----------
    words : function() -> str
        What it offers; "" while there is nothing.
    act : function()
    tooltip : str
    """

    def __init__(self, words: Callable[[], str], act: Callable[[], None], tooltip: str) -> None:
        self._words = words
        self.control = button("", act, "wb-quiet", "wb-offer", tooltip=tooltip)

    def show(self) -> None:
        """Show or hide it, by what it has to offer now."""
        words = self._words()
        self.control.layout.display = "" if words else "none"
        self.control.description = words
