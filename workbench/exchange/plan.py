"""What an import would change, and the import itself: three ways between here, the file and the file's last import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.exchange.merging import Merge
from workbench.exchange.problem import ImportProblem
from workbench.exchange.reading import Reading, table
from workbench.exchange.referring import name_column, resolve
from workbench.workspace.schema import Table

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Plan", "apply", "plan", "plan_together"]

_CHANGE = ("table", "id", "column", "new")
_SHOWN = 5


def _frame(columns: Iterable[str], rows: Iterable[tuple[Any, ...]] = ()) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


@dataclass(frozen=True, eq=False)
class Plan:
    """What an import would do to a workspace of this version; ``apply`` does it."""

    file: str
    tool: str
    version: int
    changes: pd.DataFrame = field(default_factory=lambda: _frame(_CHANGE))
    """table, id, column, new: all of it, what the file said included; empty while problems forbid it."""
    added: list[str] = field(default_factory=list)
    updated: pd.DataFrame = field(default_factory=lambda: _frame(("id", "column", "old", "new")))
    unchanged: int = 0
    """Rows of the file that stay as they are here."""
    kept: pd.DataFrame = field(default_factory=lambda: _frame(("id", "column", "mine", "file")))
    """Cells edited here as well as in the file: mine stays."""
    removed: list[str] = field(default_factory=list)
    """Rows of an earlier import that were removed here; they stay out."""
    made: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Rows of other tables that the file names and nobody knew: (table, id) -> name."""
    along: Mapping[str, int] = field(default_factory=dict)
    """The file's own rows of other tables: table -> how many are new."""
    problems: pd.DataFrame = field(default_factory=lambda: _frame(("row", "column", "value", "problem")))
    skipped: pd.DataFrame = field(default_factory=lambda: _frame(("row", "why")))
    refused: bool = False
    """Whether problems keep the whole file out."""

    @property
    def sentence(self) -> str:
        """The plan in plain words."""
        bad = self.problems["row"].nunique()
        if self.refused:
            return f"Nothing comes in: {_count(bad, 'row')} cannot be read. Correct the file, or leave the bad rows out."
        parts = [
            f"{len(self.added):,} new, {self.updated['id'].nunique():,} updated, {self.unchanged:,} as before",
            self._made_words(),
            f"{_count(len(self.kept), 'cell')} {_were(len(self.kept))} edited here as well and stay"
            * bool(len(self.kept)),
            f"{_count(len(self.removed), 'row')} {_were(len(self.removed))} removed here and stay out"
            * bool(self.removed),
            f"{_count(len(self.skipped), 'row')} left out" * bool(len(self.skipped)),
            f"{_count(bad, 'row')} not read" * bool(bad),
        ]
        return "; ".join(part for part in parts if part) + "."

    def _made_words(self) -> str:
        names: dict[str, list[str]] = {}
        for (other, _), name in self.made.items():
            names.setdefault(other, []).append(name)
        said = [
            f"{len(each):,} new in {other}: {', '.join(each[:_SHOWN])}" + ", ..." * (len(each) > _SHOWN)
            for other, each in names.items()
        ]
        said += [f"{many:,} new in {other}" for other, many in self.along.items() if many]
        return "; ".join(said)


def plan(
    ws: "Workspace",
    target_table: Table,
    reading: Reading,
    skip_bad: bool = False,
    before: pd.DataFrame | None = None,
) -> Plan:
    """Return what bringing this file in would change; nothing is written.

    A cell changes only where the file says something else than at its last import; where it was edited here since, it
    stays and is listed. A row that the workspace has but that this tool never brought is updated by what the file
    holds, not blanked. One bad row keeps the whole file out, unless ``skip_bad``.

    Parameters
    ----------
    ws : Workspace
        Its ``imports`` table says what each tool's file said last.
    target_table : Table
        The table it goes into; a file that says itself where its rows go, goes there.
    reading : Reading
        The file as it is understood.
    skip_bad : bool
        Brings the good rows in and lists the bad ones.
    before : DataFrame, optional
        Changes (table, id, column, new) that are written along with it: rows that this file may refer to.
    """
    coming = _frame(_CHANGE) if before is None else before
    if reading.along:
        return _whole(ws, reading, skip_bad, coming)
    if reading.target.name != target_table.name:
        target_table = ws.catalogue.tables[reading.target.name]
    rows, problems = table(reading)
    merge = _merged(ws, target_table, reading, rows, coming)
    refused = _refused(ws, merge, reading, coming)
    if len(refused):
        merge = _merged(ws, target_table, reading, rows.loc[~rows.index.isin(refused["id"])], coming)
        problems = pd.concat([problems, refused.drop(columns="id")], ignore_index=True)
    nothing = Plan(
        reading.file,
        reading.tool,
        ws.version,
        problems=problems,
        skipped=reading.skipped,
        refused=len(problems) > 0,
    )
    if nothing.refused and not skip_bad:
        return nothing
    return replace(
        nothing, refused=False, changes=_frame(_CHANGE, merge.changes), added=merge.added, made=merge.made,
        updated=_frame(("id", "column", "old", "new"), merge.updated), unchanged=merge.unchanged,
        kept=_frame(("id", "column", "mine", "file"), merge.kept), removed=merge.removed,
    )  # fmt: skip


