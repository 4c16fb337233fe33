"""The command that brings lists in."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from workbench.cli.mistake import Mistake
from workbench.cli.pages import opened

if TYPE_CHECKING:
    import pandas as pd

    from workbench.exchange import Plan, Reading
    from workbench.workspace.workspace import Workspace

__all__ = ["add"]

SHOWN, WIDEST = 20, 44


def add(command: Callable[..., ArgumentParser]) -> None:
    """Add this module's commands."""
    bring = command(
        "import",
        _bring_in,
        "Bring in lists from other tools: CSV, XLSX, JSON, or a folder of CSV files; or a folder that export wrote",
    )
    bring.add_argument("paths", nargs="+", type=Path, metavar="FILE-or-FOLDER")
    bring.add_argument(
        "--table", default="opportunities", help="where a file's rows go (default: %(default)s)"
    )
    bring.add_argument("--yes", action="store_true", help="do not ask")
    bring.add_argument(
        "--skip-bad", action="store_true", help="leave out rows that cannot be read, and list them"
    )


def _bring_in(given: Namespace) -> int:
    from workbench.exchange import read
    from workbench.exchange.plan import apply, plan
    from workbench.workspace import folder

    ws = opened(given)
    whole = [path for path in given.paths if folder.is_folder(path)]
    if whole:
        return _bring_back(ws, whole)
    done = 0
    for path, name in _sources(ws, given):
        table = ws.declaration(name)
        reading = read(path, table)
        _show(reading)
        found = plan(ws, table, reading, skip_bad=given.skip_bad)
        _show_plan(found)
        if found.refused:
            return 2
        if found.changes.empty:
            continue
        if given.yes or _agreed():
            print(f"Saved as version {apply(ws, found)}.")
        else:
            print("Nothing was written.")
            done = 1
    return done


def _bring_back(ws: "Workspace", folders: list[Path]) -> int:
    """Fill an empty workspace with all that a folder holds, history and scenarios too."""
    from workbench.workspace import folder

    if len(folders) > 1:
        raise Mistake(f"{folders[1]}: one folder makes one workspace. Bring in each by itself.")
    before = folder.head(folders[0])["version"]
    version = folder.read(folders[0], ws)
    print(f"{ws.store.name} is at version {version}, with all that {folders[0]} holds.")
    if version != before:
        print(f"Rows that were changed in the folder are version {version}.")
    return 0


def _sources(ws: "Workspace", given: Namespace) -> Iterator[tuple[Path, str]]:
    """Give the files to read and the tables that they go into; in a folder files have their table's name."""
    if given.table not in ws.tables():
        raise Mistake(f"There is no table {given.table!r}; there are {', '.join(ws.tables())}.")
    for path in given.paths:
        if not path.is_dir():
            yield path, given.table
            continue
        named = [file for file in sorted(path.glob("*.csv")) if file.stem in ws.tables()]
        if not named:
            raise Mistake(f"{path} holds no CSV file that is named for a table, such as opportunities.csv.")
        yield from ((file, file.stem) for file in named)


def _show(reading: "Reading") -> None:
    """Tell what was recognised, guessed and not read, with ten rows as they would come in."""
    from workbench.exchange import preview

    kind = "a table" if reading.tool == "table" else f"an export of {reading.tool}"
    print(f"{reading.file}: {kind}, {len(reading.rows):,} rows")
    pairs = {"id": reading.key, **reading.mapping} if reading.key else reading.mapping
    for label, wanted in (("recognised", False), ("guessed", True)):
        said = [
            to if to == source else f"{to} <- {source}"
            for to, source in pairs.items()
            if (to in reading.guessed) is wanted
        ]
        print(f"  {label}: {', '.join(said) or 'nothing'}")
    unread = [f"{name} ({filled:,})" for name, filled in reading.unread.items() if filled]
    print(f"  not read (filled cells): {', '.join(unread) or 'nothing'}")
    for note in reading.notes:
        print(f"  {note}")
    if len(reading.rows):
        rows = preview(reading)
        print(_lines(rows[[name for name in reading.target.by_name if name in rows]].reset_index()))


def _show_plan(plan: "Plan") -> None:
    print(plan.sentence)
    for heading, rows in (
        ("Not read", plan.problems),
        ("Edited here as well", plan.kept),
        ("Left out", plan.skipped),
    ):
        if len(rows):
            print(f"{heading}:\n{_lines(rows.head(SHOWN))}")
            print(f"  and {len(rows) - SHOWN:,} more\n" if len(rows) > SHOWN else "", end="")


def _lines(rows: "pd.DataFrame") -> str:
    """Return rows as lines, with as many columns as the terminal is wide."""
    filled = rows.dropna(axis="columns", how="all").fillna("").astype(str)
    short = filled.apply(lambda cells: cells.str.slice(0, WIDEST))
    text = [[str(name), *short[name]] for name in short]
    widths = [max(map(len, cells)) + 2 for cells in text]
    room = get_terminal_size((120, 24)).columns
    shown = sum(total <= room for total in accumulate(widths)) or 1
    pairs = list(zip(text, widths, strict=True))[:shown]
    lines = ["".join(f"{cells[i]:{width}}" for cells, width in pairs).rstrip() for i in range(len(rows) + 1)]
    more = len(text) - shown
    return "\n".join(f"  {line}" for line in lines) + (f"\n  ({more} more columns)" if more else "")


def _agreed() -> bool:
    try:
        return input("Bring this in? [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        print("Add --yes to bring it in without being asked.")
        return False
