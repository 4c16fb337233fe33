"""Which need a quote speaks of, and which quotes say the same twice: suggestions by the words they share."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import dates, require

__all__ = ["duplicates", "links"]

Numbers = npt.NDArray[np.int64]
Found = tuple[Numbers, Numbers, npt.NDArray[np.float64]]
"""Rows, columns and similarities of pairs."""

WORDS = {"token_pattern": r"(?u)[\u3040-\u30ff\u3400-\u9fff]|\b\w\w+\b", "sublinear_tf": True}
"""Words of two letters or more; where a script has no spaces, each character."""
LETTERS = {"analyzer": "char_wb", "ngram_range": (4, 4)}
"""Four letters in a row, so that a slip of the pen changes little."""
BLOCK = 500
"""Rows that are compared at once: memory grows with this, not with the square of the rows."""
DIGITS = 6
"""Digits of a similarity: the last bits depend on the order of a sum, and would break ties at random."""


def links(
    quotes: pd.Series, needs: pd.DataFrame, known: pd.DataFrame, most: int = 3, least: float = 0.2
) -> pd.DataFrame:
    """Return which needs each quote that has no need yet may speak of.

    Parameters
    ----------
    quotes : Series of str by feedback id
        What was said, linked quotes included: they teach the words of a need. A blank gets no suggestion.
    needs : DataFrame by id
        title; description (optional). A blank counts as no words.
    known : DataFrame
        feedback, need: the links there are. A pair twice counts once; ids that are not there are passed over.
    most : int, >= 1
        Suggestions for a quote.
    least : float, 0..1
        The similarity below which nothing is suggested. 0 suggests all that share a word.

    Returns
    -------
    DataFrame
        feedback, need, similarity (0..1), best first; equals by feedback, then need. The order of the rows given
        does not matter.

    Raises
    ------
    ValueError
        A column is missing, an id is there twice, or `most` or `least` is out of its bounds.

    Notes
    -----
    A need is the sum of the term weights (tf-idf, each text at length 1) of its own words and of each quote linked
    to it; the similarity is the cosine of the angle between it and the quote. No list of stop words of a language:
    what is in every text weighs little.

    References
    ----------
    J. Rocchio, "Relevance feedback in information retrieval", in G. Salton (ed.), The SMART Retrieval System, 1971.
    C. Manning, P. Raghavan, H. Schütze, *Introduction to Information Retrieval*, 2008, sections 6.2 to 6.4, 14.2.

    Examples
    --------
    >>> said = pd.Series({"q1": "Updates stop our machine", "q2": "An update stopped the machine", "q3": "Lovely"})
    >>> wanted = pd.DataFrame({"title": ["Update without fear", "Sign in once"]}, index=["n1", "n2"])
    >>> links(said, wanted, pd.DataFrame({"feedback": ["q1"], "need": ["n1"]}))[["feedback", "need"]].values.tolist()
    [['q2', 'n1']]
    """
    _check(quotes.index, needs.index, most, least)
    require(needs, ["title"])
    require(known, ["feedback", "need"])
    quotes, needs = quotes.sort_index(), needs.sort_index()
    described = _text(needs["title"])
    if "description" in needs:
        described = described + " " + _text(needs["description"])
    weights = _weights([*_text(quotes), *described], WORDS)
    said, centres = weights[: len(quotes)], weights[len(quotes) :]
    centres = _unit(centres + _members(quotes.index, needs.index, known) @ said)
    free = np.flatnonzero(~quotes.index.isin(known["feedback"]))
    row, column, similarity = _best(said[free], centres, most, least)
    found = {"feedback": quotes.index[free[row]], "need": needs.index[column], "similarity": similarity}
    return _sorted(pd.DataFrame(found), ["feedback", "need"])


def duplicates(feedback: pd.DataFrame, least: float = 0.8, days: int = 30) -> pd.DataFrame:
    """Return the pairs of quotes in which a customer seems to say the same twice.

    Parameters
    ----------
    feedback : DataFrame by id
        quote, customer, date. A row without a quote or a customer is in no pair; one without a date only where it
        says exactly the same.
    least : float, 0..1
        The similarity from which on two quotes count as the same.
    days : int, >= 0
        How many days may lie between them.

    Returns
    -------
    DataFrame
        first, second (ids, the earlier one first), similarity (0..1), best first; equals by first, then second.
        The same words again, whatever the time between, have similarity 1; of more than two such quotes each
        is paired with the one before. Case and white space do not count.

    Raises
    ------
    ValueError
        A column is missing, an id is there twice, a date is none, or `least` or `days` is out of its bounds.

    Notes
    -----
    The similarity is the cosine of the term weights (tf-idf) of all four letters in a row within words.

    References
    ----------
    P. McNamee, J. Mayfield, "Character n-gram tokenization for European language text retrieval", Information
    Retrieval 7, 2004: four letters are a good choice for European languages.

    Examples
    --------
    >>> said = pd.DataFrame({"quote": ["The box gets hot in summer.", "Again: the box gets hot in summer.", "No."],
    ...                      "customer": "a", "date": ["2026-05-01", "2026-05-02", "2026-05-02"]}, index=list("xyz"))
    >>> duplicates(said, least=0.7)[["first", "second"]].values.tolist()
    [['x', 'y']]
    """
    _check(feedback.index, feedback.index, 1, least)
    if days < 0:
        raise ValueError(f"days {days!r} must be 0 or more")
    require(feedback, ["quote", "customer", "date"])
    text = _text(feedback["quote"]).str.casefold().str.split().str.join(" ")
    rows = feedback[["customer"]].assign(text=text, date=dates(feedback, "date"))
    rows = rows[rows["customer"].notna() & (rows["text"] != "")]
    rows = rows.sort_index().sort_values(["customer", "date"], kind="stable", na_position="last")
    same = _again(rows)
    dated = np.flatnonzero(rows["date"].notna())
    near = _near(rows.iloc[dated], least, days)
    pairs = [same, (dated[near[0]], dated[near[1]], near[2])]
    first, second, similarity = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    found = {"first": rows.index[first], "second": rows.index[second], "similarity": similarity}
    return _sorted(pd.DataFrame(found), ["first", "second"])


def _check(rows: pd.Index, others: pd.Index, most: int, least: float) -> None:
    for ids in (rows, others):
        if not ids.is_unique:
            raise ValueError(
                f"id {ids[ids.duplicated()][0]!r} is there twice; each row needs an id of its own"
            )
    if most < 1:
        raise ValueError(f"most {most!r} must be 1 or more")
    if not 0 <= least <= 1:
        raise ValueError(f"least {least!r} must be between 0 and 1, such as 0.2")


def _text(column: pd.Series) -> pd.Series:
    """Return a column as text, a blank as no words."""
    return column.astype("str").where(column.notna(), "")


def _sorted(found: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    return found.sort_values(["similarity", *ids], ascending=[False, True, True], ignore_index=True)


def _weights(texts: list[str], how: dict[str, Any]) -> Any:
    """Return the term weights, sparse, shape (texts, terms), each row of length 1, or 0 where it has no word."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(**how)
    try:
        return vectorizer.fit_transform(texts)
    except ValueError as error:
        if "empty vocabulary" not in str(error):
            raise
        return csr_matrix((len(texts), 1))


