"""The last save taken back, and done again; each as a new version."""

from dataclasses import replace

import sqlalchemy as sa

from workbench.workspace.commit import Act, Edit, commit
from workbench.workspace.lines import BASE, Line, lines
from workbench.workspace.overlay import Laid
from workbench.workspace.plan import Plan
from workbench.workspace.reading import catalogue_at
from workbench.workspace.store import versions

__all__ = ["redo", "undo"]


def undo(connection: sa.Connection, act: Act) -> int | None:
    """Take back the last save of this person that is not taken back yet; None where there is none."""
    done, _ = _stacks(connection, act)
    return _reversed(connection, replace(act, act="undo", of=done[-1][0]), done[-1][1]) if done else None


def redo(connection: sa.Connection, act: Act) -> int | None:
    """Take back the last undo, unless this person saved since; None where there is none."""
    _, undone = _stacks(connection, act)
    return (
        _reversed(connection, replace(act, act="redo", of=undone[-1][0]), undone[-1][1]) if undone else None
    )


def _stacks(connection: sa.Connection, act: Act) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return what can be undone and what redone: (the save, the version that last did or undid it), last is next."""
    kept = versions.c
    query = (
        sa.select(kept.version, kept.act, kept.of)
        .where(kept.who == act.who, kept.scenario == act.scenario)
        .order_by(kept.version)
    )
    done: list[tuple[int, int]] = []
    undone: list[tuple[int, int]] = []
    for row in connection.execute(query):
        if row.act == "undo":
            done.pop()
            undone.append((row.of, row.version))
        elif row.act == "redo":
            undone.pop()
            done.append((row.of, row.version))
        elif row.act == "erase":
            done, undone = [], []  # what is erased cannot come back
        else:
            done.append((row.version, row.version))
            undone = []
    return done, undone


def _reversed(connection: sa.Connection, act: Act, version: int) -> int | None:
    """Write the opposite of a version."""
    tables = catalogue_at(connection).tables
    every = list(lines(connection, tables, after=version - 1, upto=version, scenario=act.scenario))
    plan: Plan = {}
    for line in every:
        back = {column: pair[0] for column, pair in line.cells.items()}
        plan.setdefault(line.table, {})[line.id] = None if line.act == "add" else back
    laid = (
        None if act.scenario == BASE else {(line.table, line.id): _before(connection, line) for line in every}
    )
    return commit(connection, Edit(plan, version, laid=laid), act)


def _before(connection: sa.Connection, line: Line) -> Laid | None:
    """Return what the scenario laid over a row before a version."""
    tables = catalogue_at(connection).tables
    earlier = list(
        lines(
            connection, tables, upto=line.version - 1, scenario=line.scenario, table=line.table, ids={line.id}
        )
    )
    return Laid(**earlier[-1].laid) if earlier and earlier[-1].laid else None
