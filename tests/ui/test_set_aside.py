import asyncio
import gc
import weakref

import pytest

from workbench.opportunities.board import OpportunityBoard
from workbench.ui.board import ASIDE
from workbench.ui.set_aside import set_aside


class Ring:
    def __init__(self):
        self.myself = self


@pytest.fixture(autouse=True)
def unfrozen():
    yield
    gc.unfreeze()


def test_what_is_set_aside_is_not_looked_through_any_more():
    ring = Ring()
    set_aside()
    assert ring not in gc.get_objects()
    assert gc.get_freeze_count() > 10_000


def test_a_board_is_set_aside_once_it_is_shown(ws):
    async def show():
        board = OpportunityBoard(ws)
        await asyncio.sleep(ASIDE * 1.5)
        before = gc.get_freeze_count()
        board._repr_mimebundle_()
        await asyncio.sleep(ASIDE * 1.5)
        return before, gc.get_freeze_count()

    before, after = asyncio.run(show())
    assert before == 0 < after


def test_what_nobody_holds_any_more_goes_when_the_next_is_set_aside():
    ring = Ring()
    gone = weakref.ref(ring)
    set_aside()
    del ring
    gc.collect()
    assert gone() is not None
    set_aside()
    assert gone() is None
