"""Writers that tests start, kill and set against one another; a module of its own, since processes import it."""

import itertools
import multiprocessing
import os
import random

LONG = bool(os.environ.get("WORKBENCH_LONG"))
"""Whether the long run was asked for."""
processes = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
if os.name == "posix":
    processes.set_forkserver_preload(["workbench.workspace.workspace", "workbench.opportunities.tables"])


def write(url, said):
    """Change three cells to one number, again and again; tell each version once it is acknowledged."""
    import pandas as pd

    from workbench import Workspace

    ws = Workspace.open(url, who="writer")
    rows = [
        ("opportunities", "a", "reach"),
        ("opportunities", "b", "reach"),
        ("settings", "opportunities.line", "value"),
    ]
    for number in itertools.count(ws.version + 1):
        said.send(
            (
                ws.apply(
                    pd.DataFrame([(*row, number) for row in rows], columns=["table", "id", "column", "new"])
                ),
                number,
            )
        )


def compete(url, who, many, seed, done):
    """Change shared cells so many times; what another changed meanwhile is looked at, then tried again."""
    from workbench import Workspace
    from workbench.workspace.errors import Conflict

    ws, dice, conflicts = Workspace.open(url, who=who), random.Random(seed), 0
    mine = []
    for number in range(many):
        row, value = dice.choice("abcde"), f"{who} {number}"
        while True:
            try:
                mine.append(ws.edit("opportunities", row, theme=value))
                break
            except Conflict:
                conflicts += 1
                ws.sync()
    done.put((who, mine, conflicts))
