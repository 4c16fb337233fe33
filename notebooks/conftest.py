"""nbval runs every notebook on a fresh sample of its own; nobody's workspace is touched."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from workbench.cli import load_sample

LOADED = pytest.StashKey[Path]()


def sample(config: Any, name: str) -> str:
    """Return the address of a new sample: loaded for the first notebook, copied for the others."""
    folder = config._tmp_path_factory.mktemp(name)  # noqa: SLF001 - no fixtures for cells
    if LOADED not in config.stash:
        config.stash[LOADED] = folder / "loaded.db"
        load_sample(str(folder / "loaded.db")).store.close()
    return f"sqlite:///{Path(shutil.copy(config.stash[LOADED], folder / 'sample.db')).as_posix()}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: Any) -> Generator[None, Any, Any]:
    """Point the kernel, which a notebook's first cell starts, to a new sample."""
    notebook = item.parent
    if not hasattr(notebook, "workspace"):
        notebook.workspace = sample(item.config, notebook.path.stem)
    with mock.patch.dict(os.environ, WORKBENCH_WORKSPACE=notebook.workspace, WORKBENCH_USER="nbval"):
        return (yield)
