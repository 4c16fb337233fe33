"""Starts Jupyter's kernels by a fork of their notebook's parent, where there is one."""

import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from workbench.serve.warm.call import SOCKET
from workbench.serve.warm.parents import Cells, Notebook

__all__ = ["ForkProvisioner", "can_fork", "register"]

NAME = "workbench-fork"

LONGEST = 100
"""Characters of a socket's path that every system takes."""


def can_fork(connections: str) -> bool:
    """Tell whether kernels can be forked here: on Linux, where the path of a socket in this folder is short enough."""
    if sys.platform != "linux" or len(str(Path(connections) / SOCKET)) > LONGEST:
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:  # an old system, or one that forbids it
        return False
    return True


def register() -> None:
    """Let kernels of this process, and of no other such as JupyterLab's, be started so."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkProvisioner.__name__}", factory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME


class ForkProvisioner(LocalProvisioner):  # type: ignore[misc]  untyped
    """A kernel of this Python is forked from its notebook's parent; any other, and where that fails, starts as always.

    Attributes
    ----------
    shown : list or None
        What the notebook's cells showed when they ran in the parent; None: they did not run yet.
    """

    shown: Cells | None = None
    _notebook: Notebook | None = None

    async def pre_launch(self, **given: Any) -> dict[str, Any]:
        """Take ``notebook``, which no other provisioner knows."""
        self._notebook = given.pop("notebook", None)
        ready: dict[str, Any] = await super().pre_launch(**given)
        return ready

    async def launch_kernel(self, cmd: list[str], **given: Any) -> Any:
        """Fork, or start."""
        self.shown = self.process = None
        if self._notebook is not None and cmd[:3] == [sys.executable, "-m", "ipykernel_launcher"]:
            await self._fork(self._notebook, cmd, given)
        if self.process is None:
            return await super().launch_kernel(cmd, **given)
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it started; nobody else may have its number by then."""
        if self.process and self.process.poll() is None:
            await super().send_signal(signum)

    async def _fork(self, notebook: Notebook, command: list[str], given: dict[str, Any]) -> None:
        parents = self.parent.parent.parents
        parent = await parents.parent(notebook)
        if parent is None:
            return
        asked = {"command": command, "environment": given["env"], "folder": str(given["cwd"])}
        forked = await parents.fork(parent, self.kernel_id, **asked)
        if forked is not None:
            self.process, self.shown = forked, parent.shown
            self.pid = self.pgid = forked.pid
            self.cwd = given["cwd"]
