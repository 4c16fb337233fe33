"""The trade-show card: one offline page on which staff write down what they hear, and from which they export it."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

from workbench.exchange.card import FORMAT, VERSION

if TYPE_CHECKING:
    from workbench.workspace.snapshot import Snapshot

__all__ = ["make", "of"]

_HOLE = re.compile(r"\{\{(\w+)\}\}")
_DARK = re.compile(r'\[data-theme="dark"\] (\{[^}]*\})')


def make(
    product: str,
    event: str = "",
    *,
    segments: Iterable[tuple[str, str]] = (),
    needs: Iterable[tuple[str, str]] = (),
    customers: Iterable[tuple[str, str]] = (),
) -> str:
    """Return the card: one HTML file that asks nothing of any network.

    What it exports is read by ``workbench import`` and by ``workbench.exchange.read``. Cards of one product and event
    share what a device keeps, so that a newer card finds what an older one was told.

    Parameters
    ----------
    product, event : str
        What the card is about, and where; an event that is blank is not named.
    segments, needs : iterable of (id, name)
        What staff choose from, in this order; the first needs are seen at once, the others are found.
    customers : iterable of (id, name), optional
        Names to pick from. Whoever has the file can read them, so they are left out unless they are given.

    Raises
    ------
    ValueError
        Where the product has no name, or a row has no id or no name.

    Examples
    --------
    >>> page = make("Gateway", "SPS 2026", segments=[("food", "Food")], needs=[("N-1", "Install alone </script>")])
    >>> page.startswith("<!doctype html>"), "Install alone </script>" in page
    (True, False)
    """
    if not product.strip():
        raise ValueError("A trade-show card needs the name of the product that it is about.")
    facts = {
        "format": FORMAT,
        "version": VERSION,
        "card": hashlib.sha256(json.dumps([product, event]).encode()).hexdigest()[:12],
        "product": product,
        "event": event,
        "segments": _pairs(segments, "segment"),
        "needs": _pairs(needs, "need"),
        "customers": _pairs(customers, "customer"),
    }
    style, script = _tokens() + _text("card.css"), _text("card.js")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; connect-src 'none'; base-uri 'none'; form-action 'none'"
    parts = {"policy": policy, "style": style, "script": script, "facts": _data(facts)}
    return _HOLE.sub(lambda hole: parts[hole.group(1)], _text("card.html"))


def of(ws: "Snapshot", event: str = "", *, with_customers: bool = False) -> str:
    """Return the card of a workspace's product: its segments, and its needs, those heard most first.

    Parameters
    ----------
    ws : Workspace, scenario or ``ws.at(version)``
        A product without a name is called "Our product".
    event : str
        The trade show.
    with_customers : bool
        Puts the names of the customers into the file, to pick from.
    """
    heard = ws["feedback_needs"]["need"].value_counts()
    needs = ws["needs"]["title"]
    order = heard.reindex(needs.index).fillna(0).sort_values(ascending=False, kind="stable").index
    name = ws.setting("product.name")
    return make(
        str(name) if name else "Our product",
        event.strip(),
        segments=_named(ws["segments"]["name"]),
        needs=_named(needs.loc[order]),
        customers=_named(ws["customers"]["name"].sort_values()) if with_customers else (),
    )


def _named(names: pd.Series) -> list[tuple[str, str]]:
    return [(str(row), str(name)) for row, name in names.dropna().items()]


def _pairs(rows: Iterable[tuple[str, str]], kind: str) -> list[list[str]]:
    pairs = [[str(row), str(name).strip()] for row, name in rows]
    if not all(row and name for row, name in pairs):
        raise ValueError(f"Every {kind} of a trade-show card needs an id and a name.")
    return pairs


def _text(name: str) -> str:
    return files("workbench.needs.card").joinpath(name).read_text(encoding="utf-8")


def _tokens() -> str:
    """Return our tokens, dark where the device is."""
    css = files("workbench.ui").joinpath("tokens.css").read_text(encoding="utf-8")
    return _DARK.sub(r"@media (prefers-color-scheme: dark) { :root \1 }", css)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(facts: object) -> str:
    """Return JSON that no browser takes for markup, wherever it stands in a page."""
    text = json.dumps(facts, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
