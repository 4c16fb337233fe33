"""Dates as tools and places write them, read by one vote of the whole file: 3/4/25 says nothing alone."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.exchange.names import plain

__all__ = ["Vote", "vote"]

_MONTHS = {
    "jan": 1, "feb": 2, "fev": 2, "mar": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5, "jun": 6, "juin": 6, "jul": 7,
    "juil": 7, "aug": 8, "aou": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_TIME = r"(?:[T\s,]\s*\d{1,2}[:.h]\d{2}.*)?$"
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_NUMBERS = re.compile(r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_DAY_NAME = re.compile(r"^(\d{1,2})\.?[\s/\-]+([^\W\d]{3,10})\.?[\s/\-,]+(\d{4}|\d{2})" + _TIME)
_NAME_DAY = re.compile(
    r"^(?:[^\W\d]{2,9},?\s+)?([^\W\d]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME
)
_MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True)
class Vote:
    """How this file writes dates of three numbers, and whether any of its cells says so."""

    day_first: bool
    sure: bool
    asked: bool

    def read(self, text: str) -> dt.date | None:
        """Return the date of a cell (a time of day is left out), or None where it is no date.

        Examples
        --------
        >>> vote(["31/12/25"]).read("3/4/25"), Vote(False, True, True).read("06/août/15 10:00 PM")
        (datetime.date(2025, 4, 3), datetime.date(2015, 8, 6))
        """
        text = text.strip()
        if found := _ISO.match(text):
            return _date(*map(int, found.groups()))
        if found := _NUMBERS.match(text):
            first, mark, second, year = found.groups()
            day, month = (first, second) if self.day_first or mark == "." else (second, first)
            return _date(_full(year), int(month), int(day))
        if found := _DAY_NAME.match(text):
            day, name, year = found.groups()
            return _date(_full(year), _month(name), int(day))
        if found := _NAME_DAY.match(text):
            name, day, year = found.groups()
            return _date(int(year), _month(name), int(day))
        return None


def vote(cells: Iterable[str], *, day_first: bool = False) -> Vote:
    """Return how these cells write dates: a number above 12 says which place is the day; a tie leaves ``day_first``.

    Examples
    --------
    >>> vote(["3/4/25", "13/4/25"]).day_first, vote(["3/4/25"]).sure
    (True, False)
    """
    pairs = [
        (int(found.group(1)), int(found.group(3)))
        for cell in cells
        if (found := _NUMBERS.match(cell.strip()))
    ]
    days = sum(first > _MONTHS_IN_A_YEAR for first, _ in pairs)
    months = sum(second > _MONTHS_IN_A_YEAR for _, second in pairs)
    return Vote(days > months if days != months else day_first, days != months, bool(pairs))


def _full(year: str) -> int:
    return int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004


def _month(name: str) -> int:
    word = plain(name)
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3]) or 0


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
