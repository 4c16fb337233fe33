"""Whom to call: silence x revenue x what they could settle; and the mail and the calendar entry to do it with."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd

from workbench.columns import Floats, dates, numbers, require

__all__ = ["invitation", "mail", "whom"]

LONGEST = 365
"""Days of silence that count in full; also those of a customer of whom nothing is known."""
_HIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
"""What no reader shows: control characters but tab and line ends, and halves of characters."""
_PART = rf"[^{_HIDDEN}\s@,;:<>()\[\]\\\"]+"
"""What stands before and behind the @ of one address."""


def whom(
    customers: pd.DataFrame,
    feedback: pd.DataFrame,
    matters: pd.DataFrame,
    today: str | date,
    most: int = 3,
) -> pd.DataFrame:
    """Return the customers to call, with the question to ask each.

    Parameters
    ----------
    customers : DataFrame by id
        segment; revenue : >= 0; since (optional) : a date.
    feedback : DataFrame
        customer, date. A row without either, or of a day after `today`, is passed over.
    matters : DataFrame by id
        question : what to ask; weight : what settling it is worth, 0..1, a blank counts as 0; segment : who can
        settle it, a blank: anybody; asked (optional) : a set or list of the customers who answered already.
    today : date, or its text
    most : int, >= 1
        How many customers.

    Returns
    -------
    DataFrame by customer, best first
        days : of silence; last : when last heard, blank for never; revenue : as given; matter, question : what to
        ask; silence, share, worth, score : all 0..1. Equals: by days, then id. A customer who could settle nothing,
        or whose score is 0, is not there.

    Raises
    ------
    ValueError
        A column is missing, or holds no numbers or no dates; a revenue is negative, a weight is not within 0..1, an id is there
        twice, asked is no set or list, or `most` is less than 1.

    Notes
    -----
    score = silence * share * worth. silence is days / 365, at most 1; a customer never heard is silent since it is a
    customer, where that is not known for 365 days. share is the revenue / the largest; a blank counts as the middle
    one of those known, and where there is none above 0 each share is 1. worth is the greatest weight among the
    matters that the customer could settle and has not answered; of equal ones the first by id is asked.

    References
    ----------
    Our own: a product of three shares, so that it can be shown as arithmetic, and 0 in any is 0 in all.

    Examples
    --------
    >>> who = pd.DataFrame({"segment": ["water", "food"], "revenue": [50.0, 100.0]}, index=["a", "b"])
    >>> heard = pd.DataFrame({"customer": ["a", "b"], "date": ["2025-01-01", "2025-12-30"]})
    >>> ask = pd.DataFrame({"question": ["How often?"], "weight": [0.5], "segment": [None]}, index=["q"])
    >>> whom(who, heard, ask, "2026-01-01")[["silence", "share", "worth", "score"]].head(1).values.tolist()
    [[1.0, 0.5, 0.5, 0.25]]
    """
    require(feedback, ["customer", "date"])
    require(matters, ["question", "weight", "segment"])
    require(customers, ["segment", "revenue"])
    _check(customers, matters, most)
    customers, matters = customers.sort_index(), matters.sort_index()
    result = _heard(customers, feedback, pd.Timestamp(today).normalize())
    result["revenue"] = customers["revenue"]
    result = result.join(_asked(customers, matters))
    result["silence"] = result["days"].clip(upper=LONGEST) / LONGEST
    result["share"] = _shares(numbers(customers, "revenue")[0])
    result["worth"] = result.pop("worth")
    result["score"] = result["silence"] * result["share"] * result["worth"]
    result = result[result["score"] > 0].sort_values(["score", "days"], ascending=False, kind="stable")
    return result.head(most).rename_axis("customer")


def _check(customers: pd.DataFrame, matters: pd.DataFrame, most: int) -> None:
    if most < 1:
        raise ValueError(f"most {most!r} must be 1 or more")
    for ids in (customers.index, matters.index):
        if not ids.is_unique:
            raise ValueError(
                f"id {ids[ids.duplicated()][0]!r} is there twice; each row needs an id of its own"
            )
    for table, column, highest in ((customers, "revenue", np.inf), (matters, "weight", 1)):
        values = numbers(table, column)[0]
        wrong = np.flatnonzero((values < 0) | (values > highest))
        if len(wrong):
            allowed = "0 or more" if highest > 1 else "between 0 and 1"
            where = f"{table.index[wrong[0]]!r}, {column}"
            raise ValueError(f"{where}: {values[wrong[0]]:g} must be {allowed}")


def _heard(customers: pd.DataFrame, feedback: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Return the days of silence, and the last date, of each customer."""
    heard = dates(feedback, "date")
    heard = heard[heard < today + pd.Timedelta(days=1)]
    last = heard.groupby(feedback["customer"]).max().reindex(customers.index)
    begun = last
    if "since" in customers:
        begun = last.fillna(dates(customers, "since"))
    days = (today - begun.dt.normalize()).dt.days.clip(lower=0).fillna(LONGEST).astype(int)
    return pd.DataFrame({"days": days, "last": last})


def _shares(revenue: Floats) -> Floats:
    """Return each revenue as a share of the largest."""
    known = revenue[~np.isnan(revenue)]
    if not known.any():
        return np.ones(len(revenue))
    share: Floats = np.where(np.isnan(revenue), np.median(known), revenue) / known.max()
    return share


