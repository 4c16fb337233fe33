"""An editable table on the page: the hand, never the judge. Raw text comes back; Python reads and refuses it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import traitlets

from workbench.ui.widget import Widget

__all__ = ["Grid", "GridColumn"]

Edits = list[tuple[str, str, str]]


@dataclass(frozen=True)
class GridColumn:
    """How one column looks; what it may hold is the table declaration's business."""

    field: str
    title: str
    kind: str = "text"
    """One of text, title, choice, date, number, percent, score, rank, odds, yesno: see js/src/widgets/cells.js."""
    editable: bool = False
    width: int | None = None
    """Pixels; None shares what is left."""
    slim: int | None = None
    """Pixels on a phone, where that is another width."""
    grow: int = 1
    align: str = "left"
    help: str = ""
    choices: tuple[str, ...] | None = None
    wide: bool = False
    """Shown only where there is room: not on a phone."""


class Grid(Widget):
    """Rows by id, shown in the order and bands that Python gives.

    Parameters
    ----------
    columns : sequence of GridColumn
    on_edit : function(list of (id, column, text))
        What was typed, pasted or deleted; a block comes as one list.
    on_sort, on_paste : function(text)
        A clicked column's name; a pasted block that does not fit the rows.
    on_many : function()
        The key that changes the chosen rows.
    """

    kind = "Grid"
    columns = traitlets.List().tag(sync=True)
    rows = traitlets.Dict().tag(sync=True)
    order = traitlets.List().tag(sync=True)
    patch_ = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    chosen = traitlets.List().tag(sync=True)
    """The ids of several rows that the page has chosen; empty where it is one or none. The page's, and never in a link."""
    line = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    """The last row above the line, or None."""
    ghost = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    """The row before which the moved one will land, or None."""
    refused = traitlets.Dict().tag(sync=True)
    nothing = traitlets.Unicode().tag(sync=True)
    """What an empty list says."""

    def __init__(
        self,
        columns: Sequence[GridColumn],
        *,
        on_edit: Callable[[Edits], None],
        on_sort: Callable[[str], None] = lambda _: None,
        on_paste: Callable[[str], None] = lambda _: None,
        on_many: Callable[[], None] = lambda: None,
        **traits: Any,
    ) -> None:
        super().__init__(columns=[asdict(column) for column in columns], **traits)
        self._on_edit, self._on_sort, self._on_paste, self._on_many = on_edit, on_sort, on_paste, on_many
        self._fields = {column.field for column in columns}
        self._seq = 0

    def offer(self, columns: Sequence[GridColumn]) -> None:
        """Show these columns."""
        self._fields = {column.field for column in columns}
        self.columns = [asdict(column) for column in columns]

    def show(self, rows: Mapping[str, dict[str, Any]], order: Sequence[Mapping[str, Any]]) -> None:
        """Show these rows in this order (``[{"label": band or "", "ids": [...]}, ...]``), sending what changed."""
        if rows.keys() != self.rows.keys():
            with self.hold_sync():
                self.rows, self.order = dict(rows), list(order)
            return
        self.patch(rows)
        self.order = list(order)

    def patch(self, rows: Mapping[str, dict[str, Any]]) -> None:
        """Send the cells of these rows that differ from what the page shows."""
        cells = {}
        for id_, row in rows.items():
            shown = self.rows[id_]
            change = {name: value for name, value in row.items() if name not in shown or shown[name] != value}
            if change:
                shown.update(change)  # in place: nothing is sent, later views are right
                cells[id_] = change
        if cells:
            self._seq += 1
            self.patch_ = {"seq": self._seq, "cells": cells}

    def refuse(self, id_: str, column: str, sentence: str) -> None:
        """Show a sentence beside a cell; the old value is kept."""
        self._seq += 1
        self.refused = {"seq": self._seq, "id": id_, "column": column, "sentence": sentence}

    def receive(self, message: dict[str, Any]) -> None:
        """Take edits, a sort or a pasted block."""
        if isinstance(message.get("edit"), list):
            edits = [
                (id_, column, str(text))
                for id_, column, text in (cell for cell in message["edit"] if len(cell) == 3)  # noqa: PLR2004
                if id_ in self.rows and column in self._fields
            ]
            if edits:
                self._on_edit(edits)
        elif message.get("sort") in self._fields:
            self._on_sort(message["sort"])
        elif isinstance(message.get("paste"), str):
            self._on_paste(message["paste"])
        elif message.get("many") is True:
            self._on_many()
