"""The last save taken back, and done again; each as a new version."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from workbench.workspace.commit import Saved, commit
from workbench.workspace.examine import Act, Edit
from workbench.workspace.kept import history, versions
from workbench.workspace.lines import BASE, Line, lines
from workbench.workspace.overlay import Laid
from workbench.workspace.view import View

if TYPE_CHECKING:
    from workbench.workspace.plan import Plan

__all__ = ["redo", "undo"]

FINAL = ("erase", "restore")
"""Acts that are nobody's save, and never taken back."""
Stack = list[tuple[int, int]]
"""(the save, the version that last did it or took it back); the next one is last."""


def undo(connection: sa.Connection, act: Act) -> Saved | None:
    """Take back the last save of this person that is not taken back yet; None where there is none."""
    done, _ = _stacks(connection, act)
    return _reverse(connection, replace(act, act="undo", of=done[-1][0]), done[-1][1]) if done else None


def redo(connection: sa.Connection, act: Act) -> Saved | None:
    """Take back the last undo, unless this person saved since; None where there is none."""
    _, undone = _stacks(connection, act)
    return _reverse(connection, replace(act, act="redo", of=undone[-1][0]), undone[-1][1]) if undone else None


def _stacks(connection: sa.Connection, act: Act) -> tuple[Stack, Stack]:
    """Return what can be taken back and what done again."""
    kept = versions.c
    own = sa.select(kept.version, kept.act, kept.of).where(
        kept.scenario == act.scenario, kept.act.not_in(FINAL)
    )
    query = own.where(kept.who == act.who, kept.version > _emptied(connection, act.scenario)).order_by(
        kept.version
    )
    done: Stack = []
    undone: Stack = []
    for row in connection.execute(query):
        if row.act == "undo":
            done.pop()
            undone.append((row.of, row.version))
        elif row.act == "redo":
            undone.pop()
            done.append((row.of, row.version))
        else:
            done.append((row.version, row.version))
            undone = []
    return done, undone


def _emptied(connection: sa.Connection, scenario: str) -> int:
    """Return when a scenario was last adopted, or that taken back: what came before is not its own any more."""
    query = (
        sa.select(sa.func.max(history.c.version))
        .join(versions, versions.c.version == history.c.version)
        .where(history.c.scenario == scenario, versions.c.scenario != scenario, versions.c.act.not_in(FINAL))
    )
    return connection.scalar(query) or 0


def _reverse(connection: sa.Connection, act: Act, version: int) -> Saved | None:
    """Write the opposite of a version."""
    view = View.of(connection, act.scenario)
    every = list(lines(connection, view.catalogue.tables, after=version - 1, upto=version, scenario=None))
    mine = [line for line in every if line.scenario == act.scenario]
    plan: Plan = {}
    for line in mine:
        back = {column: old for column, (old, new) in line.cells.items() if old != new}
        plan.setdefault(line.table, {})[line.id] = None if line.act == "add" else back
    laid = None if act.scenario == BASE else {(line.table, line.id): _before(view, line) for line in mine}
    also = tuple(_again(view, line) for line in every if line.scenario != act.scenario)
    return commit(connection, Edit(plan, version, laid=laid, also=also), act)


def _before(view: View, line: Line) -> Laid | None:
    """Return what the scenario laid over a row before a version."""
    earlier = lines(
        view.connection,
        view.catalogue.tables,
        upto=line.version - 1,
        scenario=line.scenario,
        table=line.table,
        ids={line.id},
    )
    last = [each.laid for each in earlier][-1:]
    return Laid(**last[0]) if last and last[0] else None


def _again(view: View, line: Line) -> Line:
    """Return the line that gives an adopted scenario a row back, or takes it again; what it holds by now stays."""
    now = View.of(view.connection, line.scenario).laid.get((line.table, line.id))
    then = Laid(**line.laid) if line.laid else None
    after = _before(view, line) if now == then else now
    return replace(line, cells={}, laid=asdict(after) if after else None)
