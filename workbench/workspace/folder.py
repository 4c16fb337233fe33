"""A workspace as a folder of text: made to live in git and to be read in a pull request.

``workbench.json`` says what it is; ``tables/NAME.jsonl`` has a row a line, as the newest version shows it;
``versions.jsonl`` and ``history.jsonl`` have who changed what, scenarios too. The same workspace gives the same bytes.
Drafts are not in it: they belong to one person's tab.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import sqlalchemy as sa

from workbench.workspace import layout
from workbench.workspace.catalogue import declared
from workbench.workspace.errors import StoreError
from workbench.workspace.kept import FORMAT, history, names, set_fact, versions
from workbench.workspace.lines import lines, newest_version, replayed
from workbench.workspace.reading import catalogue_at
from workbench.workspace.schema import Table
from workbench.workspace.store import Store
from workbench.workspace.values import encode, from_json, to_json

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["head", "is_folder", "read", "write"]

HEAD, TABLES = "workbench.json", "tables"
JSON = ("cells", "laid")
"""Columns of history that hold JSON: written as such, so that a change is seen in a review."""


def is_folder(path: Path) -> bool:
    """Tell whether a workspace lies in this folder."""
    return (path / HEAD).is_file()


def write(store: Store, folder: Path) -> int:
    """Write a workspace into a folder that is empty, or has an older state of the same workspace; return the version.

    Raises
    ------
    StoreError
        Where the folder holds something else.
    """
    _check_target(store, folder)
    (folder / TABLES).mkdir(parents=True, exist_ok=True)
    with store.read() as connection:
        version = newest_version(connection)
        catalogue = catalogue_at(connection)
        for table in catalogue.tables.values():
            _put(folder / TABLES / f"{table.name}.jsonl", _rows(connection, table))
        for old in (folder / TABLES).glob("*.jsonl"):
            if old.stem not in catalogue.tables:
                old.unlink()
        _put(folder / "versions.jsonl", _kept(connection, versions, versions.c.version))
        order = (history.c.version, history.c.scenario, history.c.table, history.c.id)
        _put(folder / "history.jsonl", _kept(connection, history, *order))
        _put(folder / "names.jsonl", _kept(connection, names, names.c.kind, names.c.name))
    head = {"what": "strategy workbench", "format": FORMAT, "token": store.token, "version": version}
    (folder / HEAD).write_text(
        json.dumps(head, indent=1) + "\n", "utf-8"
    )  # last: without it the folder is no workspace
    return version


def read(folder: Path, ws: "Workspace") -> int:
    """Fill an empty workspace from a folder; return the version.

    The tables are made from history. Where a file under ``tables`` says otherwise (somebody changed it in a pull
    request), that is one more version, in the name of whoever reads.

    Raises
    ------
    StoreError
        Where the workspace is not empty, or the folder's files cannot be read or do not belong together; nothing is
        written then.
    TableError
        Where a changed row is refused; history is in then.
    """
    said = head(folder)
    with ws.store.write() as connection:
        if newest_version(connection):
            raise StoreError(
                f"{ws.store.name} has something in it already: name a new file, or move it away."
            )
        for table in (versions, history, names):
            _take(connection, table, folder / f"{table.name.removeprefix('_')}.jsonl")
        version = newest_version(connection)
        if version != said["version"]:
            raise StoreError(
                f"{folder / HEAD} says version {said['version']}, versions.jsonl ends at {version}."
            )
        _fill(connection)
        changes = _changes(connection, folder)
        set_fact(connection, "token", said["token"])
    ws.store.renew()
    ws.sync()
    return ws.apply(changes, why=f"Changed in {HEAD}'s folder") if len(changes) else version


def _check_target(store: Store, folder: Path) -> None:
    if not folder.exists():
        return
    if is_folder(folder):
        if head(folder)["token"] != store.token:
            raise StoreError(f"{folder} holds another workspace: name another folder.")
    elif not folder.is_dir() or any(each.name != ".git" for each in folder.iterdir()):
        raise StoreError(f"{folder} holds something else: name an empty folder.")


def head(folder: Path) -> dict[str, Any]:
    """Return what a folder says of itself: format, token, version.

    Raises
    ------
    StoreError
        Where it is not that of a workspace, or of a newer workbench.
    """
    try:
        kept = json.loads((folder / HEAD).read_text("utf-8"))
        form, token, version = int(kept["format"]), str(kept["token"]), int(kept["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder / HEAD} is not that of a workspace ({error}).") from error
    if form > FORMAT:
        raise StoreError(
            f"{folder} was written by a newer workbench (form {form}, this one reads {FORMAT}):"
            " update the workbench, then try again."
        )
    return {"format": form, "token": token, "version": version}


def _put(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(to_json(row) + "\n" for row in rows)


def _rows(connection: sa.Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Give a table's rows by id, without their blanks."""
    for row, cells in sorted(layout.select(connection, table), key=lambda row: row[0]):
        named = zip(table.by_name, cells, strict=True)
        yield {"id": row, **{name: encode(value) for name, value in named if value is not None}}


