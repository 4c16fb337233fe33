"""The parts of the workbench, in the order of a product manager's duties: the one list that all others are read from.

Standard library only: ``import workbench`` reads it before anything is installed.
"""

from __future__ import annotations  # for the sentence that an old Python gets

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["FIRST", "GROUNDS", "PARTS", "Part", "room"]


class Part(NamedTuple):
    """A part: a folder with tables, findings and a board, and the notebook that shows the board."""

    name: str
    title: str


PARTS = (Part("needs", "Needs"), Part("opportunities", "Opportunities"))
FIRST = "opportunities"
"""The part that most visitors open first: the server makes it ready before the others."""
GROUNDS = ("planning", "feedback")
"""The rooms below the parts that have tables, too: what several parts read."""


def room(name: str, which: str) -> ModuleType:
    """Import one module of a part, or of the ground below them.

    Examples
    --------
    >>> room("planning", "tables").__name__
    'workbench.planning.tables'
    """
    return import_module(f"workbench.{name}.{which}")
