"""The command that writes what staff take along to a trade show."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from workbench.cli.mistake import Mistake
from workbench.cli.pages import opened

__all__ = ["add"]


def add(command: Callable[..., ArgumentParser]) -> None:
    """Add this module's commands."""
    card = command(
        "card",
        _card,
        "Write a trade-show card: one HTML file for phones and tablets that works without a network",
    )
    card.add_argument("--to", required=True, type=Path, metavar="FILE.html")
    card.add_argument("--event", default="", metavar="NAME", help="the trade show, as the card says it")
    card.add_argument(
        "--with-customers",
        action="store_true",
        help="put the customers' names in, to pick from; whoever has the file can read them",
    )


def _card(given: Namespace) -> None:
    from workbench.language.words import count
    from workbench.needs import card

    if given.to.suffix.lower() not in (".html", ".htm"):
        raise Mistake(f"{given.to} must end in .html, so that a phone opens it in a browser.")
    ws = opened(given)
    if not ws.version:
        raise Mistake(f"{ws.store.name} holds nothing yet. Name the workspace with --workspace.")
    page = card.of(ws, given.event, with_customers=given.with_customers)
    given.to.write_bytes(page.encode())
    known = f"{count(len(ws['segments']), 'segment')} and {count(len(ws['needs']), 'need')}"
    named = f", and {count(len(ws['customers']), 'customer')} by name" if given.with_customers else ""
    print(f"The card, with {known}{named}, written to {given.to}")
    print("Open it in the browser of each device. `import` reads what it exports, as often as you like.")
