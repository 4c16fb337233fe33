"""The server keeps a parent for each notebook; kernels are forked from it."""

import asyncio
import logging
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from workbench.serve.warm.call import SOCKET
from workbench.serve.warm.calls import Call, Calls, either
from workbench.serve.warm.process import Forked
from workbench.serve.warm.root import Root

__all__ = ["Notebook", "Parent", "Parents", "can_fork"]

_LOG = logging.getLogger(__name__)

PATIENCE, MAKING, FORKING, LOST, AGAIN = 10.0, 120.0, 10.0, 1.0, 30.0
"""Seconds that a visitor waits for a parent in the making; that a notebook may run in one; that a kernel may take to
call; that it may still take where its parent died, for it may have been forked before; and until a parent that ended as
it was made is tried again."""

REST = 30.0
"""Seconds that what a board leaves for later (odds, what other parts say) may take in its parent."""

LONGEST = 100
"""Characters of a socket's path that every system takes."""

Cells = list[list[dict[str, Any]]]
"""For each cell the messages that it sent."""


def can_fork(connections: str) -> bool:
    """Tell whether kernels can be forked here: on Linux, where a socket in this folder has a short enough path.

    $WORKBENCH_FORK=0 forbids it: then each kernel starts anew and runs its notebook itself.
    """
    if sys.platform != "linux" or os.environ.get("WORKBENCH_FORK") == "0":
        return False
    if len(str(Path(connections) / SOCKET)) > LONGEST:
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:  # an old system, or one that forbids it
        return False
    return True


@dataclass(frozen=True)
class Notebook:
    """What a parent is made from; where any of it changes, another is made."""

    file: str
    cells: tuple[str, ...]
    environment: Mapping[str, str]
    day: date


class Parent:
    """The parent of one notebook, from the wish for it to its end."""

    def __init__(self, made_from: Notebook) -> None:
        self.made_from, self.made = made_from, time.monotonic()
        self.call: Call | None = None
        self.said: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    @property
    def shown(self) -> Cells | None:
        """What its cells showed; None while they run, and where every kernel has to run them."""
        return self.said.result().get("shown") if self.said.done() else None

    @property
    def rested(self) -> bool:
        """Whether its board did what it left for later; else every kernel will do that again."""
        return not self.said.done() or bool(self.said.result().get("rested", self.shown is None))

    def hurry(self) -> None:
        """Let its board leave for later what it does: somebody waits."""
        if self.call is not None and not self.said.done():
            self.call.send(hurry=True)

    def fits(self, wanted: Notebook) -> bool:
        """Tell whether it is what would be made now: in the making, ready, or known not to work."""
        if self.made_from != wanted:
            return False
        if not self.said.done():
            return True
        if "files" not in self.said.result():  # it ended on the way: perhaps it would not again
            return time.monotonic() < self.made + AGAIN
        lives = self.call is not None and not self.call.gone.done()
        return (lives or self.shown is None) and not self.code_changed

    @property
    def code_changed(self) -> bool:
        """Whether a file that it was made from is another by now; nothing is known while its cells run."""
        return self.said.done() and not _unchanged(self.said.result().get("files", {}))

    def end(self) -> None:
        """End its process; kernels that were forked from it go on."""
        if self.call is not None:
            self.call.hang_up()


class Parents:
    """Makes parents, and forks kernels from them.

    Parameters
    ----------
    folder : Path
        Where notebooks and kernels run.
    connections : str
        The folder of the kernels' connections, which nobody else can enter.
    parts : sequence of str
        Whose boards the root imports.
    environment : mapping
        The root's variables.
    """

    def __init__(
        self, folder: Path, connections: str, parts: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self._calls = Calls(connections)
        self._root = Root(self._calls, folder, parts, environment)
        self._parents: dict[str, Parent] = {}
        self._making: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Start the root, which takes seconds."""
        await self._root.call()

    async def parent(self, wanted: Notebook, *, waited_for: bool = True) -> Parent | None:
        """Return the parent of a notebook, made where none fits; None where a kernel has to run it itself.

        ``waited_for``: a visitor waits, so it is made at full speed and no more than the cells; where nobody does, one
        that was made in such a hurry is made again.
        """
        parent = self._parents.get(wanted.file)
        if parent is None or not parent.fits(wanted) or not (waited_for or parent.rested):
            if parent is not None:
                parent.end()
                if parent.code_changed:
                    self._root.renew()
            parent = self._parents[wanted.file] = Parent(wanted)
            making = asyncio.create_task(self._make(parent, waited_for=waited_for))
            self._making.add(making)
            making.add_done_callback(self._making.discard)
        if waited_for:
            parent.hurry()
        await asyncio.wait({parent.said}, timeout=PATIENCE if waited_for else None)
        return None if parent.shown is None else parent

    async def fork(self, parent: Parent, name: str, **asked: Any) -> Forked | None:
        """Return the process of a new kernel, once it listens; None where its parent died, or it takes too long.

        Parameters
        ----------
        name : str
            The kernel's id.
        asked
            "command", "environment" and "folder", as :func:`workbench.serve.warm.kernel.become` takes them.
        """
        assert parent.call is not None
        called = self._calls.expect(name)
        try:
            parent.call.send(name=name, **asked)
            await either(called, parent.call.gone, FORKING)
            if not called.done():
                await asyncio.wait({called}, timeout=LOST)
            return await _listening(called.result()) if called.done() else None
        finally:
            called.cancel()

    async def close(self) -> None:
        """End the parents, and all kernels that were forked from them."""
        for task in tuple(self._making):
            task.cancel()
        await asyncio.gather(*self._making, return_exceptions=True)
        await self._calls.close()
        self._root.end()

    async def _make(self, parent: Parent, *, waited_for: bool) -> None:
        """Let the root fork a parent, and hear whether its notebook can be shared."""
        said: dict[str, Any] = {}
        try:
            said = await asyncio.wait_for(self._made(parent, waited_for=waited_for), MAKING)
        except TimeoutError:
            said = {"unfit": f"it takes more than {MAKING:.0f} s"}
        finally:
            parent.said.set_result(said)
            if "shown" not in said:
                parent.end()
                reason = said.get("unfit", "its process ended")
                level = logging.WARNING if "WORKBENCH_DEBUG" in os.environ else logging.DEBUG
                _LOG.log(level, "%s runs in each kernel: %s.", parent.made_from.file, reason)

    async def _made(self, parent: Parent, *, waited_for: bool) -> dict[str, Any]:
        root, wanted = await self._root.call(), parent.made_from
        if root is None:
            return {"unfit": "no process could be started for it"}
        name = uuid4().hex
        called = self._calls.expect(name)
        try:
            given = {"file": wanted.file, "cells": wanted.cells, "environment": dict(wanted.environment)}
            root.send(name=name, waited_for=waited_for, rest=REST, **given)
            await either(called, root.gone)
            if not called.done():
                return {}
            parent.call = called.result()
            if waited_for:
                parent.hurry()
            return await parent.call.said
        finally:
            called.cancel()


async def _listening(call: Call) -> Forked | None:
    """Return a kernel's process once it listens; None where it ends before, or takes too long."""
    try:
        process = Forked(call.pid)
        said = await asyncio.wait_for(asyncio.shield(call.said), FORKING)
    except (ProcessLookupError, TimeoutError):
        call.hang_up()
        return None
    return process if said else None


def _unchanged(files: Mapping[str, int]) -> bool:
    """Tell whether files are as they were."""
    try:
        return all(Path(file).stat().st_mtime_ns == changed for file, changed in files.items())
    except OSError:
        return False
