"""What tables and settings there are: the workspace's own, the parts', and those of other packages."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from typing import Any

from workbench.parts import GROUNDS, PARTS, room
from workbench.workspace import tables as own
from workbench.workspace.schema import Column, Setting, Table
from workbench.workspace.text import closest

__all__ = ["Catalogue", "declared"]

NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Tables and settings by name; each is itself only, as tables are."""

    tables: Mapping[str, Table]
    settings: Mapping[str, Setting]

    def table(self, name: str) -> Table:
        """Return a table; KeyError with the nearest name where there is none."""
        if name not in self.tables:
            raise KeyError(f"There is no table {name!r}{closest(name, self.tables)}")
        return self.tables[name]

    def setting(self, name: str) -> Setting:
        """Return a setting; KeyError with the nearest name where there is none."""
        if name not in self.settings:
            raise KeyError(f"There is no setting {name!r}{closest(name, self.settings)}")
        return self.settings[name]

    def column(self, table: str, row: str, name: str) -> Column:
        """Return a cell's column: in ``settings`` the declaration of that one setting."""
        if table == "settings" and name == "value":
            return self.setting(row).column
        return self.table(table).column(name)

    def extended(self, rows: Iterable[Mapping[str, Any]]) -> "Catalogue":
        """Return the catalogue with the columns that a workspace was given: rows of its table ``columns``."""
        tables = dict(self.tables)
        for row in rows:
            table = tables.get(row["table"])
            if table is not None and row["name"] not in table.by_name:
                tables[table.name] = replace(table, columns=(*table.columns, added_column(row)))
        return Catalogue(tables, self.settings)

    @functools.cached_property
    def lenient(self) -> "Catalogue":
        """The catalogue without needed columns: for rows that were whole, and may be erased by now."""
        tables = {
            name: replace(table, columns=tuple(replace(each, required=False) for each in table.columns))
            for name, table in self.tables.items()
        }
        return Catalogue(tables, self.settings)


def added_column(row: Mapping[str, Any]) -> Column:
    """Return the declaration that a row of ``columns`` stands for."""
    return Column(
        row["name"],
        row["kind"],
        row.get("label") or "",
        row.get("unit") or "",
        row.get("low"),
        row.get("high"),
        tuple((row.get("choices") or "").splitlines()),
        row.get("step"),
        help=row.get("help") or "",
        interval=bool(row.get("interval")),
        percent=bool(row.get("percent")),
        personal=bool(row.get("personal")),
    )


@functools.cache
def declared() -> Catalogue:
    """Return what is declared by this package and by others' entry points ``workbench.tables``.

    Raises
    ------
    ValueError
        Where two declare a table of one name.
    """
    names = (*GROUNDS, *(part.name for part in PARTS))
    rooms: list[Any] = [own, *(room(name, "tables") for name in names)]
    rooms += [entry.load() for entry in entry_points(group="workbench.tables")]
    tables: dict[str, Table] = {}
    settings: dict[str, Setting] = {}
    for each in rooms:
        for table in each.TABLES:
            if table.name in tables or not NAME.fullmatch(table.name):
                raise ValueError(
                    f"{each.__name__} declares a table {table.name!r}: its name must be new, and small letters,"
                    " digits and _ only."
                )
            tables[table.name] = table
        settings |= {setting.name: setting for setting in getattr(each, "SETTINGS", ())}
    return Catalogue(tables, settings)
