"""In whose name a page saves: asked at the first Save, kept by the browser, seen by others who are here."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import traitlets

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Person"]


class Person(traitlets.HasTraits):
    """The person at a board's page.

    Nobody is asked in a notebook, which is one person's, nor where $WORKBENCH_USER names everybody.

    Parameters
    ----------
    workspace : Workspace
        Saves, and is seen by others, in the person's name.
    """

    who = traitlets.Unicode()
    known = traitlets.Bool(True)
    """Whether the name needs no asking."""
    asked = traitlets.Bool()
    """Whether there is anything to ask here at all."""

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(who=workspace.who)
        self._workspace = workspace
        self.on_ask: Callable[[str], None] = lambda _: None
        """Asks on the page; gets the name so far."""
        self._then: Callable[[], object] = lambda: None

    def hello(self, who: str | None) -> None:
        """Take the name that the browser keeps: "" where it has none yet, None in a notebook."""
        self.asked = who is not None and not os.environ.get("WORKBENCH_USER")
        self.known = not self.asked or bool(who)
        if self.asked and who:
            self.who = who
        self._be_seen()

    def named(self, who: str) -> None:
        """Take the answer."""
        self.who, self.known, self.asked = who, True, True
        self._be_seen()

    def ask(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask for the name, and go on with ``then`` once there is one."""
        self._then = then
        self.on_ask(self.who)

    def go_on(self) -> None:
        """Do what waited for the name."""
        then, self._then = self._then, lambda: None
        then()

    def _be_seen(self) -> None:
        self._workspace.who = self.who
        self._workspace.changes.who = self.who if self.known else "somebody"
