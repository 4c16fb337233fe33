"""Needs: what customers say, what they need by it, and what surveys found.

A room is imported when it is asked for.
"""

from importlib import import_module
from types import ModuleType

__all__ = [
    "answers",
    "calls",
    "card",
    "csat",
    "debrief",
    "demand",
    "findings",
    "kano",
    "maxdiff",
    "nps",
    "samples",
    "suggest",
    "tables",
    "trend",
    "waves",
]


def __getattr__(name: str) -> ModuleType:
    """Import a room of this part at its first use."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the rooms."""
    return __all__
