"""The command that brings lists in."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from workbench.cli.copies import told_gone
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
    bring.add_argument(
        "--replace", action="store_true", help="put such a folder in place of what the workspace holds"
    )
    bring.add_argument(
        "--answers", action="store_true", help="the files hold answers to a Kano survey, of any usual shape"
    )
    bring.add_argument("--yes", action="store_true", help="do not ask")
    bring.add_argument(
        "--skip-bad", action="store_true", help="leave out rows that cannot be read, and list them"
    )


def _bring_in(given: Namespace) -> int:
    from workbench.exchange import read
    from workbench.exchange.plan import apply, plan_together
    from workbench.needs.answer_file import AnswerImporter
    from workbench.workspace import folder

    ws = opened(given)
    whole = [path for path in given.paths if folder.is_folder(path)]
    if whole:
        return _bring_back(ws, given)
    if given.replace:
        raise Mistake(
            "--replace goes with a folder that `export` wrote; lists add and update, and take nothing away."
        )
    if given.answers:
        readings = [AnswerImporter(ws).read(path.name, path.read_bytes()) for path in given.paths]
    else:
        readings = [read(path, ws.declaration(name)) for path, name in _sources(ws, given)]
    plans = plan_together(ws, readings, skip_bad=given.skip_bad)
    for reading, found in zip(readings, plans, strict=True):
        _show(reading)
        _show_plan(found)
    if any(each.refused for each in plans):
        return 2
    if all(each.changes.empty for each in plans):
        return 0
    if not (given.yes or _agreed()):
        print("Nothing was written.")
        return 1
    print(f"Saved as version {apply(ws, plans)}.")
    return 0


def _bring_back(ws: "Workspace", given: Namespace) -> int:
    """Fill a workspace with all that a folder holds, history and scenarios too."""
    from workbench.workspace import folder

    source, *more = given.paths
    if more:
        raise Mistake(f"{more[0]}: one folder makes one workspace. Bring in each by itself.")
    before, said = ws.version, folder.head(source)["version"]
    version = folder.read(source, ws, replace=given.replace)
    print(f"{ws.store.name} is at version {version}, with all that {source} holds.")
    if version != (max(before, said) + 1 if before else said):
        print(f"Rows that were changed in the folder are version {version}.")
    told_gone(before)
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