def _kept(connection: sa.Connection, table: sa.Table, *order: Any) -> Iterator[dict[str, Any]]:
    for row in connection.execute(sa.select(table).order_by(*order)).mappings():
        cells = {name: from_json(value) if name in JSON and value else value for name, value in row.items()}
        yield {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in cells.items()
            if value is not None
        }


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else [], 1):
        try:
            yield number, dict(json.loads(line))
        except (TypeError, ValueError) as error:
            raise StoreError(f"{path}, line {number} cannot be read: {error}.") from error


def _take(connection: sa.Connection, table: sa.Table, path: Path) -> None:
    """Read one of the workspace's own tables back."""
    rows = []
    for number, row in _lines(path):
        unknown = set(row) - set(table.c.keys())
        missing = {column.name for column in table.c if not column.nullable} - set(row)
        if unknown or missing:
            raise StoreError(
                f"{path}, line {number}: {', '.join(sorted(unknown | missing))} is unknown or missing."
            )
        cells = {**dict.fromkeys(table.c.keys()), **row}
        cells |= {name: to_json(cells[name]) for name in JSON if cells.get(name) is not None}
        if "at" in cells:
            cells["at"] = datetime.fromisoformat(cells["at"])
        rows.append(cells)
    if rows:
        connection.execute(sa.insert(table), rows)


def _fill(connection: sa.Connection) -> None:
    """Make the tables from history, the given columns first: they say what the others may have."""
    first = declared().tables["columns"]
    layout.insert(connection, first, replayed(lines(connection, {first.name: first}, table=first.name)))
    whole = catalogue_at(connection)
    for table in whole.tables.values():
        for column in table.columns:
            if column.name not in declared().tables[table.name].by_name:
                layout.widen(connection, table.name, column)
        if table.name != first.name:
            rows = replayed(lines(connection, {table.name: table}, table=table.name))
            layout.insert(connection, table, rows)


def _changes(connection: sa.Connection, folder: Path) -> pd.DataFrame:
    """Return what the files of the tables say beyond history, as ``Workspace.apply`` takes it."""
    changes: list[tuple[str, str, str | None, Any]] = []
    for name, table in catalogue_at(connection).tables.items():
        path = folder / TABLES / f"{name}.jsonl"
        if not path.exists():
            continue  # declared since
        now = {row.pop("id"): row for row in _rows(connection, table)}
        said = _said(path, table)
        changes += [(name, row, None, None) for row in now if row not in said]
        for row, cells in said.items():
            before = now.get(row, {})
            changes += [
                (name, row, column, cells.get(column))
                for column in (*before, *(column for column in cells if column not in before))
                if cells.get(column) != before.get(column)
            ]
    return pd.DataFrame(changes, columns=["table", "id", "column", "new"], dtype=object)


def _said(path: Path, table: Table) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for number, row in _lines(path):
        unknown = set(row) - {"id", *table.by_name}
        if unknown or not isinstance(row.get("id"), str):
            raise StoreError(
                f"{path}, line {number}: {', '.join(sorted(unknown)) or 'id'} is unknown or missing."
            )
        rows[row.pop("id")] = row
    return rows
