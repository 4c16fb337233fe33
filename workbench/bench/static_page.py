"""What we measure against: a plain HTML page with the same two pictures and its arithmetic in JavaScript."""

import gzip
import importlib.resources
import importlib.util
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.opportunities.board import OpportunityBoard

__all__ = ["given", "page", "serve"]

INPUTS = ["title", "reach", "impact", "confidence", "effort"]
SIZES = ((640, 330), (640, 330))


def given(board: "OpportunityBoard", sizes: Sequence[Sequence[int]] = SIZES) -> dict[str, Any]:
    """Return what the page is made from: the board's own two figures, its rows, its slider and selected item.

    ``sizes`` are width and height of both pictures in pixels, so that both pages draw the same.
    """
    tab = board.tab()
    reach = tab.inspector.sliders["reach"]
    rows = tab.source.frame[INPUTS].rename_axis("id").reset_index()
    return {
        "figures": [tab.pictures.ranking.figure, tab.pictures.plane.figure],
        "rows": rows.to_dict("records"),
        "item": board.view.selected,
        "slider": {"max": reach.max, "step": reach.step},
        "sizes": sizes,
    }


def page(facts: dict[str, Any]) -> str:
    """Return the page as HTML, with what :func:`given` returns inside."""
    template = importlib.resources.files("workbench.bench").joinpath("static.html").read_text("utf-8")
    return template.replace("$given", json.dumps(facts).replace("<", "\\u003c"))


def plotly() -> bytes:
    """Return plotly.js as the plotly package carries it, unmodified."""
    spec = importlib.util.find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()


class Quiet(ThreadingHTTPServer):
    """A server that does not mind a browser that leaves."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a closed page resets its connection."""


@contextmanager
def serve(html: str) -> Iterator[str]:
    """Serve the page and plotly.js from memory, compressed beforehand; gives the address."""
    answers = {
        "/": ("text/html; charset=utf-8", gzip.compress(html.encode())),
        "/plotly.min.js": ("text/javascript; charset=utf-8", gzip.compress(plotly())),
    }

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, body = answers.get(self.path, ("text/plain", b""))
            self.send_response(200 if body else 404)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            if body:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = Quiet(("localhost", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
