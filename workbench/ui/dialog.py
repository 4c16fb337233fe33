"""A card over the board: help, "How was this computed?", import."""

from collections.abc import Callable, Sequence

import ipywidgets
from markupsafe import Markup

__all__ = ["Dialog", "prose"]


def prose(markup: str | Markup, *classes: str) -> ipywidgets.HTML:
    """Return a widget that shows escaped text or ``Markup``; plain text is escaped here."""
    widget = ipywidgets.HTML(str(Markup("{}").format(markup)))
    for name in ("wb-prose", *classes):
        widget.add_class(name)
    return widget


class Dialog(ipywidgets.VBox):
    """Hidden until :meth:`show`; one at a time on a board."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("wb-dialog-place")
        self._closed: Callable[[], None] = lambda: None

    def show(
        self, title: str, children: Sequence[ipywidgets.Widget], on_close: Callable[[], None] = lambda: None
    ) -> None:
        """Open with a title and content; the Close button and Escape end it."""
        close = ipywidgets.Button(description="Close")
        close.add_class("wb-quiet")
        close.on_click(lambda _: self.close_card())
        head = ipywidgets.HBox([prose(Markup("<h2>{}</h2>").format(title)), close])
        head.add_class("wb-dialog-head")
        card = ipywidgets.VBox([head, *children])
        card.add_class("wb-dialog")
        self._closed = on_close
        self.children = [card]

    def close_card(self) -> None:
        """Close, if open."""
        if self.children:
            self.children = []
            self._closed()
