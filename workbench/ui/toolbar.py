"""What stands over the list: + New, search, filters, what there is to do, the board's own controls, import."""

from collections.abc import Callable, Iterable, Sequence

import ipywidgets

from workbench.ui.bind import bind
from workbench.ui.choice import Choice
from workbench.ui.view import ALL, View

__all__ = ["Toolbar", "button"]

STATUS = {
    ALL: "All statuses",
    "open": "Open",
    "later": "Later",
    "doing": "Doing",
    "done": "Done",
    "dropped": "Dropped",
}


def button(text: str, on_click: Callable[[], None], *classes: str, tooltip: str = "") -> ipywidgets.Button:
    """Return a button of our look."""
    made = ipywidgets.Button(description=text, tooltip=tooltip or text)
    for name in classes:
        made.add_class(name)
    made.on_click(lambda _: on_click())
    return made


class Toolbar(ipywidgets.HBox):
    """Bound to the view; the buttons call the board."""

    def __init__(
        self,
        view: View,
        *,
        on_new: Callable[[], None],
        on_import: Callable[[], None],
        offers: Sequence[ipywidgets.Widget],
        tools: Sequence[ipywidgets.Widget],
    ) -> None:
        search = ipywidgets.Text(
            placeholder="Search", tooltip="Search titles (press /)", continuous_update=True
        )
        search.add_class("wb-search")
        self._view = view
        self._choices = {
            "status": self._choice("status", STATUS, lambda value: STATUS.get(value, value)),
            "theme": self._choice("theme", [ALL], lambda value: "Every theme" if value == ALL else value),
            "owner": self._choice("owner", [ALL], lambda value: "Every owner" if value == ALL else value),
        }
        gap = ipywidgets.HBox()
        gap.add_class("wb-gap")
        super().__init__(
            [
                button("+ New", on_new, "wb-primary"),
                search,
                *(choice.control for choice in self._choices.values()),
                *offers,
                gap,
                *tools,
                button("Import", on_import, "wb-quiet", tooltip="From a file or a pasted block"),
            ]
        )
        self.add_class("wb-toolbar")
        bind(search, view, "search")

    def _choice(self, name: str, values: Iterable[str], say: Callable[[str], str]) -> Choice:
        """Return the choice that one filter of the view is."""
        view = self._view
        choice = Choice(values, say, lambda value: setattr(view, name, value), name.capitalize())
        choice.show(getattr(view, name))
        view.observe(lambda change: choice.show(change.new), name)
        return choice

    def offer(self, name: str, values: Iterable[str]) -> None:
        """Set what can be chosen for "theme" or "owner"; a chosen value that is gone stays choosable."""
        chosen = getattr(self._view, name)
        self._choices[name].offer([ALL, *sorted({*values} | ({chosen} - {ALL}))], chosen)
