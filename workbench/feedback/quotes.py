"""Quotes counted for what they speak of: the same numbers on every board."""

import pandas as pd

__all__ = ["UNSAID", "counted", "of_opportunities", "spoken"]

UNSAID = 1.0
"""What a quote counts of which nobody said how important it is, of 0 to 3."""


def spoken(feedback: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Return the quotes with the segment and the revenue of who said them.

    Parameters
    ----------
    feedback : DataFrame
        By id: customer, segment, importance. A quote's own segment counts where its customer has none.
    customers : DataFrame
        By id: segment, revenue.

    Returns
    -------
    DataFrame
        By quote: customer, segment, revenue (NaN where it is not known), weight: its importance, 1 where nobody
        said it.

    Examples
    --------
    >>> said = pd.DataFrame(
    ...     {"customer": ["a", None], "segment": [None, "food"], "importance": [3, None]}, index=["q1", "q2"]
    ... )
    >>> spoken(said, pd.DataFrame({"segment": ["water"], "revenue": [9.0]}, index=["a"]))["segment"].tolist()
    ['water', 'food']
    """
    theirs = feedback["customer"].map(customers["segment"])
    return pd.DataFrame(
        {
            "customer": feedback["customer"],
            "segment": theirs.where(theirs.notna(), feedback["segment"]),
            "revenue": feedback["customer"].map(customers["revenue"]),
            "weight": feedback["importance"].fillna(UNSAID),
        },
        index=feedback.index,
    )


def of_opportunities(links: pd.DataFrame, met: pd.DataFrame) -> pd.DataFrame:
    """Return which quote speaks of which opportunity, over all needs that it would meet; each pair once.

    Parameters
    ----------
    links : DataFrame
        feedback, need: which quote speaks of which need.
    met : DataFrame
        need, opportunity.

    Returns
    -------
    DataFrame
        feedback, of (the opportunity).

    Examples
    --------
    >>> links = pd.DataFrame({"feedback": ["q", "q"], "need": ["n", "m"]})
    >>> of_opportunities(links, pd.DataFrame({"need": ["n", "m"], "opportunity": ["o", "o"]})).to_numpy().tolist()
    [['q', 'o']]
    """
    pairs = links[["feedback", "need"]].merge(met[["need", "opportunity"]], on="need")
    return pairs.rename(columns={"opportunity": "of"})[["feedback", "of"]].drop_duplicates()


def counted(said: pd.DataFrame, pairs: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return what stands behind each thing that is spoken of.

    Parameters
    ----------
    said : DataFrame by quote
        Of :func:`spoken`.
    pairs : DataFrame
        feedback, of: which quote speaks of what. Twice the same pair counts once.
    name : str
        Of the result's index.

    Returns
    -------
    DataFrame
        By what is spoken of: demand (the quotes' weights, added up), quotes, customers, segments, revenue (each
        customer's once), loudest (the customer with most quotes) and loudest_share (its share of the quotes).
    """
    rows = pairs.drop_duplicates().join(said, on="feedback", how="inner")
    found = rows.groupby("of").agg(
        demand=("weight", "sum"),
        quotes=("feedback", "size"),
        customers=("customer", "nunique"),
        segments=("segment", "nunique"),
    )
    once = rows.drop_duplicates(["of", "customer"])
    found["revenue"] = once.groupby("of")["revenue"].sum()
    voices = rows.groupby(["of", "customer"]).size().rename("many").reset_index()
    # most quotes first, equals by their id: the same answer whatever the order of the rows
    voices = voices.sort_values(["of", "many", "customer"], ascending=[True, False, True])
    loudest = voices.drop_duplicates("of").set_index("of")
    found["loudest"] = loudest["customer"]
    found["loudest_share"] = loudest["many"] / found["quotes"]
    found.index.name = name
    return found
