"""In whose name a page saves: asked at the first Save, kept by the browser, seen by others who are here."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.ui.toolbar import button

if TYPE_CHECKING:
    from workbench.ui.board import Board

__all__ = ["Visitor"]


class Visitor:
    """The person at a board's page.

    Nobody is asked in a notebook, which is one person's, nor where $WORKBENCH_USER names everybody.

    Attributes
    ----------
    known : bool
        Whether the name needs no asking.
    control : Button
        Shows the name and asks for another; hidden where there is nothing to ask.
    """

    def __init__(self, board: "Board") -> None:
        self._board, self.known = board, True
        self._then: Callable[[], object] = lambda: None
        self.control = button("", self.ask, "wb-quiet", tooltip="You save in this name; choose another")
        self.control.layout.display = "none"

    def hello(self, who: str | None) -> None:
        """Take the name that the browser keeps: "" where it has none yet, None in a notebook."""
        asked = who is not None and not os.environ.get("WORKBENCH_USER")
        self.known = not asked or bool(who)
        if asked and who:
            self._board.workspace.who = who
        self._show(asked=asked)

    def ask(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask for the name, and go on once there is one."""
        self._then = then
        self._board.session.ask_name(self._board.workspace.who)

    def named(self, who: str) -> None:
        """Take the answer: the tab's draft goes on in the new name."""
        board, then, self._then = self._board, self._then, lambda: None
        board.workspace.drop_draft(board.draft.tab)
        board.workspace.who, self.known = who, True
        board.store()
        self._show(asked=True)
        then()

    def _show(self, *, asked: bool) -> None:
        who = self._board.workspace.who if self.known else "somebody"
        self._board.workspace.changes.who = who
        self.control.description = who if self.known else ""
        self.control.layout.display = "" if asked and self.known else "none"
