"""The server starts the root of all parents, and again where it is gone."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from workbench.serve.warm.calls import Call, Calls, either

__all__ = ["Root"]

STARTING, AGAIN = 60.0, 30.0
"""Seconds that its imports may take, and until one that could not be started is tried again."""

_CODE = "from workbench.serve.warm.parent import main; main()"


class Root:
    """A process that has imported what all notebooks need, and forks their parents.

    Parameters
    ----------
    calls : Calls
        Where it calls.
    folder : Path
        Where notebooks run.
    parts : sequence of str
        Whose boards it imports.
    environment : mapping
        Its variables.
    """

    def __init__(
        self, calls: Calls, folder: Path, parts: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self._calls, self._folder, self._parts, self._environment = calls, folder, parts, environment
        self._starting = asyncio.Lock()
        self._call: Call | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._failed = float("-inf")

    async def call(self) -> Call | None:
        """Return its call; None where it cannot be started just now."""
        async with self._starting:
            if self._call is not None and self._call.gone.done():
                self._call = None
            if self._call is None and time.monotonic() - self._failed > AGAIN:
                self._call = await self._start()
                if self._call is None:
                    self._failed = time.monotonic()
            return self._call

    def renew(self) -> None:
        """End it: what it imported is another by now. The next call is that of a new one."""
        self.end()
        self._call = None

    def end(self) -> None:
        """End it, and with it the parents."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _start(self) -> Call | None:
        self.end()
        await self._calls.open()
        name = uuid4().hex
        called = self._calls.expect(name)
        quiet = None if "WORKBENCH_DEBUG" in os.environ else subprocess.DEVNULL
        try:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _CODE, self._calls.path, name, *self._parts),
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=quiet,
                stderr=quiet,
            )
            ended = asyncio.ensure_future(self._process.wait())
            await either(called, ended, STARTING)
            return called.result() if called.done() else None
        except OSError:
            return None
        finally:
            called.cancel()
