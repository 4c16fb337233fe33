"""The product strategy workbench.

>>> from workbench import Workspace          # doctest: +SKIP
>>> ws = Workspace.open("sqlite:///demo.db") # doctest: +SKIP

Only the standard library is imported here: the launcher runs before anything is installed, and every
kernel pays for what a package imports. Names below are resolved when they are first asked for (PEP 562).
"""

from __future__ import annotations  # for the sentence that an old Python gets

from importlib import import_module
from typing import Any

from workbench.parts import PARTS

__version__ = "0.1.0"

_HOMES = {
    "Workspace": "workbench.workspace.workspace",
    "Conflict": "workbench.workspace.errors",
    "TableError": "workbench.workspace.errors",
    "findings": "workbench.workspace.registry",
    "headlines": "workbench.workspace.registry",
}
_PARTS = tuple(part.name for part in PARTS)

__all__ = [
    "Conflict",
    "TableError",
    "Workspace",
    "__version__",
    "findings",
    "headlines",
]


def __getattr__(name: str) -> Any:
    """Resolve a public name, or a part, at its first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _PARTS:
        return import_module(f"workbench.{name}")
    raise AttributeError(f"module 'workbench' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the lazy names and the parts too, so that completion finds them."""
    return [*__all__, *_PARTS]
