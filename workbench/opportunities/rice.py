"""RICE: reach times impact times confidence, for each unit of effort."""

import pandas as pd

from workbench.columns import numbers, over
from workbench.opportunities.register import method

__all__ = ["NEEDS", "WITHOUT_CONFIDENCE", "score", "score_without_confidence"]

NEEDS = ("reach", "impact", "confidence", "effort")
WITHOUT_CONFIDENCE = ("reach", "impact", "effort")
ABOUT = "People helped in a quarter for each person-month of work, weighed by how much it helps and how sure we are."

ABOUT_WITHOUT = (
    "People helped in a quarter for each person-month of work; Confidence sets the range and not the score."
)


@method("rice", needs=NEEDS, label="RICE", about=ABOUT, rowwise=True)
def score(table: pd.DataFrame) -> pd.Series:
    """Return the people helped in a quarter for each person-month of work, weighed by impact and confidence.

    Parameters
    ----------
    table : DataFrame of any length
        reach : people per quarter, >= 0.
        impact : how much it helps one of them: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal.
        confidence : 0..1; 1 high, 0.8 medium, 0.5 low.
        effort : person-months, >= 0.

    Returns
    -------
    Series on the table's index
        A blank, or effort 0, gives NaN: not ranked.

    Raises
    ------
    ValueError
        A column is missing, or holds text.

    Notes
    -----
    reach * impact * confidence / effort

    References
    ----------
    S. McBride, "RICE: Simple prioritization for product managers", Intercom, 2018.

    Examples
    --------
    >>> score(pd.DataFrame({"reach": [450], "impact": [3], "confidence": [1.0], "effort": [2]})).tolist()
    [675.0]
    """
    reach, impact, confidence, effort = numbers(table, *NEEDS)
    return pd.Series(over(reach * impact * confidence, effort), index=table.index, name="rice")


@method(
    "rice_without_confidence",
    needs=WITHOUT_CONFIDENCE,
    label="RICE without Confidence",
    about=ABOUT_WITHOUT,
    rowwise=True,
)
def score_without_confidence(table: pd.DataFrame) -> pd.Series:
    """Return the people helped in a quarter for each person-month of work, weighed by impact alone.

    Where Confidence sets how wide the ranges are (:func:`~workbench.opportunities.ranges.assume`), RICE counts it
    twice: a guess is both marked down and drawn from a wide range. Here it counts once, in the range.

    Parameters
    ----------
    table : DataFrame of any length
        reach, impact, effort : as in :func:`score`.

    Returns
    -------
    Series on the table's index
        A blank, or effort 0, gives NaN: not ranked.

    Raises
    ------
    ValueError
        A column is missing, or holds text.

    Notes
    -----
    reach * impact / effort

    Examples
    --------
    >>> score_without_confidence(pd.DataFrame({"reach": [800], "impact": [2], "effort": [1]})).tolist()
    [1600.0]
    """
    reach, impact, effort = numbers(table, *WITHOUT_CONFIDENCE)
    return pd.Series(over(reach * impact, effort), index=table.index, name="rice_without_confidence")
