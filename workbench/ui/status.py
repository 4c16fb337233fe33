"""What just happened on a board, and in whose name it saves."""

from typing import Any

import ipywidgets
from markupsafe import Markup

from workbench.ui.model import BoardModel
from workbench.ui.person import Person
from workbench.ui.toolbar import button

__all__ = ["Status", "name_button"]


class Status(ipywidgets.HTML):
    """The line at the foot that shows what the model says.

    Parameters
    ----------
    model : BoardModel
    """

    def __init__(self, model: BoardModel) -> None:
        super().__init__()
        for name in ("wb-prose", "wb-status"):
            self.add_class(name)
        model.observe(self._said, "said")

    def _said(self, change: Any) -> None:
        sentence, bad = change.new
        (self.add_class if bad else self.remove_class)("wb-bad")
        self.value = str(Markup("{}").format(sentence))


def name_button(person: Person) -> ipywidgets.Button:
    """Return the button that shows the name and asks for another; hidden where there is nothing to ask."""
    made = button("", person.ask, "wb-quiet", tooltip="You save in this name; choose another")

    def show(_: Any = None) -> None:
        made.description = person.who if person.known else ""
        made.layout.display = "" if person.asked and person.known else "none"

    person.observe(show)
    show()
    return made
