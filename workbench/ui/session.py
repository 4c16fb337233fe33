"""What the page and its kernel say to one another outside the widgets; carries tokens and board styles once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import traitlets

from workbench.ui.widget import Widget

__all__ = ["Session"]

_UI = Path(__file__).parent


class Session(Widget):
    """The page's hello, its keys and link, and what is sent to it: downloads and who saved last.

    Parameters
    ----------
    on_hello : function(search, tab)
        The page is there: its query string and the name of its tab. Comes before the page asks for any state,
        so what this does is in the first frame.
    on_key : function(name)
        "undo", "redo", "save", "keys" or "close".
    """

    kind = "Session"
    _css = "\n".join((_UI / name).read_text(encoding="utf-8") for name in ("tokens.css", "board.css"))
    saved = traitlets.Dict().tag(sync=True)
    query = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, *, on_hello: Callable[[str, str], None], on_key: Callable[[str], None], **traits: Any
    ) -> None:
        super().__init__(**traits)
        self._on_hello, self._on_key = on_hello, on_key

    def download(self, name: str, text: str) -> None:
        """Let the browser save a file."""
        self.send({"download": {"name": name, "text": text}})

    def copy_link(self) -> None:
        """Put the page's address, which holds the view, on the clipboard."""
        self.send({"copy": True})

    def receive(self, message: dict[str, Any]) -> None:
        """Take the hello and the keys."""
        hello = message.get("hello")
        if isinstance(hello, dict):
            self._on_hello(str(hello.get("search", "")), str(hello.get("tab", "")))
        elif isinstance(message.get("key"), str):
            self._on_key(message["key"])
