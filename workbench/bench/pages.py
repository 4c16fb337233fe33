"""Our page against the plain one: the first view, the slider, and the odds that follow it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.bench import sample, static_page
from workbench.bench.browser import Visit, browsing, visiting
from workbench.bench.report import Row, compare, measure, median, p95
from workbench.bench.server import Product, notebook_folder, running, without_odds

__all__ = ["first_view", "odds", "odds_off", "slider"]

ROWS = 200
"""Opportunities, where nothing else is said."""


@dataclass
class Stage:
    """Both sides, ready to be visited."""

    browser: Any
    product: Product
    static: str
    item: str
    url: str
    notebooks: Path
    kernels: int

    async def rest(self) -> None:
        """Wait until the pool is full and nothing is heated any more."""
        await self.product.rest(self.kernels)


@asynccontextmanager
async def stage(folder: Path, *, second: bool = False, rows: int = ROWS) -> AsyncIterator[Stage]:
    """Start both sides on the same list, with charts of the same size; ``second``: two boards are in the pool."""
    from workbench.opportunities.board import OpportunityBoard

    ws = sample.workspace(folder / "product.db", rows)
    facts = static_page.given(OpportunityBoard(ws))
    url = ws.url
    ws.store.close()
    notebooks = notebook_folder(folder, second=second)
    async with browsing() as browser, running(url, notebooks) as product:
        kernels = 2 if second else 1  # a spare one a notebook
        await product.rest(kernels)
        async with visiting(browser, product.board) as visit:
            await visit.ready()
            facts["sizes"] = await visit.page.evaluate("bench.size()")
        with static_page.serve(static_page.page(facts)) as static:
            yield Stage(browser, product, static, facts["item"], url, notebooks, kernels)


async def first_view(folder: Path, *, quick: bool, rows: int = ROWS) -> list[Row]:
    """Time pages with an empty cache until the slider can be moved and both charts are drawn."""
    rounds, part = 3 if quick else 10, _named("first-view", rows)
    async with (
        stage(folder, second=True, rows=rows) as on,
        running(on.url, on.notebooks, heated=False) as cold,
    ):
        sides = {"static": on.static, "heated": on.product.board, "cold": cold.board}
        times: dict[str, list[float]] = {side: [] for side in sides}
        last: dict[str, Visit] = {}
        for number in range(rounds + 1):
            for side in sorted(sides, key=lambda side: (list(sides).index(side) + number) % len(sides)):
                await on.rest()
                async with visiting(on.browser, sides[side]) as visit:
                    took = await visit.ready()
                    last[side] = visit
                    await _moves(visit, on.item)
                if number:  # the first round warms up
                    times[side].append(took)
    return [*_views(part, times), *_wire(part, last)]


def _named(part: str, rows: int) -> str:
    return part if rows == ROWS else f"{part}-{rows}"


async def _moves(visit: Visit, item: str) -> None:
    """Check that a page that is called ready answers its slider."""
    await visit.focus(item)
    if await visit.press() is None:
        raise RuntimeError(f"A page was there, but did not answer its slider: {visit.page.url}")
    if visit.faults:
        raise RuntimeError(f"{visit.page.url}: {visit.faults[0]}")


def _views(part: str, times: dict[str, list[float]]) -> list[Row]:
    return [
        compare(part, "board, kernel waiting / static page", times["heated"], times["static"], limit=0.6),
        compare(part, "board, no kernel / static page", times["cold"], times["static"], limit=1.1),
    ]


def _wire(part: str, last: dict[str, Visit]) -> list[Row]:
    ours, static = last["heated"], last["static"]
    return [
        measure(part, "requests", [len(ours.requests)], unit="", limit=15),
        measure(part, "unpacked", [ours.unpacked / 1e6], unit="MB", limit=3.5),
        measure(part, "over the wire", [ours.wire / 1e3], unit="kB"),
        measure(part, "over the websocket", [ours.socket / 1e3], unit="kB"),
        measure(part, "static page: unpacked", [static.unpacked / 1e6], unit="MB"),
        measure(part, "static page: over the wire", [static.wire / 1e3], unit="kB"),
    ]


async def slider(folder: Path, *, quick: bool, rows: int = ROWS) -> list[Row]:
    """Time key presses on Reach until both charts show them, in blocks that alternate between the pages."""
    blocks, presses, rested = (2, 15, 5) if quick else (4, 50, 15)
    part = _named("slider", rows)
    async with (
        stage(folder, rows=rows) as on,
        visiting(on.browser, on.product.board) as ours,
        visiting(on.browser, on.static) as static,
    ):
        sides = {"ours": ours, "static": static}
        for visit in sides.values():
            await visit.ready()
        await on.rest()
        tapped = await _blocks(sides, on.item, blocks, presses, pause=0.05)
        calm = await _blocks(sides, on.item, blocks, rested, pause=0.7)
        held = await _holds(sides, on.item, 2 if quick else 8)
    said = [*_pressed("one press, tapping", tapped), *_pressed("one press, after rest", calm), *held]
    return [replace(row, part=part) for row in said]


async def odds_off(folder: Path, *, quick: bool) -> list[Row]:
    """Time key presses as :func:`slider`, of our board against the same board that never computes odds."""
    blocks, presses = (2, 15) if quick else (4, 50)
    async with (
        stage(folder) as on,
        running(on.url, without_odds(folder)) as plain,
        visiting(on.browser, on.product.board) as ours,
        visiting(on.browser, plain.board) as other,
    ):
        sides = {"ours": ours, "static": other}
        for visit in sides.values():
            await visit.ready()
        await on.rest()
        times = await _blocks(sides, on.item, blocks, presses, pause=0.05)
    return [
        compare("odds-off", f"one press, odds on / off, {word}", times["ours"], times["static"], limit=1.4, of=of)
        for word, of in (("median", median), ("p95", p95))
    ]  # fmt: skip


async def _blocks(
    sides: dict[str, Visit], item: str, blocks: int, presses: int, pause: float
) -> dict[str, list[float]]:
    """Return the milliseconds of each press; every other block goes back where it came from."""
    times: dict[str, list[float]] = {side: [] for side in sides}
    for block in range(blocks):
        key = ("ArrowRight", "ArrowLeft")[block % 2]
        for side, visit in sides.items():
            await visit.page.bring_to_front()
            await visit.focus(item)
            await visit.press(key, pause=1.0)
            times[side] += [_shown(await visit.press(key, pause)) for _ in range(presses)]
        numbers = [await visit.page.evaluate("bench.shown()[0].split(',')[0]") for visit in sides.values()]
        if abs(float(numbers[0]) / float(numbers[1]) - 1) > 1e-9:  # noqa: PLR2004  the last digits of a float
            raise RuntimeError(f"The two pages do not agree on the score: {numbers}.")
    return times


def _shown(took: float | None) -> float:
    if took is None:
        raise RuntimeError("A key press was never shown.")
    return took


def _pressed(name: str, times: dict[str, list[float]]) -> list[Row]:
    return [
        compare("slider", f"{name}, {word}", times["ours"], times["static"], limit=1.8, of=of)
        for word, of in (("median", median), ("p95", p95))
    ]


async def _holds(sides: dict[str, Visit], item: str, times: int) -> list[Row]:
    held: dict[str, list[Any]] = {side: [] for side in sides}
    for number in range(times):
        for side, visit in sides.items():
            await visit.page.bring_to_front()
            await visit.focus(item)
            held[side].append(await visit.hold(("ArrowRight", "ArrowLeft")[number % 2]))
    if not all(one.ordered for side in held.values() for one in side):
        raise RuntimeError("A held key showed an old state after a newer one.")
    lags = {side: [one.lag for one in seen] for side, seen in held.items()}
    return [
        compare("slider", "held key, lag", lags["ours"], lags["static"]),
        compare(
            "slider",
            "held key, frames of 15 presses",
            *([one.frames for one in held[side]] for side in sides),
            unit="",
        ),
    ]


async def odds(folder: Path, *, quick: bool) -> list[Row]:
    """Time how soon after the last press the odds of an item near the line follow."""
    async with stage(folder) as on, visiting(on.browser, on.product.board) as visit:
        await visit.ready()
        await on.rest()
        item, title = await _near_the_line(visit)
        seen = []
        for number in range(4 if quick else 20):
            await visit.focus(item, title)
            seen.append((await visit.hold(("ArrowRight", "ArrowLeft")[number % 2], presses=8)).odds)
    missed = sum(one is None for one in seen)
    if missed:
        raise RuntimeError(f"The odds did not follow {missed} of {len(seen)} moves.")
    took = [float(one) for one in seen if one is not None]
    return [measure("odds", f"from the last press to the odds, {word}", took, limit=300, of=of)
            for word, of in (("median", median), ("p95", p95))]  # fmt: skip


async def _near_the_line(visit: Visit) -> tuple[str, str]:
    """Select the last row above the line; return its id and title."""
    row = visit.page.locator(".tabulator-row:not(.tabulator-group)").nth(9)
    title = (await row.locator('[tabulator-field="title"]').inner_text()).strip()
    await row.locator('[tabulator-field="title"]').click()
    await visit.page.wait_for_timeout(1000)
    item = await visit.page.evaluate(
        """document.querySelectorAll(".js-plotly-plot")[1].data[4].customdata[0]"""
    )
    return str(item), title.splitlines()[0]
