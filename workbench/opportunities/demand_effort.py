"""Demand for effort: what customers asked for, for each person-month of work."""

import pandas as pd

from workbench.columns import numbers, over
from workbench.opportunities.register import method

__all__ = ["NEEDS", "score"]

NEEDS = ("demand", "effort")
ABOUT = (
    "Demand for each person-month of work: what customers said, added up by how much it matters to them. "
    "Who speaks often counts often: see whom the list hangs on."
)


@method("demand_effort", needs=NEEDS, label="Demand / effort", about=ABOUT, rowwise=True)
def score(table: pd.DataFrame) -> pd.Series:
    """Return the demand for each person-month of work.

    Parameters
    ----------
    table : DataFrame of any length
        demand : the importance of the quotes that speak of it, added up, >= 0; blank where nobody spoke of it.
        effort : person-months, >= 0.

    Returns
    -------
    Series on the table's index
        A blank, or effort 0, gives NaN: not ranked.

    Raises
    ------
    ValueError
        A column is missing, or holds text.

    References
    ----------
    J. Karlsson, K. Ryan, "A Cost-Value Approach for Prioritizing Requirements", IEEE Software 14(5), 1997: value for
    cost, with what customers say as the value.

    Examples
    --------
    >>> score(pd.DataFrame({"demand": [51.0, 30.0, None], "effort": [2.5, 0.0, 1.0]})).tolist()
    [20.4, nan, nan]
    """
    demand, effort = numbers(table, *NEEDS)
    return pd.Series(over(demand, effort), index=table.index, name="demand_effort")
