"""Many people who open the same link: what each waits, what their boards take, and what is left when they have gone."""

import asyncio
import time
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from workbench.bench import sample
from workbench.bench.browser import browsing, visiting
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
    """Let one come, some times, then many at even distances, each with an empty cache; then close all pages."""
    count, alone = (5, 3) if quick else (15, 10)
    async with _served(folder) as (browser, product):
        one = [await _alone(browser, product) for _ in range(alone)]
        worked = product.worked()
        async with AsyncExitStack() as pages:
            many = await asyncio.gather(
                *(_wait(pages, browser, product.board, number * WITHIN / count) for number in range(count))
            )
            await product.rest(count)
            worked = product.worked() - worked
        left = await _left(product, GONE)
        said = f"{count} within {WITHIN:.0f} s"
        rows = [
            compare("visitors", f"{said}: median wait / one visitor's", many, one, unit="s", limit=1.5),
            measure("visitors", f"{said}: longest wait", many, unit="s", limit=median(one) + 4, of=max),
            measure("visitors", f"{said}: processor time, all", [worked], unit="s"),
            measure(
                "visitors", "kernels beyond the spare 60 s after the last page", [left], unit="", limit=0
            ),
        ]
        return rows if quick else [*rows, await _unseen(product)]


async def boards(folder: Path, *, quick: bool) -> list[Row]:
    """Open one board after another and leave all of them open; tell what their kernels take."""
    rows: list[Row] = []
    async with _served(folder) as (browser, product), AsyncExitStack() as pages:
        opened = 0
        for count, limit in ((1, None), (5, None), (15, 1100.0), *(() if quick else ((50, None),))):
            while opened < count:
                await _wait(pages, browser, product.board, 0.0)
                opened += 1
            await product.rest(count)
            rows.append(
                measure("boards", f"memory, {count} open", [product.memory()], unit="MB", limit=limit)
            )
    return rows


async def _alone(browser: Any, product: Product) -> float:
    await product.rest(SPARE)
    async with AsyncExitStack() as pages:
        return await _wait(pages, browser, product.board, 0.0)


async def _wait(pages: AsyncExitStack, browser: object, url: str, delay: float) -> float:
    """Come after ``delay`` seconds; return the seconds until the board could be used."""
    await asyncio.sleep(delay)
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
    await asyncio.to_thread(_fetch, product.board)
    while before & {process.pid for process in product.kernels()} == before:
        if time.monotonic() - start > UNSEEN + 60:
            break
        await asyncio.sleep(1.0)
    took = time.monotonic() - start
    return measure("visitors", "kernel of a page never shown ends after", [took], unit="s", limit=UNSEEN)


def _fetch(url: str) -> None:
    with urllib.request.urlopen(url) as answer:  # noqa: S310  our own server
        answer.read()
