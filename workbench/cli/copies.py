"""Commands that write a workspace out, whole or in part, and bring a copy back."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from workbench.cli.mistake import Mistake
from workbench.cli.pages import opened

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["add"]


def add(command: Callable[..., ArgumentParser]) -> None:
    """Add this module's commands."""
    export = command(
        "export", _export, "Write the opportunities to a CSV file, or the whole workspace to a folder of text"
    )
    export.add_argument("--to", required=True, type=Path, metavar="FILE.csv-or-FOLDER")
    backup = command("backup", _backup, "Copy the workspace to a file, also while others work in it")
    backup.add_argument("to", type=Path, metavar="FILE", help="from PostgreSQL: a folder")
    restore = command("restore", _restore, "Bring a copy back, into a workspace that is new or empty")
    restore.add_argument("copy", type=Path, metavar="FILE-or-FOLDER")


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
        return
    personal = [column.name for column in ws.declaration("opportunities").by_name.values() if column.personal]
    rows = ws["opportunities"].drop(columns=personal)
    to.write_bytes(write_csv(rows))
    print(f"{len(rows):,} opportunities written to {to}")


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
    from workbench.workspace import folder
    from workbench.workspace.workspace import Workspace

    if not given.copy.exists():
        raise Mistake(f"{given.copy} is not there.")
    ws = opened(given)
    if folder.is_folder(given.copy):
        version = folder.read(given.copy, ws)
    else:
        with TemporaryDirectory() as between:
            copy = Workspace.open(str(given.copy))
            folder.write(copy.store, Path(between) / "copy")
            copy.store.close()
            version = folder.read(Path(between) / "copy", ws)
    print(f"{ws.store.name} is at version {version}.")
