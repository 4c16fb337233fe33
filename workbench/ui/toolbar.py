"""What stands over the list: + New, search, filters, what there is to do, the board's own controls, import."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import ipywidgets

from workbench.ui.bind import bind
from workbench.ui.choice import Choice
from workbench.ui.view import ALL, View

__all__ = ["Filter", "Toolbar", "button"]


IMPORT = "From a file or a pasted block"


@dataclass(frozen=True)
class Filter:
    """A choice over the list that is one trait of the view.

    Attributes
    ----------
    name : str
        The trait.
    everything : str
        What it says where it lets every row through.
    values : mapping
        What else can be chosen, and how it is said; empty where the data say it (:meth:`Toolbar.offer`).
    """

    name: str
    everything: str
    values: Mapping[str, str] = field(default_factory=dict)


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
        new: ipywidgets.Widget,
        filters: Sequence[Filter],
        on_import: Callable[[], None] | None,
        offers: Sequence[ipywidgets.Widget],
        tools: Sequence[ipywidgets.Widget],
    ) -> None:
        search = ipywidgets.Text(
            placeholder="Search", tooltip="Search titles (press /)", continuous_update=True
        )
        search.add_class("wb-search")
        self._view = view
        self._said = {each.name: {**each.values, ALL: each.everything} for each in filters}
        self._choices = {each.name: self._choice(each) for each in filters}
        gap = ipywidgets.HBox()
        gap.add_class("wb-gap")
        super().__init__(
            [
                new,
                search,
                *(choice.control for choice in self._choices.values()),
                *offers,
                gap,
                *tools,
                *([button("Import", on_import, "wb-quiet", tooltip=IMPORT)] if on_import else []),
            ]
        )
        self.add_class("wb-toolbar")
        bind(search, view, "search")

    def _choice(self, one: Filter) -> Choice:
        """Return the choice that one filter of the view is."""
        view, said = self._view, self._said[one.name]
        choice = Choice(
            [ALL, *one.values],
            lambda value: said.get(value, value),
            lambda value: setattr(view, one.name, value),
            one.name.capitalize(),
        )
        choice.show(getattr(view, one.name))
        view.observe(lambda change: choice.show(change.new), one.name)
        return choice

    def words(self) -> list[str]:
        """Say what search and filters let through; nothing of those that let all through.

        Examples
        --------
        >>> view = View(search="opc")
        >>> Toolbar(view, new=ipywidgets.Box(), filters=[], on_import=print, offers=[], tools=[]).words()
        ['search: opc']
        """
        chosen = {name: getattr(self._view, name) for name in self._choices}
        found = [
            f"{name}: {self._said[name].get(value, value)}" for name, value in chosen.items() if value != ALL
        ]
        return [*found, *([f"search: {self._view.search}"] if self._view.search else [])]

    def offer(self, name: str, values: Iterable[str]) -> None:
        """Set what can be chosen for a filter, with how it is said where that is a mapping.

        A chosen value that is gone stays choosable.
        """
        chosen, said = getattr(self._view, name), self._said[name]
        if isinstance(values, Mapping):
            said.update(values)
        known = sorted(
            {*values} | ({chosen} - {ALL}), key=lambda value: str(said.get(value, value)).casefold()
        )
        self._choices[name].offer([ALL, *known], chosen)
