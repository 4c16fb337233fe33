"""A notebook as a dashboard sees it."""

from pathlib import Path
from typing import Any

import nbformat

__all__ = ["cells", "read"]

NOTEBOOK_ONLY = "notebook-only"
"""The tag of cells that a dashboard neither shows nor waits for."""


def read(path: Path) -> Any:
    """Read what a notebook has for the dashboard."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [cell for cell in notebook.cells if NOTEBOOK_ONLY not in cell.metadata.get("tags", [])]
    return notebook


def cells(notebook: Any) -> list[str]:
    """Return the sources of its code cells."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]
