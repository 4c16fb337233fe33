"""Other tools' files in, ours out: one module a tool."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.exchange.detect import read
    from workbench.exchange.plan import Plan, apply
    from workbench.exchange.problem import ImportProblem
    from workbench.exchange.reading import Reading, preview, remap, table
    from workbench.exchange.sheet import write_csv

_HOMES = {
    "read": "detect",
    "Plan": "plan",
    "apply": "plan",
    "ImportProblem": "problem",
    "Reading": "reading",
    "preview": "reading",
    "remap": "reading",
    "table": "reading",
    "write_csv": "sheet",
}

__all__ = ["ImportProblem", "Plan", "Reading", "apply", "preview", "read", "remap", "table", "write_csv"]


def __getattr__(name: str) -> Any:
    """Resolve a public name at its first use: a board that imports nothing yet pays nothing (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(f"workbench.exchange.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'workbench.exchange' has no attribute {name!r}")
