"""RICE: reach times impact times confidence, for each unit of effort."""

import numpy as np
import pandas as pd

from workbench.opportunities.register import method
from workbench.sampling.columns import numbers

__all__ = ["NEEDS", "score"]

NEEDS = ("reach", "impact", "confidence", "effort")
ABOUT = "People helped in a quarter for each person-month of work, weighed by how much it helps and how sure we are."


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
    effort = np.where(effort == 0, np.nan, effort)
    return pd.Series(reach * impact * confidence / effort, index=table.index, name="rice")
