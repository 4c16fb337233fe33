"""What kernels see of the server's environment."""

import os
import re

__all__ = ["environment"]

_SECRET = re.compile(r"token|secret|passw|credential|api_?key|private", re.IGNORECASE)


def environment(workspace_url: str) -> dict[str, str]:
    """Return what a kernel sees of the server's environment: no secret of it, and which workspace to open."""
    seen = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
    if "postgres" in workspace_url and "PGPASSWORD" in os.environ:
        seen["PGPASSWORD"] = os.environ["PGPASSWORD"]
    # Served: a workspace that is gone must not come back empty. No echo: one page has one kernel, and nobody else
    # needs to hear what a control was set to.
    return {
        **seen,
        "WORKBENCH_WORKSPACE": workspace_url,
        "WORKBENCH_SERVED": "1",
        "JUPYTER_WIDGETS_ECHO": "0",
    }
