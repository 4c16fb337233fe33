"""What each feature is to customers, and how sure that is: the Kano survey as a board, a finding and a method say it."""

import math
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from workbench.columns import Tables
from workbench.language.words import count
from workbench.needs import kano, surveyed
from workbench.needs.kano.counts import CATEGORIES

__all__ = ["COLOURS", "SURE", "WORDS", "asked", "sentence", "stand"]

WORDS: Mapping[str, str] = MappingProxyType(
    {"M": "expected", "O": "more is better", "A": "delighter", "I": "nobody minds", "R": "better without"}
)
COLOURS: Mapping[str, str] = MappingProxyType(
    {"M": "c4", "O": "c1", "A": "c3", "I": "c7", "R": "c2", "Q": "c7"}
)
SURE = 0.8
"""The probability from which a category is called, and not too close to call."""
CERTAIN = 0.995


READS = ("customers", "questions", "responses")
"""The tables that features are evaluated from."""


def stand(tables: Tables, segment: str | None = None) -> pd.DataFrame:
    """Return how each feature stands.

    Returns
    -------
    DataFrame by question
        As ``kano.evaluate``; title, opportunity; people, customers: how many answered; lead (the probability of the
        category), sure, more: how many more customers would settle it (NaN where no number would).
    """
    responses = surveyed.kano(tables, segment)
    if responses.empty:
        return pd.DataFrame(
            columns=["title", "opportunity", "category", "better", "worse", "lead", "sure", "more"]
        )
    found = kano.evaluate(responses)
    questions = tables("questions")
    answered = responses.dropna(subset=["functional", "dysfunctional"]).groupby("feature")
    chances = found[[f"p_{letter}" for letter in CATEGORIES]]
    return found.assign(
        title=questions["title"].reindex(found.index),
        opportunity=questions["opportunity"].reindex(found.index),
        people=answered["respondent"].nunique().reindex(found.index),
        customers=answered["customer"].nunique().reindex(found.index),
        lead=chances.max(axis=1),
        sure=chances.max(axis=1) >= SURE,
        more=kano.next_sample(responses, SURE)["more"].reindex(found.index),
    )


def chances(row: pd.Series) -> list[tuple[str, float]]:
    """Return the categories that a feature may have, the likeliest first: letter and probability."""
    found = [(letter, float(row[f"p_{letter}"])) for letter in WORDS]
    return sorted((pair for pair in found if pair[1] >= 0.005), key=lambda pair: -pair[1])  # noqa: PLR2004 (half a per cent is nothing to say)


def sentence(row: pd.Series) -> str:
    """Say what a feature is, and where that is open what would settle it.

    Examples
    --------
    >>> odds = {f"p_{letter}": 0.0 for letter in "AIR"}
    >>> sentence(pd.Series({"p_M": 0.35, "p_O": 0.65, **odds, "more": 12.0, "customers": 60}))
    'Too close to call: more is better 65%, expected 35%. Ask 12 more customers.'
    """
    likely = chances(row)
    if not likely:
        return "Nobody has answered yet."
    if likely[0][1] >= SURE:
        sure = "as good as certain" if likely[0][1] >= CERTAIN else f"{likely[0][1]:.0%} sure"
        return f"{WORDS[likely[0][0]].capitalize()}, {sure}."
    said = ", ".join(f"{WORDS[letter]} {chance:.0%}" for letter, chance in likely[:2])
    more = row["more"] if pd.notna(row["more"]) else math.inf
    settle = (
        f"Ask {count(int(more), 'more customer')}."
        if more <= row["customers"]
        else "Asking more would hardly settle it: look at the segments."
    )
    return f"Too close to call: {said}. {settle}"


def asked(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a call could settle: the features that are too close to call, as ``calls.whom`` reads them.

    Returns
    -------
    DataFrame by question
        question: what to ask; weight: how open it is, 0..1; segment: blank, anybody; asked: who answered already.
    """
    open_ones = rows[~rows["sure"].astype(bool)] if len(rows) else rows
    responses = surveyed.kano(tables)
    answered = (
        responses.groupby("feature")["customer"].agg(set) if len(responses) else pd.Series(dtype=object)
    )
    return pd.DataFrame(
        {
            "question": [f"Would you miss {title}?" for title in open_ones["title"]],
            "weight": (1 - open_ones["lead"].astype(float)) if len(open_ones) else pd.Series(dtype=float),
            "segment": None,
            "asked": [answered.get(row, set()) for row in open_ones.index],
        },
        index=open_ones.index,
    )
