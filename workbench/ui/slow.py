"""Long work in small steps, once the hand rests: what arrives between two steps need not wait, and a move drops it."""

import asyncio
import time
from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from workbench.ui.rest import Rest

__all__ = ["Slow"]

Result = TypeVar("Result")

SLICE, PAUSE = 0.004, 0.002
"""Seconds of work in one go, and until the next: the page's messages come in between."""


class Slow(Generic[Result]):
    """One piece of long work; asking again drops what was begun.

    Parameters
    ----------
    delay : float
        Seconds of rest before it starts.
    on_done : function(result)
        Takes what the steps returned; never for work that was dropped.
    """

    def __init__(self, delay: float, on_done: Callable[[Result], None]) -> None:
        self._on_done = on_done
        self._rest = Rest(delay, self._go)
        self._timer: asyncio.TimerHandle | None = None
        self._steps: Generator[None, None, Result] | None = None

    @property
    def pending(self) -> bool:
        """Whether work waits or is under way."""
        return self._steps is not None

    def later(self, steps: Generator[None, None, Result]) -> None:
        """Drop what was begun, and start this after a rest. Without an event loop it waits for now()."""
        self.drop()
        self._steps = steps
        self._rest.later()

    def now(self) -> None:
        """Do all that is left at once; nothing where nothing is."""
        steps = self._steps
        while self._steps is steps is not None:
            self._step()

    def drop(self) -> None:
        """Forget it."""
        self._rest.drop()
        if self._timer:
            self._timer.cancel()
        self._timer, self._steps = None, None

    def _go(self) -> None:
        """Do what fits into one slice, and come back."""
        self._timer, steps = None, self._steps
        end = time.perf_counter() + SLICE
        while self._steps is steps is not None and time.perf_counter() < end:
            self._step()
        if self._steps is steps is not None:
            self._timer = asyncio.get_running_loop().call_later(PAUSE, self._go)

    def _step(self) -> None:
        """Do one step; after the last, hand the result over."""
        assert self._steps is not None
        try:
            next(self._steps)
        except StopIteration as end:
            self.drop()
            self._on_done(end.value)
