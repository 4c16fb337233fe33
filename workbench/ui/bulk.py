"""One change of several rows: the same value in a column, or its numbers times a factor or plus an amount."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets
import pandas as pd

from workbench.language.words import count
from workbench.ui.bind import Bound
from workbench.ui.dialog import prose
from workbench.ui.edits import Cells, typed
from workbench.ui.frame import row
from workbench.ui.toolbar import button
from workbench.workspace.schema import Column
from workbench.workspace.text import read_number

if TYPE_CHECKING:
    from workbench.ui.grid import Grid
    from workbench.ui.list_source import ListSource
    from workbench.ui.page import Page

__all__ = ["Bulk", "changed"]

WAYS = {"set": "becomes", "times": "times", "plus": "plus"}
NUMBERS = ("number", "integer")
NAMED = 3
"""Titles that the card names before it counts the rest."""

Read = Callable[[str, str], dict[str, Any]]


def changed(
    frame: pd.DataFrame, column: Column, ids: Sequence[str], way: str, text: str, read: Read
) -> Cells:
    """Return the cells that one change of several rows makes; all of them can be saved, or there are none.

    Parameters
    ----------
    frame : DataFrame by id
        The table as it is shown.
    way : {"set", "times", "plus"}
        The last two leave blanks blank, and take the ends of a range along.
    text : str
        As a person types it; blank clears the cells where it is set.
    read : function(column, text) -> {column: value}
        Raises ValueError with a sentence.

    Raises
    ------
    ValueError
        With one sentence, where the text says nothing or one row cannot take the value.

    Examples
    --------
    >>> frame = pd.DataFrame({"reach": [100.0, None], "reach_low": [50.0, None], "reach_high": [None, None]}, ["a", "b"])
    >>> reach = Column("reach", "number", low=0, interval=True)
    >>> changed(frame, reach, ["a", "b"], "times", "1.1", lambda column, text: {column: text})
    {('a', 'reach'): 110.0, ('a', 'reach_low'): 55.0}
    """
    if way == "set":
        edits, refused = typed(frame, [(id_, column.name, text) for id_ in ids], read)
        if refused:
            raise ValueError(refused[0][2])
        return edits
    by = _amount(column, way, text)
    found: Cells = {}
    for id_ in ids:
        found |= _moved(frame, column, id_, lambda old: old * by if way == "times" else old + by)
    if not found:
        raise ValueError(f"None of these {count(len(ids), 'item')} has a number in {column.label}.")
    return found


def _amount(column: Column, way: str, text: str) -> float:
    """Read a factor (1.2, 120 %) or an amount, in per cent where the column is."""
    share = way == "times" and text.strip().endswith("%")
    by = read_number(text, percent=share or (way == "plus" and column.percent))
    if way == "times" and (by is None or by < 0):
        raise ValueError("Type what to multiply by: a number from 0 on, such as 1.2 or 120%.")
    if by is None:
        raise ValueError("Type how much to add: a number, with a minus to take away.")
    return by / 100 if way == "plus" and column.percent and by < -1 else by


def _moved(frame: pd.DataFrame, column: Column, id_: str, move: Callable[[float], float]) -> Cells:
    """Return the new number of one row; the ends of its range stay within what the column allows."""
    cells: dict[Any, Any] = frame.loc[id_].to_dict()
    old = cells[column.name]
    if pd.isna(old):
        return {}
    try:
        found: Cells = {(id_, column.name): column.cell(_plain(move(float(old))))}
    except ValueError as error:
        raise ValueError(f"{cells.get('title', id_)}: {error} Nothing is changed.") from None
    for end in column.ends:
        side = cells[end.name]
        if pd.notna(side):
            moved = min(
                max(move(float(side)), _or(column.low, -float("inf"))), _or(column.high, float("inf"))
            )
            found[id_, end.name] = column.cell(_plain(moved))
    return found


def _plain(value: float) -> float:
    """Return 1595 for 1450 times 1.1, not 1595.0000000000002."""
    return float(f"{value:.12g}")


def _or(bound: float | None, without: float) -> float:
    return without if bound is None else bound


class Bulk:
    """The button over a list while several of its rows are chosen, and the card behind it.

    Parameters
    ----------
    source : ListSource
    page : Page
    """

    grid: "Grid"
    """Where the rows are chosen."""

    def __init__(self, source: "ListSource", page: "Page") -> None:
        self._source, self._model, self._page = source, source.model, page
        self.control = button(
            "", self.open, "wb-primary", "wb-bulk", tooltip="One change of all of them (Ctrl+Enter)"
        )
        self._column = ipywidgets.Dropdown(tooltip="What to change")
        self._way = ipywidgets.Dropdown(options=[(say, way) for way, say in WAYS.items()], tooltip="How")
        self._columns = Bound(self._column, lambda _: self._offer())
        self._ways = Bound(self._way, lambda _: self._offer())
        self._place = ipywidgets.Box()
        self._said = prose("", "wb-form-said")
        self.control.layout.display = "none"

    @property
    def ids(self) -> list[str]:
        """The chosen rows that are in the list, in its order."""
        chosen = self.grid.chosen
        return [id_ for band in self.grid.order for id_ in band["ids"] if id_ in chosen]

    def show(self) -> None:
        """Show the button, or hide it: there is one only for more than one row."""
        many = len(self.ids)
        self.control.description = f"Change {count(many, 'item')}"
        self.control.layout.display = "" if many > 1 else "none"

    def open(self) -> None:
        """Open the card."""
        many = len(self.ids)
        if many < 2:  # noqa: PLR2004 (several)
            return
        names = [str(self._source.frame.at[id_, "title"]) for id_ in self.ids[:NAMED]]
        rest = f" and {many - NAMED} more" if many > NAMED else ""
        with self._columns.deaf():
            self._column.options = [(column.label, column.name) for column in self._changeable()]
            self._column.index = 0
        self._offer()
        fields = row(self._column, self._way, self._place, button(f"Change {count(many, 'item')}", self.change, "wb-primary"))  # fmt: skip
        self._said.value = ""
        self._page.dialog.show(
            f"Change {count(many, 'item')}", [prose(f"{', '.join(names)}{rest}."), fields, self._said]
        )
        self._column.focus()

    def change(self) -> None:
        """Draft the change as one step, or say why it cannot be."""
        ids = self.ids
        value = self._place.children[0].value
        text = value if isinstance(value, str) else ""
        column = self._declared(self._column.value)
        way = self._way.value if column.kind in NUMBERS else "set"
        try:
            edits = changed(self._source.frame, column, ids, way, text, self._source.read)
        except ValueError as error:
            self._said.add_class("wb-bad")
            self._said.value = str(prose(str(error)).value)
            return
        self._page.dialog.close_card()
        table = self._source.table
        self._model.edit({(table, id_, name): new for (id_, name), new in edits.items()})
        blank = len(ids) - len({id_ for id_, _ in edits})
        stay = f" {count(blank, 'item')} without a number there stayed blank." if blank else ""
        self._model.say(
            f"{column.label} of {count(len(ids) - blank, 'item')} changed, not saved yet; Ctrl+Z takes it back.{stay}"
        )

    def _changeable(self) -> list[Column]:
        """Return the columns: those that the page shows first; a name is each item's own."""
        declared = self._source.declared
        name, *shown = [*self._source.facts, *self._source.estimates()]
        others = [
            each.name for each in declared.columns if each.name not in (name, *shown) and not each.hidden
        ]
        return [declared.column(each) for each in [*shown, *others]]

    def _declared(self, name: str) -> Column:
        return self._source.declared.column(name)

    def _offer(self) -> None:
        """Show the field that fits the column and the way."""
        column = self._declared(self._column.value)
        numbers = column.kind in NUMBERS
        self._way.layout.display = "" if numbers else "none"
        refers = column.name in self._source.declared.references
        by = numbers and self._way.value != "set"
        self._place.children = [_field(column, self._known(column), refers=refers, by=by)]

    def _known(self, column: Column) -> list[tuple[str, str]]:
        """Return what can be chosen, as (words, value): rows of the table that it refers to, else the texts there are."""
        target = self._source.declared.references.get(column.name)
        if target:
            rows = self._model.table(target)
            names = rows["name" if "name" in rows else "title"].sort_values()
            return [(str(name), str(id_)) for id_, name in names.items()]
        if column.kind == "text":
            return [
                (text, text) for text in sorted(self._source.frame[column.name].dropna().astype(str).unique())
            ]
        words = ("yes", "no") if column.kind == "yes/no" else column.choices
        return [(word, word) for word in words]


def _field(column: Column, known: Sequence[tuple[str, str]], *, refers: bool, by: bool) -> ipywidgets.Widget:
    """Return the control for the new value; what can only be chosen is chosen."""
    if refers or column.kind in ("choice", "yes/no"):
        return ipywidgets.Dropdown(options=[*known, ("none", "")], tooltip="New value")
    if column.kind == "text":
        words = [text for text, _ in known]
        return ipywidgets.Combobox(
            options=words,
            ensure_option=False,
            placeholder="blank: none",
            tooltip="New value",
            continuous_update=True,
        )
    hint = "1.2 or 120%" if by else column.unit or column.allowed
    return ipywidgets.Text(placeholder=hint, tooltip="New value", continuous_update=True)
