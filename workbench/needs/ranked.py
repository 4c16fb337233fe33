"""Where the opportunities stand, as the workspace's findings say it: no part imports another."""

from collections.abc import Mapping

from workbench.workspace.registry import findings
from workbench.workspace.snapshot import Snapshot

__all__ = ["ranks"]


def ranks(ws: Snapshot) -> Mapping[str, float]:
    """Return the rank of each ranked opportunity by its id."""
    found = findings(ws, "opportunities")
    places = found[found["name"] == "rank"]
    return dict(zip(places["id"], places["value"].astype(float), strict=True))
