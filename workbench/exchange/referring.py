"""What a file calls the rows of other tables: by id or by name; a name that is not known yet is a new row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from workbench.exchange.names import slug
from workbench.workspace.schema import Table

__all__ = ["name_column", "resolve"]

_NAMES = ("name", "title")


def name_column(table: Table) -> str | None:
    """Return the column by which people call a table's rows.

    Examples
    --------
    >>> from workbench.workspace.schema import Column
    >>> name_column(Table("teams", (Column("name", "text"),)))
    'name'
    """
    return next((name for name in _NAMES if name in table.by_name), None)


def resolve(
    rows: pd.DataFrame,
    target: Table,
    tables: Mapping[str, Table],
    known: Callable[[str], Mapping[str, Any]],
    called: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[pd.DataFrame, dict[tuple[str, str], str]]:
    """Return a file's rows with ids where it has names, and the rows of other tables that it makes.

    Parameters
    ----------
    rows : DataFrame
        By id, one column a target column.
    known : callable
        Name of a table -> its rows' names by id.
    called : mapping, optional
        Table -> id -> what the file calls that row, for ids that are not known any more.

    Returns
    -------
    (DataFrame, dict)
        The rows; and (table, id) -> name of rows that come along. A table whose rows need more than a name gets
        none: what is not known stays as it was written, for the workspace to refuse.
    """
    made: dict[tuple[str, str], str] = {}
    found = rows.copy()
    for column, other in target.references.items():
        if column not in found:
            continue
        ids = _Ids(tables[other], known(other), (called or {}).get(other, {}))
        found[column] = pd.Series([ids.of(cell) for cell in found[column]], index=found.index, dtype=object)
        made |= {(other, row): name for row, name in ids.new()}
    return found, made


class _Ids:
    """The ids of one table's rows, by what people write."""

    def __init__(self, table: Table, names: Mapping[str, Any], called: Mapping[str, str]) -> None:
        self._called = called
        self._before = set(names)
        self._by_text = {str(name).casefold(): row for row, name in names.items() if pd.notna(name)}
        self._by_text |= {row.casefold(): row for row in names}
        self._made: dict[str, str] = {}
        needed = [column.name for column in table.columns if column.required]
        self._makes = name_column(table) is not None and needed in ([], [name_column(table)])

    def of(self, cell: Any) -> Any:
        """Return the id that is meant."""
        if not isinstance(cell, str) or not cell.strip():
            return cell
        named = self._called.get(cell.strip(), cell).strip()
        row = self._by_text.get(cell.strip().casefold()) or self._by_text.get(named.casefold())
        if row is None and self._makes:
            row = self._free(slug(named))
            self._by_text[named.casefold()] = row
            self._made[row] = named
        return cell if row is None else row

    def new(self) -> Iterator[tuple[str, str]]:
        """Give id and name of the rows that are to be made."""
        yield from self._made.items()

    def _free(self, wanted: str) -> str:
        row, number = wanted, 1
        while row in self._before or row in self._made:
            number += 1
            row = f"{wanted}-{number}"
        return row
