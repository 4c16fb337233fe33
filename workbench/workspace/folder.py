"""A workspace as a folder of text: made to live in git and to be read in a pull request.

``workbench.toml`` says what it is; ``TABLE.csv`` has a row a line, as the newest version shows it; ``history/`` has who
changed what (``versions.csv``, ``history.csv``), scenarios too, and the names of baselines and scenarios
(``names.csv``). The same workspace gives the same bytes. Drafts are not in it: they belong to one person's tab.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

from workbench.workspace import layout, refill
from workbench.workspace.catalogue import NAME
from workbench.workspace.commit import commit, take_version
from workbench.workspace.errors import SHOWN, StoreError, TableError
from workbench.workspace.examine import Act, Edit
from workbench.workspace.folder_cells import line, rows, understood, written
from workbench.workspace.formulas import bare, guarded
from workbench.workspace.kept import FORMAT, history, names, versions
from workbench.workspace.lines import newest_version
from workbench.workspace.reading import catalogue_at
from workbench.workspace.schema import Table
from workbench.workspace.store import Store

if TYPE_CHECKING:
    from workbench.workspace.plan import Plan
    from workbench.workspace.workspace import Workspace

__all__ = ["head", "is_folder", "read", "write"]

HEAD, GIT = "workbench.toml", ".gitattributes"
FILES = {
    versions.name: "history/versions.csv",
    history.name: "history/history.csv",
    names.name: "history/names.csv",
}
"""Where the workspace's own tables lie: a declared table has no / in its name, so none is in the way."""
ORDER = {
    versions.name: (versions.c.version,),
    history.name: (history.c.version, history.c.scenario, history.c.table, history.c.id),
    names.name: (names.c.kind, names.c.name),
}
JSON = ("cells", "laid")
"""Columns of history that hold JSON."""

Lines = dict[tuple[str, str], int]
"""(table, id) -> the line of its file that says it."""


def is_folder(path: Path) -> bool:
    """Tell whether a workspace lies in this folder."""
    return (path / HEAD).is_file()


def write(store: Store, folder: Path) -> int:
    """Write a workspace into a folder that is empty, or has an older state of the same workspace; return the version.

    Raises
    ------
    StoreError
        Where the folder holds something else.

    Examples
    --------
    >>> write(ws.store, Path("product"))          # doctest: +SKIP
    12
    """
    _check_target(store, folder)
    if is_folder(folder):
        _put_head(folder, store.token, 0)  # half written it must not pass for the older state
    (folder / FILES[history.name]).parent.mkdir(parents=True, exist_ok=True)
    with store.read() as connection:
        version = newest_version(connection)
        catalogue = catalogue_at(connection)
        for table in catalogue.tables.values():
            cells = sorted(layout.select(connection, table), key=lambda row: row[0])
            header = ("id", *table.by_name)
            _put(folder / f"{table.name}.csv", header, (_written(table, *row) for row in cells))
        known = set(connection.scalars(sa.select(history.c.table).distinct()))
        for name in known - catalogue.tables.keys():
            if NAME.fullmatch(name):
                (folder / f"{name}.csv").unlink(
                    missing_ok=True
                )  # declared no more: what it says would get stale
        for kept in refill.KEPT:
            found = connection.execute(sa.select(kept).order_by(*ORDER[kept.name]))
            lines = ([_kept(*pair) for pair in zip(kept.c, row, strict=True)] for row in found)
            _put(folder / FILES[kept.name], kept.c.keys(), lines)
    if not (folder / GIT).exists():
        (folder / GIT).write_bytes(
            b"*.csv -text\n*.toml -text\n"
        )  # git leaves line ends inside of cells alone
    _put_head(folder, store.token, version)  # last: without it the folder is no workspace
    return version


