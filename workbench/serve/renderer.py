"""Renders a notebook as a page, by Voilà's own means. Importing this costs seconds, as the kernels do."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import nbformat
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from traitlets.config import Config
from voila.configuration import VoilaConfiguration
from voila.notebook_renderer import NotebookRenderer
from voila.paths import collect_template_paths

from workbench.serve.kernels import Kernels
from workbench.serve.notebooks import cells, read

if TYPE_CHECKING:
    from workbench.serve.pool import Start
    from workbench.serve.warm.parents import Cells

__all__ = ["Renderer"]

OUTPUT = 120
"""Seconds that what a cell shows may come after its end: on a busy machine the usual four lose the whole board."""


class Renderer(NotebookRenderer):
    """Voilà's renderer of one notebook, whose kernel starts when its turn comes and not before its head is out."""

    def __init__(self, file: str, kernels: Kernels, page: dict[str, Any], base: str) -> None:
        options = {
            "template": "workbench",
            "strip_sources": True,
            "show_tracebacks": False,
            "resources": page,
        }
        options |= {"allow_template_override": "NO", "allow_theme_override": "NO"}
        config = Config({"VoilaConfiguration": options, "VoilaExecutor": {"iopub_timeout": OUTPUT}})
        super().__init__(
            voila_configuration=VoilaConfiguration(config=config),
            traitlet_config=config,
            notebook_path=file,
            template_paths=collect_template_paths(["voila", "nbconvert"], "workbench"),
            contents_manager=LargeFileManager(root_dir=str(kernels.folder)),
            base_url=base,
            kernel_spec_manager=kernels.kernel_spec_manager,
            page_config={},
        )
        self._kernels = kernels
        self._start: Start
        self._shown: Cells | None = None

    async def render(self, start: "Start") -> AsyncIterator[str]:
        """Yield the page piece by piece; ``start`` is asked for the kernel once the head is out."""
        self._start = start
        await self.initialize()
        async for snippet, _ in self.generate_content_generator():
            yield snippet

    async def load_notebook(self, path: str) -> Any:
        """Read what the notebook has for the dashboard; its kernel is the Python that runs this server."""
        return await self.fix_notebook(read(self._kernels.folder / path))

    async def _jinja_kernel_start(self, nb: Any, kernel_id: Any, kernel_future: Any) -> Any:  # noqa: ARG002  Voilà's signature
        try:
            return await self._speaking(nb)
        except RuntimeError:  # it died before it spoke: another program may have taken a port meant for it
            return await self._speaking(nb)

    async def _speaking(self, nb: Any) -> Any:
        """Start a kernel and hear from it; RuntimeError where it dies first."""
        kernel_id = await self._start(nb.metadata.kernelspec.name, cells(nb))
        self._shown = self._kernels.shown(kernel_id)
        if self._shown is not None:
            return kernel_id
        try:
            return await super()._jinja_kernel_start(nb, kernel_id, self._kernels.get_kernel(kernel_id))
        except RuntimeError:
            await self._kernels.end(kernel_id)
            raise

    async def _jinja_cell_generator(self, nb: Any, kernel_id: Any) -> AsyncIterator[Any]:
        """Yield the cells with what they showed: in the kernel's parent, or as they run now."""
        if self._shown is None:
            async for cell in super()._jinja_cell_generator(nb, kernel_id):
                yield cell
            return
        shown = iter(self._shown)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [_output(message) for message in next(shown)]
            yield cell


def _output(message: dict[str, Any]) -> Any:
    """Return a kernel's message as a cell's output."""
    return nbformat.v4.output_from_msg({"header": message, **message})  # type: ignore[no-untyped-call]
