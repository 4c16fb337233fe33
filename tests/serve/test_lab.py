"""JupyterLab, started as `workbench lab` does, over HTTP."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

BOARD = Path(__file__).parents[2] / "notebooks" / "opportunities.ipynb"
START = "from workbench.serve.lab import lab; import sys; lab(sys.argv[1], sys.argv[2], int(sys.argv[3]), browser=False)"


@pytest.fixture(scope="module")
def lab(tmp_path_factory, until, sample_at):
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(BOARD, folder)
    sample_at(folder / "lab.db").store.close()
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    seen = {**os.environ, "JUPYTER_TOKEN": "trial", "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    command = [
        sys.executable,
        "-c",
        START,
        f"sqlite:///{folder}/lab.db",
        str(folder),
        str(port),
    ]
    process = subprocess.Popen(command, env=seen, stderr=subprocess.PIPE, text=True)
    lines = []
    for line in process.stderr:
        lines.append(line)
        if "is running at" in line:
            break
    assert process.poll() is None, "".join(lines)
    until(lambda: socket.socket().connect_ex(("localhost", port)) == 0)
    yield f"http://localhost:{port}/", "".join(lines)
    process.terminate()
    process.wait(timeout=30)


def fetch(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


def test_the_widgets_come_out_of_the_same_files(lab):
    base, _ = lab
    assert "workbenchWidgets" in fetch(f"{base}workbench/static/widgets.js")
    assert "Plotly" in fetch(f"{base}workbench/static/plotly.min.js")


def test_no_news_and_no_updates_are_asked_for(lab):
    base, _ = lab
    page = fetch(f"{base}lab?token=trial")
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL).group(1))
    assert not config.get("news", {}).get("URL")
    answer = fetch(f"{base}lab/api/update?token=trial")
    assert json.loads(answer)["notification"] is None


def test_nothing_is_said_against_our_extension(lab):
    _, log = lab
    assert "workbench.serve.lab" in log
    assert not re.search(
        r"(?i)error|traceback|not allowed unauthenticated",
        "\n".join(line for line in log.splitlines() if "workbench" in line),
    )


@pytest.mark.browser
def test_the_board_runs_in_a_notebook(lab, visit, until):
    base, _ = lab
    page = visit()
    page.goto(f"{base}lab/tree/{BOARD.name}?token=trial&reset")
    page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.locator(".wb-board").wait_for(state="attached", timeout=60_000)
    page.locator(".wb-board").scroll_into_view_if_needed()  # the notebook draws only what is in sight
    page.locator(".wb-picture-2 .wb-chart[data-drawn]").wait_for()
    shown = page.locator(".wb-slider").last
    old = shown.get_attribute("data-item")
    page.get_by_role("button", name="+ New").click()
    until(lambda: page.locator(".wb-item-title input").input_value() == "New item")
    until(lambda: shown.get_attribute("data-item") != old)  # else it is typed into the last one's
    for name, text in (("Reach", "900"), ("Impact", "2"), ("Confidence", "80"), ("Effort", "2")):
        field = page.get_by_label(f"{name}, typed", exact=True)
        field.fill(text)
        field.press("Enter")
    until(lambda: page.locator('.wb-selected [tabulator-field="score"]').inner_text() == "720")
    until(lambda: 720 in page.evaluate("document.querySelector('.js-plotly-plot').data[0].x"))
