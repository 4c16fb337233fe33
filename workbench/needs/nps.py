"""Net promoter score: who would recommend us, less who would not."""

import math

import numpy as np
import numpy.typing as npt

from workbench.needs.ratings import effect_and_quantile, numbered, read
from workbench.sampling.proportions import quantile

__all__ = ["interval", "score"]

_PASSIVE, _PROMOTER = 7, 9
"""From these ratings on; below are detractors."""
_WORTH = (-100.0, 0.0, 100.0)
_ADDED = np.array([0.75, 1.5, 0.75])
"""Pseudo-observations: detractors, passives, promoters."""


def score(ratings: npt.ArrayLike) -> float:
    """Return the net promoter score.

    Parameters
    ----------
    ratings : array of shape (answers,)
        How likely one is to recommend: whole numbers 0 to 10, a blank is left out.

    Returns
    -------
    float, -100..100
        Per cent of promoters (9, 10) less per cent of detractors (0 to 6); NaN where nobody answered.

    Raises
    ------
    ValueError
        A rating is not a whole number from 0 to 10: its place and value.

    References
    ----------
    F. Reichheld, "The one number you need to grow", Harvard Business Review 81(12), 2003.

    Examples
    --------
    >>> score([10, 9, 9, 8, 3])
    40.0
    """
    counts = np.bincount(_classes(read(ratings, 0, 10)[0]), minlength=3)
    return float(counts @ _WORTH / counts.sum()) if counts.any() else math.nan


def interval(
    ratings: npt.ArrayLike, level: float = 0.95, customers: npt.ArrayLike | None = None
) -> tuple[float, float]:
    """Return the interval of the net promoter score.

    Parameters
    ----------
    ratings : array of shape (answers,)
        As :func:`score` reads it.
    level : float, between 0 and 1
    customers : array of shape (answers,), optional
        Who each works for, where colleagues answer alike; a blank is a customer of its own.

    Returns
    -------
    low, high : float, -100..100
        NaN where nobody answered; -100 and 100 where only one customer did.

    Raises
    ------
    ValueError
        As :func:`score`; `level` is not between 0 and 1; there are not as many customers as ratings.

    Notes
    -----
    Adjusted Wald: three pseudo-observations, 3/4 of a detractor, 3/2 of a passive and 3/4 of a promoter, are added;
    with shares p of n + 3 answers the variance is (p_promoter + p_detractor - (p_promoter - p_detractor)^2) / (n + 3).
    With customers it is multiplied by the design effect, and the quantile is Student's t with one degree of freedom
    less than customers.

    References
    ----------
    B. Rocks, "Interval estimation for the net promoter score", The American Statistician 70(4), 2016.

    Examples
    --------
    >>> low, high = interval([10] * 30 + [8] * 40 + [5] * 20)
    >>> round(low, 1), round(high, 1)
    (-4.2, 25.7)
    """
    given, where = read(ratings, 0, 10)
    classes, z, effect = _classes(given), float(quantile(level)), 1.0
    if not len(given):
        return math.nan, math.nan
    if customers is not None:
        effect, z = effect_and_quantile(classes, numbered(customers, where), _WORTH, level)
    counts = np.bincount(classes, minlength=3) + _ADDED
    share = counts / counts.sum()
    middle = float(share @ _WORTH)
    variance = float(share @ np.square(_WORTH)) - middle**2
    half = z * math.sqrt(variance / counts.sum() * effect)
    return max(middle - half, -100.0), min(middle + half, 100.0)


def _classes(given: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Return 0 for a detractor, 1 for a passive, 2 for a promoter."""
    return (given >= _PASSIVE).astype(np.intp) + (given >= _PROMOTER)
