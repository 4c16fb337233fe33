"""The debrief after a trade show, or at the end of a week: what was new, and whom to answer by when."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from workbench.language.words import count

__all__ = ["Debrief", "of", "to_answer", "unlinked"]

_SHOWN = 3
_HOUR = pd.Timedelta(hours=1)


@dataclass(frozen=True, eq=False)
class Debrief:
    """What was new, whom to answer, and the sentences that a room starts with."""

    new: pd.DataFrame
    """As :func:`unlinked` has it."""
    answers: pd.DataFrame
    """As :func:`to_answer` has it."""
    sentences: list[str] = field(default_factory=list)


def of(
    feedback: pd.DataFrame,
    links: pd.DataFrame,
    needs: pd.DataFrame,
    contacts: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    now: pd.Timestamp,
    since: pd.Timestamp | None = None,
) -> Debrief:
    """Return the debrief.

    Parameters
    ----------
    feedback, links, needs, contacts, customers : DataFrame
        The workspace's tables by id; links: feedback, need.
    now : Timestamp
        The hour that hours left are counted from, without a time zone.
    since : Timestamp, optional
        The first day that counts, such as the show's; without it all that was ever heard.

    Examples
    --------
    >>> heard = pd.DataFrame(
    ...     {"quote": ["Too slow"], "date": [pd.Timestamp(2026, 11, 24)], "answer_by": [pd.Timestamp(2026, 11, 26)]}, index=["q"]
    ... )
    >>> blank = pd.DataFrame({"feedback": [], "need": [], "title": [], "name": [], "email": []})
    >>> of(heard, blank, blank, blank, blank, now=pd.Timestamp(2026, 11, 25, 9)).sentences[1]
    '1 quote speaks of something new.'
    """
    heard = _since(feedback, since)
    new = unlinked(heard, links, customers)
    answers = to_answer(heard, links, needs, contacts, customers, now=now)
    return Debrief(new, answers, _sentences(heard, new, answers, links, needs))


def unlinked(
    feedback: pd.DataFrame, links: pd.DataFrame, customers: pd.DataFrame, *, since: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Return the quotes that speak of no known need.

    Returns
    -------
    DataFrame
        By quote: quote, who (the customer's name, None where it is not known), segment (its own, else the quote's),
        importance, date, heard_by. The most important first, then the newest; a blank importance comes last. A quote
        without a date counts whatever ``since`` says.
    """
    rows = _since(feedback, since)
    rows = rows[~rows.index.isin(links["feedback"])]
    theirs = _mapped(rows, "customer", customers, "segment")
    found = pd.DataFrame(
        {
            "quote": rows["quote"],
            "who": _mapped(rows, "customer", customers, "name"),
            "segment": theirs.where(theirs.notna(), _column(rows, "segment")),
            "importance": _column(rows, "importance"),
            "date": _column(rows, "date"),
            "heard_by": _column(rows, "heard_by"),
        },
        index=rows.index,
    )
    return found.sort_values(["importance", "date"], ascending=False, kind="stable", na_position="last")


def to_answer(
    feedback: pd.DataFrame,
    links: pd.DataFrame,
    needs: pd.DataFrame,
    contacts: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    now: pd.Timestamp,
    since: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Return whom to answer: quotes with a promised day that nobody has answered.

    The promised day counts to its end. The frame names persons: keep it out of what is exported.

    Returns
    -------
    DataFrame
        By quote, the most urgent first: who (the customer's name), name and email of the person, quote, about (titles
        of the needs it speaks of), answer_by, hours_left (below 0: overdue by so much), overdue, heard_by. What is
        not known is None.
    """
    rows = _since(feedback, since)
    due = pd.to_datetime(_column(rows, "answer_by"))
    answered = pd.to_datetime(_column(rows, "answered"))
    rows, due = rows[due.notna() & answered.isna()], due[due.notna() & answered.isna()]
    links = links[links["feedback"].isin(rows.index)]
    titles = links["need"].map(needs["title"]).groupby(links["feedback"].to_numpy()).agg(_joined)
    left = (due + pd.Timedelta(days=1) - now) / _HOUR
    found = pd.DataFrame(
        {
            "who": _mapped(rows, "customer", customers, "name"),
            "name": _mapped(rows, "contact", contacts, "name"),
            "email": _mapped(rows, "contact", contacts, "email"),
            "quote": rows["quote"],
            "about": rows.index.to_series().map(titles),
            "answer_by": due,
            "hours_left": left.astype(float).round(1),
            "overdue": left < 0,
            "heard_by": _column(rows, "heard_by"),
        },
        index=rows.index,
    )
    return found.sort_values("answer_by", kind="stable")


def _since(feedback: pd.DataFrame, since: pd.Timestamp | None) -> pd.DataFrame:
    if since is None or "date" not in feedback:
        return feedback
    date = pd.to_datetime(feedback["date"])
    return feedback[date.isna() | (date >= since)]


def _column(rows: pd.DataFrame, name: str) -> "pd.Series[Any]":
    return rows[name] if name in rows else pd.Series(None, index=rows.index, dtype=object)


def _mapped(rows: pd.DataFrame, column: str, table: pd.DataFrame, name: str) -> "pd.Series[Any]":
    if column not in rows or name not in table:
        return pd.Series(None, index=rows.index, dtype=object)
    found: pd.Series[Any] = rows[column].map(table[name]).astype(object)
    return found.where(found.notna(), None)


def _joined(titles: "pd.Series[str]") -> str:
    return ", ".join(titles.dropna())


def _sentences(
    heard: pd.DataFrame,
    new: pd.DataFrame,
    answers: pd.DataFrame,
    links: pd.DataFrame,
    needs: pd.DataFrame,
) -> list[str]:
    """Say what was heard, what of it was new, what came up most, and who waits."""
    if heard.empty:
        return ["Nothing was heard."]
    voices = _column(heard, "customer").nunique()
    said = [f"{count(len(heard), 'quote')} from {count(voices, 'customer')}." if voices else f"{count(len(heard), 'quote')}."]  # fmt: skip
    if len(new):
        said.append(f"{count(len(new), 'quote')} {'speaks' if len(new) == 1 else 'speak'} of something new.")
    ours = links[links["feedback"].isin(heard.index)].drop_duplicates(["feedback", "need"])
    most = ours["need"].map(needs["title"]).value_counts().head(_SHOWN)
    if len(most):
        said.append("Heard most: " + ", ".join(f"{title} ({many:,})" for title, many in most.items()) + ".")
    if len(answers):
        said.append(_waiting(answers))
    return said


def _waiting(answers: pd.DataFrame) -> str:
    late = int(answers["overdue"].sum())
    waits = f"{count(len(answers), 'answer')} {'is' if len(answers) == 1 else 'are'} promised and not given"
    if late == len(answers):
        return f"{waits}, {'and it is' if late == 1 else 'all'} overdue."
    next_ = answers.loc[~answers["overdue"], "answer_by"].iloc[0]
    overdue = f"{late:,} of them overdue, " if late else ""
    return f"{waits}, {overdue}the next by {next_.day} {next_.month_name()}."
