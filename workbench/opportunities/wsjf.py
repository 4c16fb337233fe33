"""WSJF, weighted shortest job first: what a delay costs, for each unit of job size."""

import pandas as pd

from workbench.columns import numbers, over
from workbench.opportunities.register import method

__all__ = ["NEEDS", "score"]

NEEDS = ("business_value", "time_criticality", "risk_reduction", "job_size")
ABOUT = (
    "What waiting costs (value, time criticality and risk reduction) for each unit of job size, all relative."
)


@method("wsjf", needs=NEEDS, label="WSJF", about=ABOUT, rowwise=True)
def score(table: pd.DataFrame) -> pd.Series:
    """Return the cost of delay for each unit of job size.

    Parameters
    ----------
    table : DataFrame of any length
        business_value, time_criticality, risk_reduction, job_size : relative to the other items, usually one of
        1, 2, 3, 5, 8, 13, 20; >= 0.

    Returns
    -------
    Series on the table's index
        A blank, or job size 0, gives NaN: not ranked.

    Raises
    ------
    ValueError
        A column is missing, or holds text.

    Notes
    -----
    (business_value + time_criticality + risk_reduction) / job_size; the numerator is the cost of delay.

    References
    ----------
    Scaled Agile, "WSJF", framework.scaledagile.com/wsjf; D. Reinertsen, *The Principles of Product Development
    Flow*, 2009, chapter 7.

    Examples
    --------
    >>> score(pd.DataFrame({"business_value": [8], "time_criticality": [5], "risk_reduction": [3], "job_size": [5]}))
    0    3.2
    Name: wsjf, dtype: float64
    """
    value, criticality, risk, size = numbers(table, *NEEDS)
    return pd.Series(over(value + criticality + risk, size), index=table.index, name="wsjf")
