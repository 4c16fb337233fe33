"""Runs a notebook's cells in a parent, keeps what they showed, and says where kernels could not share what they made."""

import asyncio
import contextlib
import gc
import io
import os
import random
import select
import socket
import sys
import sysconfig
import threading
from collections.abc import Callable, Sequence
from contextvars import Context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import ipywidgets
import numpy as np
from ipykernel.compiler import XCachingCompiler
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets.config import Config

import workbench
from workbench.serve.warm import priority
from workbench.workspace.forking import prepare_fork

__all__ = ["Ran", "Unfit", "files"]

PAUSE = 0.02
"""Seconds between two looks whether somebody asks for a kernel."""

SHOWN = ("stream", "display_data", "execute_result")


class Unfit(Exception):  # noqa: N818  no error: the notebook runs in each kernel, as everywhere else
    """Why kernels could not share what a notebook made."""


class Ran:
    """A notebook whose cells ran in this process.

    Attributes
    ----------
    shown : list of lists
        For each cell the messages that a kernel would have sent.
    files : dict
        File -> when it was changed (ns): what this process was made from.
    environment : dict
        Variables that the cells set, None where they took one away.

    Raises
    ------
    Unfit
        Where two kernels that are forked from here would not be as two that ran the cells themselves.
    """

    def __init__(self, sources: Sequence[str], *, waited_for: bool) -> None:
        before = dict(os.environ)
        self._sent = _Sent()
        self._shell = _shell(self._sent)
        self._runner = asyncio.Runner(loop_factory=_Loop)
        self.shown: list[list[dict[str, Any]]] = []
        priority.do(lambda: self._runner.run(self._run(sources)), waited_for=waited_for)
        now = dict(os.environ)
        self.environment = {
            name: now.get(name) for name in {*before, *now} if before.get(name) != now.get(name)
        }
        self.files = files()
        priority.settle()

    def rest(self, line: socket.socket, seconds: float) -> bool:
        """Let boards do what they left for later, until it is done or somebody asks; return whether it is."""
        rested: list[bool] = []
        priority.do(lambda: rested.append(self._runner.run(_rested(line, seconds))))
        self._runner.close()
        prepare_fork()
        gc.freeze()
        return rested[0]

    async def _run(self, sources: Sequence[str]) -> None:
        held = _Held()
        for source in sources:
            self.shown.append([])
            if source.strip():
                await self._cell(source)
                self.shown[-1] = self._sent.take()
        prepare_fork()
        held.check()

    async def _cell(self, source: str) -> None:
        code = self._shell.transform_cell(source)
        if code.strip() != source.strip():
            raise Unfit("it uses commands of IPython")
        refusing = patch.object(ipywidgets.Output, "__enter__", _refuse_output)
        with contextlib.redirect_stdout(_Out(self._sent)), refusing:
            result = await self._shell.run_cell_async(source, store_history=False, transformed_cell=code)
        if result.error_before_exec or result.error_in_exec:
            raise Unfit(f"a cell fails: {result.error_before_exec or result.error_in_exec!r}")


class _Sent(Session):
    """A kernel's session that keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[dict[str, Any]] = []

    def send(self, stream: Any, message: Any, content: Any = None, *_: Any, **__: Any) -> None:  # type: ignore[override]  # noqa: ARG002
        """Keep a message; what only a live page could take is no use to one that comes later."""
        kind = message if isinstance(message, str) else message["msg_type"]
        content = content if isinstance(message, str) else message["content"]
        if kind not in (*SHOWN, "error") or (content.get("transient") or {}).get("display_id"):
            raise Unfit(f"it sends {kind}")
        last = self.messages[-1] if self.messages else None
        if kind == "stream" and last and last["msg_type"] == kind:
            last["content"]["text"] += content["text"]
        else:
            self.messages.append({"msg_type": kind, "content": content})

    def take(self) -> list[dict[str, Any]]:
        """Return what was kept, and forget it."""
        taken, self.messages = self.messages, []
        return taken


class _Out(io.TextIOBase):
    """What is printed is sent, as a kernel's standard output is."""

    def __init__(self, sent: _Sent) -> None:
        self._sent = sent

    def write(self, text: str) -> int:
        if text:
            self._sent.send(None, "stream", {"name": "stdout", "text": text})
        return len(text)


