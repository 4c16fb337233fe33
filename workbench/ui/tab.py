"""A tab of a board: its cards, its facts, and how it is drawn."""

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets

from workbench.ui.model import BoardModel
from workbench.ui.page import Page

__all__ = ["Tab"]


class Tab:
    """A tab. It reads model and state, and changes nothing but by the model's verbs.

    Parameters
    ----------
    model : BoardModel
        What is edited and looked at.
    state : State
        What the board derives from it.
    page : Page
        Card, downloads and import of the page.
    """

    name: ClassVar[str] = ""
    """In links; the first tab of a board has none."""
    label: ClassVar[str] = ""
    """On its button."""
    question: ClassVar[str] = ""
    """What it answers, where that is another question than the board's."""
    layout: ClassVar[str] = "one"
    """The name of one of the layouts in board.css."""

    def __init__(self, model: BoardModel, state: Any, page: Page) -> None:
        self.model, self.state, self.page = model, state, page

    def cards(self) -> Sequence[ipywidgets.Widget]:
        """Return its cards, made once: when it is first looked at."""
        raise NotImplementedError

    def show(self, *, settled: bool) -> None:
        """Show it, once its cards are made; what is dear, or makes things jump, only when settled."""
        raise NotImplementedError

    def rest(self) -> None:
        """Show what the hand's rest brought, with everything in its place still."""

    def learnt(self) -> None:
        """Show what was worked out meanwhile."""
        self.show(settled=True)

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top: figure and sentence."""
        return []

    def caption(self) -> list[str]:
        """Return what a picture or a sheet of paper says of what is seen, besides product, question and version.

        A tab that has nothing of its own to say is captioned as the first one: filters hold on the whole board.
        """
        return []
