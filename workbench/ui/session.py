"""What the page and its kernel say to one another outside the widgets; carries a board's styles once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import traitlets

from workbench.ui.widget import Widget

__all__ = ["Session", "named"]

LONGEST = 60
"""Characters of a name."""

_UI = Path(__file__).parent
_SHARED = "\n".join((_UI / name).read_text(encoding="utf-8") for name in ("tokens.css", "board.css"))


class Session(Widget):
    """The page's hello, its keys and link, and what is sent to it: downloads and who saved last.

    Parameters
    ----------
    styles : Path, optional
        The board's own stylesheet, which follows those of all boards.
    on_hello : function(search, tab, who)
        The page is there: its query string, the name of its tab, and the name that its browser keeps ("" where it has
        none; None in a notebook). Comes before the page asks for any state, so what this does is in the first frame.
    on_name : function(who)
        A person answered :meth:`ask_name`.
    on_key : function(name)
        "undo", "redo", "save", "keys" or "close"; "no picture" where the browser cannot make one.
    """

    kind = "Session"
    _css = traitlets.Unicode().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    others = traitlets.List().tag(sync=True)
    """The names of those who are here too."""
    query = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    """What is seen, in words: on paper and in pictures only, where the page adds the date."""

    def __init__(
        self,
        styles: Path | None = None,
        *,
        on_hello: Callable[[str, str, str | None], None],
        on_name: Callable[[str], None],
        on_key: Callable[[str], None],
        **traits: Any,
    ) -> None:
        own = styles.read_text(encoding="utf-8") if styles else ""
        super().__init__(_css=_SHARED + own, **traits)
        self._on_hello, self._on_name, self._on_key = on_hello, on_name, on_key

    def ask_name(self, known: str) -> None:
        """Ask in whose name is saved; the browser keeps the answer."""
        self.send({"ask": {"known": known}})

    def download(self, name: str, text: str) -> None:
        """Let the browser save a file."""
        self.send({"download": {"name": name, "text": text}})

    def copy_link(self) -> None:
        """Put the page's address, which holds the view, on the clipboard."""
        self.send({"copy": True})

    def picture(self, name: str, version: int) -> None:
        """Let the browser save a picture of the board."""
        self.send({"picture": {"name": name, "version": version}})

    def print_out(self) -> None:
        """Open the browser's own print, which makes a PDF, too."""
        self.send({"print": True})

    def receive(self, message: dict[str, Any]) -> None:
        """Take the hello, the name and the keys."""
        hello = message.get("hello")
        if isinstance(hello, dict):
            who = hello.get("who")
            self._on_hello(str(hello.get("search", "")), str(hello.get("tab", "")), who and named(who))
        elif isinstance(message.get("name"), str) and named(message["name"]):
            self._on_name(named(message["name"]))
        elif isinstance(message.get("key"), str):
            self._on_key(message["key"])


def named(text: object) -> str:
    """Return a name on one line, or "" for what is none.

    Examples
    --------
    >>> named("  Ana   López ")
    'Ana López'
    """
    line = "".join(letter if letter.isprintable() else " " for letter in str(text))
    return " ".join(line.split())[:LONGEST]
