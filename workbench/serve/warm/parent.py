"""A parent's process: it waits for the server's word and forks. The root has imported, its children ran a notebook.

While it waits it has one thread, no event loop, no ZMQ context and no open database: a fork is a copy of what it holds.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from setproctitle import setproctitle

from workbench.serve.warm import priority
from workbench.serve.warm.call import call, say

__all__ = ["main"]

IMPORTED = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "ipywidgets",
    "anywidget",
    "pandas",
    "plotly.graph_objects",
    "psutil._pslinux",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "jupyter_client.localinterfaces",
    "tornado.platform.asyncio",
    "workbench.workspace.workspace",
)
"""What every notebook needs, and what a kernel would import as it starts."""

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run the root: ``argv`` holds the server's socket, and the names of the parts to import."""
    path, name, *parts = sys.argv[1:]
    setproctitle("workbench: root of kernels")
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's
    gc.disable()  # nothing of what is loaded will go
    priority.do(lambda: _load(parts))
    priority.settle()
    with call(path, name) as line:
        serve(line, lambda wanted: _notebook(path, wanted))


def serve(line: socket.socket, child: Callable[[dict[str, Any]], NoReturn]) -> None:
    """Fork at every request and let the child go its way with it; return when the server hangs up."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system forgets a child that ended
    for message in line.makefile("rb"):
        request = json.loads(message)
        if "name" not in request:  # it only hurried this process
            continue
        sys.stdout.flush()
        sys.stderr.flush()
        if os.fork() == 0:
            with _never_back():
                os.close(line.detach())  # a copy of its parent's call would hide that the parent ended
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                child(request)


def _notebook(path: str, wanted: dict[str, Any]) -> NoReturn:
    """Become the parent of a notebook: run its cells, say what they showed, and wait."""
    from workbench.serve.warm import cells, kernel

    setproctitle(f"workbench: parent of {wanted['file']}")
    _end_with_parent()
    os.environ.update(wanted["environment"])
    with call(path, wanted["name"]) as line:
        try:
            ran = cells.Ran(wanted["cells"], waited_for=wanted["waited_for"])
            rested = ran.rest(line, wanted["rest"])
        except cells.Unfit as reason:
            say(line, unfit=str(reason), files=cells.files())
            raise SystemExit from None
        say(line, shown=ran.shown, files=ran.files, rested=rested)
        serve(line, lambda asked: kernel.become(path, asked, ran.environment))
    raise SystemExit


@contextlib.contextmanager
def _never_back() -> Any:
    """End this process, whatever happens: the rest of the stack is its parent's."""
    try:
        yield
    except SystemExit:
        pass
    except BaseException:  # noqa: BLE001  to the log, where there is one
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def _load(parts: Sequence[str]) -> None:
    # Nobody debugs a dashboard's kernel; the debugger costs each 33 MB.
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
    for name in IMPORTED:
        importlib.import_module(name)
    for part in parts:
        with contextlib.suppress(ModuleNotFoundError):  # a notebook of one's own is no part
            importlib.import_module(f"workbench.{part}.board")


def _end_with_parent() -> None:
    """Let the system end this process with the one that made it."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
