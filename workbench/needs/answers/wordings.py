"""What an answer to a Kano question says, in whichever words or numbers it is written."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

__all__ = ["NAMES", "Meaning", "folded", "meaning"]

NAMES = ("like", "must-be", "neutral", "live-with", "dislike")
"""The answers 1 to 5."""

_LONGEST = 120
"""A longer text is a comment, not one of five phrases."""


@dataclass(frozen=True)
class Meaning:
    """What one cell says."""

    kind: Literal["words", "number", "blank", "unknown"]
    value: float = 0.0
    """Of words: 1 .. 5. Of a number: as it is written."""


_BLANK = re.compile(
    r"|n a|na|nan|none|null|nil|skip(ped)?|no (answer|response|reply)|(i )?prefer not to (answer|say)|not applicable"
    r"|(i )?(do not|don't|dont) know|not asked|k a|keine (angabe|antwort)|wei(ss|b) (ich )?nicht"
    r"|sans reponse|pas de reponse|(je )?ne sais pas|nsp"
)

_REFUSING = r"\b(can ?not|can't|cant|could not|couldn't|will not|won't|nicht|ne (peux|pourrais) pas)\b.*"
_BEARING = r"\b(live with|accept|tolerate|stand|put up|akzept|hinnehm|leben|in kauf|toler|support|accommod)"
# The first that is found counts: "I dislike it, but I can live with it" says live-with.
_RULES = tuple(
    (value, re.compile("|".join(patterns)))
    for value, patterns in (
        (5, (_REFUSING + _BEARING, "unacceptable|intolerable", "ina[ck][ck]epta|untragbar|insupportable")),
        (4, (
            "liv(e|ing) with|tolera|put up with|accept", r"\bbear (it|that)\b|minor inconven",
            r"in kauf nehm|nehme\b.*(in kauf|\bhin\b)|hinnehm|damit leben|akzept|tolerier",
            r"m'en accommod|faire avec|vivre avec|toler(e|er|able)\b|\bsupporte|\bpassable\b",
        )),
        (3, (
            "neutral|indifferent|neither", "(not|don't|dont|doesn't) (care|mind|matter|bother)|not bothered",
            "no (opinion|preference|feeling)|not (really )?affect",
            r"\begal\b|gleichgue?ltig|weder noch", r"\bneutre|sans opinion|peu importe|m'est egal",
        )),
        (5, (
            "(don't|dont|do not|not|didn't) (like|enjoy|want)|not (happy|satisf|pleased|good|helpful)",
            r"dislike|\bhate|annoy|disappoint|bother|frustrat|upset|\bun(happy|satisf)|dissatisf|major problem",
            r"\bmag\b.*\bnicht|nicht\b.*\b(moe?g|gefa)|missf|gefa(e)?ll\w*\b.*\bnicht|unzufrieden",
            r"\bstoe?r|\bae?rger", r"\bn(e |')(l'|la |le )?aime|aime (pas|ca pas)|pas (content|satisf)|mecontent",
            r"\bdepl|derang|detest|\bgen(e|er|erait)\b",
        )),
        (0, (r"\b(not|don't|dont|nicht|pas)\b.*\b(expect|need|necess|require|erwart|voraus|notwend|attend|exig)",)),
        (2, (
            "expect|must|has to be|should be|necess|basic|requir|take (it|that) for granted",
            "voraus|erwart|muss|selbstverst|notwendig|zwingend",
            r"attend|exig|\bdoit|indispens|\bnormal|va de soi|obligatoire|imperati",
        )),
        (1, (
            r"\blik(e|es)\b|enjoy|\blov|delight|\bhappy|pleas|satisf|helpful",
            r"\bfreu|gefae?ll|\bmag\b|mochte|begeister|zufrieden",
            r"\b(j')?aime|plait|plair|plaisir|\bcontent|heureu|\bravi",
        )),
    )
)  # fmt: skip
_LABELLED = re.compile(r"[(\[]?(\d)[)\]]?\s*[-.:=)\]]*\s+(\D.*)|[(\[]?(\d)\s*[-.:=)\]]+\s*(\D.*)")
_APOSTROPHES = {0x2019: "'", 0x2018: "'", 0x60: "'", 0xB4: "'"}
_DASHES = {0x2013: "-", 0x2014: "-", 0x2212: "-"}
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def folded(text: object) -> str:
    r"""Return text without case, accents and punctuation, to compare by.

    Examples
    --------
    >>> folded("Das würde mich  STÖREN!"), folded("I can\u2019t accept it")
    ('das wurde mich storen', "i can't accept it")
    """
    plain = unicodedata.normalize("NFKD", str(text).translate(_APOSTROPHES).casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w']|_", " ", kept).split())


def meaning(cell: object) -> Meaning:
    """Return what one answer says.

    Parameters
    ----------
    cell : any
        A number, or text: a number, one of the five phrases in English, German or French in several wordings, or
        both ("1 - I like it", where the words count). None, NaN and "n/a" are blanks.

    Returns
    -------
    Meaning

    Notes
    -----
    The wordings are those of Berger et al. 1993, of its later English variants, and of their German and French
    translations; refusal ("I can't accept it") counts as dislike, bearing it ("I dislike it, but I can live with
    it") as live-with, whatever else is said.

    References
    ----------
    C. Berger et al., "Kano's methods for understanding customer-defined quality", Center for Quality of Management
    Journal 2(4), 1993, pp. 25-28 ("Wording of the Kano questionnaire").

    Examples
    --------
    >>> meaning("I must be that way").value, meaning("Das setze ich voraus").value, meaning("4").kind
    (2.0, 2.0, 'number')
    >>> meaning("perhaps").kind
    'unknown'
    """
    text = "" if cell is None else str(cell).translate(_DASHES).strip("\ufeff \t\r\n")
    if _NUMBER.fullmatch(text):
        return Meaning("number", float(text.replace(",", ".")))
    plain = folded(text)
    if _BLANK.fullmatch(plain):
        return Meaning("blank")
    label = _LABELLED.fullmatch(text)
    said = _words(folded(label[2] or label[4]) if label else plain)
    if said:
        return Meaning("words", float(said))
    return (
        Meaning("number", float(label[1] or label[3]))
        if label and len(text) <= _LONGEST
        else Meaning("unknown")
    )


def _words(plain: str) -> int:
    """Return 1 .. 5, or 0."""
    if len(plain) > _LONGEST:
        return 0
    return next((value for value, rule in _RULES if rule.search(plain)), 0)