class _Held:
    """What this process holds before the cells run; afterwards it must hold nothing more of these kinds."""

    def __init__(self) -> None:
        self._threads, self._files = set(threading.enumerate()), _open_files()
        self._random = _random_state()

    def check(self) -> None:
        """Raise Unfit for what two kernels must not share."""
        if len(asyncio.all_tasks()) > 1:
            raise Unfit("a task of its own goes on")
        if threads := set(threading.enumerate()) - self._threads:
            raise Unfit(f"a thread goes on: {next(iter(threads)).name}")
        if more := _open_files() - self._files:
            raise Unfit(f"a file or connection stays open: {', '.join(sorted(more))}")
        if self._random != _random_state() or any(map(_is_random, gc.get_objects())):
            raise Unfit("it draws random numbers")
        if _has_children():
            raise Unfit("a process of its own goes on")
        if _foreign_threads():
            raise Unfit("a thread of a library goes on")


def _shell(sent: Session) -> Any:
    """Make the shell that each kernel takes over; until then it sends to ``sent``."""
    app = IPKernelApp.instance(parent_handle=1)  # 1: no process to watch, the call tells of the server's end
    app.init_path()
    shell = ZMQInteractiveShell.instance(
        user_ns={}, compiler_class=XCachingCompiler, config=Config({"HistoryManager": {"enabled": False}})
    )
    shell.displayhook.session = shell.display_pub.session = sent
    return shell


def _refuse_output(_: object) -> None:
    raise Unfit("it writes into an Output widget, which a kernel would have to send")


class _Loop(asyncio.SelectorEventLoop):
    """An event loop that knows what waits for its time."""

    def __init__(self) -> None:
        super().__init__()
        self._later: set[asyncio.TimerHandle] = set()

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        def run(*given: Any) -> None:
            self._later.discard(handle)
            callback(*given)

        handle = super().call_at(when, run, *args, context=context)
        self._later.add(handle)
        return handle

    @property
    def waits(self) -> bool:
        return any(not each.cancelled() for each in self._later)


async def _rested(line: socket.socket, seconds: float) -> bool:
    """Wait until nothing waits for its time any more; return False where the server asks before that."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, _Loop)
    end = loop.time() + seconds
    while True:
        await asyncio.sleep(PAUSE)
        if select.select([line], [], [], 0)[0]:
            return False
        if not loop.waits:
            return True
        if loop.time() > end:
            raise Unfit("a timer of its own goes on")


def _open_files() -> set[str]:
    """Return what is open, by number and name."""
    found = set()
    for number in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # the one that lists them
            found.add(f"{number.name} {number.readlink()}")
    return found


def _random_state() -> tuple[Any, ...]:
    name, keys, *rest = np.random.get_state(legacy=True)  # noqa: NPY002  the state that all of numpy's old functions share
    return random.getstate(), name, np.asarray(keys).tobytes(), *rest


def _is_random(found: object) -> bool:
    """Tell a stream of random numbers; objects older than the notebook are not looked at: they are frozen."""
    kind = type(found)
    return issubclass(kind, (random.Random, np.random.Generator, np.random.RandomState)) and not issubclass(
        kind, random.SystemRandom
    )


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _foreign_threads() -> bool:
    """Tell whether a thread outlives a fork's preparation: OpenBLAS ends its own then."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return len(list(Path("/proc/self/task").iterdir())) > threading.active_count()


def files() -> dict[str, int]:
    """Return the files that this process was made from and that people edit: ours, and all outside the environment."""
    environment = (sys.prefix, sys.base_prefix)
    loaded = {
        Path(found) for module in list(sys.modules.values()) if (found := getattr(module, "__file__", None))
    }
    own = {path for path in loaded if not str(path).startswith(environment)}
    package = Path(workbench.__file__).parent
    own |= {path for path in package.rglob("*") if path.suffix in {".py", ".css", ".js"}}
    own.add(Path(sysconfig.get_path("purelib")))  # changes with every package that comes or goes
    times = {}
    for path in own:
        with contextlib.suppress(FileNotFoundError):  # gone since it was listed
            times[str(path)] = path.stat().st_mtime_ns
    return times
