"""Numbers out of a table, with one clear sentence where they cannot be read."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["Floats", "floats", "numbers", "require"]

Floats = npt.NDArray[np.float64]


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


def _not_numbers(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """Say which cells are not numbers."""
    cells = [
        f"{id_!r}, {column}: {value!r}"
        for column in columns
        for id_, value in table[column].items()
        if pd.notna(value) and pd.isna(pd.to_numeric(value, errors="coerce"))
    ]
    return f"not a number at {'; '.join(cells)}. Type a number, or leave the cell blank"
