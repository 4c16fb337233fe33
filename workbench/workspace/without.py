"""A workspace without what one customer said: the same tables, less some rows and what refers to them."""

from collections.abc import Sequence

import pandas as pd

from workbench.workspace.snapshot import Snapshot

__all__ = ["Without"]


class Without(Snapshot):
    """A snapshot that lacks the rows of one customer in some tables; for reading, nothing is written.

    Parameters
    ----------
    ws : Snapshot
    customer : str
        Its id.
    tables : sequence of str
        Whose rows with this customer are left out. Of the other tables, what must refer to such a row is left out too.
    """

    def __init__(self, ws: Snapshot, customer: str, tables: Sequence[str]) -> None:
        super().__init__(ws.store, ws.version, ws.scenario_name)
        self.origin = (
            *ws.origin[:-1],
            f"{ws.origin[-1]} without {customer}",
        )  # else its findings would be those of all
        self._below, self._customer, self._tables = ws, customer, tables

    def _read(self, table: str) -> pd.DataFrame:
        rows = self._below.frame(table)
        if table in self._tables:
            return rows[rows["customer"] != self._customer]
        declared = self.declaration(table)
        for column, target in declared.references.items():
            if target in self._tables and declared.column(column).required:
                rows = rows[rows[column].isin(self.frame(target).index)]
        return rows
