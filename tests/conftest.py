"""What all tests share: nobody's own files and settings, an empty workspace, real servers and a browser."""

import asyncio
import contextlib
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

settings.register_profile(
    "patient", deadline=None
)  # a busy machine is no failure: timings belong in the bench
settings.load_profile("patient")

START = """
import sys
from pathlib import Path
import workbench.serve.kernels as kernels
from workbench.serve.app import serve
kernels.GRACE = 1.0
workspace, notebooks, host, port = sys.argv[1:]
serve(workspace, Path(notebooks), host or None, int(port), ["workbench.example"], browser=False)
"""


POPUPS = "WebUIOmniboxPopup,WebUIOmniboxAimPopup"
"""For these Chromium would start a second process a page, for an address bar that nobody sees."""
QUIET = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
"""Playwright's own list, which ours replaces."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share the files out our way where a run of several processes keeps each in one of them."""
    if config.getoption("dist") != "loadfile":
        return None
    from both_ends import FromBothEnds

    return FromBothEnds(config, log)


@pytest.fixture(autouse=True)
def nobodys_home(tmp_path_factory, monkeypatch):
    """No test reads or writes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in os.environ:
        if name.startswith("WORKBENCH_") and name != "WORKBENCH_REAL_DATA":
            monkeypatch.delenv(name)
    return home


@pytest.fixture(autouse=True)
def no_loop_that_stands_still(request):
    """Keep boards out of the browser's event loop, which runs only within its calls: in some later test."""
    loop = asyncio._get_running_loop()
    if loop is None or "chromium" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture
def url(tmp_path):
    """Where a workspace of this test lies."""
    return f"sqlite:///{(tmp_path / 'work.db').as_posix()}"


@pytest.fixture
def ws(url):
    """An empty workspace, open in Ana's name."""
    from workbench import Workspace

    return Workspace.open(url, who="ana")


@pytest.fixture(scope="session")
def sample_at(tmp_path_factory) -> Callable[[Any], Any]:
    """Put the sample product where a test wants one of its own: loaded once, since that takes seconds, and copied."""
    from workbench import Workspace
    from workbench.cli import load_sample

    loaded = tmp_path_factory.mktemp("sample") / "sample.db"
    load_sample(str(loaded)).store.close()

    def put(where: Any) -> Any:
        shutil.copyfile(loaded, str(where).removeprefix("sqlite:///"))
        return Workspace.open(str(where), who="sample")

    return put


def until(ask: Callable[[], Any], seconds: float = 60.0) -> Any:
    """Wait for a true answer; the limit only ends a hung test."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return answer


@pytest.fixture(scope="session", name="until")
def until_fixture() -> Any:
    return until


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Served:
    """A server in a process of its own: ``folder/notebooks`` on the workspace ``folder/product.db``."""

    url: str
    folder: Path
    process: subprocess.Popen[str]
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port

    @property
    def log(self) -> str:
        """What the server and, with WORKBENCH_DEBUG set, its kernels wrote."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    @property
    def workspace(self) -> str:
        return f"sqlite:///{(self.folder / 'product.db').as_posix()}"

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def home(self) -> dict[str, Any]:
        """The home page's facts, once they are all there."""
        return until(
            lambda: (state := self.ask("/workbench/api/home").json).get("headlines") is not None and state
        )

    def commands(self) -> dict[int, str]:
        """The command lines of all that the server started, by process."""
        return {child.pid: command for child, command in _alive(self.process.pid)}

    def kernels(self) -> set[int]:
        return {pid for pid, command in self.commands().items() if "ipykernel_launcher" in command}

    def kernel(self, page: Any) -> int:
        """The process of a page's kernel."""
        name = page.evaluate("JSON.parse(document.getElementById('wb-kernel').textContent)")
        return next(pid for pid, command in self.commands().items() if f"kernel-{name}" in command)


def _alive(pid: int) -> list[tuple[Any, str]]:
    """The processes that one started, each with its command line; they come and go meanwhile."""
    import psutil

    alive = []
    for child in psutil.Process(pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            alive.append((child, " ".join(child.cmdline())))
    return alive


def start(folder: Path, host: str = "", port: int = 0, **environment: str) -> Served:
    seen = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "WORKBENCH_USER": "ana", **environment}
    workspace = f"sqlite:///{(folder / 'product.db').as_posix()}"
    command = [sys.executable, "-c", START, workspace, str(folder / "notebooks"), host, str(port)]
    with (folder / "server.log").open("a") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=seen)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+$", line.strip())
    assert found, f"the server said {line!r}"
    return Served(found.group(), folder, process)


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Served]]:
    """Start servers, which end with the tests."""
    started: list[Served] = []

    def begin(*given: Any, **environment: str) -> Served:
        started.append(start(*given, **environment))
        return started[-1]

    yield begin
    for server in started:
        server.process.terminate()
    for server in started:
        server.process.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine")
    calm = [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        f"--disable-features={POPUPS},{QUIET}",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*calm, "--disable-sync"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a visitor's page; any error on it, and any request to another host, fails the test.

    What a test provokes it takes out of ``visit.wrong``.
    """
    contexts, wrong = [], []

    def begin(**options: Any) -> Any:
        contexts.append(guarded(chromium, wrong, **options))
        return contexts[-1].new_page()

    begin.wrong = wrong
    yield begin
    for context in contexts:
        context.close()
    assert wrong == []


def guarded(chromium: Any, wrong: list[str], **options: Any) -> Any:
    """A visitor's browser: any error on its pages, and any request to another host, is put into ``wrong``."""
    given = {"viewport": {"width": 1440, "height": 780}, "color_scheme": "light", **options}
    context = chromium.new_context(**given)
    context.on(
        "weberror", lambda error: wrong.append(str(error.error) + str(getattr(error.error, "stack", "")))
    )
    context.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    context.on("request", lambda sent: wrong.append(sent.url) if _foreign(sent.url) else None)
    return context


@pytest.fixture(scope="session", name="guarded")
def guarded_fixture() -> Any:
    return guarded


@pytest.fixture
def page(visit: Callable[..., Any]) -> Any:
    return visit()


def _foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "localhost"
