"""Column names as people and tools write them, made comparable; and ids made from titles."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Hashable, Iterable

__all__ = ["find", "normal", "plain", "slug"]

_BETWEEN = re.compile(r"[\s_\-./:]+")
_CUSTOM = re.compile(r"^custom field \((.*)\)$", re.DOTALL)
_UNIT = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_LONGEST = 60


def plain(text: str) -> str:
    """Return text without accents and capitals.

    Examples
    --------
    >>> plain("Échéance")
    'echeance'
    """
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize(
        "NFC", "".join(part for part in parts if unicodedata.category(part) != "Mn")
    ).casefold()


def normal(name: str) -> str:
    """Return a column name as it is compared: accents, capitals, spaces, underscores and "Custom field ()" apart.

    Examples
    --------
    >>> normal("Custom field (Story Points)"), normal("Fix Version/s"), normal(" due_date ")
    ('story points', 'fix version s', 'due date')
    """
    text = _CUSTOM.sub(r"\1", " ".join(plain(name).split()))
    return _BETWEEN.sub(" ", text).strip()


def find(wanted: Iterable[str], columns: Collection[Hashable]) -> str | None:
    """Return the column that has the first of the wanted names; what a column says in brackets at its end may be left out.

    Examples
    --------
    >>> find(["summary", "title"], ["Title", "Effort (months)"]), find(["effort"], ["Title", "Effort (months)"])
    ('Title', 'Effort (months)')
    """
    have: dict[str, str] = {}
    for column in map(str, columns):
        have.setdefault(normal(column), column)
    for column in map(str, columns):
        have.setdefault(normal(_UNIT.sub("", column)), column)
    return next((have[normal(name)] for name in wanted if normal(name) in have), None)


def slug(title: str) -> str:
    """Return the id that a title gives: its letters and digits joined by hyphens; a long one ends in a short hash.

    Examples
    --------
    >>> slug("Échange: CSV & XLSX in/out")
    'echange-csv-xlsx-in-out'
    """
    words = re.sub(r"[\W_]+", "-", plain(title)).strip("-")
    if words and len(words) <= _LONGEST:
        return words
    mark = hashlib.sha256(title.encode()).hexdigest()[:8]
    return f"{words[: _LONGEST - 9].rstrip('-')}-{mark}".lstrip("-")
