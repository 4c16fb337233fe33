"""What the server answers: pages in our look, the built front end, and a page's way to its kernel."""

import asyncio
import json
import mimetypes
from asyncio import Future
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, StaticFileHandler
from tornado.websocket import WebSocketClosedError

from workbench.serve.assets import addresses, first_script
from workbench.serve.boards import Board
from workbench.serve.guard import headers
from workbench.serve.pool import Page, Pool

__all__ = ["Ask", "Assets", "BoardPage", "Channels", "NotFound", "OurPage", "Token", "frame"]

_BEAT = 1.5


def frame(base: str, found: list[Board]) -> dict[str, Any]:
    """Return what the frame of every page needs: where things are, and which boards there are."""
    return {
        "base": base,
        "assets": addresses(base),
        "first": first_script(),
        "boards": [{"name": board.name, "title": board.title, "href": board.href(base)} for board in found],
        "titles": {board.name: board.title for board in found},
    }


class Token(IdentityProvider):
    """Asks for the token of the address; without a token everybody on this machine is welcome."""

    @property
    def auth_enabled(self) -> bool:
        """Tell whether there is a token."""
        return bool(self.token)


class OurPage(JupyterHandler):
    """A page in our look; who may see it is asked before (the token, where there is one)."""

    def set_default_headers(self) -> None:
        """Set the headers of every answer."""
        for name, value in headers(self.request).items():
            self.set_header(name, value)

    def show(self, template: str, **given: Any) -> None:
        """Write a page from its template."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        wb = frame(self.base_url, self.settings["boards"])
        self.finish(self.settings["pages"].get_template(template).render(wb=wb, **given))

    def tell(self, answer: dict[str, Any]) -> None:
        """Write a JSON answer."""
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(answer, allow_nan=False))

    def write_error(self, status_code: int, **details: Any) -> None:
        """Say what is wrong in one sentence; never a traceback."""
        error = details.get("exc_info", (None, None, None))[1]
        reason = error.log_message if isinstance(error, HTTPError) else None
        title, sentence = _ERRORS.get(
            status_code, ("That did not work", "The server could not answer. Try again.")
        )
        self.show("message.html.j2", title=title, sentence=reason or sentence, ask_token=False)


_ERRORS = {
    404: ("There is no such page", "The address may have a typing error, or the board was renamed."),
    403: ("This page is not open to you", "Use the link that the workbench printed when it was started."),
}


class NotFound(OurPage):
    """Every address that is not ours."""

    @allow_unauthenticated
    def prepare(self) -> Any:
        """Answer without asking who it is."""
        self.set_status(404)
        self.write_error(404)


class Ask(OurPage):
    """Asks for the token, where the link came without it."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show a field whose answer is part of the address that was asked for."""
        wanted = self.get_argument("next", self.base_url).partition("?")[0]
        safe = wanted if wanted.startswith(self.base_url) and not wanted.startswith("//") else self.base_url
        self.set_status(403)
        sentence = "Use the whole link that the workbench printed, or type the token at its end."
        self.show(
            "message.html.j2",
            title="This workbench has a token",
            sentence=sentence,
            ask_token=True,
            next=safe,
        )


class Assets(StaticFileHandler):
    """The built front end, compressed when it was built; with ``?v=`` a browser keeps it for ever."""

    def set_default_headers(self) -> None:
        """Set the headers of every answer."""
        for name, value in headers(self.request).items():
            self.set_header(name, value)

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """Answer without asking who it is: this is public, and JupyterLab would ask."""
        await super().get(path, include_body)

    @allow_unauthenticated
    async def head(self, path: str) -> None:
        """Answer with the headers alone."""
        await super().get(path, include_body=False)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Choose the smallest form that the browser takes."""
        accepted = self.request.headers.get("Accept-Encoding", "")
        self._encoding = ""
        for coding, ending in (("br", ".br"), ("gzip", ".gz")):
            if coding in accepted and Path(absolute_path + ending).is_file():
                self._encoding, absolute_path = coding, absolute_path + ending
                break
        return super().validate_absolute_path(root, absolute_path)

    def get_content_type(self) -> str:
        """Return the type of the file itself, not of its compressed form."""
        kind = mimetypes.guess_type(self.path)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002  tornado's signature
        """Say how the file is compressed."""
        self.set_header("Vary", "Accept-Encoding")
        if self._encoding:
            self.set_header("Content-Encoding", self._encoding)


class BoardPage(OurPage):
    """A board: a spare page at once, else its head, and then the rest as it comes."""

    page: Page | None = None

    async def get(self, file: str) -> None:
        """Write the page piece by piece."""
        if file not in {board.file for board in self.settings["boards"]}:
            raise HTTPError(404)
        pool: Pool = await self.settings["pool"]
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.page = page = pool.claim(file)
        try:
            async for piece in page.read(_BEAT):
                self.write(self.waiting(pool, page) if piece is None else piece)
                await self.flush()
            if page.failed:
                self.write(
                    '<p class="wb-failed" role="alert">This board could not be shown. Reload to try again.</p>'
                )
        except StreamClosedError:
            await pool.abandon(page)

    def waiting(self, pool: Pool, page: Page) -> str:
        """Say how long it may take; the page shows the last of these lines."""
        before, seconds = pool.wait(page)
        others = f"{before} before you, " if before else ""
        return f'<p class="wb-wait">Starting: {others}about {max(1, round(seconds))} s</p>\n'


class Channels(KernelWebsocketHandler):
    """A page's websocket to its kernel."""

    connection: Any = None
    left = False

    async def pre_get(self) -> None:
        """Ask the kernel, and give up where the page has left before it answered."""
        await self.settings["pool"]  # a page of an earlier server may come before there are kernels at all
        await super().pre_get()
        if self.left:
            self.on_close()
            raise HTTPError(410)

    def on_close(self) -> None:
        """Leave, if there is a connection yet."""
        self.left = True
        if self.connection is not None:
            super().on_close()

    def get_websocket_protocol(self) -> Any:
        """Leave the pings to Jupyter: it counts in milliseconds what tornado would take for seconds."""
        protocol = super().get_websocket_protocol()
        if protocol is not None:
            protocol.params.ping_interval = protocol.params.ping_timeout = None
        return protocol

    def write_message(self, message: Any, binary: bool = False) -> "Future[None]":
        """Send, unless the page has just left: then nobody is there to miss it, and no error in the log."""
        try:
            sent: Future[None] = super().write_message(message, binary)
        except WebSocketClosedError:
            sent = asyncio.get_running_loop().create_future()
            sent.set_result(None)
        sent.add_done_callback(_seen)
        return sent

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say why there is no socket; Jupyter's own page would need templates that are not here."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{_ERRORS.get(status_code, _ERRORS[404])[1]}\n")


def _seen(sent: "Future[None]") -> None:
    """Look at what became of a message, so that asyncio does not complain that nobody did."""
    if not sent.cancelled():
        sent.exception()
