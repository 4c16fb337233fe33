"""ICE: impact times confidence times ease, each from 1 to 10."""

from typing import Literal

import pandas as pd

from workbench.columns import numbers
from workbench.opportunities.register import method

__all__ = ["NEEDS", "score"]

NEEDS = ("impact", "confidence", "ease")
TEN = (1.0, 10.0)
COLUMNS = {"impact": "ice_impact", "confidence": "ice_confidence"}
"""What the list of opportunities calls them: there, impact and confidence are on RICE's scales."""
ABOUT = "How much it would help, how sure we are of that and how easily it is done, each from 1 to 10."


@method(
    "ice",
    needs=NEEDS,
    label="ICE",
    about=ABOUT,
    rowwise=True,
    bounds=dict.fromkeys(NEEDS, TEN),
    columns=COLUMNS,
)
def score(table: pd.DataFrame, how: Literal["product", "mean"] = "product") -> pd.Series:
    """Return impact times confidence times ease, or their mean.

    Parameters
    ----------
    table : DataFrame of any length
        impact, confidence, ease : 1..10.
    how : {"product", "mean"}
        Both are in use: the book has the mean, most tools the product.

    Returns
    -------
    Series on the table's index
        1..1000, the mean 1..10; a blank gives NaN: not ranked.

    Raises
    ------
    ValueError
        A column is missing or holds text; or `how` is neither.

    References
    ----------
    S. Ellis, M. Brown, *Hacking Growth*, 2017, chapter 4 (the mean).

    Examples
    --------
    >>> table = pd.DataFrame({"impact": [7], "confidence": [4], "ease": [8]})
    >>> score(table).tolist(), score(table, how="mean").round(2).tolist()
    ([224.0], [6.33])
    """
    if how not in ("product", "mean"):
        raise ValueError(f'how is {how!r}; it must be "product" or "mean"')
    impact, confidence, ease = numbers(table, *NEEDS)
    scores = impact * confidence * ease if how == "product" else (impact + confidence + ease) / len(NEEDS)
    return pd.Series(scores, index=table.index, name="ice")
