"""Opportunities, ranked: what should we do next, and how sure are we of that order.

``workbench.opportunities.rice.score`` works after ``import workbench``; a room is imported when it is asked for.
"""

from importlib import import_module
from types import ModuleType

__all__ = [
    "board", "custom", "demand_effort", "figures", "findings", "ice", "odi", "ranges", "register", "rice", "tables",
    "uncertainty", "value_effort", "weighted", "wsjf",
]  # fmt: skip


def __getattr__(name: str) -> ModuleType:
    """Import a room of this part at its first use."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the rooms."""
    return __all__
