"""Bytes to text: which encoding a file was written in."""

import codecs
import re

from workbench.exchange.problem import ImportProblem

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ANY = ("cp1252", "utf-16-le", "utf-16-be")
_LOOKED_AT = 4096
_JUNK = re.compile("[\\x00-\\x08\\x0e-\\x19\\x1c-\\x1f]")
"""Control characters that no text has, in one of the encodings in which any byte means something."""


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Return the text of a file and the encoding that it was read in.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        Its name, for the sentence of an error.

    Returns
    -------
    (text, encoding)
        ``encoding`` is ``utf-8``, ``utf-8-sig``, ``utf-16...``, ``utf-32`` or ``cp1252``; the byte order mark is gone.

    Raises
    ------
    ImportProblem
        For an empty file, or one that is not text in any of these encodings.

    Examples
    --------
    >>> decode("Résumé".encode("cp1252"), "list.csv")
    ('Résumé', 'cp1252')
    """
    if not data.strip():
        raise ImportProblem(f"{file} is empty: there is nothing to read in it.")
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not (encoding in _ANY and _JUNK.search(text)):
            return text, encoding
    raise ImportProblem(
        f"{file} is not a text file: it holds bytes that no text has. Export it as CSV (UTF-8), XLSX or JSON."
    )


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    head = data[:_LOOKED_AT]
    if b"\0" in head:  # every second byte of Western text in UTF-16 is a zero
        return ("utf-16-le",) if head[1::2].count(0) > head[0::2].count(0) else ("utf-16-be",)
    return ("utf-8", "cp1252")
