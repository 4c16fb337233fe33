"""Numbers, dates and single cells out of a table, with one clear sentence where they cannot be read."""

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = [
    "Floats",
    "Tables",
    "as_text",
    "dates",
    "floats",
    "is_blank",
    "numbers",
    "or_none",
    "over",
    "require",
]

Floats = npt.NDArray[np.float64]
Tables = Callable[[str], pd.DataFrame]
"""Name of a table -> its rows: of a workspace, a scenario, or with a draft over it."""


def require(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a table that lacks any of `columns`.

    Raises
    ------
    ValueError
        Names every missing column, the nearest name there is, and the columns of the table.

    Examples
    --------
    >>> require(pd.DataFrame({"Reach": [1]}), ["reach"])
    Traceback (most recent call last):
    ValueError: column 'reach' is missing (did you mean 'Reach'?). The table has: Reach
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        has = [str(column) for column in table.columns]
        said = "; ".join(f"column {column!r} is missing{_nearest(column, has)}" for column in missing)
        raise ValueError(f"{said}. The table has: {', '.join(has) or 'no columns'}")


def _nearest(name: str, names: list[str]) -> str:
    """Suggest the name that was probably meant, or nothing."""
    from difflib import get_close_matches

    by_lower = {other.lower(): other for other in names}
    close = get_close_matches(name.lower(), by_lower, n=1)
    return f" (did you mean {by_lower[close[0]]!r}?)" if close else ""


def numbers(table: pd.DataFrame, *columns: str) -> list[Floats]:
    """Return one float array a column, a blank as NaN.

    Parameters
    ----------
    table : DataFrame by id
    *columns : str
        Columns of numbers; all must be there.

    Returns
    -------
    list of arrays of shape (rows,)

    Raises
    ------
    ValueError
        A column is missing, or holds text: every such id, column and value.

    Examples
    --------
    >>> numbers(pd.DataFrame({"reach": [3, None]}), "reach")
    [array([ 3., nan])]
    """
    require(table, columns)
    try:
        return [floats(table[column]) for column in columns]
    except (TypeError, ValueError):
        raise ValueError(_not_numbers(table, columns)) from None


def over(gain: Floats, cost: Floats) -> Floats:
    """Return what is gained for each unit of cost; blank where the cost is 0 or blank.

    Examples
    --------
    >>> over(np.array([6.0, 6.0]), np.array([2.0, 0.0])).tolist()
    [3.0, nan]
    """
    found: Floats = gain / np.where(cost == 0, np.nan, cost)
    return found


def floats(column: pd.Series) -> Floats:
    """Return a column as floats, a blank as NaN; floats are not copied.

    Examples
    --------
    >>> floats(pd.Series([3, None], dtype="Int64"))
    array([ 3., nan])
    """
    if column.dtype == np.float64:
        return column.to_numpy()
    return column.to_numpy(dtype=float, na_value=np.nan)


def dates(table: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as points in time without a zone, a blank as NaT.

    Parameters
    ----------
    table : DataFrame by id
    column : str
        Dates, or their text as ISO 8601 has it; must be there.

    Returns
    -------
    Series of datetime64 on the table's index

    Raises
    ------
    ValueError
        The column is missing, or holds what is no date: every such id and value.

    Examples
    --------
    >>> dates(pd.DataFrame({"heard": ["2026-03-01", None]}), "heard").dt.month.tolist()
    [3.0, nan]
    """
    require(table, [column])
    given = table[column]
    cells = given
    if given.dtype == object or pd.api.types.is_numeric_dtype(given):
        # a number is no date, whatever pandas would make of it
        kept = [value if isinstance(value, (str, date)) else None for value in given]
        cells = pd.Series(kept, given.index, dtype=object)
    found = pd.to_datetime(cells, format="ISO8601", errors="coerce")
    wrong = found.isna() & given.notna() & (given.astype("str").str.strip() != "")
    if wrong.any():
        said = [f"{id_!r}, {column}: {value!r}" for id_, value in given[wrong].items()]
        raise ValueError(f"not a date at {'; '.join(said)}. Write it as 2026-03-31, or leave the cell blank")
    return found.dt.tz_localize(None).astype("datetime64[us]")


def is_blank(value: Any) -> bool:
    """Tell whether a cell holds nothing: None, NaN, NaT or NA. An empty text is text.

    Examples
    --------
    >>> [is_blank(value) for value in (None, float("nan"), pd.NaT, pd.NA, "", 0.0, False)]
    [True, True, True, True, False, False, False]
    """
    if isinstance(value, float | np.floating):
        return math.isnan(value)
    return value is None or value is pd.NaT or value is pd.NA


def or_none(value: Any) -> Any:
    """Return a cell's value, a blank as None.

    Examples
    --------
    >>> or_none(float("nan")), or_none(0.0)
    (None, 0.0)
    """
    return None if is_blank(value) else value


def as_text(value: Any) -> str:
    """Return a cell as text, a blank as "".

    Examples
    --------
    >>> as_text("Ana"), as_text(None), as_text(7)
    ('Ana', '', '7')
    """
    return "" if is_blank(value) else str(value)


def _not_numbers(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """Say which cells are not numbers."""
    cells = [
        f"{id_!r}, {column}: {value!r}"
        for column in columns
        for id_, value in table[column].items()
        if pd.notna(value) and pd.isna(pd.to_numeric(value, errors="coerce"))
    ]
    return f"not a number at {'; '.join(cells)}. Type a number, or leave the cell blank"
