"""Does the order depend on how we count? Ranks of the same items under several methods, held against each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.columns import Floats

__all__ = ["Agreement", "agreement", "leading", "ranks", "spread"]


@dataclass(frozen=True)
class Agreement:
    """How far two orders are the same.

    Attributes
    ----------
    common, top : int
        How many are at the top of both, of so many.
    tau : float
        Kendall's tau-b over the items that both rank: 1 the same order, 0 none, -1 the reverse; NaN with fewer than
        two, or where one of them ties all.
    apart : str or None
        The item whose two ranks lie furthest apart; None where no item does.
    ranks : (float, float)
        Its ranks; blank without one.
    """

    common: int
    top: int
    tau: float
    apart: str | None
    ranks: tuple[float, float]


def ranks(names: Iterable[str], placed: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Return the rank of each item under each method that can score some.

    Parameters
    ----------
    names : iterable of str
    placed : function(name) -> DataFrame by id
        The candidates under a method: score, rank. One that raises ValueError is left out.

    Examples
    --------
    >>> table = pd.DataFrame({"score": [4.0, 9.0], "rank": [2.0, 1.0]}, index=["a", "b"])
    >>> ranks(["rice", "ice"], {"rice": table, "ice": table.assign(score=None)}.get)["rice"].tolist()
    [2.0, 1.0]
    """
    found: dict[str, pd.Series[float]] = {}
    for name in dict.fromkeys(names):
        try:
            rows = placed(name)
        except ValueError:  # a stranger's method that fails is said on the list, once it is chosen
            continue
        if rows["score"].notna().any():
            found[name] = rows["rank"]
    return pd.DataFrame(found)


def leading(ranks: "pd.Series[float]", top: int) -> "pd.Index[str]":
    """Return the ids of the first `top` items; of equal ranks the first by id, what has no rank never.

    Examples
    --------
    >>> leading(pd.Series({"b": 1.0, "a": 1.0, "c": None}), 3).tolist()
    ['a', 'b']
    """
    return ranks.dropna().sort_index().sort_values(kind="stable").index[:top]


def spread(ranks: pd.DataFrame) -> "pd.Series[float]":
    """Return how far the methods disagree about each item.

    Parameters
    ----------
    ranks : DataFrame, items by methods
        1 is best; blank: not ranked by that method.

    Returns
    -------
    Series
        Greatest minus least rank; NaN where fewer than two methods rank the item.

    Examples
    --------
    >>> ranks = pd.DataFrame({"rice": [1.0, 2.0, 3.0], "wsjf": [3.0, 2.0, None]}, index=["a", "b", "c"])
    >>> spread(ranks).tolist()
    [2.0, 0.0, nan]
    """
    apart = ranks.max(axis=1) - ranks.min(axis=1)
    return apart.where(ranks.notna().sum(axis=1) > 1)


def agreement(one: "pd.Series[float]", other: "pd.Series[float]", top: int) -> Agreement:
    """Return how far two rankings of the same items agree.

    Parameters
    ----------
    one, other : Series by id
        Ranks, 1 is best; equal ones are ties; blank: not ranked.
    top : int
        How many places count as the top: fewer where a method ranks fewer.

    References
    ----------
    Tau-b, with ties: M. Kendall, "The treatment of ties in ranking problems", Biometrika 33(3), 1945.

    Examples
    --------
    >>> one = pd.Series({"a": 1.0, "b": 2.0, "c": 3.0})
    >>> agreement(one, pd.Series({"a": 3.0, "b": 2.0, "c": 1.0}), top=2)
    Agreement(common=1, top=2, tau=-1.0, apart='a', ranks=(1.0, 3.0))
    """
    both = pd.DataFrame({"one": one, "other": other})
    first, second = (leading(both[name], top) for name in both)
    ranked = both.dropna().sort_index()
    left, right = ranked.to_numpy(dtype=float).T
    apart, tau = np.abs(left - right), _tau(left, right)
    common, places = len(first.intersection(second)), min(top, max(len(first), len(second)))
    if not apart.any():
        return Agreement(common, places, tau, None, (np.nan, np.nan))
    place = int(apart.argmax())
    return Agreement(common, places, tau, str(ranked.index[place]), (float(left[place]), float(right[place])))


def _tau(one: Floats, other: Floats) -> float:
    """Return Kendall's tau-b."""
    from scipy.stats import kendalltau  # here: it takes a while, and few ask for it

    if len(one) < 2 or (one == one[0]).all() or (other == other[0]).all():  # noqa: PLR2004 (a pair)
        return float("nan")
    return float(kendalltau(one, other).statistic)
