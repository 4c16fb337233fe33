"""A plan held against what is there: what it comes to, and everything that is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa

from workbench.workspace import checks, guards
from workbench.workspace.kept import filled_at
from workbench.workspace.lines import BASE, Line, lines, newest_version
from workbench.workspace.merge import Since, conflicts, since
from workbench.workspace.overlay import Laid
from workbench.workspace.plan import Plan, Problem, clean
from workbench.workspace.text import closest
from workbench.workspace.view import Key, Row, View

__all__ = ["Act", "Edit", "Examined", "examine"]


@dataclass(frozen=True)
class Act:
    """Who does what, where and why; as kept with the version."""

    who: str
    session: str
    scenario: str = BASE
    act: Literal["save", "undo", "redo", "adopt", "erase", "restore"] = "save"
    of: int | None = None
    why: str | None = None


@dataclass(frozen=True)
class Edit:
    """A plan and how it is meant.

    Attributes
    ----------
    based_on : int
        The version its author saw.
    rule : {"merge", "known", "new"}
        Unknown ids are added; are refused; only unknown ids are allowed.
    with_references : bool
        A removal takes along what refers to it, instead of being refused.
    laid : dict or None
        What the scenario is to lay over rows afterwards, where that is not to be worked out (undo, redo).
    also : tuple of Line
        Lines of another scenario that belong to the same version.
    """

    plan: Plan
    based_on: int
    rule: Literal["merge", "known", "new"] = "merge"
    with_references: bool = False
    laid: Mapping[Key, Laid | None] | None = None
    also: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Examined:
    """What a plan comes to.

    Attributes
    ----------
    plan : dict
        Values as they are kept, defaults filled in.
    base, current : dict
        The planned rows as they are in the base, and as they show.
    then : dict
        What the base did to the planned rows since the author looked.
    refused : bool
        Whether values are wrong in themselves, whatever the others did.
    newest : int
        The version it was held against.
    """

    view: View
    plan: Plan
    base: Mapping[Key, Row]
    current: Mapping[Key, Row]
    then: Mapping[Key, Since]
    problems: list[Problem]
    conflicts: list[tuple[Any, ...]]
    refused: bool
    newest: int


def examine(connection: sa.Connection, edit: Edit, act: Act) -> Examined:
    """Read and check a plan without writing."""
    view = View.of(connection, act.scenario)
    if act.act != "save":
        view = replace(view, catalogue=view.catalogue.lenient)
    plan, wrong = clean(view.catalogue, edit.plan)
    referred = list(_references(view, plan, take_along=edit.with_references))
    for name, row in checks.attached(view, plan):
        plan.setdefault(name, {})[row] = None
    base = {(name, row): cells for name in plan for row, cells in view.base(name, plan[name].keys()).items()}
    current = base
    if act.scenario != BASE:
        current = {
            (name, row): cells for name in plan for row, cells in view.rows(name, plan[name].keys()).items()
        }
    newest = newest_version(connection)
    changed: dict[Key, Since] = {}
    then: dict[Key, Since] = {}
    if edit.based_on < newest:  # else nobody did anything: most saves
        seen = edit.based_on
        if act.act == "save" and seen < filled_at(connection):
            seen = 0  # all that came from elsewhere since is news to its author
        changed = _since(view, plan, seen, act)
        then = {} if act.scenario == BASE else _since(view, plan, seen, replace(act, scenario=BASE))
    unruly = []
    if act.act == "save":  # what is taken back may be gone already
        unruly = list(_by_rule(view, plan, current, changed, edit.rule))
        _fill(view, plan, current)
    strange = {(table, row) for table, row, *_ in unruly}
    sound = {
        name: {row: rows[row] for row in rows if (name, row) not in strange} for name, rows in plan.items()
    }
    said = {cell[:3] for cell in wrong}
    whole = [problem for problem in checks.rows(view, sound, current) if problem[:3] not in said]
    guarded = guards.refusals(view, sound, current, taken_back=act.act in ("undo", "redo"))
    problems = [*wrong, *unruly, *referred, *whole, *guarded]
    found = conflicts(plan, current, changed)
    return Examined(view, plan, base, current, then, problems, found, bool(wrong), newest)


def _since(view: View, plan: Plan, based_on: int, act: Act) -> dict[Key, Since]:
    """Return what became of the planned rows since a version."""
    mine = act.session if act.act == "save" else ""  # what is undone must still be there, whoever changed it
    found: dict[Key, Since] = {}
    for name, rows in plan.items():
        tables = view.catalogue.tables
        newer = lines(
            view.connection, tables, after=based_on, scenario=act.scenario, table=name, ids=rows.keys()
        )
        found |= since(newer, mine)
    return found


def _by_rule(
    view: View, plan: Plan, current: Mapping[Key, Row], changed: Mapping[Key, Since], rule: str
) -> Iterator[Problem]:
    """Give the rows that are there though they must not be, or the other way round."""
    for table, rows in plan.items():
        for row, cells in rows.items():
            past = changed.get((table, row), Since())
            if (table, row) in current:
                if rule == "new" and not past.added:
                    yield (
                        table,
                        row,
                        None,
                        None,
                        f"{table} has a row {row!r} already: edit it, or add another id.",
                    )
                continue
            unknown = cells is None or (rule == "known" and table != "settings")
            if unknown and not past.remover:
                near = closest(row, view.rows(table))
                yield table, row, None, None, f"{table} has no row {row!r}{near}"


def _fill(view: View, plan: Plan, current: Mapping[Key, Row]) -> None:
    """Give new rows the declared defaults where they are blank."""
    for name, rows in plan.items():
        columns = view.catalogue.tables[name].columns
        defaults = {column.name: column.default for column in columns if column.default is not None}
        for row, cells in rows.items():
            if cells is not None and (name, row) not in current:
                rows[row] = defaults | {column: value for column, value in cells.items() if value is not None}


def _references(view: View, plan: Plan, *, take_along: bool) -> Iterator[Problem]:
    """Give the removals that rows of other tables stand against; or plan to change those rows, too."""
    left = checks.removal(view, plan)
    while left and take_along:
        for (name, column), rows in left.items():
            needed = view.catalogue.tables[name].column(column).required
            for row, _ in rows:
                cells = plan.setdefault(name, {}).setdefault(row, {})
                plan[name][row] = None if needed or cells is None else {**cells, column: None}
        left = checks.removal(view, plan)
    for (name, column), rows in left.items():
        target = view.catalogue.tables[name].references[column]
        gone = sorted({value for _, value in rows})
        sentence = (
            f"{target} {', '.join(map(repr, gone))} cannot be removed: {len(rows)} of {name} refer to it;"
            " change those first, or remove it with_references=True."
        )
        yield target, gone[0], None, None, sentence
