"""What a person typed, as a value; and the nearest of the names there are."""

import difflib
import re
from collections.abc import Iterable
from datetime import date

import pandas as pd

__all__ = ["closest", "read_date", "read_number", "read_yes_no"]

_SPACES = re.compile(r"(?<=\d)[\s'\u2019\u00a0\u2009\u202f](?=\d{3}(\D|$))")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONTINENTAL = re.compile(r"[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+),\d+")


def read_number(text: str, *, percent: bool = False) -> float | None:
    """Read a number as people write them; None where it is none.

    Examples
    --------
    >>> [read_number(text) for text in ("1,450", "1 450.5", "0,8", "1.450,5", "1e3", "=1+1", "80%")]
    [1450.0, 1450.5, 0.8, 1450.5, 1000.0, None, None]
    >>> [read_number(text, percent=True) for text in ("80 %", "80", "0.8", "1")]
    [0.8, 0.8, 0.8, 1.0]
    """
    body = text.strip().replace("\u2212", "-")
    signed = body.endswith("%")
    if signed and not percent:
        return None
    body = _SPACES.sub("", body.removesuffix("%").strip())
    if _GROUPS.fullmatch(body):
        body = body.replace(",", "")
    elif _CONTINENTAL.fullmatch(body):
        body = body.replace(".", "").replace(",", ".")
    if not _PLAIN.fullmatch(body):
        return None
    number = float(body)
    return number / 100 if signed or (percent and number > 1) else number


def read_date(text: str) -> pd.Timestamp | None:
    """Read an ISO date, with or without a time of day, which is dropped; None where it is none.

    Examples
    --------
    >>> read_date("2026-11-24"), read_date("24/11/2026")
    (Timestamp('2026-11-24 00:00:00'), None)
    """
    day, _, _ = text.strip().replace("T", " ").partition(" ")
    try:
        found = date.fromisoformat(day if _DAY.fullmatch(day) else "")
        return pd.Timestamp(found.year, found.month, found.day)
    except ValueError:
        return None


def read_yes_no(text: str) -> bool | None:
    """Read yes or no; None where it is neither.

    Examples
    --------
    >>> read_yes_no("X"), read_yes_no("false"), read_yes_no("maybe")
    (True, False, None)
    """
    word = text.strip().casefold()
    if word in {"yes", "y", "true", "x", "1"}:
        return True
    return False if word in {"no", "n", "false", "0"} else None


def closest(name: object, names: Iterable[str]) -> str:
    """Say which of the names was perhaps meant, to end a sentence.

    Examples
    --------
    >>> closest("raech", ["reach", "impact"]), closest("x", ["reach"])
    ("; did you mean 'reach'?", '.')
    """
    near = difflib.get_close_matches(str(name), list(names), n=1)
    return f"; did you mean {near[0]!r}?" if near else "."
