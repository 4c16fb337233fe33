"""Many people who open the same link: what each waits, and what is left when they have gone."""

import asyncio
import time
import urllib.request
from contextlib import AsyncExitStack
from pathlib import Path

from workbench.bench import sample
from workbench.bench.browser import browsing, visiting
from workbench.bench.report import Row, measure
from workbench.bench.server import Product, notebook_folder, running

__all__ = ["visitors"]

PART = "visitors"
POOL = 2
GONE, UNSEEN = 60.0, 360.0
"""Seconds until the kernels of closed pages, and of pages that were never shown, must have ended."""


async def visitors(folder: Path, *, quick: bool) -> list[Row]:
    """Open pages at even distances within a minute, each with an empty cache; then close them all."""
    count, within = (4, 20.0) if quick else (15, 60.0)
    ws = sample.workspace(folder / "product.db")
    ws.store.close()
    async with browsing() as browser, running(ws.url, notebook_folder(folder, second=False)) as product:
        await product.rest(POOL)
        async with AsyncExitStack() as pages:
            waits = await asyncio.gather(
                *(_wait(pages, browser, product.board, number * within / count) for number in range(count))
            )
        left = await _left(product, GONE)
        rows = [
            measure(PART, f"{count} within {within:.0f} s: wait, median and all", waits, unit="s"),
            measure(PART, f"{count} within {within:.0f} s: longest wait", waits, unit="s", of=max),
            measure(PART, "kernels beyond the pool 60 s after the last page", [left], unit="", limit=0),
        ]
        return rows if quick else [*rows, await _unseen(product)]


async def _wait(pages: AsyncExitStack, browser: object, url: str, delay: float) -> float:
    """Come after ``delay`` seconds; return the seconds until the board could be used."""
    await asyncio.sleep(delay)
    visit = await pages.enter_async_context(visiting(browser, url))
    return await visit.ready(seconds=180.0) / 1e3


async def _left(product: Product, seconds: float) -> int:
    """Return how many kernels too many there are once the time is over."""
    end = time.monotonic() + seconds
    while len(product.kernels()) != POOL and time.monotonic() < end:  # noqa: ASYNC110  processes send no events
        await asyncio.sleep(0.5)
    return len(product.kernels()) - POOL


async def _unseen(product: Product) -> Row:
    """Fetch a page without ever opening its websocket, as curl and link previews do; time its kernel's end."""
    before = {process.pid for process in product.kernels()}
    start = time.monotonic()
    await asyncio.to_thread(_fetch, product.board)
    while before & {process.pid for process in product.kernels()} == before:
        if time.monotonic() - start > UNSEEN + 60:
            break
        await asyncio.sleep(1.0)
    return measure(
        PART, "kernel of a page never shown ends after", [time.monotonic() - start], unit="s", limit=UNSEEN
    )


def _fetch(url: str) -> None:
    with urllib.request.urlopen(url) as answer:  # noqa: S310  our own server
        answer.read()
