"""Work that waits until the hand rests: started later, dropped by the next move."""

import asyncio
from collections.abc import Callable

__all__ = ["Rest"]


class Rest:
    """One piece of pending work; asking again starts the wait anew.

    Parameters
    ----------
    delay : float
        Seconds of rest before the work starts.
    work : function()
    """

    def __init__(self, delay: float, work: Callable[[], None]) -> None:
        self._delay, self._work = delay, work
        self._timer: asyncio.TimerHandle | None = None
        self._pending = False

    @property
    def pending(self) -> bool:
        """Whether work is waiting."""
        return self._pending

    def later(self) -> None:
        """Start the wait, or start it anew. Without an event loop (a script, a test) the work waits for now()."""
        self.drop()
        self._pending = True
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._timer = loop.call_later(self._delay, self.now)

    def now(self) -> None:
        """Do the waiting work at once; nothing where none waits."""
        if self._pending:
            self.drop()
            self._work()

    def drop(self) -> None:
        """Forget the waiting work."""
        if self._timer:
            self._timer.cancel()
        self._timer, self._pending = None, False
