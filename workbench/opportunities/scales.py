"""Ranges of what is given as a step on a scale: a number that may be right, or one step off."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from workbench.columns import Floats
from workbench.opportunities.ranges import Cells

__all__ = ["STEPS", "assume"]

RELATIVE = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0)
"""The modified Fibonacci sequence in which SAFe estimates (after M. Cohn, "Agile Estimating and Planning", 2005)."""
TEN = tuple(map(float, range(1, 11)))
STEPS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("business_value", "time_criticality", "risk_reduction", "job_size"), RELATIVE),
        **dict.fromkeys(("ice_impact", "ice_confidence", "ease"), TEN),
        **dict.fromkeys(("importance", "satisfaction"), (0.0, *TEN)),
    }
)
"""The steps of each column that is judged on a scale."""


def assume(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the table with blank ranges filled where a column is judged on a scale: one step either way.

    Parameters
    ----------
    table : DataFrame by id
        ``.attrs["assumed"]``, where it is there, is carried on.
    columns : sequence of str
        Those of :data:`STEPS` among them are filled; others stay as they are.

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
        if column not in STEPS or column not in table:
            continue
        low, value, high = (_floats(table, name) for name in (f"{column}_low", column, f"{column}_high"))
        steps = np.array(STEPS[column])
        blank = np.isnan(low) & np.isnan(high) & (value >= steps[0]) & (value <= steps[-1])
        down, up = _around(value, steps)
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


def _around(value: Floats, steps: Floats) -> tuple[Floats, Floats]:
    """Return the next lower and the next higher step of each number on the scale."""
    down = steps[np.maximum(np.searchsorted(steps, value, side="left") - 1, 0)]
    up = steps[np.minimum(np.searchsorted(steps, value, side="right"), len(steps) - 1)]
    return down, up
