"""What all tests share: nobody's own files and settings, and an empty workspace."""

import os

import pytest


@pytest.fixture(autouse=True)
def nobodys_home(tmp_path_factory, monkeypatch):
    """No test reads or writes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in os.environ:
        if name.startswith("WORKBENCH_") and name != "WORKBENCH_REAL_DATA":
            monkeypatch.delenv(name)
    return home


@pytest.fixture
def url(tmp_path):
    """Where a workspace of this test lies."""
    return f"sqlite:///{(tmp_path / 'work.db').as_posix()}"


@pytest.fixture
def ws(url):
    """An empty workspace, open in Ana's name."""
    from workbench import Workspace

    return Workspace.open(url, who="ana")
