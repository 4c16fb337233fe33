"""What a list tab asks of its part: which columns, which cells, in which order; and how an item is read and spoken of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd

from workbench.ui.grid import GridColumn
from workbench.ui.model import BoardModel
from workbench.ui.toolbar import Filter
from workbench.workspace.schema import Table

__all__ = ["ListSource"]


class ListSource:
    """The answers of one list. A part must give :meth:`columns`, :meth:`cells` and :meth:`order`; each reads only.

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
    least: ClassVar[Mapping[str, float]] = {}
    """How far a slider goes at least, where the data do not ask for more."""

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
        """Return the list's columns; which they are may follow the draft."""
        raise NotImplementedError

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the cells of these rows."""
        raise NotImplementedError

    def order(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the order of these rows: ``[{"label": ..., "ids": [...]}, ...]``."""
        raise NotImplementedError

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
