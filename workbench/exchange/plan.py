"""What an import would change, and the import itself: three ways between here, the file and the file's last import."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.exchange.problem import ImportProblem
from workbench.exchange.reading import Reading, table
from workbench.workspace.schema import Table

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Plan", "apply", "plan"]

_CHANGE = ("table", "id", "column", "new")
_SHOWN = 5
_LONGEST = 150


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
            f"{_count(len(self.kept), 'cell')} {_were(len(self.kept))} edited here as well and stay"
            * bool(len(self.kept)),
            f"{_count(len(self.removed), 'row')} {_were(len(self.removed))} removed here and stay out"
            * bool(self.removed),
            f"{_count(len(self.skipped), 'row')} left out" * bool(len(self.skipped)),
            f"{_count(bad, 'row')} not read" * bool(bad),
        ]
        return "; ".join(part for part in parts if part) + "."


def plan(ws: "Workspace", target_table: Table, reading: Reading, skip_bad: bool = False) -> Plan:
    """Return what bringing this file in would change; nothing is written.

    A cell changes only where the file says something else than at its last import; where it was edited here since, it
    stays and is listed. A row that the workspace has but that this tool never brought is updated by what the file
    holds, not blanked. One bad row keeps the whole file out, unless ``skip_bad``.

    Parameters
    ----------
    ws : Workspace
        Its ``imports`` table says what each tool's file said last.
    target_table : Table
        The table it goes into.
    reading : Reading
        The file as it is understood.
    skip_bad : bool
        Brings the good rows in and lists the bad ones.
    """
    rows, problems = table(reading)
    merge = _Merge(ws, target_table, reading.tool).of(rows)
    refused = _refused(ws, merge, reading)
    if len(refused):
        merge = _Merge(ws, target_table, reading.tool).of(rows.loc[~rows.index.isin(refused["id"])])
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
        nothing, refused=False, changes=_frame(_CHANGE, merge.changes), added=merge.added,
        updated=_frame(("id", "column", "old", "new"), merge.updated), unchanged=merge.unchanged,
        kept=_frame(("id", "column", "mine", "file"), merge.kept), removed=merge.removed,
    )  # fmt: skip


def apply(ws: "Workspace", plan: Plan, why: str | None = None) -> int:
    """Write a plan as one version and return it; a plan without changes writes nothing.

    Raises
    ------
    ImportProblem
        Where bad rows keep the file out.
    Conflict
        Where somebody saved one of these cells since the plan was made.
    """
    if plan.refused:
        shown = plan.problems[["row", "problem"]].head(_SHOWN).itertuples(index=False)
        said = " ".join(f"Row {row}: {problem}" for row, problem in shown)
        raise ImportProblem(f"{plan.file}: {plan.sentence} {said}")
    if plan.changes.empty:
        return ws.version
    return ws.apply(plan.changes, why=why or f"Import of {plan.file}", based_on=plan.version)


class _Merge:
    """The changes of a file's rows, gathered one row at a time."""

    def __init__(self, ws: "Workspace", target: Table, tool: str) -> None:
        self.target, self.tool = target, tool
        self.here = _by_id(ws[target.name])
        self.said = _last(ws["imports"], target.name, tool)
        self.changes: list[tuple[str, str, str, Any]] = []
        self.added: list[str] = []
        self.updated: list[tuple[str, str, Any, Any]] = []
        self.kept: list[tuple[str, str, Any, Any]] = []
        self.removed: list[str] = []
        self.unchanged = 0

    def of(self, rows: pd.DataFrame) -> "_Merge":
        """Take in all rows of the file."""
        for id_, row in _by_id(rows).items():
            self.row(id_, row)
        return self

    def row(self, id_: str, row: Mapping[str, Any]) -> None:
        """Take in what the file says of one row."""
        values = {column: _plain(value) for column, value in row.items()}
        before = self.said.get(id_)
        if id_ in self.here:
            self._update(id_, values, before)
        elif before is not None:
            self.removed.append(id_)
        else:
            self.added.append(id_)
            self.changes += [
                (self.target.name, id_, column, value)
                for column, value in values.items()
                if value is not None
            ]
        self._remember(id_, values, before)

    def _update(self, id_: str, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
        many = len(self.updated)
        for column, new in values.items():
            mine = _plain(self.here[id_].get(column))
            old = mine if before is None else before.get(column)
            if new in (mine, old) or (before is None and new is None):
                continue
            if mine == old:
                self.updated.append((id_, column, mine, new))
                self.changes.append((self.target.name, id_, column, new))
            else:
                self.kept.append((id_, column, mine, new))
        self.unchanged += len(self.updated) == many

    def _remember(self, id_: str, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
        said = {column: value for column, value in values.items() if value is not None}
        said = {**{column: value for column, value in (before or {}).items() if column not in values}, **said}
        if said == before:
            return
        record = {
            "values": json.dumps(said, ensure_ascii=False, sort_keys=True),
            "imported": dt.date.today().isoformat(),  # noqa: DTZ011 - the day where the person is
        }
        if before is None:
            record |= {"table": self.target.name, "row": id_, "source": self.tool}
        where = _record_id(self.target.name, self.tool, id_)
        self.changes += [("imports", where, column, value) for column, value in record.items()]


def _by_id(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    names = [str(name) for name in rows]
    return {str(id_): dict(zip(names, row, strict=True)) for id_, *row in rows.itertuples(name=None)}


def _record_id(name: str, tool: str, id_: str) -> str:
    whole = f"{name}/{tool}/{id_}"
    return whole if len(whole) <= _LONGEST else f"{name}/{tool}/{hashlib.sha256(id_.encode()).hexdigest()}"


def _last(imports: pd.DataFrame, name: str, tool: str) -> dict[str, dict[str, Any]]:
    """Return what this tool's file said last, by row."""
    ours = imports[(imports["table"] == name) & (imports["source"] == tool)]
    return {str(row): json.loads(values) for row, values in zip(ours["row"], ours["values"], strict=True)}


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it, so that here, the file and its last import compare; a blank is None."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


def _refused(ws: "Workspace", merge: _Merge, reading: Reading) -> pd.DataFrame:
    """Return what the workspace itself would refuse (row, id, column, value, problem), such as a missing title."""
    found = ws.problems(_frame(_CHANGE, merge.changes))
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
