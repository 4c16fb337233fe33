"""Our server in a process of its own, as people start it, and its kernels."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import workbench
from workbench.launch import source_tree

__all__ = ["Product", "notebook_folder", "running", "without_odds"]

START = """
import sys
from workbench.serve import app
workspace, notebooks, spare = sys.argv[1:]
if spare == "cold":
    app.Server._spare = lambda self: {}
app.serve(workspace, notebooks, browser=False, port=0)
"""
BOARD = "opportunities.ipynb"
PAUSE = 3.0
"""Seconds after a visit until the pool has begun to heat the next kernel."""


NO_ODDS = """
from workbench.ui import board
board.SETTLE = 1e6
"""
"""A cell after which nothing that is dear ever follows a move."""


def without_odds(folder: Path) -> Path:
    """Return a new folder with an Opportunities notebook whose board never computes odds after a move."""
    made = notebook_folder(folder / "plain", second=False)
    notebook = json.loads((made / BOARD).read_text("utf-8"))
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "no-odds",
        "metadata": {},
        "outputs": [],
        "source": NO_ODDS,
    }
    notebook["cells"].insert(0, cell)
    (made / BOARD).write_text(json.dumps(notebook), "utf-8")
    return made


def notebook_folder(folder: Path, *, second: bool) -> Path:
    """Return a new folder with the Opportunities notebook, and a copy of it as a second board."""
    made = folder / ("two" if second else "one")
    made.mkdir(parents=True)
    shipped = (source_tree() or Path(workbench.__file__).parent / "serve") / "notebooks" / BOARD
    shutil.copy(shipped, made / BOARD)
    if second:
        shutil.copy(shipped, made / "second.ipynb")
    return made


class Product:
    """A running server."""

    def __init__(self, process: "subprocess.Popen[str]", url: str) -> None:
        self.process, self.url = process, url
        self.board = f"{url}voila/render/{BOARD}"

    def kernels(self) -> list[Any]:
        """Return the processes that are kernels."""
        return [process for process in self._family() if "ipykernel_launcher" in _command(process)]

    def memory(self) -> float:
        """Return the megabytes of kernels and what they are forked from: shared pages count once, by equal parts."""
        ours = [process for process in self._family() if _is_kernels(_command(process))]
        return float(sum(process.memory_full_info().pss for process in ours)) / 1e6

    def _family(self) -> list[Any]:
        import psutil  # type: ignore[import-untyped]

        return list(psutil.Process(self.process.pid).children(recursive=True))

    async def rest(self, kernels: int, seconds: float = 300.0) -> None:
        """Wait until the pool has its kernels and neither they nor the server have anything to do."""
        await asyncio.sleep(PAUSE)
        end, quiet = time.monotonic() + seconds, 0
        while quiet < 2:  # noqa: PLR2004  a second on end
            if time.monotonic() > end:
                raise RuntimeError(
                    f"The pool did not come to rest with {kernels} kernels in {seconds:.0f} s."
                )
            before = self.worked()
            await asyncio.sleep(0.5)
            idle = self.worked() - before < 0.05  # noqa: PLR2004  a tenth of a core
            quiet = quiet + 1 if idle and len(self.kernels()) >= kernels else 0

    def worked(self) -> float:
        """Return the processor seconds of the server and all that it started."""
        import psutil

        total = 0.0
        for process in [psutil.Process(self.process.pid), *self._family()]:
            try:
                times = process.cpu_times()
            except psutil.Error:
                continue
            total += times.user + times.system
        return total


def _is_kernels(command: str) -> bool:
    """Tell a kernel, or a parent of kernels, by its command."""
    return "ipykernel_launcher" in command or command.startswith("workbench: ")


def _command(process: Any) -> str:
    import psutil

    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


@asynccontextmanager
async def running(workspace_url: str, notebooks: Path, *, heated: bool = True) -> AsyncIterator[Product]:
    """Start a server and end it; without ``heated`` every visit starts a kernel of its own."""
    command = [sys.executable, "-c", START, workspace_url, str(notebooks), "heated" if heated else "cold"]
    process = _begin(command)
    try:
        assert process.stdout is not None
        line = await asyncio.to_thread(process.stdout.readline)
        if not line:
            raise RuntimeError("The server ended before it answered.")
        yield Product(process, line.split()[-1])
    finally:
        await asyncio.to_thread(_end, process)


def _begin(command: Sequence[str]) -> "subprocess.Popen[str]":
    environment = {**os.environ, "WORKBENCH_USER": "bench"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise RuntimeError("The server did not end when it was told to.") from None
