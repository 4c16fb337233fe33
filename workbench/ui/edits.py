"""From what a hand did to cells that change: typed texts and moved sliders, with low <= likely <= high kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

__all__ = ["Cells", "Refusals", "moved", "typed"]

Cells = dict[tuple[str, str], Any]
Refusals = list[tuple[str, str, str]]


def typed(
    frame: pd.DataFrame, cells: Sequence[tuple[str, str, str]], read: Callable[[str, str], dict[str, Any]]
) -> tuple[Cells, Refusals]:
    """Read typed texts.

    Parameters
    ----------
    frame : DataFrame by id
        The table as it is shown.
    cells : sequence of (id, column, text)
    read : function(column, text) -> {column: value}
        Raises ValueError with a sentence; a text may change another column than its own (a size for an effort).

    Returns
    -------
    (cells, refusals)
        {(id, column): value} of all that could be read; (id, column, sentence) of all that could not.
    """
    edits: Cells = {}
    refused: Refusals = []
    for id_, column, text in cells:
        try:
            values = read(column, text)
        except (ValueError, KeyError) as error:
            refused.append((id_, column, _sentence(error, column)))
            continue
        row: dict[Any, Any] = frame.loc[id_].to_dict()
        row.update({name: value for (key, name), value in edits.items() if key == id_})
        for name, value in values.items():
            edits.update({(id_, other): new for other, new in ordered(row, name, value).items()})
    return edits, refused


def _sentence(error: Exception, column: str) -> str:
    return f"{column} is computed and cannot be typed." if isinstance(error, KeyError) else str(error)


def moved(row: Mapping[str, Any], column: str, side: str, value: float) -> dict[str, Any]:
    """Return the cells that a moved slider changes.

    Examples
    --------
    >>> moved({"reach": 5.0, "reach_low": 4.0, "reach_high": 9.0}, "reach", "value", 10.0)
    {'reach': 10.0, 'reach_high': 10.0}
    """
    return ordered(row, column if side == "value" else f"{column}_{side}", value)


def ordered(row: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return the change, and those that keep low <= likely <= high: what is passed is taken along.

    Examples
    --------
    >>> ordered({"effort": 3.0, "effort_low": 2.0, "effort_high": None}, "effort_low", 4.0)
    {'effort_low': 4.0, 'effort': 4.0}
    """
    changes = {name: value}
    if not isinstance(value, int | float):
        return changes
    column = name.removesuffix("_low").removesuffix("_high")
    chain = [f"{column}_low", column, f"{column}_high"]
    if name not in chain:
        return changes
    place = chain.index(name)
    for other in chain[:place]:
        if _number(row.get(other)) and row[other] > value:
            changes[other] = value
    for other in chain[place + 1 :]:
        if _number(row.get(other)) and row[other] < value:
            changes[other] = value
    return changes


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and value == value  # noqa: PLR0124 (NaN)
