"""Which two columns ask about the same feature: if it is there, and if it is not."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Pair", "pairs", "side"]


@dataclass(frozen=True)
class Pair:
    """Two columns of one feature."""

    feature: str
    functional: str
    dysfunctional: str


_WORDS = (
    (
        r"f[ou]n[ck]tion{1,2}(?:al|el|ell|elle)|funct|func",
        r"(?:dys|dis|non|un|not)[-\s_]?(?:f[ou]n[ck]tion{1,2}(?:al|el|ell|elle)|funct|func)|dysf?",
    ),
    (
        r"(?:if[\s_])?present|presence|(?:if[\s_])?there|available|included|vorhanden|pr[ée]sente?",
        r"(?:if[\s_])?(?:absente?|not[\s_](?:present|there|available|included))|absence|missing|nicht[\s_]vorhanden|fehlend",
    ),
    (r"positive?|positiv|pos|positif", r"negative?|negativ|neg|n[ée]gatif"),
    (r"with|have|has|mit|avec|yes", r"without|have[\s_]not|has[\s_]not|lack|ohne|sans|no"),
)
"""For one of them and its opposite, surest first."""
_ENDS = (
    (r"^(?P<stem>.+?)[\s_.\-]+\(?(?P<side>[fd])\)?$", "f"),
    (r"^(?P<stem>.*\d)[\s_.\-]*\(?(?P<side>[ab])\)?$", "a"),
    (r"^(?P<stem>.*\d)[_.\-](?P<side>[12])$", "1"),
    (r"^(?P<side>[fd])[\s_.\-]?(?P<stem>\d+)$", "f"),
    (r"^(?P<stem>.+?)\s*\(?(?P<side>[+-])\)?$", "+"),
)
"""A last, or first, sign, and what it is for the functional question."""
_AROUND = " ()[]{}-_:.;,/|?\u2013\u2212"


def pairs(columns: Sequence[str], answers: Callable[[str], bool]) -> tuple[list[Pair], list[str]]:
    """Return the pairs of columns, and the columns of half a pair.

    Parameters
    ----------
    columns : sequence of str
    answers : function of a column
        Whether its cells look like answers: asked where names alone are not sure.

    Returns
    -------
    found : list of Pair, in the order of the columns
        Of the surest way of naming under which there is a pair.
    halves : list of str
        Columns that are named so, too, but whose other half is not there.

    Raises
    ------
    ValueError
        Two columns ask the same question of one feature.

    Examples
    --------
    >>> pairs(["id", "SSO (functional)", "SSO (dysfunctional)"], lambda column: True)[0]
    [Pair(feature='SSO', functional='SSO (functional)', dysfunctional='SSO (dysfunctional)')]
    >>> [pair.feature for pair in pairs(["1a", "1b", "2a", "2b"], lambda column: True)[0]]
    ['1', '2']
    """
    for number, named in enumerate(_ways(columns)):
        sides: dict[str, dict[bool, tuple[str, str]]] = {}
        for column, stem, functional in named:
            if number and not answers(column):
                continue
            there = sides.setdefault(stem.casefold(), {})
            if functional in there:
                what = "is there" if functional else "is not there"
                raise ValueError(
                    f"columns {there[functional][1]!r} and {column!r} both ask about {stem!r} if it {what}: "
                    "take one out, or give the features different names"
                )
            there[functional] = stem, column
        found = [
            Pair(both[True][0], both[True][1], both[False][1]) for both in sides.values() if len(both) > 1
        ]
        if found:
            halves = [next(iter(both.values()))[1] for both in sides.values() if len(both) == 1]
            return found, [column for column in halves if answers(column)]
    return [], []


def side(word: str) -> bool | None:
    """Return whether a word means that the feature is there; None where it means neither.

    Examples
    --------
    >>> side("Functional"), side("absent"), side("SSO")
    (True, False, None)
    """
    for there, absent in _WORDS:
        for pattern, meant in ((absent, False), (there, True)):
            if re.fullmatch(pattern, word.strip(_AROUND), re.IGNORECASE):
                return meant
    return None


def _ways(columns: Sequence[str]) -> Iterator[list[tuple[str, str, bool]]]:
    """Name column, stem and side of the columns that are named in one way, way by way."""
    for there, absent in _WORDS:
        yield [found for column in columns if (found := _by_word(column, there, absent))]
    for pattern, first in _ENDS:
        ends = [(column, re.fullmatch(pattern, column.strip(), re.IGNORECASE)) for column in columns]
        yield [
            (column, _name(column, end["stem"]), end["side"].lower() == first) for column, end in ends if end
        ]


def _by_word(column: str, there: str, absent: str) -> tuple[str, str, bool] | None:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", " ", column)
    for pattern, functional in ((absent, False), (there, True)):
        found = list(re.finditer(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", spaced, re.IGNORECASE))
        if found:
            rest = f"{spaced[: found[-1].start()]} {spaced[found[-1].end() :]}"
            stem = re.sub(r"\(\s*\)|\[\s*\]", " ", rest)
            stem = re.sub(
                r"[\s_:\-]*[\s_](?:if|when|wenn|si|question|frage|answer)?[\s_]*$",
                "",
                f"{stem} ",
                flags=re.IGNORECASE,
            )
            return (
                (column, " ".join(stem.strip(_AROUND).split()), functional) if stem.strip(_AROUND) else None
            )
    return None


def _name(column: str, stem: str) -> str:
    """Return what a feature is called: a bare number keeps its letter."""
    plain = stem.strip(_AROUND)
    bare = re.fullmatch(r"[fd][\s_.\-]?(\d+)", column.strip(), re.IGNORECASE)
    return f"f{bare[1]}" if bare else plain
