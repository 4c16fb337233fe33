"""The pattern of a board over one table: a list, the selected item, and cards beside them.

A board declares its columns and answers a few questions; see ``opportunities/board.py``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets
import numpy as np
import pandas as pd

from workbench.sampling.words import round_up
from workbench.ui.board import Board
from workbench.ui.bulk import Bulk
from workbench.ui.comments import Comments
from workbench.ui.frame import card
from workbench.ui.grid import Grid, GridColumn
from workbench.ui.inspector import Inspector
from workbench.ui.item import show_item
from workbench.ui.list_acts import ListActs
from workbench.ui.offer import Offer
from workbench.ui.toolbar import Filter, Toolbar, button

if TYPE_CHECKING:
    from workbench.ui.import_panel import Importer

__all__ = ["ListBoard"]


class ListBoard(Board):
    """A board over one table."""

    table: ClassVar[str]
    nothing: ClassVar[str] = "Nothing here yet."
    columns: tuple[GridColumn, ...]
    """Of the list; which they are may follow the draft."""
    facts: ClassVar[tuple[str, ...]]
    """Columns shown as fields of the selected item; the first is its name."""
    estimates: tuple[str, ...] = ()
    """Columns shown as sliders of the selected item; which they are may follow the draft."""
    least: ClassVar[Mapping[str, float]] = {}
    """How far a slider goes at least, where the data do not ask for more."""
    fresh: ClassVar[Mapping[str, Any]] = {"title": "New item"}
    """What a new row starts with."""
    filters: ClassVar[tuple[Filter, ...]] = ()
    acts: ListActs
    grid: Grid
    inspector: Inspector
    _offered: tuple[GridColumn, ...]
    frame: pd.DataFrame
    """The table with the draft over it."""

    # What a list board answers besides. Each reads self.frame, self.view and settings only.

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows."""
        raise NotImplementedError

    def bands(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the order of these rows: ``[{"label": ..., "ids": [...]}, ...]``."""
        raise NotImplementedError

    def matches(self) -> "pd.Series[bool]":
        """Return which rows search and filters let through."""
        found = pd.Series(data=True, index=self.frame.index)
        if self.view.search:
            found &= self.frame["title"].str.contains(self.view.search, case=False, regex=False, na=False)
        return found

    def choices(self) -> Mapping[str, Iterable[str]]:
        """Return what can be chosen for the filters whose values the data say; a mapping: and how it is said."""
        return {}

    def cards(self) -> list[ipywidgets.Box]:
        """Return the cards beside list and item, made once."""
        return []

    def draw(self, *, settled: bool) -> None:
        """Patch the pictures; their order and axes only when settled."""

    def notes(self) -> dict[str, dict[str, Any]]:
        """Return, by column, what the sliders say beside their values: hint, assumed sides, values to fill in."""
        return {}

    def consequence(self) -> str:
        """Say what the draft does to the selected item."""
        return ""

    def about(self, row: Mapping[str, Any]) -> str:
        """Say what else is known of the selected item."""
        text = row.get("description")
        return text if isinstance(text, str) else ""

    def under_item(self) -> list[ipywidgets.Widget]:
        """Return what stands below the selected item's fields, made once."""
        return []

    def new_button(self) -> ipywidgets.Widget:
        """Return the button that is always in sight."""
        return button("+ New", self.acts.add, "wb-primary")

    def tools(self) -> list[ipywidgets.Widget]:
        """Return the board's own controls for the toolbar."""
        return []

    def offers(self) -> list[Offer]:
        """Return the buttons that are there only while there is something to do."""
        return []

    def importer(self) -> "Importer":
        """Return what reads files."""
        raise NotImplementedError

    def next_item(self) -> None:
        """Go on after Enter in the last slider's field."""

    def read(self, column: str, text: str) -> dict[str, Any]:
        """Read a typed text as cells to change; ValueError with a sentence where it cannot be one."""
        return {column: self.workspace.declaration(self.table).column(column).read(text)}

    # How it answers what every board is asked

    def make_acts(self) -> ListActs:
        """Return what a person can do."""
        return ListActs(self)

    def load(self) -> None:
        """Read the table with the draft over it."""
        self.frame = self.draft.over(self.table)

    def show(self, *, settled: bool) -> None:
        """Show the cells: of the selected row at every move, of all rows at rest."""
        if not settled:
            self._drawn(settled=False)  # first: the page draws while the rest is still being said
        shown = self.grid.rows if settled else [self.view.selected]
        there = [id_ for id_ in shown if id_ in self.grid.rows and id_ in self.frame.index]
        if there:
            self.grid.patch(self._cells(there))
        show_item(self)
        if settled and self.acts.held:
            self.grid.ghost = self._landing()

    def arranged(self) -> None:
        """Show every row in its order, the headlines and the pictures."""
        self.grid.ghost = None
        order = self.bands(self._listed())
        shown = [id_ for band in order for id_ in band["ids"]]
        if self.view.selected not in self.frame.index:
            self.view.selected = shown[0] if shown else None
            self._derived(self.weigh)
            self._settle.drop()
        self.grid.nothing = (
            self.nothing if self.frame.empty else "Nothing matches this search and these filters."
        )
        self.grid.show(self._cells(self.frame.index.tolist()), order)
        self.grid.selected = self.view.selected
        for name, values in self.choices().items():
            self.toolbar.offer(name, values)
        for offer in self._offers:
            offer.show()
        self.bulk.show()
        self._offer_columns()
        self._scale()
        show_item(self)
        self._drawn(settled=True)

    def _cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows, with the number of their comments."""
        made, counts = self.cells(ids), self.comments.counts()
        for id_, row in made.items():
            if id_ in counts or "_said" in self.grid.rows.get(id_, ()):
                row["_said"] = counts.get(id_, 0)
        return made

    def _drawn(self, *, settled: bool) -> None:
        """Draw the pictures, or the part that is looked at."""
        part = self.parts.get(self.view.tab)
        if part is None:
            self.draw(settled=settled)
        elif self.view.tab in self._frame.made:
            self._derived(lambda: part.draw(settled=settled))

    def _listed(self) -> list[str]:
        """Return the rows that search and filters let through, and what is new in the draft."""
        keep = self.matches()
        new = self.draft.touched(self.table)
        return [
            id_
            for id_ in self.frame.index
            if keep[id_] or (id_ in new and id_ not in self.workspace.frame(self.table).index)
        ]

    def _landing(self) -> str | None:
        """Return the row before which the moved one will land, where that is not where it is."""
        shown = [id_ for band in self.bands(self._listed()) for id_ in band["ids"]]
        now = [id_ for band in self.grid.order for id_ in band["ids"]]
        if shown == now or self.view.selected not in shown:
            return None
        after = shown.index(self.view.selected) + 1
        return shown[after] if after < len(shown) else None

    def _offer_columns(self) -> None:
        """Show the columns and sliders that there are now."""
        declared = self.workspace.declaration(self.table)
        if self.columns != self._offered:
            self.grid.offer(self.columns)
            self._offered = self.columns
        if self.estimates != tuple(self.inspector.sliders):
            self.inspector.offer([declared.column(name) for name in self.estimates])

    def _scale(self) -> None:
        """Let the sliders of unbounded columns go a little further than the data."""
        declared = self.workspace.declaration(self.table)
        for name in self.estimates:
            column = declared.column(name)
            if column.high is None:
                ends = self.frame[[name, f"{name}_high"]].to_numpy(dtype=float)
                furthest = max(float(np.nanmax(ends, initial=0.0)), self.least.get(name, 0.0))
                self.inspector.scale(name, round_up(furthest), column.step or 0.1)

    # Building

    def build(self) -> None:
        """Make list, toolbar and item."""
        declared = self.workspace.declaration(self.table)
        self.score()
        self._offered = self.columns
        self.bulk, self.comments = Bulk(self), Comments(self)
        self.grid = Grid(
            self.columns,
            on_edit=self.acts.edit,
            on_sort=self.acts.sort,
            on_paste=self.acts.open_import,
            on_many=self.bulk.open,
        )
        self.grid.observe(lambda change: setattr(self.view, "selected", change.new), "selected")
        self.grid.observe(lambda _: self.bulk.show(), "chosen")
        self._offers = self.offers()
        self.toolbar = Toolbar(
            self.view,
            new=self.new_button(),
            filters=self.filters,
            on_import=self.acts.open_import,
            offers=[offer.control for offer in self._offers],
            tools=self.tools(),
        )
        self.inspector = Inspector(
            [declared.column(name) for name in self.facts],
            [declared.column(name) for name in self.estimates],
            on_text=lambda column, text: self.acts.edit([(self.view.selected, column, text)]),
            on_move=self.acts.move,
            on_hold=self.acts.hold,
            on_next=self.next_item,
        )
        remove = button("Delete", self.acts.delete, "wb-quiet", tooltip="Take this item out of the list")
        self.inspector.head.children = (
            *self.inspector.head.children,
            self.comments.control,
            remove,
            self.bar.buttons,
        )
        self.weigh()

    def caption(self) -> list[str]:
        """Return what search and filters let through, and by what the list is sorted."""
        column = self.view.sort.removeprefix("-")
        titles = {each.field: each.title for each in self.columns}
        down = ", downwards" if self.view.sort.startswith("-") else ""
        return [*self.toolbar.words(), *([f"sorted by {titles[column]}{down}"] if column in titles else [])]

    def body(self, tab: str) -> Sequence[ipywidgets.Widget]:
        """Return list, item and the cards beside them; of another part, its cards."""
        if tab:
            return self.parts[tab].cards()
        return [
            card(self.toolbar, self.grid, self.bulk.control, name="wb-list"),
            card(self.inspector, *self.under_item(), self.bar, name="wb-item"),
            *self.cards(),
        ]

    def import_panel(self, on_done: Callable[[str], None], block: str | None = None) -> ipywidgets.Widget:
        """Return the import panel of the table."""
        from workbench.ui.import_panel import ImportPanel

        return ImportPanel(self.importer(), on_done, block)