def read(
    folder: Path,
    ws: "Workspace",
    *,
    replace: bool = False,
    restored: str | None = None,
    drafts: Iterable[Mapping[str, Any]] = (),
) -> int:
    """Fill an empty workspace from a folder, in one transaction; return the version.

    The tables are made from history. Where a table's file says otherwise (somebody changed it in a pull request), that
    is one more version, in the name of whoever reads.

    Parameters
    ----------
    replace : bool
        Take out first what the workspace holds: tables, history, names and drafts. One version above its counter and
        the folder's is made then, so that no number is used again and open boards notice.
    restored : str, optional
        The name of the copy that the folder was made of: that version is made then in any case.
    drafts
        Drafts of the copy, as :func:`workbench.workspace.drafts.every` returns them.

    Raises
    ------
    StoreError
        Where the workspace is not empty and ``replace`` was not asked for, or the folder's files cannot be read or do
        not belong together, with every place.
    TableError
        Where a changed row is refused, with its file and line. In all cases nothing is written.

    Examples
    --------
    >>> read(Path("product"), Workspace.open("other.db"))          # doctest: +SKIP
    12
    """
    said = head(folder)
    kept = _read_kept(folder)
    last = max((row["version"] for row in kept[versions.name]), default=0)
    if last != said["version"]:
        raise StoreError(
            f"{folder / HEAD} says version {said['version']}, {FILES[versions.name]} ends at {last}:"
            " it was not written to its end, or is mixed of two. Export it again."
        )
    with _together(folder), ws.store.write() as connection:
        before, version = newest_version(connection), last
        if not refill.is_empty(connection) and not replace:
            raise StoreError(
                f"{ws.store.name} has something in it already: name a new workspace, or put"
                f" {restored or folder} in place of what is there with --replace."
            )
        if replace:
            refill.clear(connection)
        refill.fill(connection, kept, said["token"])
        if before or restored:
            why = f"Restored from {restored or folder.name}"
            act = Act(ws.who, ws.session, act="restore", why=why)
            version = take_version(connection, act, after=max(before, last))
        refill.mark(connection, version)
        refill.put_drafts(connection, drafts)
        _commit_changes(connection, folder, Act(ws.who, ws.session, why="Changed in the folder"), version)
    ws.store.renew()
    return ws.sync()


def head(folder: Path) -> dict[str, Any]:
    """Return what a folder says of itself: format, token, version.

    Raises
    ------
    StoreError
        Where it is not that of a workspace, or of a newer workbench.
    """
    try:
        kept = tomllib.loads((folder / HEAD).read_text("utf-8"))
        form, token, version = int(kept["format"]), str(kept["token"]), int(kept["version"])
    except FileNotFoundError as error:
        raise StoreError(f"{folder} holds no workspace: there is no {HEAD} in it.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder / HEAD} is not that of a workspace ({error}).") from error
    if form > FORMAT:
        raise StoreError(
            f"{folder} was written by a newer workbench (form {form}, this one reads {FORMAT}):"
            " update the workbench, then try again."
        )
    return {"format": form, "token": token, "version": version}


def _check_target(store: Store, folder: Path) -> None:
    if not folder.exists():
        return
    if is_folder(folder):
        if head(folder)["token"] != store.token:
            raise StoreError(f"{folder} holds another workspace: name another folder.")
    elif not folder.is_dir() or any(each.name not in (".git", GIT) for each in folder.iterdir()):
        raise StoreError(f"{folder} holds something else: name an empty folder.")


def _put_head(folder: Path, token: str, version: int) -> None:
    facts = {"what": "strategy workbench", "format": FORMAT, "token": token, "version": version}
    text = "".join(f"{name} = {json.dumps(fact)}\n" for name, fact in facts.items())
    (folder / HEAD).write_bytes(text.encode())


