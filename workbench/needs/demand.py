"""Demand: what stands behind a need or an opportunity: importance, quotes, customers, revenue."""

import pandas as pd

from workbench.feedback.quotes import counted, of_opportunities, spoken

__all__ = ["by_need", "by_opportunity", "by_segment", "places", "spoken"]


def by_need(said: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return what stands behind each need.

    Parameters
    ----------
    said : DataFrame
        Of :func:`spoken`.
    links : DataFrame
        feedback, need: which quote speaks of which need. Twice the same pair counts once.

    Returns
    -------
    DataFrame
        By need: demand (the quotes' weights, added up), quotes, customers, segments, revenue (each customer's once),
        loudest (the customer with most quotes) and loudest_share (its share of the quotes). A need without quotes has
        no row.

    Notes
    -----
    The sum of the importance that customers give a need in their feedback is what Productboard calls its customer
    importance score.
    """
    return counted(said, links[["feedback", "need"]].rename(columns={"need": "of"}), "need")


def by_opportunity(said: pd.DataFrame, links: pd.DataFrame, met: pd.DataFrame) -> pd.DataFrame:
    """Return what stands behind each opportunity, over all needs that it would meet; a quote counts once.

    Parameters
    ----------
    met : DataFrame
        need, opportunity.
    said, links, returns
        As :func:`by_need` has them.
    """
    return counted(said, of_opportunities(links, met), "opportunity")


def by_segment(said: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return the demand of each need by segment: needs as rows, segments as columns, 0 where nobody spoke.

    Quotes of nobody's segment are left out.
    """
    rows = links[["feedback", "need"]].drop_duplicates().join(said, on="feedback", how="inner")
    return rows.pivot_table(
        index="need", columns="segment", values="weight", aggfunc="sum", fill_value=0.0, observed=False
    )


def places(counted: pd.DataFrame) -> "pd.Series[float]":
    """Return each row's place by demand, 1 is first; equals have the better place together.

    Examples
    --------
    >>> places(pd.DataFrame({"demand": [5.0, 9.0, 5.0]}, index=["a", "b", "c"])).tolist()
    [2.0, 1.0, 2.0]
    """
    return counted["demand"].rank(ascending=False, method="min")
