"""Long work in steps: it is done, it lets others in between, and it is dropped whole."""

import asyncio

from workbench.ui.slow import Slow


def counting(to, heard):
    for step in range(to):
        heard.append(step)
        yield
    return to


def test_without_an_event_loop_it_waits_until_it_is_asked_for():
    done, steps = [], []
    slow = Slow(0.0, done.append)
    slow.later(counting(3, steps))
    assert slow.pending
    assert not steps
    slow.now()
    assert (steps, done, slow.pending) == ([0, 1, 2], [3], False)
    slow.now()
    assert done == [3]


def test_asking_again_drops_what_was_begun():
    done, steps = [], []
    slow = Slow(0.0, done.append)
    slow.later(counting(3, steps))
    slow.later(counting(5, steps))
    slow.now()
    assert done == [5]
    slow.later(counting(2, steps))
    slow.drop()
    slow.now()
    assert done == [5]


def test_others_come_in_between_and_a_drop_there_ends_it():
    done, steps = [], []

    def long():
        for step in range(1_000_000):
            steps.append(step)
            yield

    async def work():
        slow = Slow(0.0, done.append)
        slow.later(long())
        while not steps:  # noqa: ASYNC110 (it is the loop's turns that are looked at)
            await asyncio.sleep(0)
        first = len(steps)
        while len(steps) == first:  # noqa: ASYNC110 (it goes on by itself, between this loop's turns)
            await asyncio.sleep(0)
        slow.drop()
        after = len(steps)
        await asyncio.sleep(0.05)
        assert len(steps) == after
        assert not slow.pending
        slow.later(counting(4, []))
        while slow.pending:  # noqa: ASYNC110 (as above)
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(work(), 60))
    assert done == [4]


def test_what_is_done_with_the_result_may_ask_for_more():
    done = []
    slow = Slow(
        0.0, lambda result: (done.append(result), result < 3 and slow.later(counting(result + 1, [])))
    )
    slow.later(counting(1, []))
    slow.now()
    assert done == [1]
    assert slow.pending
    slow.now()
    slow.now()
    assert (done, slow.pending) == ([1, 2, 3], False)
