"""One step of a board's derivation: it runs where its inputs changed, and never otherwise."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

__all__ = ["Stage"]

T = TypeVar("T")


class Stage(Generic[T]):
    """A result that is kept as long as its inputs are equal.

    Parameters
    ----------
    inputs : function() -> tuple
        What the result follows from, compared by equality; the result of another stage comes by its ``version``.
    run : function()
        Makes the result. One that raises keeps nothing: the next question runs it again.

    Examples
    --------
    >>> given = [1]
    >>> total = Stage(lambda: tuple(given), lambda: sum(given))
    >>> total.value, total.version
    (1, 1)
    >>> given.append(2)
    >>> total.value, total.version
    (3, 2)
    """

    def __init__(self, inputs: Callable[[], tuple[Any, ...]], run: Callable[[], T]) -> None:
        self._inputs, self._run = inputs, run
        self._made: tuple[tuple[Any, ...], T] | None = None
        self.runs = 0
        """How often it ran."""

    @property
    def current(self) -> bool:
        """Whether the last result is that of the inputs as they are now; runs nothing."""
        return self._made is not None and self._made[0] == self._inputs()

    @property
    def latest(self) -> T | None:
        """The last result, be it of earlier inputs; runs nothing."""
        return self._made and self._made[1]

    @property
    def value(self) -> T:
        """The result for the inputs as they are now."""
        inputs = self._inputs()
        if self._made is None or self._made[0] != inputs:
            result = self._run()
            self.runs += 1
            self._made = inputs, result
        return self._made[1]

    @property
    def version(self) -> int:
        """How often it ran, once it has for the inputs as they are now: another number, another result."""
        _ = self.value
        return self.runs
