"""What a list tab asks of its part: which columns, which cells, in which order; and how an item is read and spoken of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd

from workbench.ui.grid import GridColumn
from workbench.ui.model import BoardModel
from workbench.ui.toolbar import Filter
from workbench.workspace.schema import Column, Table

__all__ = ["ListSource"]

KINDS = {"integer": "number", "yes/no": "yesno", "any": "text"}
"""How a column of a kind is shown, where the grid calls it otherwise."""


class ListSource:
    """The answers of one list; each reads only. A table's name is enough: it is shown then as it is declared.

    Parameters
    ----------
    model : BoardModel
    state : State
    """

    table: ClassVar[str]
    nothing: ClassVar[str] = "Nothing here yet."
    """What an empty list says."""
    facts: ClassVar[tuple[str, ...]] = ("title",)
    """Columns shown as fields of the selected item; the first is its name."""
    fresh: ClassVar[Mapping[str, Any]] = {"title": "New item"}
    """What a new row starts with."""
    filters: ClassVar[tuple[Filter, ...]] = ()

    def __init__(self, model: BoardModel, state: Any) -> None:
        self.model, self.state = model, state

    @property
    def declared(self) -> Table:
        """The table as it is declared."""
        return self.model.workspace.declaration(self.table)

    @property
    def frame(self) -> pd.DataFrame:
        """The table with the draft over it."""
        return self.model.table(self.table)

    def columns(self) -> tuple[GridColumn, ...]:
        """Return the list's columns, first those that the item shows; which they are may follow the draft."""
        name, *others = dict.fromkeys([*self.facts, *self.estimates()])
        title = GridColumn(name, self.declared.column(name).label, "title", editable=True, grow=4)
        return (title, *(_shown(self.declared.column(other)) for other in others))

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the cells of these rows, with those marked that the draft changed."""
        rows = self.frame.loc[[*ids], [column.field for column in self.columns()]]
        drafted = self.model.draft.touched(self.table)
        for name in rows.select_dtypes("datetime"):
            rows = rows.assign(**{str(name): rows[name].dt.strftime("%Y-%m-%d")})
        plain: dict[Any, dict[Any, Any]] = rows.astype(object).where(rows.notna(), None).to_dict("index")
        return {
            str(id_): {**cells, "_draft": sorted(name for name in drafted.get(str(id_), ()) if name)}
            for id_, cells in plain.items()
        }

    def order(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the order of these rows: ``[{"label": ..., "ids": [...]}, ...]``; as they are sorted."""
        rows, sort = self.frame.loc[[*ids]], self.model.view.sort
        column = sort.removeprefix("-")
        if column in rows:  # a link may name one that is no more
            rows = rows.sort_values(column, ascending=not sort.startswith("-"), kind="stable", key=_folded)
        return [{"label": "", "ids": rows.index.tolist()}]

    def matches(self) -> "pd.Series[bool]":
        """Return which rows search and filters let through."""
        found = pd.Series(data=True, index=self.frame.index)
        if self.model.view.search:
            titles = self.frame["title"].str
            found &= titles.contains(self.model.view.search, case=False, regex=False, na=False)
        return found

    def choices(self) -> Mapping[str, Iterable[str]]:
        """Return what can be chosen for the filters whose values the data say; a mapping: and how it is said."""
        return {}

    def estimates(self) -> tuple[str, ...]:
        """Return the columns shown as sliders of the selected item; which they are may follow the draft."""
        return ()

    def notes(self, selected: str) -> dict[str, dict[str, Any]]:  # noqa: ARG002
        """Return, by column, what the sliders say beside their values: hint, assumed sides, values to fill in."""
        return {}

    def about(self, selected: str | None) -> str:
        """Say what else is known of the selected item."""
        text = self.frame["description"].get(selected) if "description" in self.frame else None
        return text if isinstance(text, str) else ""

    def consequence(self, selected: str) -> str:  # noqa: ARG002
        """Say what the draft does to the selected item."""
        return ""

    def read(self, column: str, text: str) -> dict[str, Any]:
        """Read a typed text as cells to change; ValueError with a sentence where it cannot be one."""
        return {column: self.declared.column(column).read(text)}


def _shown(column: Column) -> GridColumn:
    """Return how a column is shown as it is declared."""
    kind = "percent" if column.percent else KINDS.get(column.kind, column.kind)
    return GridColumn(
        column.name,
        column.label,
        kind,
        editable=True,
        width=100,
        align="right" if kind in ("number", "percent") else "left",
        help=column.help or column.unit,
        choices=column.choices or None,
    )


def _folded(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return what texts are sorted by: upper and lower case are the same."""
    return values.str.casefold() if pd.api.types.is_string_dtype(values) else values
