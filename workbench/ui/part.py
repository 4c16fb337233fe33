"""A part of a board behind a tab of its own: its cards, its facts, and how it is drawn."""

from collections.abc import Sequence
from typing import Protocol

import ipywidgets

__all__ = ["Part"]


class Part(Protocol):
    """A part of a board but the first. It reads the board's draft, view and settings only."""

    layout: str
    """The name of one of the layouts in board.css."""

    def cards(self) -> Sequence[ipywidgets.Widget]:
        """Return its cards, made once: when it is first looked at."""

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top: figure and sentence."""

    def draw(self, *, settled: bool) -> None:
        """Show it, once its cards are made; what is dear, or makes things jump, only when settled."""
