"""Text that a spreadsheet would run as a formula: written after an apostrophe, and read without it."""

import re

__all__ = ["bare", "guarded"]

_RISKY = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # noqa: RUF001 - the wide signs are run by some spreadsheets too
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)([eE][+-]?\d+)?\s?%?$")


def guarded(text: str, *, exact: bool = False) -> str:
    """Return text as a cell that no spreadsheet runs: a leading apostrophe where one would; signed numbers stay.

    Apostrophes that stand before such a sign are text themselves, so these get one more; others stay alone.

    Parameters
    ----------
    exact : bool
        The cell is read back as the very same text, so a number that is text gets an apostrophe too, and so does an
        empty text, which is no blank.

    References
    ----------
    OWASP, "CSV Injection".

    Examples
    --------
    >>> guarded("=1+1"), guarded("-5"), guarded("'=kept"), guarded("'tis"), guarded("")
    ("'=1+1", '-5', "''=kept", "'tis", '')
    >>> guarded("-5", exact=True), guarded("", exact=True)
    ("'-5", "'")
    """
    risky = _RISKY.match(text) and (exact or not _NUMBER.match(text))
    return f"'{text}" if risky or (exact and not text.strip("'")) else text


def bare(cell: str, *, exact: bool = False) -> str:
    """Return a cell without the apostrophe that :func:`guarded`, or another tool's export, put before it.

    Examples
    --------
    >>> bare("'=1+1"), bare("''=kept"), bare("'tis"), bare("'"), bare("'", exact=True)
    ('=1+1', "'=kept", "'tis", "'", '')
    """
    marked = _RISKY.match(cell) or (exact and not cell.strip("'"))
    return cell[1:] if marked and cell.startswith("'") else cell
