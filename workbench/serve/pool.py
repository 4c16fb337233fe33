"""Who gets a kernel when: visitors first and in order, then one spare page after another, while nobody waits."""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

__all__ = ["Page", "Pool"]

_LOG = logging.getLogger(__name__)

Start = Callable[[str, list[str]], Awaitable[str]]
"""Name of a kernel, and the notebook's cells -> the id of a new one, once it is this page's turn."""


class Host(Protocol):
    """What the pool needs of the kernels."""

    on_lost: Callable[[str], None]
    """Called with the id of a kernel that died."""

    async def start(
        self, name: str, workspace_url: str, file: str, sources: Sequence[str], *, waited_for: bool
    ) -> str:
        """Start a kernel for a notebook's cells and return its id; ``waited_for``: a visitor waits."""

    def is_current(self, kernel_id: str, workspace_url: str, file: str) -> bool:
        """Tell whether a kernel is what would be started now."""

    async def end(self, kernel_id: str | None) -> None:
        """End a kernel."""

    async def end_unseen(self, kernel_id: str) -> None:
        """End a kernel that no page is connected to."""


class Page:
    """One notebook that runs in one kernel: the pieces of its page, as they come."""

    def __init__(self, file: str, *, claimed: bool) -> None:
        self.file, self.claimed = file, claimed
        self.kernel_id: str | None = None
        self.turn = asyncio.Event()
        self.asked = time.monotonic()
        self.done = self.failed = False
        self._pieces: list[str] = []
        self._news = asyncio.Event()

    def add(self, piece: str) -> None:
        """Take the next piece."""
        self._pieces.append(piece)
        self._news.set()

    def finish(self, *, failed: bool) -> None:
        """No more pieces."""
        self.done, self.failed = True, failed
        self._news.set()

    async def read(self, beat: float) -> AsyncIterator[str | None]:
        """Yield the pieces; None after each ``beat`` seconds without one."""
        given = 0
        while True:
            while given < len(self._pieces):
                given += 1
                yield self._pieces[given - 1]
            if self.done:
                return
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), beat)
            except TimeoutError:
                yield None


