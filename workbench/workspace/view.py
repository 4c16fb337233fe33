"""Rows as the base, or a scenario, shows them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from workbench.workspace.catalogue import Catalogue
from workbench.workspace.lines import BASE, lines
from workbench.workspace.overlay import Laid, fold, seen
from workbench.workspace.reading import catalogue_at, rows_at

__all__ = ["Key", "Row", "View"]

Key = tuple[str, str]
"""table, id."""
Row = dict[str, Any]


@dataclass(frozen=True)
class View:
    """Rows of one version, with what a scenario lays over them.

    Attributes
    ----------
    laid : dict
        What the scenario lays over which row; empty in the base.
    version : int or None
        None: the newest.
    """

    connection: sa.Connection
    catalogue: Catalogue
    scenario: str = BASE
    laid: dict[Key, Laid] = field(default_factory=dict)
    version: int | None = None

    @classmethod
    def of(cls, connection: sa.Connection, scenario: str = BASE, version: int | None = None) -> "View":
        """Look at the base or a scenario."""
        catalogue = catalogue_at(connection, version)
        laid: dict[Key, Laid] = {}
        if scenario != BASE:
            laid = fold(lines(connection, catalogue.tables, upto=version, scenario=scenario))
        return cls(connection, catalogue, scenario, laid, version)

    def base(self, table: str, ids: Collection[str] | None = None) -> dict[str, Row]:
        """Return the base's rows of a table, by id; with ids only those."""
        declaration = self.catalogue.tables[table]
        names = list(declaration.by_name)
        found = rows_at(self.connection, declaration, self.version, ids)
        return {row: dict(zip(names, cells, strict=True)) for row, cells in found}

    def rows(self, table: str, ids: Collection[str] | None = None) -> dict[str, Row]:
        """Return the rows that show, by id; with ids only those."""
        base = self.base(table, ids)
        laid = {
            row: laid
            for (name, row), laid in self.laid.items()
            if name == table and (ids is None or row in ids)
        }
        views = (
            {row: seen(base.get(row), laid.get(row)) for row in base.keys() | laid.keys()} if laid else base
        )
        return {row: cells for row, cells in views.items() if cells is not None}
