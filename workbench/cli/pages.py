"""Commands that open a product: the sample, a new one, one's own; as dashboards or in JupyterLab."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.mistake import Mistake
from workbench.launch import source_tree

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["add", "load_sample", "opened", "shipped"]

PRODUCT, TODAY, PEOPLE = "Edge Gateway", "2026-11-24", 4200
"""The sample's name, and the day on which its story is told."""


def add(command: Callable[..., ArgumentParser]) -> None:
    """Add this module's commands."""
    demo = command("demo", _demo, "Look around in a sample product; your edits to it are kept")
    new = command("new", _new, "Start an empty product of your own")
    new.add_argument("name", metavar="NAME", help="what the product is called")
    serve = command("serve", _serve, "Serve the dashboards of a workspace")
    lab = command("lab", _lab, "Open the notebooks in JupyterLab")
    for one in (demo, new, serve):
        one.add_argument("--host", help="listen here; without it only this machine can open the pages")
        one.add_argument(
            "--allow-host", action="append", default=[], metavar="NAME", help="a further name to answer to"
        )
    for one in (demo, new, serve, lab):
        one.add_argument("--port", type=int, default=0, help="without it the first that is free")
        one.add_argument("--no-browser", action="store_true", help="only print the address")


def shipped(name: str) -> Path:
    """Return the folder ``notebooks`` or ``data``: beside the package in a clone, inside it in a wheel."""
    return (source_tree() or Path(__file__).parent.parent / "serve") / name


def load_sample(url: str) -> "Workspace":
    """Return the workspace with the sample product in it, as one version; one that was saved to stays as it is.

    Parameters
    ----------
    url : str
        A file, or its ``sqlite:///`` address; made where there is none.
    """
    import pandas as pd

    from workbench.exchange import read
    from workbench.exchange.plan import plan_together
    from workbench.workspace.workspace import Workspace

    ws = Workspace.open(url, who="sample")
    if ws.version == 0:
        files = sorted(shipped("data").glob("*.csv"))
        plans = plan_together(ws, [read(path, ws.declaration(path.stem)) for path in files])
        changes = [plan.changes for plan in plans]
        said = {"product.name": PRODUCT, "product.today": TODAY, "opportunities.people": PEOPLE}
        rows = [("settings", name, "value", value) for name, value in said.items()]
        settings = pd.DataFrame(rows, columns=changes[0].columns)
        ws.apply(pd.concat([*changes, settings], ignore_index=True), why="The sample product")
    return ws


def opened(given: Namespace) -> "Workspace":
    """Return the workspace that a command was given; without one $WORKBENCH_WORKSPACE, or the person's own."""
    from workbench.workspace.workspace import Workspace

    return Workspace.open(given.workspace)


def _demo(given: Namespace) -> None:
    from workbench.serve.products import folder

    _show(load_sample(given.workspace or str(folder() / "sample.db")), given)


def _new(given: Namespace) -> None:
    from workbench.serve.products import file_for, folder
    from workbench.workspace.workspace import Workspace

    try:
        where = given.workspace or str(file_for(given.name, folder()))
    except ValueError as error:
        raise Mistake(str(error)) from error
    ws = Workspace.open(where)
    if ws.version:
        raise Mistake(f"{ws.url} holds a product already. Name another file, or serve that one.")
    ws.edit("settings", "product.name", value=given.name, why="A new product")
    _show(ws, given)


def _serve(given: Namespace) -> None:
    _show(opened(given), given)


def _show(ws: "Workspace", given: Namespace) -> None:
    from workbench.serve.app import serve

    ws.store.close()
    serve(
        ws.url, shipped("notebooks"), given.host, given.port, given.allow_host, browser=not given.no_browser
    )


def _lab(given: Namespace) -> None:
    from workbench.serve.lab import lab

    lab(opened(given).url, shipped("notebooks"), given.port, browser=not given.no_browser)
