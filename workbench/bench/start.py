"""From the command to the first page, ours and stock Voilà's on an empty notebook."""

import asyncio
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from workbench.bench.report import Row, compare, measure

__all__ = ["start"]

EMPTY = {
    "cells": [],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
PATIENCE = 120.0


async def start(folder: Path, *, quick: bool) -> list[Row]:
    """Alternate between both commands; the first round, which makes the sample, is left out."""
    notebook = folder / "empty.ipynb"
    notebook.write_text(json.dumps(EMPTY), encoding="utf-8")
    ours, voila = [], []
    for _ in range(3 if quick else 6):
        ours.append(await asyncio.to_thread(_first_answer, _demo(folder / "sample.db")))
        voila.append(await asyncio.to_thread(_first_answer, _voila(notebook)))
    return [
        compare("start", "demo / voila with an empty notebook", ours[1:], voila[1:], unit="s", limit=1.5),
        measure("start", "demo, longest", ours[1:], unit="s", limit=10.0, of=max),
    ]


def _demo(sample: Path) -> list[str]:
    return ["-m", "workbench", "demo", "--no-browser", "--workspace", str(sample), "--port"]


def _voila(notebook: Path) -> list[str]:
    return ["-m", "voila", str(notebook), "--no-browser", "--port"]


def _first_answer(command: Sequence[str]) -> float:
    """Return the seconds from the start of a command until it has given its whole first page."""
    port = _free_port()
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise RuntimeError(f"`python {' '.join(command)}` did not answer.")
            time.sleep(0.02)
        return time.monotonic() - begun
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=PATIENCE) as answer:
            return bool(answer.status == 200 and answer.read())  # noqa: PLR2004  HTTP's "OK"
    except (urllib.error.URLError, ConnectionError):
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("localhost", 0))
        return int(found.getsockname()[1])
