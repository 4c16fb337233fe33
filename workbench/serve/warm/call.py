"""A forked process calls the server and says who it is; the call lasts as long as both do."""

import json
import os
import socket
from typing import Any

__all__ = ["SOCKET", "call", "say"]

SOCKET = "warm.sock"
"""The server's socket, in the folder of the kernels' connections, which nobody else can enter."""


def call(path: str, name: str) -> socket.socket:
    """Connect to the server, by the name under which it expects this process."""
    line = socket.socket(socket.AF_UNIX)
    line.connect(path)
    say(line, name=name, pid=os.getpid())
    return line


def say(line: socket.socket, **said: Any) -> None:
    """Send one message: JSON on a line."""
    line.sendall(json.dumps(said).encode() + b"\n")
