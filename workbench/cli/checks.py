"""Commands that test the workbench itself, its notebooks and its speed."""

import importlib.util
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workbench.cli.mistake import Mistake
from workbench.cli.pages import shipped
from workbench.launch import browser, browser_cure, source_tree

__all__ = ["add"]

PERSONAL = ("WORKBENCH_WORKSPACE", "WORKBENCH_USER")
SHARED = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""All tests run in two processes, which keep two processors busy; a few are quicker in one."""


def add(command: Callable[..., ArgumentParser]) -> None:
    """Add this module's commands."""
    more = "; other options go to pytest"
    test = command("test", _test, f"Run all tests{more}", passes_on=True)
    test.add_argument("--real-data", metavar="FOLDER", help="also read the real files that lie here")
    check = command("check", _check, f"Run the notebooks on a fresh sample and compare{more}", passes_on=True)
    check.add_argument(
        "--store", action="store_true", help="do not compare: store what the checked cells print now"
    )
    command("bench", _bench, "Measure how fast pages and methods answer", passes_on=True, add_help=False)


def _test(given: Namespace) -> int:
    root = source_tree()
    if root is None:
        raise Mistake(
            "The tests are not in the installed package: clone the project and run this at its root."
        )
    if browser() is None:
        raise Mistake(f"The tests need a Chromium or Chrome, and there is none. Run: {browser_cure()}")
    real = {"WORKBENCH_REAL_DATA": str(Path(given.real_data).resolve())} if given.real_data else {}
    return _pytest([*(SHARED if _whole(given.more, root) else ()), *given.more], root, real)


def _whole(words: Sequence[str], root: Path) -> bool:
    """Tell whether no file of tests is named, nor a debugger wanted."""
    return "--pdb" not in words and not any((root / word.partition("::")[0]).exists() for word in words)


def _check(given: Namespace) -> int:
    folder = shipped("notebooks")
    if given.store:
        from workbench.cli.stored import store

        for path in sorted(folder.rglob("*.ipynb")):
            print(f"{path.name}: {store(path)} checked cells stored")
        return 0
    options = ["--nbval-lax", "--nbval-current-env", "-p", "no:cacheprovider", f"--rootdir={folder}"]
    return _pytest([*options, *given.more, str(folder)], folder)


def _pytest(options: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> int:
    """Run pytest without the person's own workspace in sight."""
    if not importlib.util.find_spec("nbval"):
        raise Mistake("pytest and its plugins are missing. Run: pip install 'strategy-workbench[test]'")
    environment = {name: value for name, value in os.environ.items() if name not in PERSONAL}
    command = [sys.executable, "-m", "pytest", *options]
    return subprocess.run(command, cwd=folder, env={**environment, **(more or {})}, check=False).returncode


def _bench(given: Namespace) -> int:
    from workbench.bench.run import main

    return main(given.more)
