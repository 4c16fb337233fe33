"""A real server in a process of its own, on a folder of small notebooks, and a browser."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest

START = """
import sys
from pathlib import Path
import workbench.serve.kernels as kernels
from workbench.serve.app import serve
kernels.GRACE = 1.0
workspace, notebooks, host, port = sys.argv[1:]
serve(workspace, Path(notebooks), host or None, int(port), ["workbench.example"], browser=False)
"""

EVERY_CELL = [
    (
        "markdown",
        "# Trial\n\nDoes every kind of cell show? And the next sentence does not.\n\nA <em>word</em>.",
    ),
    (
        "code",
        "from IPython.display import HTML, SVG, Markdown, display; display(HTML('<b>bold</b>')); print('<printed>')",
    ),
    ("code", "'<plain> & text'"),
    (
        "code",
        "display(Markdown('**strong**')); display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>'))",
    ),
    (
        "code",
        "import os; print(sorted(name for name in os.environ if 'TRIAL' in name)); print(os.environ['WORKBENCH_WORKSPACE'])",
    ),
    ("code", "import ipywidgets; ipywidgets.Label('a widget')"),
    ("code", "1 / 0"),
    ("markdown", "never reached"),
]

WIDGETS_CELL = """
import anywidget, traitlets
from ipywidgets import DOMWidget, IntSlider, Label, Output, VBox

class Greeter(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = model.get('said'); } }"
    said = traitlets.Unicode("nobody").tag(sync=True)
    def __init__(self):
        super().__init__()
        self.on_msg(lambda _, message, __: setattr(self, "said", repr(sorted(message.get("hello", {}).items()))))

class Board(VBox):
    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options), {"wb_session": greeter.model_id}

class Strange(DOMWidget):
    _view_name = traitlets.Unicode("StrangeView").tag(sync=True)
    _view_module = traitlets.Unicode("strange-widgets").tag(sync=True)
    _model_name = traitlets.Unicode("StrangeModel").tag(sync=True)
    _model_module = traitlets.Unicode("strange-widgets").tag(sync=True)

greeter, slider, shown, out = Greeter(), IntSlider(description="Reach"), Label("0"), Output()

def moved(change):
    shown.value = str(change.new)
    with out:
        print("printed", change.new)

slider.observe(moved, "value")
Board([greeter, slider, shown, out, Strange()])
"""

WIDGETS = [("markdown", "# Widgets"), ("code", WIDGETS_CELL)]


def notebook(cells: list[tuple[str, str]]) -> Any:
    make = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(
        cells=[make[kind](source) for kind, source in cells], metadata={"kernelspec": kernel}
    )


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
    url: str
    folder: Path
    process: subprocess.Popen[str]
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port

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

    def kernels(self) -> set[int]:
        return {
            child.pid
            for child in children(self.process.pid)
            if "ipykernel_launcher" in " ".join(child.cmdline())
        }


def children(pid: int) -> list[Any]:
    import psutil

    alive = []
    for child in psutil.Process(pid).children(recursive=True):
        try:
            child.cmdline()
        except psutil.Error:
            continue
        alive.append(child)
    return alive


def until(ask: Any, seconds: float = 60.0) -> Any:
    """Wait for a true answer; the limit only ends a hung test."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
    return answer


def start(folder: Path, host: str = "", port: int = 0, **environment: str) -> Served:
    seen = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "WORKBENCH_USER": "ana", **environment}
    workspace = f"sqlite:///{(folder / 'product.db').as_posix()}"
    command = [sys.executable, "-c", START, workspace, str(folder / "notebooks"), host, str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=seen)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+$", line.strip())
    assert found, f"the server said {line!r}"
    return Served(found.group(), folder, process)


def stop(served: Served) -> None:
    served.process.terminate()
    served.process.wait(timeout=30)


@pytest.fixture(scope="session", name="until")
def until_fixture() -> Any:
    return until


@pytest.fixture(scope="session")
def launch() -> Iterator[Any]:
    """Start further servers, which end with the tests."""
    started: list[Served] = []

    def begin(*given: Any, **environment: str) -> Served:
        started.append(start(*given, **environment))
        return started[-1]

    yield begin
    for server in started:
        stop(server)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("served")
    (made / "notebooks").mkdir()
    for name, cells in (("trial", EVERY_CELL), ("widgets", WIDGETS)):
        nbformat.write(notebook(cells), made / "notebooks" / f"{name}.ipynb")
    return made


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[Served]:
    server = start(folder, TRIAL_TOKEN="hidden", TRIAL_PLAIN="seen")
    yield server
    stop(server)


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
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*calm, "--disable-sync"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page that fails its test on any error and on any request to another host."""
    context = chromium.new_context(viewport={"width": 1440, "height": 780}, color_scheme="light")
    opened, wrong = context.new_page(), []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None
    )
    opened.on("request", lambda request: wrong.append(request.url) if _foreign(request.url) else None)
    yield opened
    context.close()
    assert wrong == []


def _foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "localhost"
