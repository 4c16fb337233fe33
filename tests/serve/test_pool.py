"""Who gets a kernel when, with kernels that take as long as the test says."""

import asyncio
import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from workbench.serve.pool import Pool


class Kernels:
    """Kernels that start when they are let."""

    def __init__(self):
        self.started, self.ended, self.unseen = [], [], []
        self.waited_for, self.old = [], set()
        self.numbers = itertools.count(1)

    async def start(self, name, workspace_url, file, sources, *, waited_for):
        self.started.append(f"{workspace_url}-{next(self.numbers)}")
        if waited_for:
            self.waited_for.append(self.started[-1])
        return self.started[-1]

    def is_current(self, kernel_id, workspace_url, file):
        return kernel_id not in self.old

    async def end(self, kernel_id):
        self.ended.append(kernel_id)

    async def end_unseen(self, kernel_id):
        self.unseen.append(kernel_id)


class Notebooks:
    """Notebooks whose last cell ends when it is let."""

    def __init__(self):
        self.let, self.running = asyncio.Semaphore(0), []

    async def render(self, file, start):
        yield f"<head {file}>"
        kernel = await start("python3", ["1 + 1"])
        self.running.append(file)
        yield f"<{kernel}>"
        await self.let.acquire()
        self.running.remove(file)
        if file == "bad.ipynb":
            raise RuntimeError("a notebook that fails")
        yield "<end>"

    def finish(self, many=1):
        for _ in range(many):
            self.let.release()


async def settle():
    for _ in range(30):
        await asyncio.sleep(0)


async def whole(page):
    return "".join([piece async for piece in page.read(60) if piece])


@pytest.fixture
def run():
    """Run a story on a pool, and leave no task behind."""

    def play(story, spare, at_once=2):
        async def main():
            kernels, notebooks = Kernels(), Notebooks()
            pool = Pool(kernels, notebooks.render, spare, "one", at_once)
            pool.PAUSE = 0
            try:
                await story(pool, kernels, notebooks)
            finally:
                await pool.close()

        with ThreadPoolExecutor(1) as thread:  # a browser test may have left its loop in this one
            thread.submit(asyncio.run, main()).result()

    return play


def test_spare_pages_are_heated_in_order_one_at_a_time(run):
    async def story(pool, kernels, notebooks):
        pool.fill()
        for seen in ["a", "a", "b"]:
            await settle()
            assert notebooks.running == [f"{seen}.ipynb"]
            notebooks.finish()
        await settle()
        assert len(kernels.started) == 3
        page = pool.claim("a.ipynb")
        assert await whole(page) == "<head a.ipynb><one-1><end>"

    run(story, {"a.ipynb": 2, "b.ipynb": 1})


def test_a_claimed_page_is_replaced(run):
    async def story(pool, kernels, notebooks):
        pool.fill()
        notebooks.finish(2)
        await settle()
        pool.claim("a.ipynb")
        await asyncio.sleep(0.01)
        await settle()
        assert len(kernels.started) == 2

    run(story, {"a.ipynb": 1})


def test_a_visitor_takes_over_what_is_being_heated(run):
    async def story(pool, kernels, notebooks):
        pool.fill()
        await settle()
        page = pool.claim("a.ipynb")
        notebooks.finish()
        assert await whole(page) == "<head a.ipynb><one-1><end>"

    run(story, {"a.ipynb": 1})


def test_visitors_are_served_in_order_and_nothing_is_heated_meanwhile(run):
    async def story(pool, kernels, notebooks):
        pages = [pool.claim("a.ipynb") for _ in range(5)]
        pool.fill()
        await settle()
        assert notebooks.running == ["a.ipynb", "a.ipynb"]
        assert [pool.wait(page)[0] for page in pages] == [0, 0, 0, 1, 2]
        waits = [pool.wait(page)[1] for page in pages]
        assert waits == sorted(waits)
        for done in range(1, 6):
            notebooks.finish()
            await settle()
            assert sum(page.done for page in pages) == done
            assert "b.ipynb" not in notebooks.running or done == 5
        assert [page.kernel_id for page in pages] == [f"one-{i}" for i in range(1, 6)]

    run(story, {"b.ipynb": 1})


def test_the_head_is_out_before_the_turn_comes(run):
    async def story(pool, kernels, notebooks):
        pool.claim("a.ipynb")
        waiting = pool.claim("a.ipynb").read(0.01)
        assert await anext(waiting) == "<head a.ipynb>"
        assert await anext(waiting) is None

    run(story, {}, at_once=1)


def test_a_visitor_who_leaves_the_queue_costs_no_kernel(run):
    async def story(pool, kernels, notebooks):
        pages = [pool.claim("a.ipynb") for _ in range(3)]
        await settle()
        await pool.abandon(pages[1])
        await settle()
        notebooks.finish(2)
        await settle()
        assert pages[2].done
        assert len(kernels.started) == 2

    run(story, {}, at_once=1)


def test_a_visitor_who_leaves_while_it_runs_leaves_no_kernel(run):
    async def story(pool, kernels, notebooks):
        page = pool.claim("a.ipynb")
        await settle()
        await pool.abandon(page)
        notebooks.finish()
        await settle()
        assert kernels.ended == [page.kernel_id]

    run(story, {})


def test_a_page_that_nobody_connects_to_ends(run):
    async def story(pool, kernels, notebooks):
        pool.UNSEEN = 0.01
        page = pool.claim("a.ipynb")
        notebooks.finish()
        await whole(page)
        await asyncio.sleep(0.05)
        assert kernels.unseen == [page.kernel_id]

    run(story, {})


def test_a_spare_page_whose_notebook_changed_is_no_visitors(run):
    async def story(pool, kernels, notebooks):
        pool.fill()
        notebooks.finish(3)
        await settle()
        kernels.old.add("one-1")
        page = pool.claim("a.ipynb")
        assert await whole(page) == "<head a.ipynb><one-2><end>"
        await settle()
        assert kernels.ended == ["one-1"]
        assert kernels.waited_for == ["one-2"]

    run(story, {"a.ipynb": 1})


def test_a_spare_page_whose_kernel_died_is_replaced(run):
    async def story(pool, kernels, notebooks):
        pool.fill()
        notebooks.finish(2)
        await settle()
        kernels.on_lost("one-1")
        await asyncio.sleep(0.01)
        await settle()
        assert kernels.ended == ["one-1"]
        assert "<one-2>" in await whole(pool.claim("a.ipynb"))

    run(story, {"a.ipynb": 1})


def test_a_notebook_that_fails_is_said_and_does_not_stop_the_others(run):
    async def story(pool, kernels, notebooks):
        bad, good = pool.claim("bad.ipynb"), pool.claim("a.ipynb")
        notebooks.finish(2)
        await whole(bad)
        assert bad.failed
        assert (await whole(good)).endswith("<end>")
        assert bad.kernel_id in kernels.ended

    run(story, {})


def test_another_workspace_ends_the_spare_pages_of_the_old_one(run):
    async def story(pool, kernels, notebooks):
        pool.fill()
        notebooks.finish()
        await settle()
        await settle()
        await pool.switch("two")
        notebooks.finish(3)
        await settle()
        await settle()
        assert set(kernels.ended) == {name for name in kernels.started if name.startswith("one")}
        assert "<two-" in await whole(pool.claim("a.ipynb"))

    run(story, {"a.ipynb": 2})
