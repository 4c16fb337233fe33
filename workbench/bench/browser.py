"""A real browser: one visit to a page with an empty cache, its keys and its bytes."""

import asyncio
import importlib.resources
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from workbench.launch import browser as installed
from workbench.launch import browser_cure

__all__ = ["Held", "Visit", "browsing", "visiting"]

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
]
WINDOW = {"width": 1440, "height": 780}
PROBE = importlib.resources.files("workbench.bench").joinpath("probe.js")


@asynccontextmanager
async def browsing() -> AsyncIterator[Any]:
    """Give the system's Chromium, driven by Playwright."""
    from playwright.async_api import async_playwright

    path = installed()
    if path is None:
        raise SystemExit(f"There is no Chromium or Chrome to measure with. Run: {browser_cure()}")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=str(path), args=OPTIONS)
        try:
            yield chromium
        finally:
            await chromium.close()


@dataclass
class Held:
    """What a held key showed: milliseconds from the last press to the last new picture, to the odds; frames."""

    lag: float
    frames: int
    presses: int
    ordered: bool
    odds: float | None


@dataclass
class Visit:
    """One page in a context of its own, and what came over the wire."""

    page: Any
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    wire: int = 0
    unpacked: int = 0
    socket: int = 0

    async def ready(self, seconds: float = 60.0) -> float:
        """Return the milliseconds from the start of navigation until the slider and both charts were there."""
        return cast("float", await asyncio.wait_for(self.page.evaluate("bench.ready"), seconds))

    async def focus(self, item: str, title: str = "") -> None:
        """Put the keyboard on the slider of Reach, and watch this item."""
        await self.page.evaluate(
            "([item, title]) => Object.assign(bench, { item, title })", [item, title or item]
        )
        if not await self.page.evaluate("bench.focus()"):
            raise RuntimeError("The slider of Reach did not take the keyboard.")

    async def press(self, key: str = "ArrowRight", pause: float = 0.05) -> float | None:
        """Press a key; return the milliseconds until both charts showed it, None where they never did."""
        await self.page.evaluate("bench.arm()")
        await self.page.keyboard.press(key)
        took = await self.page.evaluate("bench.press")
        await asyncio.sleep(pause)
        return cast("float | None", took)

    async def hold(
        self, key: str = "ArrowRight", presses: int = 15, apart: float = 0.04, rest: float = 1.0
    ) -> Held:
        """Press a key again and again without waiting for the page, as the system does for a held one."""
        await self.page.evaluate(f"bench.watch({rest * 1000})")
        loop = asyncio.get_running_loop()
        start, sent = loop.time(), []
        for number in range(presses):
            await asyncio.sleep(max(0.0, start + number * apart - loop.time()))
            sent.append(asyncio.ensure_future(self.page.keyboard.press(key)))
        await asyncio.gather(*sent)
        return _held(await self.page.evaluate("bench.held"))


def _held(seen: dict[str, Any]) -> Held:
    times = [time for time, _ in seen["frames"]]
    numbers = [number for _, number in seen["frames"]]
    last = seen["keys"][-1]
    ordered = numbers in (sorted(numbers), sorted(numbers, reverse=True))
    odds = None if seen["odds"] is None else seen["odds"] - last
    return Held(times[-1] - last if times else float("inf"), len(times), len(seen["keys"]), ordered, odds)


@asynccontextmanager
async def visiting(browser: Any, url: str, wait: str = "commit") -> AsyncIterator[Visit]:
    """Open a page with an empty cache, and close it."""
    context = await browser.new_context(viewport=WINDOW)
    page = await context.new_page()
    visit = Visit(page)
    await _listen(visit, await context.new_cdp_session(page))
    await page.add_init_script(PROBE.read_text("utf-8"))
    try:
        await page.goto(url, wait_until=wait)
        yield visit
    finally:
        await context.close()


async def _listen(visit: Visit, devtools: Any) -> None:
    """Count requests, and bytes as they came and unpacked."""

    def add(name: str, bytes_: int) -> None:
        setattr(visit, name, getattr(visit, name) + bytes_)

    def ask(url: str) -> None:
        if url.startswith("http"):  # blob: and data: never leave the page
            visit.requests.append(url)

    devtools.on("Network.requestWillBeSent", lambda event: ask(event["request"]["url"]))
    devtools.on("Network.loadingFinished", lambda event: add("wire", int(event["encodedDataLength"])))
    devtools.on("Network.dataReceived", lambda event: add("unpacked", int(event["dataLength"])))
    devtools.on("Network.webSocketFrameReceived", lambda event: add("socket", _length(event["response"])))
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    await devtools.send("Network.enable")


def _length(frame: dict[str, Any]) -> int:
    """Return a websocket frame's bytes; DevTools tells binary ones in base64."""
    text = frame["payloadData"]
    return len(text) if frame["opcode"] == 1 else len(text) * 3 // 4
