"""The workspace file is locked, deleted, replaced or made newer while a board is open: one sentence, nothing lost."""

import os
import sqlite3
from pathlib import Path

import nbformat
import pytest

from workbench import Workspace

pytestmark = pytest.mark.browser
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "opportunities.ipynb"
HASTE = "import workbench.workspace.sqlite\nworkbench.workspace.sqlite.WAIT = 0.3"
STATUS = ".wb-status.wb-bad"
SSO = "EG-15"


@pytest.fixture
def server(tmp_path, launch, sample_at):
    """A server of its own for each fault, whose kernels do not wait long for a lock."""
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(HASTE))
    nbformat.write(notebook, tmp_path / "notebooks" / NOTEBOOK.name)
    sample_at(tmp_path / "product.db").store.close()
    served = launch(tmp_path)
    yield served
    served.process.terminate()


@pytest.fixture
def file(server):
    return server.folder / "product.db"


@pytest.fixture
def board(page, server, file):
    page.goto(f"{server.url}voila/render/opportunities.ipynb?selected={SSO}", wait_until="commit")
    page.wait_for_selector(":root[data-ready]", timeout=120_000)
    page.get_by_role("slider", name="Reach", exact=True).wait_for()
    return page


def move(page):
    page.get_by_role("slider", name="Reach", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.locator(".wb-say.wb-dirty").get_by_text("Reach 675").wait_for()


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def said(page, words, before="no such words"):
    """Check that one sentence says it, not the one before, that the draft is there still, and that nothing else broke."""
    status = page.locator(STATUS, has_text=words, has_not_text=before)
    status.wait_for()
    assert "Traceback" not in page.locator("body").inner_text()
    assert "sqlalchemy" not in status.inner_text()
    assert "Reach 675" in page.locator(".wb-say.wb-dirty").inner_text()


def test_a_locked_file_is_said_and_saves_once_it_is_free(board, server, file):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    move(board)
    said(board, "The draft is on this page only")
    save(board)
    locked = "could not be written: database is locked. Nothing was saved; try again."
    said(board, locked, before="The draft is on this page only")  # which says the same of the draft
    other.execute("ROLLBACK")
    save(board)
    board.locator(".wb-status", has_text="Saved.").wait_for()
    assert Workspace.open(server.workspace)["opportunities"].loc[SSO, "reach"] > 675


def test_a_file_that_a_newer_workbench_took_over_is_said_and_not_written(board, file):
    count = "SELECT count(*) FROM _versions"
    other = sqlite3.connect(file, isolation_level=None)
    versions = other.execute(count).fetchone()
    other.execute("UPDATE _meta SET value = '99' WHERE name = 'format'")
    move(board)
    save(board)
    said(board, "was written by a newer workbench")
    assert other.execute(count).fetchone() == versions


def test_a_deleted_file_is_said_and_no_save_goes_nowhere(board, file):
    for each in file.parent.glob("product.db*"):
        each.unlink()
    move(board)
    save(board)
    said(board, "was moved, deleted or replaced while it was open. Nothing was saved")
    assert not file.exists()


def test_a_replaced_file_is_said_and_stays_as_it_is(board, server, file, tmp_path):
    other = Workspace.open(str(tmp_path / "other.db"), who="li")
    other.add("opportunities", {SSO: {"title": "Of another product"}})
    other.store.close()
    (tmp_path / "other.db").replace(file)
    move(board)
    save(board)
    said(board, "was moved, deleted or replaced")
    assert Workspace.open(server.workspace)["opportunities"].loc[SSO, "title"] == "Of another product"


def test_a_file_that_is_no_workspace_is_said_by_a_new_page(page, server, file):
    """A kernel that starts on it cannot show a board; the page says so and the server goes on."""
    pids = server.kernels()
    for each in file.parent.glob("product.db*"):
        each.unlink()
    file.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    for pid in pids:
        os.kill(pid, 9)
    page.goto(f"{server.url}voila/render/opportunities.ipynb", wait_until="commit")
    page.locator(".wb-failed, .wb-banner").first.wait_for(timeout=60_000)
    text = page.locator("body").inner_text()
    assert "Traceback" not in text
    assert "sqlalchemy" not in text
    assert server.ask("/").status == 200
