"""Personal data in tracker exports: names of owners come in; e-mail addresses and account ids do not."""

import re

__all__ = ["names", "scrubbed"]

_MAIL = re.compile(r"[\w.+\-']+@[\w\-]+(?:\.[\w\-]+)+")
_MENTION = re.compile(r"\[~accountid:[^\]]*\]")
_ACCOUNT = re.compile(
    r"(?<![\w-])(?:ug:|qm:|\d{5,7}:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])"
    r"|(?<![\w-])[0-9a-f]{24}(?![\w-])"
)
_BETWEEN = re.compile(r"\s*[;,\n]\s*")


def names(cell: str) -> str:
    """Return the people of a cell by name: of an e-mail address what stands before the @, of an account id nothing.

    The part before the @ is kept because it is what colleagues call each other by, and an owner is needed; nobody
    can be written to by it.

    Examples
    --------
    >>> names("Ana Li <ana.li@example.com>"), names("bo@example.com, Cy"), names("712020:" + "0" * 8 + "-0000" * 3 + "-" + "0" * 12)
    ('Ana Li', 'bo, Cy', '')
    """
    people = (_name(part) for part in _BETWEEN.split(cell))
    return ", ".join(dict.fromkeys(name for name in people if name))


def _name(part: str) -> str:
    without = _MAIL.sub("", _ACCOUNT.sub("", part)).strip(" <>()")
    if without:
        return without
    mail = _MAIL.search(part)
    return mail.group().partition("@")[0] if mail else ""


def scrubbed(text: str) -> str:
    """Return text with e-mail addresses and account ids taken out.

    Examples
    --------
    >>> scrubbed("Ask ana@example.com, or [~accountid:5f0]")
    'Ask (e-mail), or (person)'
    """
    if "@" in text:
        text = _MAIL.sub("(e-mail)", text)
    if "[~" in text:
        text = _MENTION.sub("(person)", text)
    return _ACCOUNT.sub("(person)", text) if text.count("-") > 3 and ":" in text else text  # noqa: PLR2004
