"""A workspace as of one version, for reading."""

from typing import Any

import pandas as pd
import sqlalchemy as sa

from workbench.workspace import story
from workbench.workspace.catalogue import Catalogue
from workbench.workspace.kept import names, versions
from workbench.workspace.lines import BASE, lines
from workbench.workspace.overlay import edits_of, fold, lay
from workbench.workspace.reading import catalogue_at, rows_at
from workbench.workspace.schema import Table
from workbench.workspace.store import Store
from workbench.workspace.values import frame

__all__ = ["Snapshot"]


class Snapshot:
    """All tables as of :attr:`version`; what others save meanwhile does not show.

    Attributes
    ----------
    scenario_name : str
        The scenario that is shown; "" for the base.
    origin : tuple of str
        Tells its content from that of other workspaces, and from what was here before a copy came in its place.

    Examples
    --------
    >>> old = ws.at("Board meeting")  # doctest: +SKIP
    >>> old["opportunities"]          # doctest: +SKIP
    """

    def __init__(self, store: Store, version: int, scenario: str = BASE) -> None:
        self.store, self.origin = store, store.origin
        self.scenario_name = scenario
        self._version = version
        self._frames: dict[str, pd.DataFrame] = {}
        self._catalogue: Catalogue | None = None

    @property
    def version(self) -> int:
        """The version that is shown."""
        return self._version

    @property
    def url(self) -> str:
        """Where it is kept."""
        return self.store.url

    @property
    def catalogue(self) -> Catalogue:
        """The declarations of its tables and settings."""
        if self._catalogue is None:
            with self.store.read() as connection:
                self._catalogue = catalogue_at(connection, self.version)
        return self._catalogue

    def tables(self) -> list[str]:
        """Return the tables' names."""
        return list(self.catalogue.tables)

    def declaration(self, table: str) -> Table:
        """Return a table's declaration, with the columns that this workspace was given.

        Raises
        ------
        KeyError
            With the nearest name.
        """
        return self.catalogue.table(table)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Return a table, indexed by id, as a copy.

        Numbers are float64 (a blank is NaN), dates datetime64, yes/no the nullable boolean, other columns ``str``.
        """
        return self.frame(table).copy()

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table for reading only: :meth:`__getitem__` without the copy."""
        if table not in self._frames:
            self._frames[table] = self._read(table)
        return self._frames[table]

    def _read(self, table: str) -> pd.DataFrame:
        declaration = self.declaration(table)
        with self.store.read() as connection:
            base = frame(declaration, rows_at(connection, declaration, self.version, bare=True))
            if self.scenario_name == BASE:
                return base
            tables = {table: declaration}
            laid = fold(
                lines(connection, tables, upto=self.version, scenario=self.scenario_name, table=table)
            )
        return lay(base, declaration, edits_of(laid, base.index))

    def setting(self, name: str) -> Any:
        """Return a setting: what is stored, else its declared default.

        Raises
        ------
        KeyError
            With the nearest name.
        """
        declared = self.catalogue.setting(name)
        stored = declared.column.cell(self.frame("settings")["value"].get(name))
        return declared.default if stored is None else stored

    def history(self, table: str | None = None, id: str | None = None) -> pd.DataFrame:  # noqa: A002 (contract)
        """Return what was changed up to this version, oldest first.

        Returns
        -------
        DataFrame
            version, when (UTC), who, scenario (None: the base), table, id, column, old, new, why: a line a cell, also
            of a row that was added or removed.
        """
        with self.store.read() as connection:
            return story.history(connection, self.catalogue.tables, self.version, table, id)

    def at(self, version: int | str) -> "Snapshot":
        """Return the workspace as it was at a version, or at a named one.

        Raises
        ------
        ValueError
            Where there is no such version.
        """
        return Snapshot(self.store, self._number(version), self.scenario_name)

    def diff(self, old: int | str, new: int | str) -> pd.DataFrame:
        """Return what differs between two versions: table, id, column, old, new; a line a cell."""
        numbers = self._number(old), self._number(new)
        with self.store.read() as connection:
            return story.diff(connection, *numbers, self.scenario_name)

    def saved(self) -> "tuple[pd.Timestamp, str] | None":
        """Return when (UTC) and by whom this version was made; None while nothing was ever saved."""
        query = sa.select(versions.c.at, versions.c.who).where(versions.c.version == self.version)
        with self.store.read() as connection:
            row = connection.execute(query).first()
        return (pd.Timestamp(row.at, tz="UTC"), row.who) if row else None

    def baselines(self) -> "pd.Series[int]":
        """Return the named versions: name -> version."""
        query = sa.select(names).where(names.c.kind == "baseline").order_by(names.c.version, names.c.name)
        with self.store.read() as connection:
            found = {row.name: row.version for row in connection.execute(query)}
        return pd.Series(found, dtype="int64", name="version").rename_axis("name")

    def scenarios(self) -> list[str]:
        """Return the scenarios' names: by the version they were made at, then by name."""
        query = (
            sa.select(names.c.name).where(names.c.kind == "scenario").order_by(names.c.version, names.c.name)
        )
        with self.store.read() as connection:
            return list(connection.scalars(query))

    def _number(self, version: int | str) -> int:
        if isinstance(version, str):
            known = self.baselines()
            if version not in known.index:
                raise ValueError(
                    f"No version is named {version!r}: there are {', '.join(known.index) or 'no names yet'}."
                )
            return int(known[version])
        if not 0 <= version <= self.version:
            raise ValueError(f"There is no version {version}: this workspace is at {self.version}.")
        return int(version)
