"""Kernels and the notebooks that run in them. Importing this costs seconds, so the server does it in a thread."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets.config import Config

from workbench.serve.environment import environment
from workbench.serve.notebooks import cells, read
from workbench.serve.warm.parents import Cells, Notebook, Parents
from workbench.serve.warm.provisioner import ForkProvisioner, register

__all__ = ["Connection", "Kernels"]

GRACE = 20.0
"""Seconds that a kernel outlives its last page: a reload, or a short break of the network, finds it again."""

LONGEST = 48
"""Characters of a folder in which a kernel's sockets have room: macOS allows 103 with the name, which has 52."""

_STARTING = 30.0
_ALLOWED = ["comm_open", "comm_close", "comm_msg", "kernel_info_request"]


def _sockets(folder: str) -> Config:
    """Let kernels speak over files where the system can: no other program takes those, or listens to them."""
    short = os.name == "posix" and len(folder) < LONGEST
    return Config({"KernelManager": {"transport": "ipc" if short else "tcp"}})


class Kernels(AsyncMappingKernelManager):
    """The kernels of all pages, started in the folder of the notebooks and nowhere else.

    Parameters
    ----------
    folder : Path
        Of the notebooks.
    connection_dir : str
        Where kernels and the server find one another.
    parents : Parents, optional
        What kernels are forked from; without it each starts anew.
    """

    def __init__(self, folder: Path, connection_dir: str, parents: Parents | None = None) -> None:
        specs = KernelSpecManager()
        super().__init__(
            config=_sockets(connection_dir),
            # A context of its own would be ended with it, and wait for ever for a socket that is still open.
            context=zmq.asyncio.Context.instance(),
            root_dir=str(folder),
            connection_dir=connection_dir,
            kernel_spec_manager=specs,
            allowed_message_types=_ALLOWED,  # a page talks to widgets; it never runs code
        )
        self.folder = folder
        self.on_lost: Callable[[str], None] = lambda _: None
        self.parents = parents
        if parents is not None:
            register()

    async def start(
        self, name: str, workspace_url: str, file: str, sources: Sequence[str], *, waited_for: bool
    ) -> str:
        """Start a kernel for a notebook's cells and return its id; ``waited_for``: a visitor waits."""
        notebook = Notebook(file, tuple(sources), environment(workspace_url), date.today())  # noqa: DTZ011  as boards do
        forked = {"notebook": notebook, "waited_for": waited_for} if self.parents is not None else {}
        quiet = None if "WORKBENCH_DEBUG" in os.environ else subprocess.DEVNULL
        kernel_id: str = await self.start_kernel(
            kernel_name=name, path="", env=dict(notebook.environment), stdout=quiet, stderr=quiet, **forked
        )
        if self.shown(kernel_id) is not None:  # it has nothing to do, and Jupyter need not find that out
            self.get_kernel(kernel_id).execution_state = "idle"
        # Jupyter starts a dead kernel again, but empty: no page can use it.
        self.add_restart_callback(kernel_id, lambda: self.on_lost(kernel_id), "restart")
        return kernel_id

    def is_current(self, kernel_id: str, workspace_url: str, file: str) -> bool:
        """Tell whether a kernel is what would be started now: same notebook, code, variables and day."""
        if kernel_id not in self:
            return False
        provisioner = self.get_kernel(kernel_id).provisioner
        if not isinstance(provisioner, ForkProvisioner):
            return True  # nobody knows what it was made from
        sources = tuple(cells(read(self.folder / file)))
        return provisioner.is_current(Notebook(file, sources, environment(workspace_url), date.today()))  # noqa: DTZ011

    def shown(self, kernel_id: str) -> Cells | None:
        """Return what the notebook's cells showed where they ran before the kernel was forked; else None."""
        provisioner = self.get_kernel(kernel_id).provisioner if kernel_id in self else None
        return provisioner.shown if isinstance(provisioner, ForkProvisioner) else None

    def has_page(self, kernel_id: str) -> bool:
        """Tell whether a page is connected."""
        return bool(self._kernel_connections.get(kernel_id))

    async def end(self, kernel_id: str | None) -> None:
        """End a kernel, if it is still there."""
        if kernel_id is None or kernel_id not in self:
            return
        kernel, end = self.get_kernel(kernel_id), time.monotonic() + _STARTING
        while not kernel.ready.done() and time.monotonic() < end:  # noqa: ASYNC110  Jupyter has no event for it
            await asyncio.sleep(0.2)  # Jupyter cannot end a kernel that is just being started again
        with contextlib.suppress(HTTPError):  # somebody else ended it meanwhile
            await self.shutdown_kernel(kernel_id, now=True)

    async def close(self) -> None:
        """End all kernels, those too that are just being started or ended."""
        ends = [self._killed(kernel_id) for kernel_id in self.list_kernel_ids()]
        await asyncio.gather(*ends, return_exceptions=True)
        if self.parents is not None:
            await self.parents.close()

    async def _killed(self, kernel_id: str) -> None:
        kernel = self.get_kernel(kernel_id)
        if kernel.ready.done():
            await self.end(kernel_id)
        elif kernel.has_kernel:
            await kernel.signal_kernel(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    async def end_unseen(self, kernel_id: str) -> None:
        """End a kernel that no page is connected to."""
        if not self.has_page(kernel_id):
            await self.end(kernel_id)


class Connection(ZMQChannelsWebsocketConnection):
    """A page's websocket: small frames go out at once, and a kernel ends soon after its last page."""

    _counted = False

    def request_kernel_info(self) -> Any:
        """Ask a kernel which protocol it speaks, and whether it does by now; one that was forked said so itself."""
        if self.multi_kernel_manager.shown(self.kernel_id) is None:
            return super().request_kernel_info()
        self._finish_kernel_info({})  # our own protocol
        return self._kernel_info_future

    def connect(self) -> Any:
        """Connect without Nagle's algorithm, which would hold back the second of two small frames by 40 ms."""
        self.websocket_handler.set_nodelay(True)
        self._counted = True
        return super().connect()

    def disconnect(self) -> None:
        """Leave, and end the kernel unless somebody is back in time."""
        kernels, kernel_id = self.multi_kernel_manager, self.kernel_id
        # Jupyter counts a page that leaves while its kernel is asked off, but never counted it; and where no other
        # is left, it keeps the channels that this one does not have yet.
        strays = 0 if self._counted else 2
        for _ in range(strays):
            kernels.notify_connect(kernel_id)
        super().disconnect()
        if strays:
            kernels.notify_disconnect(kernel_id)
        self._counted = False
        loop = asyncio.get_running_loop()
        loop.call_later(GRACE, lambda: loop.create_task(kernels.end_unseen(kernel_id)))
