"""Many people who open the same link: what each waits, what their boards take, and what is left when they have gone."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from workbench.bench import sample, static_page
from workbench.bench.browser import browsing, visiting
from workbench.bench.guest import Guest, fetch
from workbench.bench.report import Row, compare, measure, median
from workbench.bench.server import Product, notebook_folder, running

__all__ = ["boards", "visitors"]

SPARE = 1
GONE, UNSEEN = 60.0, 360.0
"""Seconds until the kernels of closed pages, and of pages that were never shown, must have ended."""
WITHIN = 10.0
"""Seconds in which all visitors come."""


@asynccontextmanager
async def _served(folder: Path) -> AsyncIterator[tuple[Any, Product]]:
    ws = sample.workspace(folder / "product.db")
    ws.store.close()
    async with browsing() as browser, running(ws.url, notebook_folder(folder, second=False)) as product:
        await product.rest(SPARE)
        yield browser, product


async def visitors(folder: Path, *, quick: bool) -> list[Row]:
    """Let many come at even distances, without a browser and in one; then close all pages.

    People bring their own machines. Here all browsers share the server's cores, so the limits are on visitors that
    ask for everything and draw nothing, and browsers are held against the same number of plain static pages.
    """
    count, alone = (5, 3) if quick else (15, 10)
    async with _served(folder) as (browser, product):
        rows = await _guests(product, count, alone)
        rows += await _browsers(browser, product, count, folder)
        rows.append(
            measure(
                "visitors",
                "kernels beyond the spare 60 s after the last page",
                [await _left(product, GONE)],
                unit="",
                limit=0,
            )
        )
        return rows if quick else [*rows, await _unseen(product)]


async def _guests(product: Product, count: int, alone: int) -> list[Row]:
    """Time visitors without a browser, one by one and many together."""
    one, said = [], f"{count} within {WITHIN:.0f} s"
    for _ in range(alone):
        await product.rest(SPARE)
        one += await _arrive([partial(_visit, product)])
    await product.rest(SPARE)
    worked = product.worked()
    many = await _arrive([partial(_visit, product)] * count)
    worked = product.worked() - worked
    await _left(product, GONE)
    return [
        compare("visitors", f"{said}: median wait / one visitor's", many, one, unit="s", limit=1.5),
        measure("visitors", f"{said}: longest wait", many, unit="s", limit=median(one) + 4, of=max),
        measure("visitors", f"{said}: processor time, all", [worked], unit="s"),
    ]


async def _browsers(browser: Any, product: Product, count: int, folder: Path) -> list[Row]:
    """Time as many pages in one browser on this machine: ours, and static ones."""
    with static_page.serve(_plain(folder)) as static:
        times = []
        for url in (product.board, static):
            await product.rest(SPARE)
            async with AsyncExitStack() as pages:
                times.append(await _arrive([partial(_wait, pages, browser, url)] * count))
                await asyncio.sleep(1.0)
    said = f"{count} browser pages within {WITHIN:.0f} s"
    return [
        compare("visitors", f"{said}: {word} wait / static page's", *times, unit="s", of=of)
        for word, of in (("median", median), ("longest", max))
    ]


def _plain(folder: Path) -> str:
    """Return the static page of the same list."""
    from workbench.opportunities.board import OpportunityBoard

    ws = sample.workspace(folder / "plain.db")
    try:
        return static_page.page(static_page.given(OpportunityBoard(ws)))
    finally:
        ws.store.close()


async def _arrive(visits: Sequence[Callable[[], Awaitable[float]]]) -> list[float]:
    """Begin visits at even distances; return what each waited."""

    async def come(number: int, visit: Callable[[], Awaitable[float]]) -> float:
        await asyncio.sleep(number * WITHIN / len(visits))
        return await visit()

    return list(await asyncio.gather(*(come(number, visit) for number, visit in enumerate(visits))))


async def boards(folder: Path, *, quick: bool) -> list[Row]:
    """Open one board after another and leave all of them open; tell what their kernels take."""
    rows: list[Row] = []
    async with _served(folder) as (browser, product), AsyncExitStack() as pages:
        opened = 0
        for count, limit in ((1, None), (5, None), (15, 1100.0), *(() if quick else ((50, None),))):
            while opened < count:
                await _wait(pages, browser, product.board)
                opened += 1
            await product.rest(count)
            rows.append(
                measure("boards", f"memory, {count} open", [product.memory()], unit="MB", limit=limit)
            )
    return rows


async def _visit(product: Product) -> float:
    guest = Guest()
    try:
        return await guest.visit(product.board)
    finally:
        guest.leave()


async def _wait(pages: AsyncExitStack, browser: object, url: str) -> float:
    """Open a page that stays open; return the seconds until the board could be used."""
    visit = await pages.enter_async_context(visiting(browser, url))
    return await visit.ready(seconds=180.0) / 1e3


async def _left(product: Product, seconds: float) -> int:
    """Return how many kernels too many there are once the time is over."""
    end = time.monotonic() + seconds
    while len(product.kernels()) != SPARE and time.monotonic() < end:  # noqa: ASYNC110  processes send no events
        await asyncio.sleep(0.5)
    return len(product.kernels()) - SPARE


async def _unseen(product: Product) -> Row:
    """Fetch a page without ever opening its websocket, as curl and link previews do; time its kernel's end."""
    before = {process.pid for process in product.kernels()}
    start = time.monotonic()
    await fetch(product.board)
    while before & {process.pid for process in product.kernels()} == before:
        if time.monotonic() - start > UNSEEN + 60:
            break
        await asyncio.sleep(1.0)
    took = time.monotonic() - start
    return measure("visitors", "kernel of a page never shown ends after", [took], unit="s", limit=UNSEEN)
