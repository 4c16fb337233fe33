"""What the Needs board says: quotes, warnings, whom to call, how it was computed."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from workbench.language.numbers import money, number
from workbench.language.words import count, ordinal
from workbench.needs.evidence import Evidence
from workbench.ui.entries import Entry

__all__ = [
    "behind",
    "calls",
    "explanation",
    "heading",
    "headlines",
    "loud",
    "quotes",
    "rest",
    "silence",
]

IMPORTANCE = ("nice to have", "useful", "important", "cannot work without it")
LOUD = 0.3
"""The share of a need's quotes from which one customer is named."""


def day(when: pd.Timestamp) -> str:
    """Say a date: 12 Mar 2026.

    Examples
    --------
    >>> day(pd.Timestamp("2026-03-12"))
    '12 Mar 2026'
    """
    return f"{when.day} {when:%b %Y}" if pd.notna(when) else "no date"


def quotes(
    rows: pd.DataFrame,
    names: Mapping[str, str],
    segments: Mapping[str, str],
    actions: tuple[tuple[str, str, str], ...],
) -> list[Entry]:
    """Return quotes as entries: the words, and who said them where and when, and how much it matters.

    Parameters
    ----------
    rows : DataFrame by quote
        quote, customer, segment, channel, date, importance.
    names, segments : mapping
        Of customers and segments, by id.
    """
    return [
        Entry(
            str(id_),
            f"“{row['quote']}”",
            " · ".join(part for part in _said_by(row, names, segments) if part),
            tone="quote",
            actions=actions,
        )
        for id_, row in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def rest(many: int) -> str:
    """Say how many quotes there are besides those that are shown.

    Examples
    --------
    >>> rest(12)
    '12 more quotes: choose a segment, a source or a time to see them.'
    >>> rest(-3)
    ''
    """
    return (
        f"{count(many, 'more quote')}: choose a segment, a source or a time to see them." if many > 0 else ""
    )


def _said_by(row: Mapping[Any, Any], names: Mapping[str, str], segments: Mapping[str, str]) -> list[str]:
    weight = IMPORTANCE[int(row["importance"])] if pd.notna(row["importance"]) else ""
    who, segment = names.get(str(row["customer"]), ""), segments.get(str(row["segment"]), "")
    when = day(pd.Timestamp(row["date"]))
    channel = str(row["channel"]) if isinstance(row["channel"], str) else ""
    return [who, segment, ", ".join(part for part in (channel, when) if part), weight]


def behind(evidence: Evidence, need: str, currency: str) -> str:
    """Say what stands behind a need."""
    row: dict[Any, Any] = evidence.needs.loc[need].to_dict()
    if not row["quotes"]:
        return "Nobody has spoken of it yet."
    return (
        f"{count(int(row['quotes']), 'quote')} from {count(int(row['customers']), 'customer')} in"
        f" {count(int(row['segments']), 'segment')}{_paying(float(row['revenue']), currency)}; demand {number(float(row['demand']))}"
    )


def _paying(revenue: float, currency: str) -> str:
    return f" who pay {money(revenue, currency)} a year" if revenue else ""


def loud(evidence: Evidence, need: str, names: Mapping[str, str]) -> str:
    """Say where a need would be without its loudest customer, where that one has a large share; else nothing."""
    row: dict[Any, Any] = evidence.needs.loc[need].to_dict()
    if not row["quotes"] or not row["loudest_share"] >= LOUD or row["quotes"] < 3:  # noqa: PLR2004 (two quotes are no crowd)
        return ""
    before, after = evidence.without(str(row["loudest"]), need)
    who = names.get(str(row["loudest"]), str(row["loudest"]))
    share = (
        f"{who} is behind {round(row['loudest_share'] * row['quotes'])} of the {int(row['quotes'])} quotes"
    )
    if after > before:
        return f"{share}: without them this need falls from {ordinal(before)} to {ordinal(after)}."
    return f"{share}."


def headlines(evidence: Evidence, answered: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the facts at the top: figure and sentence."""
    needs, said = evidence.needs, evidence.said
    free = needs.index.difference(answered.index)
    return [
        (number(float(needs["demand"].sum())), f"demand, from {count(len(said), 'quote')}"),
        (number(said["customer"].nunique()), "customers heard"),
        (f"{len(free)} of {len(needs)}", "needs without an opportunity"),
    ]


def heading(title: str, line: str) -> Markup:
    """Return the head of a detail: a title and what is known of it in one line."""
    return Markup("<h2>{}</h2><p>{}</p>").format(title, line)


def calls(
    rows: pd.DataFrame,
    names: Mapping[str, str],
    segments: pd.Series,
    actions: tuple[tuple[str, str, str], ...],
) -> list[Entry]:
    """Return whom to call as entries: who, how long silent, and what to ask."""
    return [
        Entry(
            str(id_),
            " · ".join(part for part in (segments.get(id_), silence(row)) if isinstance(part, str)),
            str(row["question"]),
            tag=f"{names.get(str(id_), id_)} ",
            actions=actions,
        )
        for id_, row in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def silence(row: Mapping[Any, Any]) -> str:
    """Say how long a customer of ``calls.whom`` has not been heard."""
    return count(int(row["days"]), "day") if pd.notna(row["last"]) else "never heard"


def explanation(today: pd.Timestamp, version: int) -> Markup:
    """Answer "How was this computed?"."""
    return Markup(
        "<p><b>Demand</b> is the importance of every quote that speaks of a need, added up: 0 nice to have, 1 useful,"
        " 2 important, 3 cannot work without it; 1 where nobody said it. A quote of two needs counts for both. (The"
        " sum of the importance that customers give is what Productboard calls customer importance score.)</p>"
        "<p><b>12 months</b>: quotes a month; all lines have the same scale.</p>"
        "<p><b>Who needs it</b>: the same demand by the segment of the customer.</p>"
        "<p><b>Call these three</b>: silence (days since we last heard of them, of 365) × their share of the largest"
        " revenue × how open the question is that they could settle. A customer who answered the question already is"
        " not asked again.</p>"
        "<p><b>Kano</b>: the pair of answers is read by the evaluation table of Berger et al. (1993). A feature is too"
        " close to call where, drawing the customers anew 2,000 times, no category comes out first 8 times in 10."
        " Better is the share of those who would be glad of it, worse of those who would miss it; the lines are 95%"
        " intervals (Wilson, with the customers counted in place of their people, who answer alike).</p>"
        "<p>Counted to {today}; version {version}.</p>"
    ).format(today=day(today), version=version)
