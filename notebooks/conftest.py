"""nbval runs every notebook on a fresh sample of its own; nobody's workspace is touched."""

import os
from collections.abc import Generator
from typing import Any
from unittest import mock

import pytest

from workbench.cli import load_sample


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: Any) -> Generator[None, Any, Any]:
    """Point the kernel, which a notebook's first cell starts, to a new sample."""
    notebook = item.parent
    if not hasattr(notebook, "workspace"):
        folder = item.config._tmp_path_factory.mktemp(notebook.path.stem)  # noqa: SLF001 - no fixtures for cells
        notebook.workspace = load_sample(str(folder / "sample.db")).url
    with mock.patch.dict(os.environ, WORKBENCH_WORKSPACE=notebook.workspace, WORKBENCH_USER="nbval"):
        return (yield)
