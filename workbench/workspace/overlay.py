"""Edits laid over rows: what a scenario and a draft have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from workbench.workspace.lines import Line
from workbench.workspace.schema import Table
from workbench.workspace.values import frame

__all__ = ["Laid", "edits_of", "fold", "lay", "pick", "put", "relaid", "seen"]


@dataclass
class Laid:
    """What a scenario lays over one row.

    Attributes
    ----------
    kind : {"edit", "add", "remove"}
        Some cells; a row that the base has not; the base's row is gone.
    cells : dict
        Column -> [the scenario's value, the base's value that it was made over].
    """

    kind: Literal["edit", "add", "remove"]
    cells: dict[str, list[Any]] = field(default_factory=dict)


def fold(written: Iterable[Line]) -> dict[tuple[str, str], Laid]:
    """Return what a scenario lays over the base from its lines, oldest first: of each row the last one counts."""
    last = {(line.table, line.id): line.laid for line in written}
    return {row: Laid(**laid) for row, laid in last.items() if laid}


def seen(base: Mapping[str, Any] | None, laid: Laid | None) -> dict[str, Any] | None:
    """Return a row as the scenario shows it; None: it is not there."""
    if laid is None:
        return None if base is None else dict(base)
    if laid.kind == "remove" or (base is None and laid.kind == "edit"):
        return None
    return {**(base or {}), **{column: pair[0] for column, pair in laid.cells.items()}}


def relaid(
    before: Laid | None,
    base: Mapping[str, Any] | None,
    then: Mapping[str, Any],
    cells: Mapping[str, Any] | None,
) -> Laid | None:
    """Return what is laid over a row once these cells are set; a cell as the base has it follows the base again.

    Parameters
    ----------
    base, then
        The base's row now, and its values where they were others when the author looked.
    cells
        New values by column; None: the row is removed.
    """
    if cells is None:
        held = {column: [None, value] for column, value in (base or {}).items() if value is not None}
        return None if base is None else Laid("remove", held)
    if base is None:
        kept = {
            **(before.cells if before else {}),
            **{column: [value, None] for column, value in cells.items()},
        }
        return Laid("add", {column: pair for column, pair in kept.items() if pair[0] is not None})
    kept = {**(before.cells if before and before.kind != "remove" else {})}
    for column, value in cells.items():
        was = then.get(column, base.get(column))
        if value == was == base.get(column):
            kept.pop(column, None)
        else:
            kept[column] = [value, was]
    return Laid("edit", kept) if kept else None


def edits_of(laid: Mapping[tuple[str, str], Laid], base: "pd.Index[str]") -> dict[str, dict[str, Any] | None]:
    """Return what a scenario lays over the base's rows of one table, as :func:`lay` takes it."""
    found: dict[str, dict[str, Any] | None] = {}
    for (_, row), each in laid.items():
        if each.kind == "remove":
            found[row] = None
        elif each.kind == "add" or row in base:
            found[row] = {column: pair[0] for column, pair in each.cells.items()}
    return found


def lay(base: pd.DataFrame, table: Table, edits: Mapping[str, Mapping[str, Any] | None]) -> pd.DataFrame:
    """Return a table's frame with edits over it.

    Parameters
    ----------
    edits : mapping
        Id -> new kept values by column, or None: the row is gone. An unknown id is a new row.
    """
    gone = [row for row, cells in edits.items() if cells is None and row in base.index]
    found = base.drop(index=gone) if gone else base.copy(deep=False)
    new = {row: cells for row, cells in edits.items() if cells is not None and row not in base.index}
    for row, cells in edits.items():
        if cells and row not in new:
            for column in cells.keys() & table.by_name.keys():
                put(found, row, column, cells[column])
    if not new:
        return found
    added = frame(table, [(row, [cells.get(name) for name in table.by_name]) for row, cells in new.items()])
    return pd.concat([found, added]).sort_index() if len(found) else added


def pick(found: pd.DataFrame, row: str, column: str) -> Any:
    """Return a cell."""
    return found.at[row, column]


def put(found: pd.DataFrame, row: str, column: str, value: Any) -> None:
    """Set a cell of a frame in place; None makes it blank."""
    kind = found.dtypes[column].kind
    blank = None if kind == "O" else pd.NaT if kind == "M" else pd.NA if kind == "b" else float("nan")
    found.at[row, column] = blank if value is None else value
