"""The server: the home page answers within a second; kernels and Voilà come up behind it."""

import asyncio
import contextlib
import errno
import logging
import os
import secrets
import signal
import socket
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.auth.authorizer import AllowAllAuthorizer
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from workbench.serve.assets import STATIC, TEMPLATE, TEMPLATES
from workbench.serve.boards import boards
from workbench.serve.guard import Guarded, is_local
from workbench.serve.handlers import Ask, Assets, BoardPage, Channels, NotFound, Token, frame
from workbench.serve.pool import Pool

__all__ = ["Server", "serve"]

PORT = 8866
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class Server:
    """One workspace, one folder of notebooks, one port.

    Parameters
    ----------
    workspace_url : str
        What the kernels and the home page open.
    notebooks : Path
        The folder whose notebooks are the boards; nothing else of it can be fetched.
    host : str, optional
        The interface to listen on; without it this machine only. With it a token is asked for.
    port : int
        0: 8866, or the next that is free.
    allow_hosts : names
        Further names that the server answers to, such as that of a proxy in front of it.
    """

    def __init__(
        self,
        workspace_url: str,
        notebooks: Path,
        host: str | None = None,
        port: int = 0,
        allow_hosts: Iterable[str] = (),
    ) -> None:
        self.workspace_url, self.notebooks, self.host = workspace_url, notebooks, host
        self.base = "/"
        self.boards = boards(notebooks)
        self.token = "" if is_local(host) else secrets.token_urlsafe(24)
        self._port, self._allow_hosts = port, tuple(allow_hosts)
        self._ending = asyncio.Event()
        self._connections = tempfile.TemporaryDirectory(prefix="workbench-")

    @property
    def url(self) -> str:
        """The address to open, with the token where there is one."""
        name = self.host or "localhost"
        if name in {"0.0.0.0", "::"}:  # noqa: S104  compared, not bound
            name = socket.gethostname()
        name = f"[{name}]" if ":" in name else name
        return f"http://{name}:{self._port}{self.base}" + (f"?token={self.token}" if self.token else "")

    async def run(self, *, browser: bool) -> None:
        """Serve until the process is told to end."""
        pool = asyncio.get_running_loop().create_future()
        application = self._application(pool)
        server = HTTPServer(application)
        server.add_sockets(self._listen())
        print(f"The workbench is at {self.url}", flush=True)  # noqa: T201  the one line that people wait for
        if browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, self.url)
        kernels = await self._open_kernels(application)
        self.pool = Pool(kernels, partial(self._render, kernels), self._spare(), self.workspace_url)
        pool.set_result(self.pool)
        self.pool.fill()
        await self._ending.wait()
        server.stop()
        await self.pool.close()
        await kernels.shutdown_all(now=True)

    def stop(self) -> None:
        """End :meth:`run`."""
        self._ending.set()

    def _listen(self) -> list[socket.socket]:
        """Bind the port, or, where none was asked for, the next free one."""
        for port in [self._port] if self._port else range(PORT, PORT + 50):
            try:
                sockets = bind_sockets(port, self.host or "localhost")
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            self._port = port
            return sockets
        tried = self._port or f"{PORT} to {PORT + 49}"
        raise SystemExit(f"Port {tried} is taken by another program. Choose a free one with --port.")

    def _application(self, pool: "asyncio.Future[Pool]") -> Guarded:
        identity = Token(token=self.token)
        application = Guarded(
            self.host,
            self._allow_hosts,
            base_url=self.base,
            login_url=f"{self.base}login",
            identity_provider=identity,
            authorizer=AllowAllAuthorizer(identity_provider=identity),
            cookie_secret=secrets.token_bytes(32),
            default_handler_class=NotFound,
            log_function=_log,
            boards=self.boards,
            pages=Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True),
            pool=pool,
            ws_ping_timeout=30_000,
        )
        application.add_handlers(".*", self._routes())
        return application

    def _routes(self) -> list[Any]:
        base = self.base
        return [
            (rf"{base}voila/render/([^/]+\.ipynb)", BoardPage),
            (rf"{base}workbench/static/(.*)", Assets, {"path": str(STATIC)}),
            (rf"{base}api/kernels/{_KERNEL}/channels", Channels),
            (rf"{base}login", Ask),
        ]

    async def _open_kernels(self, application: Guarded) -> Any:
        """Import what takes seconds in a thread, so that the home page answers meanwhile."""
        module = await asyncio.to_thread(_import_kernels)
        kernels = module.Kernels(self.notebooks, self._connections.name)
        application.settings["kernel_manager"] = kernels
        application.settings["kernel_websocket_connection_class"] = module.Connection
        return kernels

    async def _render(self, kernels: Any, file: str, start: Any) -> AsyncIterator[str]:
        renderer = _import_kernels().Renderer(
            file, kernels, {"workbench": frame(self.base, self.boards)}, self.base
        )
        async for piece in renderer.render(start):
            yield piece

    def _spare(self) -> dict[str, int]:
        """Opportunities first, with one more for the second visitor; then the others."""
        files = [board.file for board in self.boards]
        first = [file for file in files if file == "opportunities.ipynb"]
        return dict.fromkeys(first, 2) | {file: 1 for file in files if file not in first}


def _import_kernels() -> Any:
    from workbench.serve import kernels

    return kernels


def _log(handler: Any) -> None:
    if handler.get_status() >= 500:  # noqa: PLR2004  the server's own faults
        logging.getLogger(__name__).warning(
            "%s %s: %d", handler.request.method, handler.request.path, handler.get_status()
        )


def serve(
    workspace_url: str,
    notebooks: str | Path,
    host: str | None = None,
    port: int = 0,
    allow_hosts: Iterable[str] = (),
    *,
    browser: bool = True,
) -> None:
    """Serve the boards of a workspace until the process is told to end.

    Parameters are those of :class:`Server`; ``browser`` opens the home page. Prints one line that ends with the
    address, once it answers.
    """
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, [str(TEMPLATES), os.environ.get("JUPYTER_PATH")])
    )

    async def main() -> None:
        server = Server(workspace_url, Path(notebooks).resolve(), host, port, allow_hosts)
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(name, server.stop)
        await server.run(browser=browser)

    asyncio.run(main())
