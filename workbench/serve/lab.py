"""JupyterLab for those who extend the boards: the same widgets, out of the same files, and no call to other hosts."""

import os
from pathlib import Path
from typing import Any

from workbench.serve.assets import CONFIG, STATIC
from workbench.serve.handlers import Assets

__all__ = ["lab"]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name this module as an extension of Jupyter's server (enabled by the folder ``config``)."""
    return [{"module": "workbench.serve.lab"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Serve the built front end beside JupyterLab."""
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(".*$", [(rf"{base}workbench/static/(.*)", Assets, {"path": str(STATIC)})])


def lab(workspace_url: str, notebooks: str | Path, port: int = 0, *, browser: bool = True) -> None:
    """Run JupyterLab on the notebooks until it is ended.

    Parameters
    ----------
    workspace_url : str
        What ``Workspace.open()`` opens in the notebooks.
    notebooks : path
        The folder that is shown.
    port : int
        0: the first free one from 8888.
    browser : bool
        Open it.
    """
    os.environ["WORKBENCH_WORKSPACE"] = workspace_url
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, [str(CONFIG), os.environ.get("JUPYTER_CONFIG_PATH")])
    )
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]

    options = [f"--ServerApp.root_dir={Path(notebooks).resolve()}"]
    options += [f"--ServerApp.port={port}"] if port else []
    options += [] if browser else ["--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # in a container there is nobody else; it listens on this machine only
    LabApp.launch_instance(argv=options)
