"""Story points as a guess of effort: offered, with its reason, and never applied by itself."""

import math

import pandas as pd

__all__ = ["POINTS_A_MONTH", "WIDTH", "suggest"]

POINTS_A_MONTH = 20.0
"""What one person is taken to finish in a month while nothing is known of the team: 10 points in two weeks."""
WIDTH = 2.5
"""The guess may be wrong by this factor either way: points are nobody's months."""
_DIGITS = 2


def suggest(table: pd.DataFrame, ratio: float | None = None) -> pd.DataFrame:
    """Return an effort for every row that has story points and no effort.

    Parameters
    ----------
    table : DataFrame
        By id: ``story_points`` (0 or more) and ``effort`` in person-months.
    ratio : float, optional
        Person-months a point. Not given: the median of effort / points over the rows that have both; where none has,
        one person-month for 20 points.

    Returns
    -------
    DataFrame
        By id, in the table's order: effort, effort_low, effort_high (person-months, two digits) and why, a sentence.
        Rows without points, or with 0, are not in it.

    Examples
    --------
    >>> ideas = pd.DataFrame({"story_points": [4.0, 8.0], "effort": [1.0, None]}, index=["a", "b"])
    >>> suggest(ideas)[["effort", "effort_low", "effort_high"]].values.tolist()
    [[2.0, 0.8, 5.0]]
    """
    blank = pd.Series(math.nan, index=table.index)
    points = pd.to_numeric(table.get("story_points", blank))
    effort = pd.to_numeric(table.get("effort", blank))
    known = (effort / points)[(points > 0) & (effort > 0)]
    if ratio is None:
        ratio = float(known.median()) if len(known) else 1 / POINTS_A_MONTH
        reason = _reason(len(known), ratio)
    else:
        reason = f"at {1 / ratio:.3g} points a person-month"
    asked = points[(points > 0) & effort.isna()]
    guess = asked * ratio
    return pd.DataFrame(
        {
            "effort": guess.map(_rounded),
            "effort_low": (guess / WIDTH).map(_rounded),
            "effort_high": (guess * WIDTH).map(_rounded),
            "why": [f"A guess from {point:g} story points, {reason}." for point in asked],
        },
        index=asked.index,
    )


def _reason(many: int, ratio: float) -> str:
    rate = f"{1 / ratio:.3g} points a person-month"
    if not many:
        return f"taking {rate}, an assumption: no row has both points and an effort"
    return f"at {rate}, the middle of {many} row{'s' if many > 1 else ''} with both points and an effort"


def _rounded(value: float) -> float:
    return round(value, _DIGITS - 1 - math.floor(math.log10(value)))
