"""A table of tinted cells: whole numbers by row and column, each of which can be pressed."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import traitlets

from workbench.ui.widget import Widget

__all__ = ["Heat"]


class Heat(Widget):
    """A heat map that is a table.

    Parameters
    ----------
    label : str
        What a screen reader says of the table.
    on_cell : function(row, column)
        A cell was pressed.
    """

    kind = "Heat"
    table = traitlets.Dict({"columns": [], "rows": []}).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, on_cell: Callable[[str, str], None], **traits: Any) -> None:
        super().__init__(label=label, **traits)
        self._on_cell = on_cell

    def show(
        self,
        values: pd.DataFrame,
        rows: Mapping[str, str],
        columns: Mapping[str, str],
        selected: str | None = None,
        shares: pd.DataFrame | None = None,
    ) -> None:
        """Show whole numbers by row and column, under their labels and in the labels' order.

        A cell's tint is its number's share of the greatest, and a blank is 0; with ``shares``, 0 to 1 by row and
        column, the tint is those, and a blank is a dash: ranks, where the least number counts most.
        """
        table = values.reindex(index=list(rows), columns=list(columns))
        if shares is not None:
            self._show_tinted(table, rows, columns, selected, shares)
            return
        table = table.fillna(0).astype(int)
        self.table = {
            "columns": [[name, label] for name, label in columns.items()],
            "rows": [
                {"id": row, "label": rows[row], "values": cells, "selected": row == selected}
                for row, cells in zip(rows, table.to_numpy().tolist(), strict=True)
            ],
        }

    def _show_tinted(
        self,
        table: pd.DataFrame,
        rows: Mapping[str, str],
        columns: Mapping[str, str],
        selected: str | None,
        shares: pd.DataFrame,
    ) -> None:
        tints = shares.reindex(index=table.index, columns=table.columns).fillna(0.0).clip(0, 1).to_numpy()
        cells = [
            [None if pd.isna(value) else int(value) for value in line] for line in table.to_numpy().tolist()
        ]
        self.table = {
            "columns": [[name, label] for name, label in columns.items()],
            "rows": [
                {"id": row, "label": label, "values": mine, "shares": tint, "selected": row == selected}
                for (row, label), mine, tint in zip(rows.items(), cells, tints.tolist(), strict=True)
            ],
        }

    def receive(self, message: dict[str, Any]) -> None:
        """Take a pressed cell: one that is there."""
        cell = message.get("cell")
        if isinstance(cell, list) and len(cell) == 2:  # noqa: PLR2004 (row and column)
            row, column = map(str, cell)
            if row in [each["id"] for each in self.table["rows"]] and column in [
                each[0] for each in self.table["columns"]
            ]:
                self._on_cell(row, column)
