"""Story points as a guess of effort: the rate is taken from the list itself where it can be, and always said."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.columns import Floats, numbers
from workbench.language.words import count

__all__ = ["FACTOR", "POINTS_A_MONTH", "Rate", "offer", "rate", "said", "waiting"]

POINTS_A_MONTH = 20.0
"""What one person is taken to finish in a month while nothing is known of the team: 10 points in two weeks."""
FACTOR = 2.5
"""A guess may be wrong by this factor either way: points are nobody's months."""


@dataclass(frozen=True)
class Rate:
    """How many story points make a person-month, and from how many rows that is known."""

    points_a_month: float
    rows: int

    def __str__(self) -> str:
        """Say where the rate comes from."""
        said = f"{self.points_a_month:.3g} points a person-month"
        if not self.rows:
            return f"{said}, an assumption: no row has both points and an effort"
        return f"{said}, the middle of {count(self.rows, 'row')} with both points and an effort"


def rate(table: pd.DataFrame) -> Rate:
    """Return the median of points / effort over the rows that have both; 20 a month where none has.

    Parameters
    ----------
    table : DataFrame by id
        ``story_points`` (0 or more) and ``effort`` in person-months, where there are such columns.

    Examples
    --------
    >>> ideas = pd.DataFrame({"story_points": [4.0, 8.0], "effort": [1.0, None]}, index=["a", "b"])
    >>> print(rate(ideas))
    4 points a person-month, the middle of 1 row with both points and an effort
    """
    points, effort = (_numbers(table, name) for name in ("story_points", "effort"))
    known = (points > 0) & (effort > 0)
    if not known.any():
        return Rate(POINTS_A_MONTH, 0)
    median = float(np.median(points[known] / effort[known]))
    return Rate(float(f"{median:.3g}"), int(known.sum()))


def waiting(table: pd.DataFrame) -> Floats:
    """Return the story points of the rows that have neither an effort nor a size; NaN elsewhere.

    Examples
    --------
    >>> waiting(pd.DataFrame({"story_points": [4.0, 8.0], "effort": [1.0, None]})).tolist()
    [nan, 8.0]
    """
    points, effort = (_numbers(table, name) for name in ("story_points", "effort"))
    sized = table["size"].notna().to_numpy() if "size" in table else np.zeros(len(table), dtype=bool)
    return np.where((points > 0) & np.isnan(effort) & ~sized, points, np.nan)


def offer(table: pd.DataFrame, *, taken: bool) -> str:
    """Return what can be done with the story points of a table; "" where no row has them alone.

    Examples
    --------
    >>> ideas = pd.DataFrame({"story_points": [4.0, 8.0], "effort": [1.0, None]})
    >>> offer(ideas, taken=False), offer(ideas, taken=True), offer(ideas[:1], taken=False)
    ('Guess 1 effort', 'Drop guessed efforts', '')
    """
    many = int(np.isfinite(waiting(table)).sum())
    if not many:
        return ""
    return "Drop guessed efforts" if taken else f"Guess {count(many, 'effort')}"


def said(rate: Rate, *, taken: bool) -> str:
    """Say what was done."""
    if not taken:
        return "Story points say nothing about effort any more."
    return f"Blank efforts are guessed at {rate}. They stay in italics until somebody sets them."


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    return numbers(table, name)[0] if name in table else np.full(len(table), np.nan)
