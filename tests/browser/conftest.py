"""The real boards on the sample product, in a browser."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from board_page import Board, watched
from shared_page import Shared

from workbench import Workspace

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def until(until):
    """Wait for what a board does in a blink; the limit is for a machine that is busy with something else."""
    return partial(until, seconds=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory, launch, sample_at):
    """One server for all tests of this folder, on the sample product."""
    folder = tmp_path_factory.mktemp("board")
    (folder / "notebooks").symlink_to(NOTEBOOKS)
    sample_at(folder / "product.db").store.close()
    return launch(folder, WORKBENCH_DEBUG="1")


@pytest.fixture
def ws(server):
    """The board's workspace, open in Li's name and back at the sample; the board itself is Ana's, without a draft."""
    back = Workspace.open(server.workspace, who="sample")
    first = back.at(1)
    for name in sorted({*back.diff(1, back.version)["table"]} & {*back.tables()}):
        back.remove(name, set(back.frame(name).index) - set(first.frame(name).index), with_references=True)
    changed = back.diff(back.version, 1)
    if len(changed):
        back.apply(changed[["table", "id", "column", "new"]])
    back.who = "ana"
    for tab in back.drafts()["tab"]:
        back.drop_draft(tab)
    back.store.close()
    mine = Workspace.open(server.workspace, who="li")
    yield mine
    mine.store.close()


@pytest.fixture
def no_traceback(server):
    """No test lets anything fail where only the server's log tells of it."""
    said = len(server.log)
    yield
    assert "Traceback" not in server.log[said:]


@pytest.fixture
def meet(visit, server, ws, no_traceback):
    """Open the board for one more visitor, in a browser of their own."""

    def begin(query: str = "", part: str = "opportunities", **options: Any) -> Board:
        page = watched(visit(**options), server.url, visit.wrong)
        return Board(page, server.url, part).open(query)

    return begin


@pytest.fixture(scope="module")
def shared(chromium, server, guarded):
    """The pages that the tests of a file use one after another, by part of the workbench."""
    pages: dict[str, Shared] = {}

    def of(part: str) -> Shared:
        if part not in pages:
            pages[part] = Shared(part, server.url, lambda wrong: guarded(chromium, wrong))
        return pages[part]

    yield of
    for each in pages.values():
        each.close()


@pytest.fixture
def board_of(shared, ws, no_traceback):
    """Give a part's board as it is when it is just opened: the page that this file's tests share, or else a new one.

    Whoever tests how a page opens, or changes what no reset brings back, opens one by ``meet``.
    """
    used = []

    def begin(part: str = "opportunities") -> Board:
        used.append(shared(part))
        return used[-1].board()

    yield begin
    for each in used:
        each.check()


@pytest.fixture
def board(board_of):
    return board_of()


@pytest.fixture
def board_at():
    """Make a board of a page and a server's address."""
    return Board


@pytest.fixture
def violations():
    """Return what axe-core finds on a page: pairs of a rule and an element."""

    def find(page: Any) -> list[tuple[str, str]]:
        found = Axe().run(page).response["violations"]
        return [(rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]

    return find
