"""A made-up list of opportunities, the same on every machine, and a workspace that holds it."""

from pathlib import Path

import numpy as np
import pandas as pd

from workbench.workspace.workspace import Workspace

__all__ = ["opportunities", "workspace"]

THEMES = ("Connectivity", "Data", "Fleet", "Onboarding", "Reporting", "Security", "Usability")
OWNERS = ("Ana", "Ben", "Chi", "Dee", "Eli")
VERBS = ("Offer", "Speed up", "Simplify", "Automate", "Secure", "Explain", "Share")
THINGS = ("sign-in", "the export", "device updates", "alarms", "the first hour", "audit reports", "search")


def opportunities(count: int = 200, seed: int = 2026) -> pd.DataFrame:
    """Return open opportunities with every estimate of RICE filled, and no ranges: those are assumed.

    Parameters
    ----------
    count : int
        How many rows.
    seed : int
        Same seed, same rows.

    Returns
    -------
    DataFrame by id
        title, status_category, theme, owner; reach (people a quarter), impact, confidence (0..1), effort
        (person-months).

    Examples
    --------
    >>> opportunities(2).index.tolist()
    ['OPP-1', 'OPP-2']
    """
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "title": [f"{VERBS[i % 7]} {THINGS[i // 7 % 7]}, case {i + 1:03}" for i in range(count)],
            "status_category": "open",
            "theme": draw.choice(THEMES, count),
            "owner": draw.choice(OWNERS, count),
            "reach": np.maximum(10, (draw.lognormal(6.3, 0.8, count) / 10).round() * 10),
            "impact": draw.choice([0.25, 0.5, 1.0, 2.0, 3.0], count),
            "confidence": draw.choice([0.2, 0.5, 0.8, 1.0], count, p=[0.2, 0.4, 0.3, 0.1]),
            "effort": np.maximum(0.5, draw.lognormal(0.9, 0.6, count).round(1)),
        },
        index=pd.Index([f"OPP-{i + 1}" for i in range(count)], name="id"),
    )


def workspace(path: Path, count: int = 200) -> Workspace:
    """Return a new workspace in the file ``path`` that holds the list as its first version."""
    ws = Workspace.open(f"sqlite:///{path.as_posix()}", who="bench")
    ws.add("opportunities", opportunities(count), why="The list that is measured")
    return ws
