"""What stands over the list: + New, search, filters, the board's own controls, import."""

from collections.abc import Callable, Iterable, Sequence

import ipywidgets

from workbench.ui.bind import bind
from workbench.ui.view import ALL, View

__all__ = ["Toolbar", "button", "chip"]

STATUS = (("All statuses", ALL), ("Open", "open"), ("Later", "later"), ("Doing", "doing"), ("Done", "done"),
          ("Dropped", "dropped"))  # fmt: skip


def button(text: str, on_click: Callable[[], None], *classes: str, tooltip: str = "") -> ipywidgets.Button:
    """Return a button of our look."""
    made = ipywidgets.Button(description=text, tooltip=tooltip or text)
    for name in classes:
        made.add_class(name)
    made.on_click(lambda _: on_click())
    return made


def chip(options: Sequence[tuple[str, object]], tooltip: str) -> ipywidgets.Dropdown:
    """Return a choice that looks like a chip."""
    made = ipywidgets.Dropdown(options=options, tooltip=tooltip)
    made.add_class("wb-chip")
    return made


class Toolbar(ipywidgets.HBox):
    """Bound to the view; the buttons call the board."""

    def __init__(
        self,
        view: View,
        *,
        on_new: Callable[[], None],
        on_queue: Callable[[], None],
        on_import: Callable[[], None],
        tools: Sequence[ipywidgets.Widget],
    ) -> None:
        search = ipywidgets.Text(
            placeholder="Search", tooltip="Search titles (press /)", continuous_update=True
        )
        search.add_class("wb-search")
        status = chip(STATUS, "Status")
        self._choices = {
            name: chip([(f"Every {name}", ALL)], name.capitalize()) for name in ("theme", "owner")
        }
        self._queue = button(
            "", on_queue, "wb-quiet", "wb-queue", tooltip="Score them one after another, by keyboard"
        )
        gap = ipywidgets.HBox()
        gap.add_class("wb-gap")
        super().__init__(
            [
                button("+ New", on_new, "wb-primary"),
                search,
                status,
                *self._choices.values(),
                self._queue,
                gap,
                *tools,
                button("Import", on_import, "wb-quiet", tooltip="From a file or a pasted block"),
            ]
        )
        self.add_class("wb-toolbar")
        bind(search, view, "search")
        bind(status, view, "status")
        self._view = view
        for name, choice in self._choices.items():
            bind(choice, view, name)

    def offer(self, name: str, values: Iterable[str]) -> None:
        """Set what can be chosen for "theme" or "owner"; a chosen value that is gone stays choosable."""
        chosen = getattr(self._view, name)
        options = sorted({*values} | ({chosen} - {ALL}))
        choice = self._choices[name]
        wanted = ((f"Every {name}", ALL), *((value, value) for value in options))
        if tuple(choice.options) != wanted:
            choice.options = wanted
            choice.value = chosen

    def unscored(self, many: int, *, queueing: bool) -> None:
        """Say how many items are not scored yet, and offer to score them."""
        self._queue.layout.display = "" if many or queueing else "none"
        self._queue.description = "Stop scoring" if queueing else f"Score {many} unscored"
