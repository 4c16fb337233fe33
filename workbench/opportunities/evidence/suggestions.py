"""What the quotes say of reach and confidence, with the arithmetic; nothing is ever taken without a person's word."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.columns import Floats
from workbench.language.numbers import number, percent
from workbench.language.words import count
from workbench.opportunities.ranges import WORDS
from workbench.sampling.proportions import quantile, wilson

__all__ = [
    "MANY",
    "SEVERAL",
    "SOURCES",
    "as_said",
    "confidence",
    "confidence_said",
    "reach",
    "reach_range",
    "reach_said",
]

SEVERAL, SOURCES, MANY = 3, 2, 8
"""From so many customers, by so many kinds of source, it is an informed guess; from so many, a similar case."""
WORD: Mapping[str, float] = {word.name: word.confidence for word in WORDS}
DIGITS = 3
SUGGESTED = ("reach", "confidence")
COUNTED = ("customers", "channels", "answered")
"""What is suggested, and what it is suggested from."""
LEVEL = 0.8
"""Low and high are p10 and p90: four cases of five lie between them."""
RULE = (
    f"Fewer than {SEVERAL} customers, or one kind of source: a wild guess, {percent(WORD['wild guess'])}. "
    f"{SEVERAL} or more by {SOURCES} or more kinds of source (support, interviews, calls …): an informed guess, "
    f"{percent(WORD['informed guess'])}. {MANY} or more, or a survey on it that {MANY} or more answered: as good as a "
    f"similar case, {percent(WORD['similar case'])}. Quotes are never as good as measured."
)


def reach(customers: "Floats | float", every: int, people: float) -> Floats:
    """Return the people who would meet it: the share of the customers who asked, of the people at all customers.

    Parameters
    ----------
    customers : array
        How many asked for it.
    every : int
        How many customers there are.
    people : float
        People a quarter at all customers; 0: not known.

    Returns
    -------
    array
        People a quarter, to three digits; NaN where the people, or the customers, are not known.

    Examples
    --------
    >>> reach(9.0, 60, 4200.0).tolist(), reach(9.0, 60, 0.0).tolist()
    (630.0, nan)
    """
    asked = np.asarray(customers, dtype=float)
    return _rounded(asked / every * people) if every and people else np.full(asked.shape, np.nan)


def reach_range(customers: int, every: int, people: float) -> tuple[float, float]:
    """Return low and high of :func:`reach`: the share of so few customers is uncertain by itself.

    Notes
    -----
    Wilson's interval of the share, at 80 %: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
    Inference", JASA 22, 1927. It holds for customers that are as likely to speak up as the others.

    Examples
    --------
    >>> reach_range(9, 60, 4200.0)
    (421.0, 917.0)
    """
    value = float(reach(float(customers), every, people))
    found = wilson(customers / every, every, quantile(LEVEL))
    low, high = (float(_rounded(share * people)) for share in found)
    return min(low, value), max(high, value)


def confidence(customers: "Floats | float", channels: "Floats | float", answered: "Floats | float") -> Floats:
    """Return how well founded that is, by the rule of :data:`RULE`.

    Parameters
    ----------
    customers, channels : array
        How many asked, and by how many kinds of source.
    answered : array
        How many customers answered a survey's question on it.

    Returns
    -------
    array
        0..1, the number of a word of :mod:`~workbench.opportunities.ranges`; never "measured".

    Examples
    --------
    >>> confidence(np.array([1.0, 3.0, 3.0, 8.0, 0.0]), np.array([1.0, 1.0, 2.0, 1.0, 0.0]), np.array([0, 7, 0, 0, 8.0])).tolist()
    [0.2, 0.2, 0.5, 0.8, 0.8]
    """
    heard, ways, asked = (np.asarray(each, dtype=float) for each in (customers, channels, answered))
    informed = (heard >= SEVERAL) & (ways >= SOURCES)
    similar = (heard >= MANY) | (asked >= MANY)
    return np.select([similar, informed], [WORD["similar case"], WORD["informed guess"]], WORD["wild guess"])


def as_said(
    table: pd.DataFrame, linked: pd.Index, counts: Mapping[str, Floats], every: int, people: float
) -> dict[str, Floats]:
    """Return reach and confidence of each row as the quotes say them.

    Parameters
    ----------
    table : DataFrame by id
        reach, confidence.
    linked : Index of ids of the table
        The opportunities that would meet a need. Of one without a quote nobody asked: reach 0, a wild guess. All
        others keep their estimates, for nothing says who asks for them.
    counts : mapping of arrays, shape (..., linked)
        customers, channels, answered.
    every, people
        As :func:`reach` has them; without people, reach is left as it is.

    Returns
    -------
    {"reach", "confidence": array, shape (..., rows)}

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [5.0, 5.0], "confidence": 1.0}, index=["a", "b"])
    >>> counts = {"customers": np.array([3.0]), "channels": np.array([2.0]), "answered": np.array([0.0])}
    >>> {name: found.tolist() for name, found in as_said(table, pd.Index(["a"]), counts, 10, 200.0).items()}
    {'reach': [60.0, 5.0], 'confidence': [0.5, 1.0]}
    """
    heard, ways, asked = (counts[name] for name in ("customers", "channels", "answered"))
    said = {"confidence": confidence(heard, ways, asked)}
    if people:
        said["reach"] = reach(heard, every, people)
    at, found = table.index.get_indexer(linked), {}
    for name in SUGGESTED:
        mine = table[name].to_numpy(dtype=float)
        found[name] = np.broadcast_to(mine, (*heard.shape[:-1], len(mine))).copy()
        if name in said:
            found[name][..., at] = said[name]
    return found


def reach_said(customers: int, every: int, people: float) -> str:
    """Say how the reach comes about.

    Examples
    --------
    >>> reach_said(9, 60, 4200.0)
    '9 of 60 customers asked for it, 15% of them. With 4,200 people a quarter at all customers that is 630.'
    >>> reach_said(9, 60, 0.0)
    '9 of 60 customers asked for it, 15% of them. How many people there are at all customers is not said yet.'
    """
    share = percent(customers / every) if every else percent(None)
    asked = f"{customers:,} of {count(every, 'customer')} asked for it, {share} of them."
    if not people:
        return f"{asked} How many people there are at all customers is not said yet."
    found = number(float(reach(float(customers), every, people)))
    return f"{asked} With {number(people)} people a quarter at all customers that is {found}."


def confidence_said(customers: int, channels: int, answered: int) -> str:
    """Say how the confidence comes about.

    Examples
    --------
    >>> confidence_said(9, 3, 0)
    '9 customers asked for it, by 3 kinds of source: similar case, 80%.'
    >>> confidence_said(1, 1, 12)
    '1 customer asked for it, by 1 kind of source; 12 customers answered a survey on it: similar case, 80%.'
    """
    value = float(confidence(float(customers), float(channels), float(answered)))
    word = next(name for name, known in WORD.items() if known == value)
    survey = f"; {count(answered, 'customer')} answered a survey on it" if answered else ""
    heard = f"{count(customers, 'customer')} asked for it, by {count(channels, 'kind')} of source{survey}"
    return f"{heard}: {word}, {percent(value)}."


def _rounded(values: Floats) -> Floats:
    """Round to three digits."""
    values = np.asarray(values, dtype=float)
    with np.errstate(divide="ignore"):
        size = np.floor(np.log10(np.abs(values), where=values != 0, out=np.zeros_like(values)))
    scale = 10.0 ** (DIGITS - 1 - size)
    rounded: Floats = np.rint(values * scale) / scale
    return rounded
