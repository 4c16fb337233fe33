"""Weighted criteria: columns of a team's choice, each counting as much as its weight says."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.columns import numbers
from workbench.opportunities.register import BOUNDS, Method
from workbench.sampling.intervals import Bounds

__all__ = ["method_of", "score"]


def score(table: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """Return the weighted mean of the criteria.

    Parameters
    ----------
    table : DataFrame of any length
        The columns that are weighed, as they are: on one scale, or their units decide too.
    weights : mapping of column to weight
        Any numbers; a negative weight counts against, 0 leaves a criterion out.

    Returns
    -------
    Series on the table's index
        In the criteria's unit. A blank in a column of a weight other than 0 gives NaN: not ranked.

    Raises
    ------
    ValueError
        A column is missing or holds text; there is no weight but 0; or a weight is no number.

    Notes
    -----
    sum(w * column) / sum(|w|): twice the weights are the same score.

    References
    ----------
    V. Belton, T. Stewart, *Multiple Criteria Decision Analysis*, 2002, chapter 5 (the additive model).

    Examples
    --------
    >>> score(pd.DataFrame({"fit": [4, 5], "risk": [1, 5]}), weights={"fit": 3, "risk": -1}).tolist()
    [2.75, 2.5]
    """
    shares = _shares(weights)
    columns = numbers(table, *shares)
    total = np.zeros(len(table))
    for share, column in zip(shares.values(), columns, strict=True):
        total = total + share * column
    return pd.Series(total, index=table.index, name="weighted")


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights as shares of one, without those that are 0."""
    wrong = [f"{name!r}: {weight!r}" for name, weight in weights.items() if not np.isfinite(weight)]
    if wrong:
        raise ValueError(f"the weight of {'; '.join(wrong)} is no number; give one, or 0 to leave it out")
    whole = sum(abs(weight) for weight in weights.values())
    if not whole:
        said = ", ".join(repr(name) for name in weights) or "no criterion"
        raise ValueError(f"all weights are 0 ({said}); give at least one criterion another weight")
    return {name: weight / whole for name, weight in weights.items() if weight}


@dataclass(frozen=True)
class _Weighted:
    """A score by fixed weights, the same as another with the same weights."""

    weights: tuple[tuple[str, float], ...]

    def __call__(self, table: pd.DataFrame) -> pd.Series:
        return score(table, dict(self.weights))


def method_of(
    weights: Mapping[str, float],
    name: str = "weighted",
    about: str = "",
    bounds: Mapping[str, Bounds] = BOUNDS,
) -> Method:
    """Return a score method of these weights, for odds and boards.

    Parameters
    ----------
    weights : mapping of column to weight
    name, about : str
        For people.
    bounds : mapping
        Least and greatest value of columns that have both.

    Raises
    ------
    ValueError
        As :func:`score`, for the weights.

    Examples
    --------
    >>> method_of({"reach": 1, "effort": -2, "ease": 0}).needs
    ('reach', 'effort')
    """
    needs = tuple(_shares(weights))
    return Method(name, _Weighted(tuple(weights.items())), needs, name, about, rowwise=True, bounds=bounds)
