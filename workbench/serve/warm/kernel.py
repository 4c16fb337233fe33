"""A fork of a parent becomes a Jupyter kernel."""

import gc
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import ipywidgets
import numpy as np
from comm import get_comm_manager
from ipykernel.kernelapp import IPKernelApp
from setproctitle import setproctitle

from workbench.serve.warm.call import call, say

__all__ = ["become"]


def become(path: str, asked: Mapping[str, Any], own: Mapping[str, str | None]) -> NoReturn:
    """Be a kernel until the server hangs up or ends it.

    Parameters
    ----------
    path : str
        The server's socket.
    asked : mapping
        "name": its id, by which the server expects its call; "command": what would have started it; "environment": its variables; "folder": where it works.
    own : mapping
        Variables that the notebook set.
    """
    os.setsid()
    gc.enable()
    _environment(asked["environment"], own)
    os.chdir(asked["folder"])
    sys.argv = asked["command"][2:]
    setproctitle(" ".join(asked["command"]))
    np.random.seed()  # noqa: NPY002  Python's own random numbers are renewed by Python
    _streams()
    line = call(path, asked["name"])
    threading.Thread(target=_end_with, args=(line,), daemon=True, name="server's call").start()
    app = IPKernelApp.instance()
    app.initialize(asked["command"][3:])
    _join(app.kernel)
    say(line, listens=True)
    app.start()
    raise SystemExit


def _join(kernel: Any) -> None:
    """Connect what was made before there was a kernel: the shell, and the widgets, which found none to speak through."""
    kernel.shell.kernel = kernel
    ipywidgets.register_comm_target()
    for widget in get_comm_manager().comms.values():
        widget.kernel = kernel  # type: ignore[attr-defined]  # ipykernel's comm has one


def _environment(asked: Mapping[str, str], own: Mapping[str, str | None]) -> None:
    os.environ.clear()
    os.environ.update(asked)
    for name, value in own.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    time.tzset()


def _streams() -> None:
    """Take streams of its own, where they lead nowhere: files that are shared have one position."""
    for number in (0, 1, 2):
        if os.path.samestat(os.fstat(number), Path(os.devnull).stat()):
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, number)
            os.close(nowhere)


def _end_with(line: socket.socket) -> None:
    """Wait for the server to hang up; then nobody needs this kernel."""
    line.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)
