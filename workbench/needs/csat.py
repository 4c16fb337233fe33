"""Customer satisfaction: the share that is satisfied."""

import math

import numpy as np
import numpy.typing as npt

from workbench.needs.ratings import effect_and_quantile, numbered, read
from workbench.sampling.proportions import quantile, wilson

__all__ = ["interval", "score"]

_SATISFIED, _MOST = 4, 5
"""Top two boxes of five."""
_WORTH = (0.0, 0.0, 0.0, 1.0, 1.0)


def score(ratings: npt.ArrayLike) -> float:
    """Return the share of satisfied answers: the top two boxes.

    Parameters
    ----------
    ratings : array of shape (answers,)
        Whole numbers, 1 very dissatisfied to 5 very satisfied; a blank is left out.

    Returns
    -------
    float, 0..1
        Share of 4 and 5; NaN where nobody answered.

    Raises
    ------
    ValueError
        A rating is not a whole number from 1 to 5: its place and value.

    References
    ----------
    J. Sauro, J. Lewis, *Quantifying the User Experience*, 2nd ed., 2016, chapter 2 (top-two-box scores).

    Examples
    --------
    >>> score([5, 4, 3, 1])
    0.5
    """
    given = read(ratings, 1, _MOST)[0]
    return float(np.mean(given >= _SATISFIED)) if len(given) else math.nan


def interval(
    ratings: npt.ArrayLike, level: float = 0.95, customers: npt.ArrayLike | None = None
) -> tuple[float, float]:
    """Return the interval of the share of satisfied answers.

    Parameters
    ----------
    ratings : array of shape (answers,)
        As :func:`score` reads it.
    level : float, between 0 and 1
    customers : array of shape (answers,), optional
        Who each works for, where colleagues answer alike; a blank is a customer of its own.

    Returns
    -------
    low, high : float, 0..1
        Wilson's, see ``proportions``; NaN where nobody answered.

    Raises
    ------
    ValueError
        As :func:`score`; `level` is not between 0 and 1; there are not as many customers as ratings.

    Examples
    --------
    >>> low, high = interval([5] * 15 + [2] * 5)
    >>> round(low, 2), round(high, 2)
    (0.53, 0.89)
    """
    given, where = read(ratings, 1, _MOST)
    z, effect = float(quantile(level)), 1.0
    if not len(given):
        return math.nan, math.nan
    if customers is not None:
        boxes = given.astype(np.intp) - 1
        effect, z = effect_and_quantile(boxes, numbered(customers, where), _WORTH, level)
    low, high = wilson(np.mean(given >= _SATISFIED), len(given) / effect, z)
    return float(low), float(high)
