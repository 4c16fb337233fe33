"""The teams' capacity as the line of the ranked list: drawn by it, or compared with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from workbench.columns import Tables
from workbench.planning.capacity import Capacity

__all__ = ["Room"]


@dataclass(frozen=True, eq=False)
class Room(Capacity):
    """What the teams can do, and whether the line follows it; nothing is known by default."""

    draws_line: bool = False
    """Whether the line follows the capacity, and not a count."""

    @classmethod
    def of(cls, tables: Tables, setting: Callable[[str], Any]) -> Self:
        """Return it from the tables ``capacity`` and ``teams`` and the settings."""
        drawn = setting("opportunities.line_by") == "capacity"
        return replace(super().of(tables, setting), draws_line=drawn)
