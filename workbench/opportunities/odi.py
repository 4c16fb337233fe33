"""ODI, outcome-driven innovation: what matters to customers and is not yet done well."""

import numpy as np
import pandas as pd

from workbench.columns import numbers
from workbench.opportunities.register import method

__all__ = ["NEEDS", "score"]

NEEDS = ("importance", "satisfaction")
TEN = (0.0, 10.0)
ABOUT = "How important it is to customers, and once more by how far satisfaction lags behind: 10 and more is underserved."


@method(
    "odi",
    needs=NEEDS,
    label="ODI opportunity",
    about=ABOUT,
    rowwise=True,
    bounds=dict.fromkeys(NEEDS, TEN),
)
def score(table: pd.DataFrame) -> pd.Series:
    """Return how large the opportunity is: importance, and the gap to satisfaction where there is one.

    Parameters
    ----------
    table : DataFrame of any length
        importance, satisfaction : 0..10; a tenth of the per cent of customers who answer 4 or 5 of 5.

    Returns
    -------
    Series on the table's index
        0..20. More satisfaction than importance takes nothing off. A blank gives NaN: not ranked.

    Raises
    ------
    ValueError
        A column is missing, or holds text.

    Notes
    -----
    importance + max(importance - satisfaction, 0)

    References
    ----------
    A. Ulwick, "Turn Customer Input into Innovation", Harvard Business Review 80(1), 2002; *What Customers Want*,
    2005, chapter 3.

    Examples
    --------
    >>> score(pd.DataFrame({"importance": [9, 9], "satisfaction": [3, 10]})).tolist()
    [15.0, 9.0]
    """
    importance, satisfaction = numbers(table, *NEEDS)
    gap = np.maximum(importance - satisfaction, 0)
    return pd.Series(importance + gap, index=table.index, name="odi")
