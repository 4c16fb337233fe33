"""The page that we measure against must do the board's job, or the ratio says nothing."""

import asyncio
import json

import pytest

from workbench.bench import sample, static_page
from workbench.bench.browser import browsing, visiting
from workbench.opportunities import rice
from workbench.opportunities.board import OpportunityBoard

SEEN = """[...document.querySelectorAll(".js-plotly-plot")].map((box) => box.data)"""
DRAWN = """[...document.querySelectorAll(".bars .point path, .scatterlayer path.point")].length"""


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    ws = sample.workspace(tmp_path_factory.mktemp("bench") / "product.db")
    yield OpportunityBoard(ws)
    ws.store.close()


def test_the_list_is_the_same_everywhere():
    once, again = sample.opportunities(), sample.opportunities()
    assert once.equals(again)
    assert len(once) == 200
    assert rice.score(once).gt(0).all()


def test_what_a_title_says_cannot_end_the_page_script(board):
    facts = {**static_page.given(board), "rows": [{"title": "</script><b>"}]}
    assert "</script><b>" not in static_page.page(facts)


@pytest.mark.browser
def test_it_draws_the_boards_figures_and_moves_them_as_the_board_does(board):
    facts = json.loads(json.dumps(static_page.given(board)))
    before, drawn, after, took = asyncio.run(visit(static_page.page(facts), facts["item"]))
    for seen, figure in zip(before, facts["figures"], strict=True):
        for trace, wanted in zip(seen, figure["data"], strict=True):
            assert trace["x"] == wanted["x"]
            assert trace["y"] == wanted["y"]
    bars = len(facts["figures"][0]["data"][0]["x"])
    assert drawn == bars + 200
    assert took > 0

    board.tab().actions.move(
        "reach", "value", board.tab().source.frame.at[facts["item"], "reach"] + facts["slider"]["step"]
    )
    for seen, chart in zip(after, (board.tab().pictures.ranking, board.tab().pictures.plane), strict=True):
        for trace, wanted in zip(seen, chart.figure["data"], strict=True):
            assert trace["x"] == pytest.approx(wanted["x"])
            assert trace["y"] == pytest.approx(wanted["y"])
            assert trace.get("text") == wanted.get("text")
    assert after[0][0]["x"] != before[0][0]["x"]


async def visit(html, item):
    with static_page.serve(html) as url:
        async with browsing() as browser, visiting(browser, url) as page:
            await page.ready()
            before, drawn = await page.page.evaluate(SEEN), await page.page.evaluate(DRAWN)
            await page.focus(item)
            took = await page.press()
            assert not page.faults
            assert len(page.requests) == 2
            assert page.unpacked > len(static_page.plotly())
            return before, drawn, await page.page.evaluate(SEEN), took
