"""The server's end of the calls: who is expected is answered, anybody else is hung up on, and so ends."""

import asyncio
import json
from pathlib import Path
from typing import Any

from workbench.serve.warm.call import SOCKET

__all__ = ["Call", "Calls", "either"]

_LINE = 2**28
"""Characters of a message: what a notebook shows may hold pictures."""


class Call:
    """One process that called, from its first word to its end.

    Attributes
    ----------
    pid : int
        Of the process.
    said : future of dict
        What it said after its name; nothing where it ended before.
    gone : future
        Done once the process ended.
    """

    def __init__(self, pid: int, line: asyncio.StreamWriter) -> None:
        self.pid, self._line = pid, line
        loop = asyncio.get_running_loop()
        self.said: asyncio.Future[dict[str, Any]] = loop.create_future()
        self.gone: asyncio.Future[None] = loop.create_future()

    def send(self, **message: Any) -> None:
        """Ask something of it."""
        self._line.write(json.dumps(message).encode() + b"\n")

    def hang_up(self) -> None:
        """Let it end."""
        self._line.close()


class Calls:
    """The socket that forked processes call.

    Parameters
    ----------
    folder : str
        Where the socket lies; nobody else can enter it.
    """

    def __init__(self, folder: str) -> None:
        self.path = str(Path(folder) / SOCKET)
        self._server: asyncio.Server | None = None
        self._expected: dict[str, asyncio.Future[Call]] = {}
        self._answering: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Listen."""
        if self._server is None:
            self._server = await asyncio.start_unix_server(self._called, self.path, limit=_LINE)

    def expect(self, name: str) -> "asyncio.Future[Call]":
        """Return the call of the process that is told to use this name, once it calls; cancelled: it is hung up on."""
        call: asyncio.Future[Call] = asyncio.get_running_loop().create_future()
        self._expected[name] = call
        call.add_done_callback(lambda _: self._expected.pop(name, None))
        return call

    async def close(self) -> None:
        """Hang up on everybody."""
        if self._server is not None:
            self._server.close()
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    def _called(self, reader: asyncio.StreamReader, line: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(reader, line))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, reader: asyncio.StreamReader, line: asyncio.StreamWriter) -> None:
        try:
            first = json.loads(await reader.readline())
            expected = self._expected.get(first["name"])
            if expected is not None and not expected.done():
                call = Call(first["pid"], line)
                expected.set_result(call)
                await _listen(call, reader)
        except (ConnectionError, ValueError):
            pass  # it was killed in the middle of a word
        finally:
            line.close()


async def either(
    called: "asyncio.Future[Any]", other: "asyncio.Future[Any]", seconds: float | None = None
) -> None:
    """Wait until one of the two is done, or time is over."""
    await asyncio.wait({called, other}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)


async def _listen(call: Call, reader: asyncio.StreamReader) -> None:
    """Hear a process out."""
    try:
        async for message in reader:
            call.said.set_result(json.loads(message))
    finally:
        if not call.said.done():
            call.said.set_result({})
        call.gone.set_result(None)