def _asked(customers: pd.DataFrame, matters: pd.DataFrame) -> pd.DataFrame:
    """Return the weightiest matter that each customer could settle; 0 where there is none."""
    found = pd.DataFrame({"matter": None, "question": None, "worth": 0.0}, index=customers.index)
    weights = np.nan_to_num(numbers(matters, "weight")[0])
    for place in np.argsort(-weights, kind="stable")[::-1]:  # the weightiest last: it stays
        matter = matters.iloc[place]
        can = ~customers.index.isin(_answered(matters.index[place], matter.get("asked")))
        if pd.notna(matter["segment"]):
            can &= (customers["segment"] == matter["segment"]).fillna(value=False).to_numpy(dtype=bool)
        found.loc[can, ["matter", "question", "worth"]] = [
            matters.index[place],
            matter["question"],
            weights[place],
        ]
    return found


def _answered(id_: object, asked: Any) -> list[object]:
    if isinstance(asked, (set, frozenset, list, tuple)):
        return list(asked)
    if pd.api.types.is_scalar(asked) and pd.isna(asked):
        return []
    raise ValueError(f"{id_!r}, asked: {asked!r} must be a set or list of customers")


def mail(address: str, subject: str, body: str) -> str:
    r"""Return the mailto: link that opens a mail to one person.

    Parameters
    ----------
    address : str
        One address.
    subject, body : str
        Any text; of the subject, line ends become spaces.

    Returns
    -------
    str
        Percent-encoded ASCII: no quotation mark, angle bracket or line end is in it.

    Raises
    ------
    ValueError
        The address is not one address: it holds a line end, white space, a comma or the like.

    References
    ----------
    M. Duerst, L. Masinter, J. Zawinski, "The 'mailto' URI Scheme", RFC 6068, 2010.

    Examples
    --------
    >>> mail("a.b@example.org", "Alarms & you", "Hello,\nhow often?")
    'mailto:a.b@example.org?subject=Alarms%20%26%20you&body=Hello%2C%0D%0Ahow%20often%3F'
    """
    subject = " ".join(_lines(subject))
    body = "\r\n".join(_lines(body))
    return f"{_mailto(address)}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _mailto(address: str) -> str:
    """Return the address as a link; one that could be read as more than one address is refused."""
    if not re.fullmatch(f"{_PART}@{_PART}", address):
        raise ValueError(f"{address!r} is not one mail address, such as name@example.org")
    return "mailto:" + quote(address, safe="@")


def _lines(text: str) -> list[str]:
    """Return the lines of a text without what no reader shows."""
    plain = re.sub(f"[{_HIDDEN}]", "", text)
    return re.split(r"\r\n|\r|\n", plain)


def invitation(name: str, question: str, day: date, organiser: str, uid: str, stamp: datetime) -> str:
    r"""Return an all-day calendar entry, the text of an .ics file, that reminds of a call.

    Parameters
    ----------
    name : str
        Whom to call.
    question : str
        What to ask.
    day : date
    organiser : str
        The mail address of who calls; blank: the entry has none.
    uid : str
        Tells this entry from all others: with the same, a calendar replaces the earlier one.
    stamp : datetime with a time zone
        When the entry was made. Same arguments, same text.

    Returns
    -------
    str
        Lines end in CRLF and are at most 75 octets long. A file takes it as UTF-8, line ends as they are.

    Raises
    ------
    ValueError
        `organiser` is not one address, `uid` is blank, or `stamp` has no time zone.

    References
    ----------
    B. Desruisseaux (ed.), "iCalendar", RFC 5545, 2009: 3.1 folding, 3.3.11 escaping, 3.6.1 events; C. Daboo (ed.),
    RFC 5546, 2009: 3.2.1 publishing.

    Examples
    --------
    >>> from datetime import UTC
    >>> text = invitation("Acme", "How often, and why?", date(2026, 3, 2), "", "c1", datetime(2026, 3, 1, tzinfo=UTC))
    >>> text.splitlines()[7:9]
    ['SUMMARY:Call Acme', 'DESCRIPTION:How often\\, and why?']
    """
    if not uid.strip():
        raise ValueError("uid is blank; each entry needs one of its own, such as the customer and the day")
    if stamp.tzinfo is None:
        raise ValueError(f"stamp {stamp.isoformat()} has no time zone; give it one, such as UTC")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//strategy-workbench//calls//EN"]
    lines += ["METHOD:PUBLISH"] if organiser else []
    utc = stamp - (stamp.utcoffset() or timedelta())
    lines += ["BEGIN:VEVENT", f"UID:{_escaped(uid)}", f"DTSTAMP:{utc:%Y%m%dT%H%M%SZ}"]
    lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
    lines += [f"SUMMARY:{_escaped(f'Call {name}')}", f"DESCRIPTION:{_escaped(question)}"]
    lines += [f"ORGANIZER:{_mailto(organiser)}"] if organiser else []
    lines += ["TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    """Return a text as a value: RFC 5545, 3.3.11."""
    escaped = (re.sub(r"([\\;,])", r"\\\1", line) for line in _lines(text))
    return "\\n".join(escaped)


def _folded(line: str) -> Iterable[str]:
    """Yield the parts of at most 75 octets, all but the first after a space, no character cut: RFC 5545, 3.1."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:  # noqa: PLR2004
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
