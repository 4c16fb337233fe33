"""Draws to percentiles, with one definition everywhere: linear between order statistics."""

import numpy as np
import numpy.typing as npt

from workbench.columns import Floats

__all__ = ["LEVELS", "percentiles", "percentiles_of_counts"]

LEVELS = (0.1, 0.5, 0.9)
"""Low, likely, high."""


def percentiles(draws: Floats, levels: tuple[float, ...] = LEVELS) -> Floats:
    """Return percentiles of draws.

    Parameters
    ----------
    draws : array of shape (trials,)
        No NaN; infinite draws are allowed, a percentile between two unequal infinities is NaN.
    levels : tuple of float, 0..1

    Returns
    -------
    array of shape (levels,)

    References
    ----------
    R. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996,
    definition 7; the same as ``numpy.quantile``.

    Examples
    --------
    >>> percentiles(np.arange(11.0)).tolist()
    [1.0, 5.0, 9.0]
    """
    below, above, weight = _between(draws.size, levels)
    places = sorted({*below.tolist(), *above.tolist()})
    found = dict(zip(places, _ordered(draws.copy(), places), strict=True))
    low, high = (np.array([found[place] for place in some.tolist()]) for some in (below, above))
    return _mix(low, high, weight)


def _ordered(draws: Floats, places: list[int]) -> list[float]:
    """Return the order statistics at rising `places`; mixes `draws`, which is quicker than to sort them all."""
    if not places:
        return []
    if len(places) == 1 and places[0] in (0, draws.size - 1):
        return [float(draws.min() if places[0] == 0 else draws.max())]
    middle = places[len(places) // 2]
    draws.partition(middle)
    after = [place - middle - 1 for place in places if place > middle]
    before = _ordered(draws[:middle], [place for place in places if place < middle])
    return [*before, float(draws[middle]), *_ordered(draws[middle + 1 :], after)]


def percentiles_of_counts(counts: npt.NDArray[np.integer], levels: tuple[float, ...] = LEVELS) -> Floats:
    """Return percentiles of whole numbers that were counted: ``counts[..., k]`` draws had the value k.

    Parameters
    ----------
    counts : integer array of shape (rows, values)
        Rows have equal sums, at least 1.
    levels : tuple of float, 0..1

    Returns
    -------
    array of shape (rows, levels)

    Examples
    --------
    >>> percentiles_of_counts(np.array([[0, 5, 0, 6]]), levels=(0.0, 0.45, 0.5)).tolist()
    [[1.0, 2.0, 3.0]]
    """
    rows, values = counts.shape
    trials = int(counts[0].sum()) if rows else 1
    below, above, weight = _between(trials, levels)
    running = np.cumsum(counts, dtype=np.int64)  # through all rows, so that they are searched at once
    row = np.arange(rows)[:, None]
    low, high = (
        (np.searchsorted(running, place + trials * row, side="right") - values * row).astype(float)
        for place in (below, above)
    )
    return _mix(low, high, weight)


def _between(
    size: int, levels: tuple[float, ...]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Floats]:
    """Return the places of the order statistics on both sides of each level, and the weight of the upper one."""
    place = np.asarray(levels, dtype=float) * (size - 1)
    below = np.floor(place).astype(np.intp)
    return below, np.minimum(below + 1, size - 1), place - below


def _mix(low: Floats, high: Floats, weight: Floats) -> Floats:
    """Go from low towards high; equal ends stay as they are, also where they are infinite."""
    with np.errstate(invalid="ignore"):
        return np.where(low == high, low, low + (high - low) * weight)
