"""A tab over one table: grid, toolbar, selected item, bulk changes and comments, wired once.

A part declares its :class:`ListSource`, and adds what else its tab has; see ``opportunities/ranking_tab.py``.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets
import numpy as np

from workbench.language.numbers import round_up
from workbench.ui import item
from workbench.ui.bulk import Bulk
from workbench.ui.comments import Comments
from workbench.ui.draft_bar import DraftBar, DraftButtons
from workbench.ui.frame import card
from workbench.ui.grid import Grid
from workbench.ui.inspector import Inspector
from workbench.ui.list_actions import ListActions
from workbench.ui.list_source import ListSource
from workbench.ui.model import BoardModel
from workbench.ui.offer import Offer
from workbench.ui.page import Page
from workbench.ui.tab import Tab
from workbench.ui.toolbar import Toolbar, button

__all__ = ["ListTab"]


class ListTab(Tab):
    """A list and its selected item."""

    label = "List"
    layout = "list-detail"
    source_class: ClassVar[type[ListSource]]

    def __init__(self, model: BoardModel, state: Any, page: Page) -> None:
        super().__init__(model, state, page)
        self.source = source = self.source_class(model, state)
        self.actions, self.bar = ListActions(source), DraftBar(model)
        self.bulk, self.comments = Bulk(source, page), Comments(source, page)
        self._columns = source.columns()
        self.grid = self.bulk.grid = Grid(
            self._columns,
            on_edit=self.edit,
            on_sort=self.actions.sort,
            on_paste=page.open_import,
            on_many=self.bulk.open,
        )
        self.grid.observe(lambda change: setattr(model.view, "selected", change.new), "selected")
        self.grid.observe(lambda _: self.bulk.show(), "chosen")
        model.observe(lambda change: self._focus(change.new), "focus")
        self.inspector = Inspector(
            [source.declared.column(name) for name in source.facts],
            [source.declared.column(name) for name in source.estimates()],
            on_text=lambda column, text: self.edit([(model.view.selected, column, text)]),
            on_move=self.actions.move,
            on_hold=model.hold,
            on_next=self.next_item,
        )

    # What a part's tab may add

    def new_button(self) -> ipywidgets.Widget:
        """Return the button that is always in sight."""
        return button("+ New", self.add, "wb-primary")

    def tools(self) -> Sequence[ipywidgets.Widget]:
        """Return the tab's own controls for the toolbar, made once."""
        return []

    def offers(self) -> Sequence[Offer]:
        """Return the buttons that are there only while there is something to do, made once."""
        return []

    def under_item(self) -> Sequence[ipywidgets.Widget]:
        """Return what stands below the selected item's fields, made once."""
        return []

    def next_item(self) -> None:
        """Go on after Enter in the last slider's field."""

    # What a person does

    def edit(self, cells: Sequence[tuple[str, str, str]]) -> None:
        """Take typed, pasted or deleted texts; the first that is refused is said where it was typed."""
        for id_, column, sentence in self.actions.edit(cells)[:1]:
            self.grid.refuse(id_, column, sentence)
            if id_ == self.model.view.selected:
                self.inspector.refuse(column, sentence)

    def add(self) -> None:
        """Add a row; its name is typed next."""
        self.actions.add()
        self.inspector.focus_name()

    # How it is shown

    def cards(self) -> list[ipywidgets.Widget]:
        """Return the list and the item."""
        self._offers = self.offers()
        self.toolbar = Toolbar(
            self.model.view,
            new=self.new_button(),
            filters=self.source.filters,
            on_import=self.page.open_import if self.page.imports else None,
            offers=[offer.control for offer in self._offers],
            tools=self.tools(),
        )
        hint = "Take this item out of the list"
        remove = button("Delete", self.actions.delete, "wb-quiet", tooltip=hint)
        head = self.inspector.head
        head.children = (*head.children, self.comments.control, remove, DraftButtons(self.model))
        return [
            card(self.toolbar, self.grid, self.bulk.control, name="wb-list"),
            card(self.inspector, *self.under_item(), self.bar, name="wb-item"),
        ]

    def show(self, *, settled: bool) -> None:
        """Show the selected row's cells at every move; settled, every row in its order."""
        if not settled:
            self._patch([self.model.view.selected])
            self.show_item()
            return
        self.grid.ghost = None
        order = self.source.order(self.listed())
        self._select([id_ for band in order for id_ in band["ids"]])
        frame = self.source.frame
        self.grid.nothing = (
            self.source.nothing if frame.empty else "Nothing matches this search and these filters."
        )
        self.grid.show(self._cells(frame.index.tolist()), order)
        self.grid.selected = self.model.view.selected
        for name, values in self.source.choices().items():
            self.toolbar.offer(name, values)
        for offer in self._offers:
            offer.show()
        self.bulk.show()
        self._offer_columns()
        self.show_item()

    def rest(self) -> None:
        """Show the cells of all rows, and where the moved one will land."""
        self._patch(self.grid.rows)
        self.show_item()
        if self.model.held:
            self.grid.ghost = self._landing()

    def learnt(self) -> None:
        """Show what was worked out of the selected item."""
        self.show_item()

    def show_item(self) -> None:
        """Show the selected item, or that there is none; the draft's sentence; the first conflict, if any."""
        frame, selected = self.source.frame, self.model.view.selected
        chosen = selected if selected in frame.index else None
        row = frame.loc[chosen].to_dict() if chosen else {}
        self.inspector.show(chosen, row, item.estimates(self.source, chosen, row))
        self.comments.show()
        dirty = bool(self.model.draft.edits)
        said = item.draft_sentence(self.source, chosen) if dirty else self.source.about(chosen)
        self.bar.show(said, dirty=dirty)
        self.bar.show_conflict(item.conflict(self.source))

    def caption(self) -> list[str]:
        """Return what search and filters let through, and by what the list is sorted."""
        sort = self.model.view.sort
        column, down = sort.removeprefix("-"), ", downwards" if sort.startswith("-") else ""
        titles = {each.field: each.title for each in self._columns}
        return [*self.toolbar.words(), *([f"sorted by {titles[column]}{down}"] if column in titles else [])]

    def listed(self) -> list[str]:
        """Return the rows that search and filters let through, and what is new in the draft."""
        keep, new = self.source.matches(), self.model.draft.touched(self.source.table)
        saved = self.model.workspace.frame(self.source.table).index
        return [id_ for id_ in self.source.frame.index if keep[id_] or (id_ in new and id_ not in saved)]

    def _focus(self, column: str) -> None:
        if column in self.inspector.sliders:
            self.inspector.sliders[column].focus()

    def _select(self, shown: Sequence[str]) -> None:
        """Select the first where the selected one is not there any more."""
        view = self.model.view
        if view.selected not in self.source.frame.index:
            with self.model.quiet():
                view.selected = shown[0] if shown else None

    def _patch(self, ids: Any) -> None:
        there = [id_ for id_ in ids if id_ in self.grid.rows and id_ in self.source.frame.index]
        if there:
            self.grid.patch(self._cells(there))

    def _cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows, with the number of their comments."""
        made, counts = self.source.cells(ids), self.comments.counts()
        for id_, row in made.items():
            if id_ in counts or "_said" in self.grid.rows.get(id_, ()):
                row["_said"] = counts.get(id_, 0)
        return made

    def _landing(self) -> str | None:
        """Return the row before which the moved one will land, where that is not where it is."""
        shown = [id_ for band in self.source.order(self.listed()) for id_ in band["ids"]]
        now = [id_ for band in self.grid.order for id_ in band["ids"]]
        if shown == now or self.model.view.selected not in shown:
            return None
        after = shown.index(self.model.view.selected) + 1
        return shown[after] if after < len(shown) else None

    def _offer_columns(self) -> None:
        """Show the columns and sliders that there are now; unbounded ones go a little further than the data."""
        source, columns, names = self.source, self.source.columns(), self.source.estimates()
        if columns != self._columns:
            self.grid.offer(columns)
            self._columns = columns
        if names != tuple(self.inspector.sliders):
            self.inspector.offer([source.declared.column(name) for name in names])
        for name in names:
            column = source.declared.column(name)
            if column.high is None:
                ends = source.frame[[name, f"{name}_high"]].to_numpy(dtype=float)
                furthest = max(float(np.nanmax(ends, initial=0.0)), column.reaches)
                self.inspector.scale(name, round_up(furthest), column.step or 0.1)
