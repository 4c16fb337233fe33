"""Answers on a scale, read: blanks left out, wrong ones told, and counted by customer where colleagues answer alike."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, numbers
from workbench.sampling.proportions import design_effect, quantile

__all__ = ["effect_and_quantile", "numbered", "read"]

_SHOWN = 3
"""So many wrong answers are named; the others are counted."""


def read(ratings: npt.ArrayLike, least: int, greatest: int) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the ratings there are, and where they stand.

    Parameters
    ----------
    ratings : array of shape (rows,)
        Whole numbers from `least` to `greatest`; NaN or None is a blank.

    Returns
    -------
    given : array of shape (answers,)
    where : boolean array of shape (rows,)

    Raises
    ------
    ValueError
        A rating is not a whole number between the two: its place, counted from 1, and value.

    Examples
    --------
    >>> read([10, None, 7], 0, 10)[0].tolist()
    [10.0, 7.0]
    """
    table = pd.DataFrame({"rating": ratings})
    values = numbers(table.set_axis(range(1, len(table) + 1)), "rating")[0]
    where = ~np.isnan(values)
    wrong = np.flatnonzero(where & ((values < least) | (values > greatest) | (values % 1 != 0)))
    if len(wrong):
        named = "; ".join(f"rating {row + 1}: {values[row]:g}" for row in wrong[:_SHOWN])
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise ValueError(f"{named}{more} must be a whole number from {least} to {greatest}, or left blank")
    return values[where], where


def numbered(customers: npt.ArrayLike, where: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Return a number for the customer of each rating; who has none is one of its own.

    Raises
    ------
    ValueError
        There are not as many customers as ratings.

    Examples
    --------
    >>> numbered(["a", None, "a", None], np.full(4, True)).tolist()
    [0, 1, 0, 2]
    """
    names = pd.Series(customers)
    if len(names) != len(where):
        raise ValueError(f"{len(where)} ratings, {len(names)} customers: name the customer of each rating")
    codes = pd.factorize(names[where])[0]
    alone = codes < 0
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(alone.sum())
    return codes


def effect_and_quantile(
    classes: npt.NDArray[np.intp], customers: npt.NDArray[np.intp], worth: Sequence[float], level: float
) -> tuple[float, float]:
    """Return the design effect of one mean, and the quantile of its interval (see ``proportions``).

    Parameters
    ----------
    classes : integer array of shape (answers,)
        Which class an answer falls into: 0 .. classes - 1.
    customers : integer array of shape (answers,)
        Of :func:`numbered`.
    worth : sequence
        What an answer of each class adds to the mean.

    Examples
    --------
    >>> effect, t = effect_and_quantile(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), [0, 1], 0.95)
    >>> round(effect, 1), round(t, 1)
    (4.0, 12.7)
    """
    wide, many = len(worth), int(customers.max(initial=-1)) + 1
    counts = np.bincount(customers * wide + classes, minlength=many * wide).reshape(many, wide)
    effect, asked = design_effect(counts, np.zeros(many, dtype=np.intp), 1, worth)
    return float(effect[0]), float(quantile(level, asked)[0])
