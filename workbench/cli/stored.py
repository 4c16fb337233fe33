"""Notebooks as they are stored: the outputs of checked cells, taken on a fresh sample, and nothing else."""

import os
import tempfile
from pathlib import Path
from unittest import mock

import nbformat
from nbclient import NotebookClient

from workbench.cli.pages import load_sample

__all__ = ["store"]

MARK = "# NBVAL_CHECK_OUTPUT"


def store(path: Path) -> int:
    """Run a notebook on a fresh sample, store what its checked cells print, and return how many there are.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        Where a cell fails; the file stays as it was.
    """
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        sample = load_sample(str(Path(folder) / "sample.db"))
        with mock.patch.dict(os.environ, WORKBENCH_WORKSPACE=sample.url, WORKBENCH_USER="nbval"):
            NotebookClient(
                notebook,
                kernel_name="python3",
                coalesce_streams=True,
                resources={"metadata": {"path": str(path.parent)}},
            ).execute()
        sample.store.close()
    checked = strip(notebook)
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return checked


def strip(notebook: nbformat.NotebookNode) -> int:
    """Take out all that a run leaves behind but the outputs of checked cells; return how many of those there are."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}  # not the version of the Python that ran it
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in cells:
        cell.metadata.pop("execution", None)
        if not cell.source.startswith(MARK):
            cell.outputs = []
        cell.execution_count = 1 if cell.outputs else None  # nbval compares no cell without a number
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = None
    return sum(bool(cell.outputs) for cell in cells)
