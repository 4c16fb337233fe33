"""Value for effort: the impact bought with each person-month, however many it reaches."""

import pandas as pd

from workbench.columns import numbers, over
from workbench.opportunities.register import method

__all__ = ["NEEDS", "score"]

NEEDS = ("impact", "effort")
ABOUT = "Impact for each person-month of work: the short way, which leaves out how many it reaches and how sure we are."


@method("value_effort", needs=NEEDS, label="Value / effort", about=ABOUT, rowwise=True)
def score(table: pd.DataFrame) -> pd.Series:
    """Return the impact for each person-month of work.

    Parameters
    ----------
    table : DataFrame of any length
        impact : the value, on any scale that is the same for all rows, >= 0.
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
    impact / effort, the slope at which an item lies in the picture of value against effort. Where value is reach
    times impact, ask for RICE without Confidence.

    References
    ----------
    D. Gray, S. Brown, J. Macanufo, *Gamestorming*, 2010, "Impact & Effort Matrix"; the quotient: DevSamurai,
    "Value vs Effort", docs.devsamurai.com/routemap/value-vs-effort.

    Examples
    --------
    >>> score(pd.DataFrame({"impact": [3, 3], "effort": [2, 0]})).tolist()
    [1.5, nan]
    """
    impact, effort = numbers(table, *NEEDS)
    return pd.Series(over(impact, effort), index=table.index, name="value_effort")