class Pool:
    """Spare pages for the next visitors, and the queue of those who find none.

    Parameters
    ----------
    kernels : Kernels
        Starts and ends them.
    render : function(file, start)
        Yields the pieces of a page.
    spare : mapping
        File -> how many spare pages; heated in this order.
    workspace_url : str
        What the kernels open.
    at_once : int, optional
        How many notebooks run at the same time; by default one a core.
    """

    UNSEEN = 330.0
    PAUSE = 2.0
    FIRST_GUESS = 6.0

    def __init__(
        self,
        kernels: Host,
        render: Callable[[str, Start], AsyncIterator[str]],
        spare: Mapping[str, int],
        workspace_url: str,
        at_once: int | None = None,
    ) -> None:
        self.kernels, self.workspace_url = kernels, workspace_url
        self._render, self._wanted = render, dict(spare)
        self._at_once = at_once or os.cpu_count() or 1
        self._spare: list[Page] = []
        self._queue: list[Page] = []
        self._running: set[Page] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._seconds = self.FIRST_GUESS
        kernels.on_lost = self._lost

    def claim(self, file: str) -> Page:
        """Give a visitor a page: a spare one, one that is just being heated, or a new one in the queue."""
        mine = [page for page in self._spare if page.file == file and not self._is_old(page)]
        page = min(mine, key=lambda page: not page.done, default=None) or Page(file, claimed=True)
        if page.claimed:
            self._queue.append(page)
            self._spawn(self._run(page))
            self._next()
        else:
            self._spare.remove(page)
            page.claimed = True
            self._later(self.PAUSE, self._next)  # the visitor's own page comes first
        self._later(self.UNSEEN, partial(self._end_unseen, page))
        return page

    def wait(self, page: Page) -> tuple[int, float]:
        """Return how many are before this page, and the seconds that it may still take."""
        before = self._queue.index(page) if page in self._queue else 0
        if page in self._running:
            return 0, max(1.0, self._seconds - (time.monotonic() - page.asked))
        return before, self._seconds * (1 + (before + len(self._running)) / self._at_once)

    async def abandon(self, page: Page) -> None:
        """Forget a visitor who left before the page was there."""
        if page in self._queue:
            self._queue.remove(page)
        page.turn.set()
        if page.done:
            await self._end_unseen(page)
        else:
            page.file = ""  # ended by _run, as soon as it may

    def fill(self) -> None:
        """Start heating."""
        self._next()

    async def switch(self, workspace_url: str) -> None:
        """Open another workspace from now on: the spare pages show the old one and go."""
        self.workspace_url = workspace_url
        old, self._spare = self._spare, []
        for page in old:
            page.file = ""
        for page in [page for page in old if page.done]:
            await self.kernels.end(page.kernel_id)
        self._next()

    async def close(self) -> None:
        """Stop whatever still runs."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _next(self) -> None:
        """Let those run whose turn it is."""
        while self._queue and len(self._running) < self._at_once:
            page = self._queue.pop(0)
            self._running.add(page)
            page.asked = time.monotonic()
            page.turn.set()
        if self._running or self._queue:
            return
        for file, wanted in self._wanted.items():
            if sum(page.file == file for page in self._spare) < wanted:
                page = Page(file, claimed=False)
                page.turn.set()
                self._spare.append(page)
                self._running.add(page)
                self._spawn(self._run(page))
                return

    async def _run(self, page: Page) -> None:
        """Run one notebook from beginning to end."""
        began, failed = time.monotonic(), False
        try:
            async for piece in self._render(page.file, partial(self._start, page)):
                page.add(piece)
        except Exception:  # noqa: BLE001  a notebook may raise anything; its page says that it failed
            _LOG.exception("%s could not be rendered", page.file)
            failed = True
        finally:
            page.finish(failed=failed)
            self._running.discard(page)
            if page in self._queue:
                self._queue.remove(page)
        if failed or not page.file:
            self._spare = [other for other in self._spare if other is not page]
            await self.kernels.end(page.kernel_id)
        elif page.claimed:
            self._seconds = 0.7 * self._seconds + 0.3 * (time.monotonic() - max(began, page.asked))
        if failed and not page.claimed:
            self._later(30.0, self._next)  # a notebook that fails would fail again at once
        else:
            self._next()

    async def _start(self, page: Page, name: str, sources: Sequence[str]) -> str:
        await page.turn.wait()
        if not page.file:
            raise asyncio.CancelledError
        page.kernel_id = await self.kernels.start(
            name, self.workspace_url, page.file, sources, waited_for=page.claimed
        )
        return page.kernel_id

    def _is_old(self, page: Page) -> bool:
        """Drop a spare page whose notebook, or our code, is another by now."""
        if not page.done or page.kernel_id is None:
            return False
        old = not self.kernels.is_current(page.kernel_id, self.workspace_url, page.file)
        if old:
            self._spare.remove(page)
            self._spawn(self.kernels.end(page.kernel_id))
        return old

    def _lost(self, kernel_id: str) -> None:
        """Drop a spare page whose kernel died; a page that is open says so itself."""
        for page in [page for page in self._spare if page.done and page.kernel_id == kernel_id]:
            self._spare.remove(page)
            self._later(self.PAUSE, partial(self.kernels.end, kernel_id))  # it is just being started again
            self._next()

    async def _end_unseen(self, page: Page) -> None:
        if page.kernel_id is not None:
            await self.kernels.end_unseen(page.kernel_id)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _later(self, seconds: float, do: Callable[[], Awaitable[None] | None]) -> None:
        """Do something in a while, in the background."""

        async def wait() -> None:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(seconds)
                result = do()
                if result is not None:
                    await result

        self._spawn(wait())