def plan_together(
    ws: "Workspace",
    readings: Sequence[Reading],
    *,
    skip_bad: bool = False,
    before: pd.DataFrame | None = None,
) -> list[Plan]:
    """Return the plans of several files, in their order; they may refer to one another's rows, and to those before."""
    tables = ws.catalogue.tables
    there = {reading.target.name for reading in readings}
    arrows = {name: set(tables[name].references.values()) & there for name in there}
    place = {name: number for number, name in enumerate(TopologicalSorter(arrows).static_order())}
    plans: dict[int, Plan] = {}
    for number in sorted(range(len(readings)), key=lambda each: place[readings[each].target.name]):
        first = _frame(_CHANGE) if before is None else before
        coming = pd.concat([first, *(each.changes for each in plans.values())])
        target = tables[readings[number].target.name]
        plans[number] = plan(ws, target, readings[number], skip_bad, coming)
    return [plans[number] for number in range(len(readings))]


def apply(ws: "Workspace", plans: Plan | Sequence[Plan], why: str | None = None) -> int:
    """Write plans as one version and return it; plans without changes write nothing.

    Raises
    ------
    ImportProblem
        Where bad rows keep a file out.
    Conflict
        Where somebody saved one of these cells since the plans were made.
    """
    every = [plans] if isinstance(plans, Plan) else list(plans)
    for each in every:
        if each.refused:
            shown = each.problems[["row", "problem"]].head(_SHOWN).itertuples(index=False)
            said = " ".join(f"Row {row}: {problem}" for row, problem in shown)
            raise ImportProblem(f"{each.file}: {each.sentence} {said}")
    changes = pd.concat([_frame(_CHANGE), *(each.changes for each in every)], ignore_index=True)
    if changes.empty:
        return ws.version
    files = ", ".join(each.file for each in every)
    return ws.apply(changes, why=why or f"Import of {files}", based_on=min(each.version for each in every))


def _whole(ws: "Workspace", reading: Reading, skip_bad: bool, before: pd.DataFrame) -> Plan:
    """Return the plan of a file that holds rows of several tables: one plan, all or nothing."""
    parts = [replace(reading, along=()), *reading.along]
    main, *others = plan_together(ws, parts, skip_bad=skip_bad, before=before)
    every = [main, *others]
    if any(each.refused for each in every):
        bad = pd.concat([each.problems for each in every], ignore_index=True)
        return replace(main, refused=True, problems=bad, changes=_frame(_CHANGE), made={})
    elsewhere = {id_ for each in others for id_ in each.updated["id"]} - {*main.updated["id"], *main.added}
    return replace(
        main,
        unchanged=main.unchanged - len(elsewhere),
        changes=pd.concat([each.changes for each in every], ignore_index=True),
        updated=pd.concat([each.updated for each in every], ignore_index=True),
        kept=pd.concat([each.kept for each in every], ignore_index=True),
        problems=pd.concat([each.problems for each in every], ignore_index=True),
        made={key: name for each in every for key, name in each.made.items()},
        along={part.target.name: len(each.added) for part, each in zip(parts[1:], others, strict=True)},
    )


def _merged(
    ws: "Workspace", target: Table, reading: Reading, rows: pd.DataFrame, coming: pd.DataFrame
) -> Merge:
    tables = ws.catalogue.tables
    rows, made = resolve(rows, target, tables, lambda name: _names(ws, name, coming), reading.called)
    return Merge(ws, target, reading.tool, made).of(rows)


def _names(ws: "Workspace", name: str, coming: pd.DataFrame) -> dict[str, Any]:
    """Return the names of a table's rows by id, of those that come along, too."""
    column = name_column(ws.catalogue.tables[name])
    here = ws[name]
    named = dict.fromkeys(map(str, here.index)) if column is None else dict(here[column])
    mine = coming[coming["table"] == name]
    said = mine[mine["column"] == column]
    return {**named, **dict.fromkeys(mine["id"]), **dict(zip(said["id"], said["new"], strict=True))}


def _refused(ws: "Workspace", merge: Merge, reading: Reading, coming: pd.DataFrame) -> pd.DataFrame:
    """Return what the workspace itself would refuse (row, id, column, value, problem), such as a missing title."""
    found = ws.problems(pd.concat([coming, _frame(_CHANGE, merge.changes)], ignore_index=True))
    found = found[found["table"] == merge.target.name]
    rows = dict(zip(reading.ids, reading.ids.index, strict=True))
    return pd.DataFrame(
        {
            "row": [rows.get(id_, 0) for id_ in found["id"]],
            **{column: list(found[column]) for column in ("id", "column", "value", "problem")},
        },
        dtype=object,
    )


def _count(many: int, one: str) -> str:
    return f"{many:,} {one}{'' if many == 1 else 's'}"


def _were(many: int) -> str:
    return "was" if many == 1 else "were"
