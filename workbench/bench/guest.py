"""A visitor without a browser: asks the server for all that a page asks for, and draws nothing."""

import json
import re
import time
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

__all__ = ["Guest", "fetch"]

PROTOCOL = "v1.kernel.websocket.jupyter.org"
KERNEL = re.compile(r'id="wb-kernel"[^>]*>"([^"]+)"')
SESSION = re.compile(r'data-wb-session="([^"]+)"')
FILES = re.compile(r'(?:src|href)="([^"#]+\.(?:js|css|woff2)[^"]*)"')


class Guest:
    """One visit: its page, files and websocket, until all that fills the board has come."""

    def __init__(self) -> None:
        self._socket: Any = None
        self._control = str(uuid4())

    async def visit(self, url: str) -> float:
        """Return the seconds from asking for the page until the states of all its widgets were there."""
        start = time.monotonic()
        page = await fetch(url)
        for file in dict.fromkeys(FILES.findall(page)):
            await fetch(urljoin(url, file))
        await self._open(url, _found(KERNEL, page), _found(SESSION, page))
        await self._states()
        return time.monotonic() - start

    def leave(self) -> None:
        """Close the websocket, as a closed page does."""
        if self._socket is not None:
            self._socket.close()

    async def _open(self, url: str, kernel: str, session: str) -> None:
        from tornado.websocket import websocket_connect

        address = urljoin(url, f"/api/kernels/{kernel}/channels?session_id={uuid4()}")
        self._socket = await websocket_connect(
            address.replace("http", "ws", 1), subprotocols=[PROTOCOL], max_message_size=2**28
        )
        greeting = {"search": "", "tab": str(uuid4()), "theme": "light", "who": "", "base": "/"}
        self._say("comm_msg", session, data={"method": "custom", "content": {"hello": greeting}})
        self._say(
            "comm_open", self._control, {"version": "1.0.0"}, target_name="jupyter.widget.control", data={}
        )
        self._say("comm_msg", self._control, data={"method": "request_states"})

    def _say(self, kind: str, comm: str, metadata: Any = None, **content: Any) -> None:
        from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

        header = {"msg_id": str(uuid4()), "msg_type": kind, "session": "", "username": "", "version": "5.3"}
        parts = [
            json.dumps(part).encode() for part in (header, {}, metadata or {}, {"comm_id": comm, **content})
        ]
        self._socket.write_message(serialize_msg_to_ws_v1(parts, "shell"), binary=True)

    async def _states(self) -> None:
        from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1

        while True:
            frame = await self._socket.read_message()
            if frame is None:
                raise RuntimeError("The server closed the websocket before the board had come.")
            _, (_, _, _, content, *_) = deserialize_msg_from_ws_v1(frame)
            said = json.loads(content)
            if said.get("comm_id") == self._control and said["data"].get("method") == "update_states":
                return


async def fetch(url: str) -> str:
    """Return what is at an address, as text."""
    from tornado.httpclient import AsyncHTTPClient

    client = AsyncHTTPClient(force_instance=True)
    try:
        answer = await client.fetch(url, request_timeout=180.0)
        return answer.body.decode("utf-8", "replace")
    finally:
        client.close()


def _found(pattern: "re.Pattern[str]", page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise RuntimeError("The page did not name its kernel and its board.")
    return found.group(1)
