"""The server: the home page answers within a second; kernels and Voilà come up behind it."""

import asyncio
import contextlib
import errno
import logging
import os
import secrets
import signal
import socket
import sys
import tempfile
import time
import webbrowser
from collections.abc import AsyncIterator, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.auth.authorizer import AllowAllAuthorizer
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from workbench.launch import PREPARED, say
from workbench.parts import FIRST
from workbench.serve.assets import STATIC, TEMPLATE, TEMPLATES
from workbench.serve.boards import boards
from workbench.serve.environment import environment
from workbench.serve.guard import Guarded, is_local
from workbench.serve.handlers import Ask, Assets, BoardPage, Channels, NotFound, Token, frame
from workbench.serve.home import Home, News, Products, State
from workbench.serve.pool import Pool
from workbench.serve.reader import Reader
from workbench.serve.warm.parents import Parents, can_fork

__all__ = ["Server", "serve"]

PORT = 8866
_FILES = 8192
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
        self.reader = Reader(workspace_url)
        self.kernels: Any = None
        self.pool: asyncio.Future[Pool] = asyncio.get_running_loop().create_future()
        self.settings: dict[str, Any] = {}
        self._connections = tempfile.TemporaryDirectory(prefix="workbench-")
        self.parents = self._parents() if can_fork(self._connections.name) else None

    @property
    def url(self) -> str:
        """The address to open, with the token where there is one."""
        name = self.host or "localhost"
        if name in {"0.0.0.0", "::"}:  # noqa: S104  compared, not bound
            name = socket.gethostname()
        name = f"[{name}]" if ":" in name else name
        return f"http://{name}:{self._port}{self.base}" + (f"?token={self.token}" if self.token else "")

    async def run(self, *, browser: bool) -> None:
        """Serve until :meth:`stop`."""
        loop = asyncio.get_running_loop()
        server = HTTPServer(self._application())
        server.add_sockets(self._listen())
        print(f"The workbench is at {self.url}", flush=True)  # noqa: T201  the one line that people wait for
        if prepared := os.environ.pop(PREPARED, ""):
            say(f"It answers {time.time() - float(prepared):.1f} s after the environment was made.")
        if browser:
            loop.run_in_executor(None, webbrowser.open, self.url)
        reading, heating = loop.create_task(self.reader.run()), loop.create_task(self._heat())
        await self._ending.wait()
        server.stop()
        await self._end(reading, heating)

    def stop(self) -> None:
        """End :meth:`run`."""
        self._ending.set()

    async def switch(self, workspace_url: str) -> None:
        """Show another workspace from now on; pages that are open keep theirs."""
        self.workspace_url = workspace_url
        self.reader.switch(workspace_url)
        await (await self.pool).switch(workspace_url)

    async def _heat(self) -> None:
        """Import what takes seconds in a thread, so that the home page answers meanwhile; then heat the boards."""
        if self.parents is not None:
            self._rooting = asyncio.create_task(self.parents.begin())
        module = await asyncio.to_thread(_import_kernels)
        self.kernels = kernels = module.Kernels(self.notebooks, self._connections.name, self.parents)
        self.settings["kernel_manager"] = kernels
        self.settings["kernel_websocket_connection_class"] = module.Connection
        pool = Pool(kernels, partial(self._render, kernels), self._spare(), self.workspace_url)
        self.pool.set_result(pool)
        pool.fill()

    async def _end(self, *tasks: "asyncio.Task[None]") -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.pool.done() and self.kernels is not None:
            await self.pool.result().close()
            await self.kernels.close()
        self._connections.cleanup()

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

    def _application(self) -> Guarded:
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
            pool=self.pool,
            reader=self.reader,
            allow_remote_access=True,  # the names are checked before, and better, by Guarded
            server=self,
            local=is_local(self.host),
        )
        application.add_handlers(".*", self._routes())
        self.settings = application.settings
        return application

    def _routes(self) -> list[Any]:
        base = self.base
        return [
            (rf"{base}voila/render/([^/]+\.ipynb)", BoardPage),
            (rf"{base}workbench/static/(.*)", Assets, {"path": str(STATIC)}),
            (rf"{base}api/kernels/{_KERNEL}/channels", Channels),
            (rf"{base}login", Ask),
            (base, Home),
            (rf"{base}workbench/api/home", State),
            (rf"{base}workbench/api/news", News),
            (rf"{base}workbench/api/products", Products),
        ]

    async def _render(self, kernels: Any, file: str, start: Any) -> AsyncIterator[str]:
        from workbench.serve.renderer import Renderer

        renderer = Renderer(file, kernels, {"workbench": frame(self.base, self.boards)}, self.base)
        async for piece in renderer.render(start):
            yield piece

    def _parents(self) -> Parents:
        names = [board.name for board in self.boards]
        return Parents(self.notebooks, self._connections.name, names, environment(self.workspace_url))

    def _spare(self) -> dict[str, int]:
        """Return how many kernels wait for each board: first of the part that most people open."""
        ordered = sorted(self.boards, key=lambda board: board.name != FIRST)
        return dict.fromkeys([board.file for board in ordered], 1)


def _import_kernels() -> Any:
    # jsonschema would compile the grammar of international addresses, 1.5 s, for a check that nothing here asks for.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from workbench.serve import kernels, renderer

    assert renderer  # imported here, in the thread
    return kernels


def _allow_files() -> None:
    """Allow this process as many open files as 200 pages need: systems mostly start with 1,024, enough for 40."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FILES:
        most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _begin(workspace_url: str) -> None:
    """Make the file of a new workspace: kernels do not, and fill what is empty."""
    if "://" in workspace_url and not workspace_url.startswith("sqlite:///"):
        return  # on a server
    file = Path(workspace_url.removeprefix("sqlite:///")).expanduser()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


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

    folder = Path(notebooks).resolve()
    _allow_files()
    _begin(workspace_url)

    async def main() -> None:
        server = Server(workspace_url, folder, host, port, allow_hosts)
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(name, server.stop)
        await server.run(browser=browser)

    asyncio.run(main())
