"""Ranges of what is given as a step on a scale: a number that may be right, or one step off."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.columns import Floats
from workbench.opportunities import tables
from workbench.opportunities.ranges import Cells

__all__ = ["assume", "steps"]


def steps(column: str) -> tuple[float, ...]:
    """Return the steps of a column that is judged on a scale; () for another one.

    Examples
    --------
    >>> steps("job_size"), steps("reach")
    ((1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0), ())
    """
    declared = tables.opportunities.by_name.get(column)
    return declared.scale if declared else ()


def assume(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the table with blank ranges filled where a column is judged on a scale: one step either way.

    Parameters
    ----------
    table : DataFrame by id
        ``.attrs["assumed"]``, where it is there, is carried on.
    columns : sequence of str
        Those that are judged on a scale are filled; others stay as they are.

    Returns
    -------
    DataFrame
        Both sides filled where both are blank and the number is not; a number between two steps goes to the steps
        around it, the ends of the scale stay, and what is outside the scale is left alone. ``.attrs["assumed"]``: the (id, column) that were filled.

    Examples
    --------
    >>> made = assume(pd.DataFrame({"job_size": [5.0, 20.0, None]}, index=["a", "b", "c"]), ["job_size"])
    >>> made["job_size_low"].tolist(), made["job_size_high"].tolist()
    ([3.0, 13.0, nan], [8.0, 20.0, nan])
    """
    filled, assumed = {}, list(table.attrs.get("assumed", ()))
    for column in columns:
        scale = np.array(steps(column))
        if not len(scale) or column not in table:
            continue
        low, value, high = (_floats(table, name) for name in (f"{column}_low", column, f"{column}_high"))
        blank = np.isnan(low) & np.isnan(high) & (value >= scale[0]) & (value <= scale[-1])
        down, up = _around(value, scale)
        filled[f"{column}_low"] = np.where(blank, down, low)
        filled[f"{column}_high"] = np.where(blank, up, high)
        assumed += [(id_, f"{column}_{side}") for id_ in table.index[blank] for side in ("low", "high")]
    made = table.assign(**filled) if filled else table
    made.attrs = {**table.attrs, "assumed": Cells(assumed)}
    return made


def _floats(table: pd.DataFrame, name: str) -> Floats:
    if name not in table:
        return np.full(len(table), np.nan)
    found: Floats = table[name].to_numpy(dtype=float, na_value=np.nan)
    return found


def _around(value: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Return the next lower and the next higher step of each number on the scale."""
    down = scale[np.maximum(np.searchsorted(scale, value, side="left") - 1, 0)]
    up = scale[np.minimum(np.searchsorted(scale, value, side="right"), len(scale) - 1)]
    return down, up
