"""Low, likely and high as a distribution: how every estimate with a range is read."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, numbers

__all__ = ["Bounds", "bounds_of", "check", "ranged", "values"]

Bounds = tuple[float, float]
"""Least and greatest value a quantity can have."""

Z90 = 1.2815515655446004
"""The 90 % point of the standard normal distribution."""

INSIDE = 0.005
"""A value on its bound counts as this share of the range inside; zero, as this share of the next number up."""


def values(z: Floats, low: float, median: float, high: float, bounds: Bounds | None = None) -> Floats:
    """Turn standard normal draws into draws of a quantity with low, median and high = p10, p50 and p90.

    Log-normal on each side of the median; between `bounds` the same on the logit of the range.

    Parameters
    ----------
    z : array
        Standard normal draws; a quantile p is got from the normal quantile of p.
    low, median, high : float
        In the quantity's unit. One side blank (NaN): certain on that side; both: certain. Median blank: NaN.
    bounds : (least, greatest), optional
        For a quantity between two bounds. Without, it is any number >= 0.

    Returns
    -------
    array of z's shape

    Notes
    -----
    With h = 1.2816 and s = ln(high / median) for z >= 0, ln(median / low) for z < 0: ``median * exp(s * z / h)``.
    A logarithm cannot reach zero, nor a logit its bounds, so a number there counts as lying a little inside:
    0.5 % of the range for a bound, 0.5 % of the next greater of the three for zero. A side of width zero is
    exactly the median.

    References
    ----------
    Two-piece distributions from an 80 % interval: T. Keelin, B. Powley, "Quantile-Parameterized Distributions",
    Decision Analysis 8(3), 2011. Log and logit as the scales of positive and bounded quantities: A. O'Hagan et
    al., *Uncertain Judgements*, 2006, section 6.3.

    Examples
    --------
    >>> values(np.array([-Z90, 0.0, Z90]), low=50.0, median=100.0, high=400.0).round(9).tolist()
    [50.0, 100.0, 400.0]
    """
    down, up = bool(low < median), bool(high > median)
    if not (down or up):
        return np.full(z.shape, median)
    drawn = _positive(z, low, median, high) if bounds is None else _bounded(z, low, median, high, bounds)
    if not down:
        drawn[z < 0] = median
    if not up:
        drawn[z >= 0] = median
    return drawn


def _positive(z: Floats, low: float, median: float, high: float) -> Floats:
    """Draw on the logarithm."""
    centre = median or INSIDE * high
    fall = np.log(centre / (low or INSIDE * centre)) if low < median else 0.0
    rise = np.log(high / centre) if high > median else 0.0
    drawn = _stretched(z, fall / Z90, rise / Z90)
    np.exp(drawn, out=drawn)
    drawn *= centre
    return drawn


def _bounded(z: Floats, low: float, median: float, high: float, bounds: Bounds) -> Floats:
    """Draw on the logit of the range."""
    least, greatest = bounds
    share = (np.array([low, median, high]) - least) / (greatest - least)
    share[share == 0], share[share == 1] = INSIDE, 1 - INSIDE
    bottom, centre, top = np.log(share / (1 - share))
    fall = max(centre - bottom, 0.0) if low < median else 0.0
    rise = max(top - centre, 0.0) if high > median else 0.0
    logit = centre + _stretched(z, fall / Z90, rise / Z90)
    drawn: Floats = least + (greatest - least) / (1 + np.exp(-logit))
    return drawn


def _stretched(z: Floats, below: float, above: float) -> Floats:
    """Return z times `below` where it is negative, times `above` where not: the outer or the inner of two lines."""
    outer = np.maximum if above >= below else np.minimum
    stretched: Floats = outer(z * above, z * below)
    return stretched


def ranged(table: pd.DataFrame) -> list[str]:
    """Return the columns of `table` that have a range: X where there is X_low or X_high.

    Examples
    --------
    >>> ranged(pd.DataFrame(columns=["reach", "reach_low", "impact", "effort", "effort_high"]))
    ['reach', 'effort']
    """
    names = set(table.columns)
    return [name for name in table.columns if f"{name}_low" in names or f"{name}_high" in names]


def bounds_of(table: pd.DataFrame, column: str) -> Floats:
    """Return low, the plain column and high, shape (3, rows); a bound without a column is blank.

    Examples
    --------
    >>> bounds_of(pd.DataFrame({"reach": [2.0], "reach_low": [1.0]}), "reach").tolist()
    [[1.0], [2.0], [nan]]
    """
    names = (f"{column}_low", column, f"{column}_high")
    there = [name for name in names if name in table.columns]
    read = dict(zip(there, numbers(table, *there), strict=True))
    blank = np.full(len(table), np.nan)
    return np.stack([read.get(name, blank) for name in names])


def check(index: pd.Index, ranges: Mapping[str, Floats], bounds: Mapping[str, Bounds]) -> None:
    """Refuse estimates that are no range.

    Parameters
    ----------
    index : Index
        The ids.
    ranges : mapping
        Low, value and high by column, as from :func:`bounds_of`.
    bounds : mapping
        Least and greatest value of the columns that have both; the others are quantities >= 0.

    Raises
    ------
    ValueError
        low > value > high, a negative quantity, or a number outside its bounds: every id and column.

    Examples
    --------
    >>> check(pd.Index(["sso"]), {"reach": np.array([[9.0], [5.0], [np.nan]])}, {})
    Traceback (most recent call last):
    ValueError: 'sso', reach: low 9, value 5 must rise in this order
    """
    problems = [
        problem
        for column, three in ranges.items()
        for problem in _problems(index, column, three, bounds.get(column))
    ]
    if problems:
        raise ValueError("; ".join(problems))


def _problems(index: pd.Index, column: str, three: Floats, bounds: Bounds | None) -> list[str]:
    """Say what is wrong with one column; `three` is low, value, high by row."""
    low, value, high = three
    least, greatest = bounds or (0.0, np.inf)
    allowed = f"between {least:g} and {greatest:g}" if bounds else "0 or more"
    falling = (low > value) | (value > high) | (low > high)
    outside = ((three < least) | (three > greatest)).any(axis=0)
    return [
        f"{index[i]!r}, {column}: {_say(three[:, i])} must rise in this order" for i in _rows(falling)
    ] + [f"{index[i]!r}, {column}: {_say(three[:, i])} must be {allowed}" for i in _rows(outside)]


def _rows(mask: npt.ArrayLike) -> list[int]:
    return [int(i) for i in np.flatnonzero(mask)]


def _say(three: Floats) -> str:
    """Name the numbers there are."""
    named = zip(("low", "value", "high"), three, strict=True)
    return ", ".join(f"{name} {number:.6g}" for name, number in named if not np.isnan(number))
