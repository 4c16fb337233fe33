"""Numbers as people write them, made plain by one vote of the whole file, since 1,500 says nothing alone."""

import re
from collections.abc import Iterable

__all__ = ["comma_decimals", "plain_number"]

_COMMA = re.compile(r"^[+-]?\d+,(\d{1,2}|\d{4,})\s?%?$")
_MIXED = re.compile(r"^[+-]?\d{1,3}([.\s]\d{3})+,\d+$")
_POINT = re.compile(r"^[+-]?\d*\.\d+\s?%?$|^[+-]?\d{1,3}(,\d{3})+\.\d+$")
_SPACES = re.compile("[\\s\u00a0\u202f']")
_POINTS = re.compile(r"^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$")
_THOUSANDS = re.compile(r"^([+-]?\d{1,3}(?:,\d{3})+)(\.\d+)?(\s?%)?$")


def comma_decimals(cells: Iterable[str], *, delimiter: str = "") -> bool:
    """Return whether a comma is this file's decimal sign: more cells say so than say the other; a tie asks the delimiter.

    Examples
    --------
    >>> comma_decimals(["1,5", "2"]), comma_decimals(["1,500"]), comma_decimals(["1,500"], delimiter=";")
    (True, False, True)
    """
    texts = [cell.strip() for cell in cells]
    commas = sum(bool(_COMMA.match(text) or _MIXED.match(text)) for text in texts)
    points = sum(bool(_POINT.match(text)) for text in texts)
    return commas > points if commas != points else delimiter == ";"


def plain_number(text: str, *, comma: bool) -> str:
    """Return a number with a point and without marks between thousands; what is no number stays as it is.

    Examples
    --------
    >>> plain_number("1 450,5", comma=True), plain_number("1,450.5", comma=False), plain_number("much", comma=False)
    ('1450.5', '1450.5', 'much')
    """
    if not any(mark.isdigit() for mark in text) or any(
        mark.isalpha() for mark in text.replace("e", "").replace("E", "")
    ):
        return text
    tight = _SPACES.sub("", text)
    if comma:
        return tight.replace(".", "").replace(",", ".") if "," in tight or _POINTS.match(tight) else tight
    return tight.replace(",", "") if _THOUSANDS.match(tight) else tight
