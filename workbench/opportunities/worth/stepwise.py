"""Work that can be left between two of its steps: a generator that yields nothing and returns its result."""

from collections.abc import Generator
from typing import TypeVar

__all__ = ["Steps", "finish"]

Result = TypeVar("Result")
Steps = Generator[None, None, Result]


def finish(steps: "Steps[Result]") -> Result:
    """Do all steps that are left, and return the result.

    Examples
    --------
    >>> def half(number):
    ...     yield
    ...     return number / 2
    >>> finish(half(3))
    1.5
    """
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
