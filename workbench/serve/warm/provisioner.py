"""Starts Jupyter's kernels by a fork of their notebook's parent, where there is one."""

import sys
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from workbench.serve.warm.parents import Cells, Notebook, Parent, Parents

__all__ = ["ForkProvisioner", "register"]

NAME = "workbench-fork"


def register() -> None:
    """Let kernels of this process, and of no other such as JupyterLab's, be started so."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkProvisioner.__name__}", factory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME


class ForkProvisioner(LocalProvisioner):
    """Forks a kernel of this Python from its notebook's parent; starts any other, or where that fails, as always."""

    notebook: Notebook | None = None
    _waited_for = False
    _forked_from: Parent | None = None

    @property
    def shown(self) -> Cells | None:
        """What the notebook's cells showed when they ran in the parent; None: they did not run yet."""
        return None if self._forked_from is None else self._forked_from.shown

    def is_current(self, now: Notebook) -> bool:
        """Tell whether this kernel is what would be started now."""
        return self._forked_from.fits(now) if self._forked_from else self.notebook == now

    async def pre_launch(self, **given: Any) -> dict[str, Any]:
        """Take what no other provisioner knows: ``notebook``, and ``waited_for`` where a visitor waits."""
        self.notebook, self._waited_for = given.pop("notebook", None), given.pop("waited_for", False)
        ready: dict[str, Any] = await super().pre_launch(**given)
        return ready

    async def launch_kernel(self, cmd: list[str], **given: Any) -> Any:
        """Fork, or start."""
        ours = cmd[:3] == [sys.executable, "-m", "ipykernel_launcher"]
        if ours and self.notebook is not None and await self._forked(self.notebook, cmd, given):
            return self.connection_info
        return await super().launch_kernel(cmd, **given)

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it started; nobody else may have its number by then."""
        if await self.poll() is None:
            await super().send_signal(signum)

    async def _forked(self, notebook: Notebook, command: list[str], given: dict[str, Any]) -> bool:
        self._forked_from = None
        parents: Parents = self.parent.parent.parents
        parent = await parents.parent(notebook, waited_for=self._waited_for)
        if parent is None:
            return False
        asked = {"command": command, "environment": given["env"], "folder": str(given["cwd"])}
        process: Any = await parents.fork(parent, self.kernel_id, **asked)
        if process is None:
            return False
        self._forked_from, self.process, self.cwd = parent, process, given["cwd"]
        self.pid = self.pgid = process.pid  # it leads a group of its own
        return True
