"""The one way into a workspace: read, check, merge, write the tables and their history, in one transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

import sqlalchemy as sa

from workbench.workspace import checks, layout
from workbench.workspace.catalogue import Catalogue, added_column
from workbench.workspace.errors import Conflict, TableError
from workbench.workspace.lines import BASE, Line, append, lines, new_version
from workbench.workspace.merge import Since, conflicts, since
from workbench.workspace.overlay import Laid, fold, relaid, seen
from workbench.workspace.plan import Plan, Problem, clean
from workbench.workspace.reading import catalogue_at, rows_at
from workbench.workspace.text import closest

__all__ = ["Act", "Edit", "commit", "examine"]

Key = tuple[str, str]
Row = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """Who does what, where and why; as kept with the version."""

    who: str
    session: str
    scenario: str = BASE
    act: Literal["save", "undo", "redo", "adopt", "erase"] = "save"
    of: int | None = None
    why: str | None = None


@dataclass
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
    """

    plan: Plan
    based_on: int
    rule: Literal["merge", "known", "new"] = "merge"
    with_references: bool = False
    laid: dict[Key, Laid | None] | None = None


@dataclass
class Examined:
    """What a plan comes to: its cleaned form over what is there now, and what is wrong with it."""

    catalogue: Catalogue
    plan: Plan
    base: dict[Key, Row]
    overlay: dict[Key, Laid]
    current: dict[Key, Row]
    then: dict[Key, Since]
    problems: list[Problem]
    conflicts: list[tuple[Any, ...]]


def examine(connection: sa.Connection, edit: Edit, act: Act) -> Examined:
    """Read and check a plan without writing."""
    catalogue = catalogue_at(connection)
    plan, problems = clean(catalogue, edit.plan)
    if act.scenario == BASE:
        problems += _references(connection, catalogue, plan, take_along=edit.with_references)
    base = _current(connection, catalogue, plan)
    overlay: dict[Key, Laid] = {}
    if act.scenario != BASE:
        overlay = fold(lines(connection, catalogue.tables, scenario=act.scenario))
    keys = {(table, row) for table, rows in plan.items() for row in rows}
    views = {key: seen(base.get(key), overlay.get(key)) for key in keys}
    current = {key: row for key, row in views.items() if row is not None}
    changed = _since(connection, catalogue, plan, edit.based_on, act)
    then = (
        {}
        if act.scenario == BASE
        else _since(connection, catalogue, plan, edit.based_on, replace(act, scenario=BASE))
    )
    found = conflicts(plan, current, changed)
    unruly = list(_by_rule(connection, plan, current, changed, edit.rule))
    strange = {(table, row) for table, row, *_ in unruly}
    problems += unruly
    _fill(catalogue, plan, current)
    sound = {
        name: {row: cells for row, cells in rows.items() if (name, row) not in strange}
        for name, rows in plan.items()
    }
    problems += checks.rows(connection, catalogue, sound, current)
    return Examined(catalogue, plan, base, overlay, current, then, problems, found)


def commit(connection: sa.Connection, edit: Edit, act: Act) -> int | None:
    """Write a plan as one version; None where it changes nothing.

    Raises
    ------
    TableError, Conflict
        With everything that is wrong; nothing is written.
    """
    found = examine(connection, edit, act)
    if found.conflicts and not _refused(edit, found):
        raise Conflict(found.conflicts)
    if found.problems:
        raise TableError(found.problems)
    changes = list(_changes(found))
    if not changes:
        return None
    version = new_version(connection, at=datetime.now(UTC).replace(tzinfo=None), **asdict(act))
    written = [_line(version, act, found, edit, *change) for change in changes]
    append(connection, written)
    if act.scenario == BASE:
        write(connection, found.catalogue, written)
    return version


def write(connection: sa.Connection, catalogue: Catalogue, written: list[Line]) -> None:
    """Do to the tables what the lines say."""
    by_table: dict[str, dict[str, dict[str, Row]]] = {}
    for line in written:
        cells = {column: pair[1] for column, pair in line.cells.items()}
        by_table.setdefault(line.table, {}).setdefault(line.act, {})[line.id] = cells
    for name, acts in by_table.items():
        table = catalogue.tables[name]
        layout.remove(connection, table, acts.get("remove", {}))
        layout.insert(connection, table, acts.get("add", {}))
        layout.update(connection, table, acts.get("edit", {}))
        if name == "columns":
            for row in acts.get("add", {}).values():
                layout.widen(connection, row["table"], added_column(row))


