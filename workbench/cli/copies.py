"""Commands that write a workspace out, whole or in part, and bring a copy back."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from workbench.cli.mistake import Mistake
from workbench.cli.pages import opened

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["add", "told_gone"]


def add(command: Callable[..., ArgumentParser]) -> None:
    """Add this module's commands."""
    export = command(
        "export",
        _export,
        "Write the opportunities to a CSV file, or the whole workspace to a folder of CSV files",
    )
    export.add_argument("--to", required=True, type=Path, metavar="FILE.csv-or-FOLDER")
    backup = command("backup", _backup, "Copy the workspace to a file, also while others work in it")
    backup.add_argument("to", type=Path, metavar="FILE", help="from PostgreSQL: a folder")
    restore = command("restore", _restore, "Bring a copy back, with its history")
    restore.add_argument("copy", type=Path, metavar="FILE-or-FOLDER")
    restore.add_argument("--replace", action="store_true", help="put it in place of what the workspace holds")


def _filled(given: Namespace) -> "Workspace":
    ws = opened(given)
    if not ws.version:
        raise Mistake(f"{ws.store.name} holds nothing yet. Name the workspace with --workspace.")
    return ws


def _export(given: Namespace) -> None:
    from workbench.exchange import write_csv
    from workbench.workspace import folder

    to = given.to
    if to.suffix.lower() not in ("", ".csv"):
        raise Mistake(f"{to} must end in .csv, or be a folder: other forms are not written.")
    ws = _filled(given)
    if not to.suffix:
        print(f"Version {folder.write(ws.store, to)} written to {to}.")
        print(_personal(ws), end="")
        return
    personal = [column.name for column in ws.declaration("opportunities").by_name.values() if column.personal]
    rows = ws["opportunities"].drop(columns=personal)
    to.write_bytes(write_csv(rows))
    print(f"{len(rows):,} opportunities written to {to}")


def _personal(ws: "Workspace") -> str:
    """Return a line that says in which tables people can be known; nothing where in none."""
    told = [
        name
        for name in ws.tables()
        if any(
            column.personal and ws.frame(name)[column.name].notna().any()
            for column in ws.declaration(name).by_name.values()
        )
    ]
    return f"It holds data of persons ({', '.join(told)}): mind who can read it.\n" if told else ""


def _backup(given: Namespace) -> None:
    from workbench.workspace import folder
    from workbench.workspace.sqlite import SqliteStore

    if given.to.exists():
        raise Mistake(f"{given.to} is there already. Name another file, or move it away.")
    ws = _filled(given)
    if isinstance(ws.store, SqliteStore):
        ws.store.copy(given.to)
    else:
        folder.write(ws.store, given.to)
    print(f"Version {ws.version} copied to {given.to}; `restore {given.to}` brings it back.")


def _restore(given: Namespace) -> None:
    from workbench.workspace import drafts, folder
    from workbench.workspace.sqlite import copy_file
    from workbench.workspace.workspace import Workspace

    copy: Path = given.copy
    if not copy.exists():
        raise Mistake(f"{copy} is not there.")
    ws = opened(given)
    before = ws.version
    if copy.is_dir():
        folder.read(copy, ws, replace=given.replace, restored=copy.name)
    else:
        with TemporaryDirectory() as between:
            file, text = Path(between) / "copy.db", Path(between) / "text"
            copy_file(copy, file)  # to open the copy itself could change it
            with closing(Workspace.open(str(file)).store) as source:
                left = drafts.every(source)
                if not folder.write(source, text):
                    raise Mistake(f"{copy} holds nothing that could be brought back.")
            folder.read(text, ws, replace=given.replace, restored=copy.name, drafts=left)
    print(f"{ws.store.name} is at version {ws.version}, with all that {copy} holds.")
    told_gone(before)


def told_gone(version: int) -> None:
    """Say what a replacement took away."""
    if version:
        print(f"What was here up to version {version} is gone, unsaved drafts too.")
