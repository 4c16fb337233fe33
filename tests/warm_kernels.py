"""Kernels as the server starts them, in an event loop of their own, and asked directly."""

import asyncio
import shutil
import tempfile
import threading
from pathlib import Path

import nbformat

from workbench.parts import PARTS
from workbench.serve.environment import environment
from workbench.serve.kernels import Kernels
from workbench.serve.notebooks import cells, read
from workbench.serve.warm.parents import Parents


class Warm:
    """Kernels in an event loop of their own, so that tests need not be asynchronous."""

    def __init__(self, folder: Path, workspace: str) -> None:
        self.folder, self.workspace = folder, workspace
        self.connections = tempfile.mkdtemp(prefix="wb-", dir="/tmp")
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

        async def make():
            self.parents = Parents(
                folder, self.connections, [part.name for part in PARTS], environment(workspace)
            )
            self.kernels = Kernels(folder, self.connections, self.parents)

        self.wait(make())

    def wait(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(120)

    def write(self, name: str, *sources: str) -> str:
        """Write a notebook of these cells."""
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), self.folder / name)
        return name

    def begin(self, name: str, *, waited_for: bool = True) -> str:
        """Start a kernel for a notebook."""
        sources = cells(read(self.folder / name))
        return self.wait(self.kernels.start("python3", self.workspace, name, sources, waited_for=waited_for))

    def start(self, *sources: str, name: str = "trial.ipynb") -> str:
        """Write a notebook, and start a kernel for it."""
        return self.begin(self.write(name, *sources))

    def shown(self, kernel: str):
        """What the cells showed before the kernel was forked: messages; None where it has to run them."""
        return self.kernels.shown(kernel)

    def shown_by(self, name: str):
        """What the parent of a notebook kept."""
        return self.parent(name).shown

    def parent(self, name: str = "trial.ipynb"):
        return self.parents._parents[name]

    def run(self, kernel: str, code: str) -> str:
        """Let the kernel run code, and return what it printed."""
        client = self.kernels.get_kernel(kernel).client()

        async def ask():
            client.start_channels()
            try:
                await client.wait_for_ready(timeout=60)  # what it says before is missed
                printed = []
                reply = await client.execute_interactive(
                    code,
                    timeout=60,
                    output_hook=lambda message: printed.append(message["content"].get("text", "")),
                )
                assert reply["content"]["status"] == "ok", reply["content"]
                return "".join(printed).strip()
            finally:
                client.stop_channels()

        return self.wait(ask())

    def pid(self, kernel: str) -> int:
        return self.kernels.get_kernel(kernel).provisioner.pid

    def end(self, kernel: str) -> None:
        self.wait(self.kernels.end(kernel))

    def close(self) -> None:
        self.wait(self.kernels.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        shutil.rmtree(self.connections, ignore_errors=True)
