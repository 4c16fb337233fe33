"""Whether a score moved from one wave of a survey to the next."""

from typing import Literal

import numpy as np
import pandas as pd

from workbench.columns import require
from workbench.needs import csat, nps

__all__ = ["compare"]

_OF = {"nps": nps, "csat": csat}


def compare(ratings: pd.DataFrame, of: Literal["nps", "csat"] = "nps", level: float = 0.95) -> pd.DataFrame:
    """Return the score of each wave, and how it differs from the wave before.

    Parameters
    ----------
    ratings : DataFrame, a row an answer
        wave : what sorts, such as a date or a number; rating : as `of` reads it; customer (optional): colleagues
        answer alike. Rows without a wave or a rating are left out.
    of : "nps" or "csat"
    level : float, between 0 and 1
        Of the intervals.

    Returns
    -------
    DataFrame by wave, sorted
        answers; score, low, high : in the score's unit; change : from the wave before, change_low, change_high : its
        interval, NaN in the first wave; changed : the interval is on one side of zero.

    Raises
    ------
    ValueError
        A column is missing; a rating is outside its scale; another score than these is asked for.

    Notes
    -----
    Waves are taken as independent, so the interval is too wide, rather than too narrow, where the same people are
    asked again. Of two scores a and b with limits l and u, change_low is b - a - sqrt((b - l_b)^2 + (u_a - a)^2), and
    change_high likewise; for shares with Wilson's limits this is Newcombe's method 10.

    References
    ----------
    G. Zou, A. Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008.
    R. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17,
    1998.

    Examples
    --------
    >>> asked = pd.DataFrame({"wave": [1] * 40 + [2] * 40, "rating": [9, 5] * 20 + [10] * 40})
    >>> compare(asked)[["score", "change", "changed"]].values.tolist()
    [[0.0, nan, False], [100.0, 100.0, True]]
    """
    require(ratings, ["wave", "rating"])
    if of not in _OF:
        raise ValueError(f"of {of!r} must be one of {', '.join(_OF)}")
    measure = _OF[of]
    kept = ratings[ratings["wave"].notna() & ratings["rating"].notna()]
    rows = {}
    for wave, answers in kept.groupby("wave", sort=True):
        given = answers["rating"].to_numpy()
        low, high = measure.interval(given, level, answers.get("customer"))
        rows[wave] = (len(given), measure.score(given), low, high)
    result = pd.DataFrame.from_dict(rows, orient="index", columns=["answers", "score", "low", "high"])
    result.index.name = "wave"
    return _changes(result)


def _changes(result: pd.DataFrame) -> pd.DataFrame:
    below = (result["score"] - result["low"]).clip(lower=0)
    above = (result["high"] - result["score"]).clip(lower=0)
    result["change"] = result["score"].diff()
    result["change_low"] = result["change"] - np.hypot(below, above.shift())
    result["change_high"] = result["change"] + np.hypot(above, below.shift())
    result["changed"] = (result["change_low"] > 0) | (result["change_high"] < 0)
    return result
