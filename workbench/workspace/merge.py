"""What others did to the cells of a plan since its author looked: it merges, or it is a conflict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.workspace.lines import Line
from workbench.workspace.plan import Plan

__all__ = ["Since", "conflicts", "since"]

Cell = tuple[Any, Any, Any, Any, Any, Any]
"""table, id, column, mine, theirs, who."""


@dataclass
class Since:
    """What became of one row since a version.

    Attributes
    ----------
    old : dict
        Column -> its value at that version, for every column that was touched since.
    others : dict
        Column -> who touched it last, for those that another Workspace object touched.
    added : bool
        The row was not there at that version.
    remover : str
        Who removed it, where it was there at that version and another Workspace object did.
    """

    old: dict[str, Any] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    added: bool = False
    remover: str = ""


def since(newer: Iterable[Line], session: str) -> dict[tuple[str, str], Since]:
    """Sum up lines, oldest first, by row."""
    found: dict[tuple[str, str], Since] = {}
    for line in newer:
        touched = {column: old for column, (old, new) in line.cells.items() if old != new}  # else erased
        if line.act == "edit" and not touched:
            continue
        first = (line.table, line.id) not in found
        row = found.setdefault((line.table, line.id), Since())
        row.added = line.act == "add" if first else row.added
        if line.session != session:
            row.remover = line.who if line.act == "remove" and not row.added else ""
            row.others |= dict.fromkeys(touched, line.who)
        row.old = touched | row.old
    return found


def conflicts(
    plan: Plan, current: Mapping[tuple[str, str], Mapping[str, Any]], changed: Mapping[tuple[str, str], Since]
) -> list[Cell]:
    """Return the cells of a plan that another object changed since, to a value that is not the plan's.

    A cell that went and came back is none; neither is one that both set to the same. A row that was removed
    conflicts with every edit of it, and a removal with every edit of the row.
    """
    found: list[Cell] = []
    for table, rows in plan.items():
        for row, cells in rows.items():
            now, past = current.get((table, row)), changed.get((table, row))
            if past is None or (now is None and (cells is None or not past.remover)):
                continue
            if now is None:
                found += [
                    (table, row, column, mine, None, past.remover) for column, mine in (cells or {}).items()
                ]
                continue
            for column in past.others if cells is None else [name for name in cells if name in past.others]:
                mine, theirs = (cells or {}).get(column), now.get(column)
                if theirs not in (mine, past.old[column]):
                    found.append((table, row, column, mine, theirs, past.others[column]))
    return found
