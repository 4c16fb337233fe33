"""The board of the tutorial: a few lines, and all that a board has, on the dashboard and in JupyterLab."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from board_page import Board, watched

from workbench import Workspace

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "tutorials" / "add_a_board.ipynb"
LAB = "import sys; from workbench.serve.lab import lab; lab(sys.argv[1], sys.argv[2], browser=False)"


def cells():
    """The cells that make the board."""
    found = nbformat.read(NOTEBOOK, as_version=4).cells
    return [cell for cell in found if cell.cell_type == "code" and "NBVAL" not in cell.source]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, sample_at):
    made = tmp_path_factory.mktemp("tutorial")
    (made / "notebooks").mkdir()
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells(), metadata={"kernelspec": kernel})
    nbformat.write(notebook, made / "notebooks" / "efforts.ipynb")
    sample_at(made / "product.db").store.close()
    return made


@pytest.fixture(scope="module")
def server(folder, launch):
    return launch(folder, WORKBENCH_DEBUG="1")


@pytest.fixture
def ws(server):
    opened = Workspace.open(server.workspace, who="li")
    yield opened
    opened.store.close()


@pytest.fixture
def meet(visit, server):
    def begin(query="", **options):
        return Board(watched(visit(**options), server.url, visit.wrong), server.url, "efforts").open(query)

    return begin


def heights(board):
    """The height of each bar in pixels."""
    return board.page.eval_on_selector_all(
        ".wb-chart .barlayer .point path", "all => all.map((one) => one.getBBox().height)"
    )


def total(ws):
    return f"{ws['opportunities']['effort'].sum():.1f}"


def test_a_board_of_a_list_a_slider_a_chart_and_a_headline_takes_few_lines():
    lines = [line for cell in cells() for line in cell.source.splitlines() if line.strip()]
    assert 15 < len(lines) < 40


def test_it_is_moved_saved_and_taken_back_and_only_asks_what_it_answers(meet, ws, until):
    board = meet()
    assert board.headlines() == {"person-months, if we did all of it": total(ws)}
    foot = board.page.locator(".wb-foot button:visible").all_inner_texts()
    assert foot[:4] == ["Copy link", "Picture", "Print / PDF", "Keys: ?"]
    assert not board.page.get_by_role("button", name="Import").count()
    id_ = ws["opportunities"]["effort"].dropna().index[0]
    before, told = ws["opportunities"].at[id_, "effort"], total(ws)
    board.cell(id_, "title").click()
    until(lambda: board.field("Effort").input_value() == f"{before:g}")
    bars = heights(board)
    board.field("Effort").fill(f"{before + 5:g}")
    board.field("Effort").press("Enter")
    until(lambda: board.headlines()["person-months, if we did all of it"] != told)
    until(lambda: heights(board) != bars)
    board.page.keyboard.press("Control+s")
    board.says("Saved.")
    ws.sync()
    assert ws["opportunities"].at[id_, "effort"] == before + 5
    board.field("Effort").blur()  # in a field it takes back what was typed there
    board.page.keyboard.press("Control+z")
    until(lambda: board.headlines()["person-months, if we did all of it"] == told)


def test_its_link_brings_back_what_was_seen(meet, ws, until):
    board = meet()
    board.page.get_by_placeholder("Search").fill("sign")
    until(lambda: "search=sign" in board.address())
    board.page.locator(".tabulator-col.wb-col-effort").click()
    until(lambda: "sort=effort" in board.address())
    id_ = board.rows()[-1]
    board.cell(id_, "title").click()
    until(lambda: f"selected={id_}" in board.address())
    other = meet(board.address().partition("efforts.ipynb")[2])
    until(lambda: other.rows() == board.rows())
    assert other.title().input_value() == ws["opportunities"].at[id_, "title"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_both_looks(meet, violations, scheme):
    wide = meet(color_scheme=scheme)
    assert violations(wide.page) == []
    page = meet(color_scheme=scheme, viewport={"width": 400, "height": 780}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert violations(page) == []


def test_it_has_a_picture_and_a_sheet_of_paper(meet):
    board = meet()
    with board.page.expect_download() as picture:
        board.button("Picture").click()
    assert picture.value.suggested_filename.endswith(".png")
    board.page.emulate_media(media="print")
    assert board.page.locator(".wb-caption").inner_text().count("What would it cost to do all of it?") == 1
    assert not board.page.locator(".wb-foot").is_visible()


@pytest.fixture
def lab(folder):
    """Run JupyterLab; gives its address with the token."""
    seen = {**os.environ, "WORKBENCH_USER": "ana", "JUPYTER_CONFIG_DIR": str(folder / "config")}
    command = [sys.executable, "-c", LAB, f"sqlite:///{folder / 'product.db'}", str(folder / "notebooks")]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=seen
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"(http://localhost:\d+)/lab\?token=(\w+)", line):
            yield found.groups()
            break
    process.terminate()
    process.wait(timeout=30)


def test_it_stands_in_jupyterlab(lab, visit, ws, until):
    url, token = lab
    page = visit()
    page.goto(f"{url}/lab/tree/efforts.ipynb?token={token}")
    page.get_by_text("| Idle").wait_for(timeout=60_000)
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    page.get_by_text("Run All Cells", exact=True).click()

    def there():
        page.mouse.move(800, 400)
        page.mouse.wheel(0, 400)  # it draws only what is in sight
        return page.locator(".wb-board .wb-grid .tabulator-row").count()

    until(there)
    page.locator(".wb-board .wb-chart[data-drawn]").wait_for()
    assert page.locator(".wb-headline b").inner_text() == total(ws)
    assert not page.locator(".wb-foot").get_by_text("Export CSV").count()
    page.get_by_label("Effort, typed", exact=True).fill("7")
    page.get_by_label("Effort, typed", exact=True).press("Enter")
    until(lambda: page.locator(".wb-headline b").inner_text() != total(ws))
