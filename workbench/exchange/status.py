"""What other tools call their states, in five words: open, later, doing, done, dropped."""

import re

from workbench.exchange.names import plain

__all__ = ["category"]

_WORDS = {
    "dropped": (
        "not planned, won't do, won't fix, wontfix, wont do, wont fix, will not, cannot reproduce, not reproducible, "
        "cancelled, canceled, duplicate, declined, rejected, dropped, abandoned, obsolete, invalid, removed, archived, "
        "discarded, annule, abandonne, rejete, refuse, doublon, ne sera pas, verworfen, abgelehnt, 中止"
    ),
    "later": (
        "later, icebox, someday, not now, parked, parking lot, on hold, deferred, postponed, future, frigo, "
        "plus tard, reporte, en attente, spater, zuruckgestellt"
    ),
    "open": (
        "not started, not done, unstarted, unresolved, reopened, to do, todo, backlog, open, opened, new, triage, "
        "planned, accepted for, next, now, ready, ready for development, selected for development, under consideration, "
        "candidate, idea, ideas, discovery, submitted, proposed, inbox, unprocessed, draft, a faire, ouvert, nouveau, "
        "planifie, offen, neu, geplant, やりたいこと, やること"
    ),
    "doing": (
        "in progress, doing, wip, started, in development, development, dev, implementing, building, in review, review, "
        "qa, test, testing, in test, deploy, deploying, staging, blocked, active, ongoing, indeterminate, "
        "ready for review, ready for test, ready for qa, ready for release, ready for deploy, "
        "en cours, en test, en revue, en recette, bloque, in arbeit, 作業中"
    ),
    "done": (
        "done, closed, completed, complete, resolved, released, shipped, live, launched, deployed, fixed, finished, "
        "delivered, verified, merged, processed, termine, fait, valide, livre, ferme, resolu, cloture, "
        "erledigt, fertig, geschlossen, クローズ"
    ),
}
_KNOWN = {plain(words.strip()): name for name, many in _WORDS.items() for words in many.split(",")}
_RULES = sorted(_KNOWN, key=len, reverse=True)
_FIND = re.compile("|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in _RULES))
_ORDER = ("dropped", "later", "done", "doing", "open")


def category(state: str) -> str | None:
    """Return the category of a state by its words, whole or in part; None where no word is known.

    A state with words of two categories takes the one that is further from open: "Done (duplicate)" is dropped.

    Examples
    --------
    >>> category("In Progress"), category("Fait (à livrer)"), category("closed (not planned)"), category("Zzz")
    ('doing', 'done', 'dropped', None)
    """
    text = " ".join(plain(state).replace("_", " ").replace("\u2019", "'").split())
    if text in _KNOWN:
        return _KNOWN[text]
    found = {_KNOWN[words] for words in _FIND.findall(text)}
    return next((name for name in _ORDER if name in found), None)
