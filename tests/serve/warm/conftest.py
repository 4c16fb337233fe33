"""Kernels on a folder of small notebooks."""

import pytest

from workbench.serve.warm.parents import can_fork

collect_ignore_glob = [] if can_fork("/tmp") else ["test_*.py"]


@pytest.fixture(scope="module")
def warm(tmp_path_factory, sample_at):
    """One root for a file of tests, on the sample product."""
    folder = tmp_path_factory.mktemp("notebooks")
    workspace = f"sqlite:///{(tmp_path_factory.mktemp('product') / 'product.db').as_posix()}"
    sample_at(workspace.removeprefix("sqlite:///")).store.close()
    from warm_kernels import Warm

    made = Warm(folder, workspace)
    yield made
    made.close()