def _refused(edit: Edit, found: Examined) -> bool:
    """Whether values were refused for themselves: then that is said first."""
    _, problems = clean(found.catalogue, edit.plan)
    return bool(problems)


def _current(connection: sa.Connection, catalogue: Catalogue, plan: Plan) -> dict[Key, Row]:
    found: dict[Key, Row] = {}
    for name, rows in plan.items():
        table = catalogue.tables[name]
        for row, cells in rows_at(connection, table, ids=rows.keys()):
            found[name, row] = dict(zip(table.by_name, cells, strict=True))
    return found


def _since(
    connection: sa.Connection, catalogue: Catalogue, plan: Plan, based_on: int, act: Act
) -> dict[Key, Since]:
    found: dict[Key, Since] = {}
    mine = act.session if act.act == "save" else ""  # what is undone must still be there, whoever changed it
    for name, rows in plan.items():
        newer = lines(
            connection, catalogue.tables, after=based_on, scenario=act.scenario, table=name, ids=rows.keys()
        )
        found |= since(newer, mine)
    return found


def _by_rule(
    connection: sa.Connection, plan: Plan, current: Mapping[Key, Row], changed: Mapping[Key, Since], rule: str
) -> Iterator[Problem]:
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
            elif cells is None or (rule == "known" and table != "settings"):
                if not past.remover:
                    near = closest(row, layout.ids(connection, table))
                    yield table, row, None, None, f"{table} has no row {row!r}{near}"


def _fill(catalogue: Catalogue, plan: Plan, current: Mapping[Key, Row]) -> None:
    """Give new rows the declared defaults of the columns they do not name."""
    for name, rows in plan.items():
        defaults = {
            column.name: column.default
            for column in catalogue.tables[name].columns
            if column.default is not None
        }
        for row, cells in rows.items():
            if cells is not None and (name, row) not in current:
                rows[row] = {**defaults, **cells}


def _references(
    connection: sa.Connection, catalogue: Catalogue, plan: Plan, *, take_along: bool
) -> Iterator[Problem]:
    while True:
        left = checks.removal(connection, catalogue, plan)
        for (name, column), rows in left.items():
            table = catalogue.tables[name]
            if not take_along:
                target = table.references[column]
                gone = sorted({value for _, value in rows})
                sentence = (
                    f"{target} {', '.join(map(repr, gone))} cannot be removed: {len(rows)} of {name} refer to it;"
                    " change those first, or remove it with_references=True."
                )
                yield target, gone[0], None, None, sentence
                continue
            for row, _ in rows:
                cells = plan.setdefault(name, {}).setdefault(row, {})
                if table.column(column).required:
                    plan[name][row] = None
                elif cells is not None:
                    cells[column] = None
        if not left or not take_along:
            return


def _changes(found: Examined) -> Iterator[tuple[str, str, str, dict[str, list[Any]]]]:
    """Give what really changes: table, id, act, {column: [old, new]}."""
    for table, rows in found.plan.items():
        for row, cells in rows.items():
            before = found.current.get((table, row))
            if before is None:
                if cells is not None:
                    new = {column: [None, value] for column, value in cells.items() if value is not None}
                    yield table, row, "add", new
            elif cells is None:
                yield (
                    table,
                    row,
                    "remove",
                    {c: [value, None] for c, value in before.items() if value is not None},
                )
            else:
                pairs = {c: [before.get(c), value] for c, value in cells.items() if value != before.get(c)}
                if pairs:
                    yield table, row, "edit", pairs


def _line(
    version: int,
    act: Act,
    found: Examined,
    edit: Edit,
    table: str,
    row: str,
    kind: str,
    pairs: dict[str, list[Any]],
) -> Line:
    laid = None
    if act.scenario != BASE:
        key = (table, row)
        if edit.laid is not None:
            after = edit.laid.get(key)
        else:
            cells = None if kind == "remove" else {column: pair[1] for column, pair in pairs.items()}
            after = relaid(
                found.overlay.get(key), found.base.get(key), found.then.get(key, Since()).old, cells
            )
        laid = asdict(after) if after else None
    return Line(version, table, row, kind, pairs, act.scenario, laid)