def _unit(rows: Any) -> Any:
    from sklearn.preprocessing import normalize

    return normalize(rows) if rows.shape[0] else rows


def _members(quotes: pd.Index, needs: pd.Index, known: pd.DataFrame) -> Any:
    """Return which quote is linked to which need: ones, sparse, shape (needs, quotes)."""
    from scipy.sparse import csr_matrix

    pairs = known[["feedback", "need"]].drop_duplicates()
    quote, need = quotes.get_indexer(pd.Index(pairs["feedback"])), needs.get_indexer(pd.Index(pairs["need"]))
    there = (quote >= 0) & (need >= 0)
    return csr_matrix((np.ones(there.sum()), (need[there], quote[there])), shape=(len(needs), len(quotes)))


def _alike(rows: Any, others: Any, least: float) -> Found:
    """Return the pairs of a row and another whose cosine is at least so much, and above 0."""
    product = (rows @ others.T).tocoo()
    similarity = np.minimum(product.data.round(DIGITS), 1.0)
    kept = (similarity >= least) & (similarity > 0)
    return product.row[kept].astype(np.int64), product.col[kept].astype(np.int64), similarity[kept]


def _joined(parts: Iterator[Found]) -> Found:
    none = np.zeros(0, dtype=np.int64)
    rows, columns, values = zip((none, none, np.zeros(0)), *parts, strict=True)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)


def _best(rows: Any, others: Any, most: int, least: float) -> Found:
    """Return the best pairs of each row; equals by their place."""

    def blocks() -> Iterator[Found]:
        for start in range(0, rows.shape[0], BLOCK):
            row, column, similarity = _alike(rows[start : start + BLOCK], others, least)
            order = np.lexsort((column, -similarity, row))
            row = row[order]
            place = np.arange(len(row)) - np.searchsorted(row, row)
            first = order[place < most]
            yield row[place < most] + start, column[first], similarity[first]

    return _joined(blocks())


def _again(rows: pd.DataFrame) -> Found:
    """Return each row that says exactly what one of the same customer said before, with the last such."""
    group = rows.groupby(["customer", "text"], sort=False).ngroup().to_numpy()
    order = np.argsort(group, kind="stable")
    again = np.flatnonzero(group[order][1:] == group[order][:-1])
    return order[again], order[again + 1], np.ones(len(again))


def _near(rows: pd.DataFrame, least: float, days: int) -> Found:
    """Return the pairs of rows, sorted by customer and date, that say nearly the same within so many days."""
    weights = _weights(list(rows["text"]), LETTERS)
    day = (rows["date"] - rows["date"].min()).dt.days.to_numpy(dtype=np.int64)
    customer, text = pd.factorize(rows["customer"])[0], pd.factorize(rows["text"])[0]
    # one axis for both: the days of two customers lie further apart than any pair may
    when = customer * (day.max(initial=0) + days + 1) + day
    end = np.searchsorted(when, when + days, side="right")

    def blocks() -> Iterator[Found]:
        for start in range(0, len(rows), BLOCK):
            stop = min(start + BLOCK, len(rows))
            first, second, similarity = _alike(weights[start:stop], weights[start : end[stop - 1]], least)
            first, second = first + start, second + start
            kept = (first < second) & (second < end[first]) & (text[first] != text[second])
            yield first[kept], second[kept], similarity[kept]

    return _joined(blocks())