def _put(path: Path, header: Iterable[str], body: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(line(header))
        file.writelines(line(cells) for cells in body)


def _written(table: Table, row: str, cells: Iterable[Any]) -> list[str]:
    columns = table.by_name.values()
    return [
        guarded(row, exact=True),
        *(written(column, value) for column, value in zip(columns, cells, strict=True)),
    ]


def _kept(column: sa.Column[Any], value: Any) -> str:
    """Return what the workspace's own table holds as a cell; "" and nothing are told apart where both may be."""
    if value is None or (value == "" and not column.nullable):
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    return guarded(value, exact=True) if isinstance(value, str) and column.name not in JSON else str(value)


def _taken(column: sa.Column[Any], cell: str) -> Any:
    """Return what :func:`_kept` wrote; ValueError where it did not write this."""
    if not cell and column.nullable:
        return None
    if isinstance(column.type, sa.BigInteger):
        return int(cell)
    if isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(cell)
    if column.name in JSON and not isinstance(json.loads(cell), dict):
        raise ValueError
    return cell if column.name in JSON else bare(cell, exact=True)


def _read_kept(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the workspace's own tables.

    Raises
    ------
    StoreError
        With every place that is wrong.
    """
    wrong: list[str] = []
    kept = {table.name: _read_one(folder / FILES[table.name], table, wrong) for table in refill.KEPT}
    known = {row["version"] for row in kept[versions.name]}
    lost = sorted({row["version"] for row in kept[history.name]} - known)
    if lost and not wrong:
        wrong.append(
            f"{folder / FILES[versions.name]} has no version {lost[0]}, which {FILES[history.name]} tells of."
        )
    _refuse(wrong)
    return kept


def _read_one(path: Path, table: sa.Table, wrong: list[str]) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], tuple[int, dict[str, Any]]] = {}
    for number, cells in rows(path, table.c.keys(), table.c.keys(), wrong):
        row = {}
        for name, cell in cells.items():
            try:
                row[name] = _taken(table.c[name], cell)
            except ValueError:
                wrong.append(f"{path}, line {number}, column {name}: {cell!r} is not what was written there.")
        key = tuple(row.get(column.name) for column in table.primary_key)
        if None not in key and key in found:
            wrong.append(f"{path}, line {number} is about the same as line {found[key][0]}.")
        found[key] = number, row
    return [row for _, row in found.values()]


@contextmanager
def _together(folder: Path) -> Iterator[None]:
    """Say that a history cannot be, where the database refuses it: somebody wrote into it by hand."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise StoreError(
            f"{folder / FILES[history.name]} does not hold together: {error.orig}. Nothing was written."
        ) from error


def _commit_changes(connection: sa.Connection, folder: Path, act: Act, version: int) -> None:
    """Write what the tables' files say beyond history as one more version, if they do."""
    plan, places = _changes(connection, folder)
    try:
        commit(connection, Edit(plan, version), act)
    except TableError as error:
        problems = error.problems.itertuples(index=False, name=None)
        raise TableError(
            (table, row, column, value, f"{_place(folder, table, row, column, places)}: {sentence}")
            for table, row, column, value, sentence in problems
        ) from error


def _place(folder: Path, table: str, row: str, column: str | None, places: Lines) -> str:
    number = places.get((table, row))
    where = f"{folder / f'{table}.csv'}" + (f", line {number}" if number else "")
    return f"{where}, column {column}" if column else where


def _changes(connection: sa.Connection, folder: Path) -> "tuple[Plan, Lines]":
    """Return what the tables' files say beyond history, and in which lines."""
    plan: Plan = {}
    places: Lines = {}
    wrong: list[str] = []
    for name, table in catalogue_at(connection).tables.items():
        path = folder / f"{name}.csv"
        if not path.exists():
            continue  # declared since
        now = dict(layout.select(connection, table))
        known = ("id", *table.by_name)
        there: set[str] = set()
        for number, cells in rows(path, known, ("id",), wrong):
            row = bare(cells.pop("id"), exact=True)
            if row in there:
                wrong.append(f"{path}, line {number}: {row!r} stands in line {places[name, row]} too.")
            there.add(row)
            places[name, row] = number
            changed = _differing(table, now.get(row), cells)
            if changed or row not in now:
                plan.setdefault(name, {})[row] = changed
        plan.setdefault(name, {}).update(dict.fromkeys(now.keys() - there))
    _refuse(wrong)
    return {name: changes for name, changes in plan.items() if changes}, places


def _differing(table: Table, now: Iterable[Any] | None, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells of a row that say something else than it holds."""
    held = dict(zip(table.by_name, now, strict=True)) if now else {}
    changed: dict[str, Any] = {}
    for name, cell in cells.items():
        column, value = table.by_name[name], held.get(name)
        if cell != written(column, value) and (said := understood(column, cell)) != value:
            changed[name] = said
    return changed


def _refuse(wrong: list[str]) -> None:
    if wrong:
        more = f" And {len(wrong) - SHOWN} more." if len(wrong) > SHOWN else ""
        raise StoreError(" ".join(wrong[:SHOWN]) + more)
