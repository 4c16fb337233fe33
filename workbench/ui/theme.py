"""Colours and the look of figures, from the same file of tokens that the page and the widgets use.

Figures are made with the light tokens; the page maps them to the dark ones, so switching never reaches Python.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["CATEGORIES", "FONT", "TOKENS", "categories", "layout"]

_CSS = (Path(__file__).parent / "tokens.css").read_text(encoding="utf-8")

TOKENS: dict[str, str] = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", _CSS.split("[data-theme")[0]))
"""Name of a token, as in tokens.css without its dashes -> its light colour."""

CATEGORIES: tuple[str, ...] = tuple(f"c{i}" for i in range(1, 8))
"""The seven tokens that tell categories apart; the last one stands for "all others"."""

FONT: str = re.findall(r"--font:\s*([^;]+);", _CSS)[0]


def categories(names: Iterable[object]) -> dict[str, str]:
    """Give each name a token of its own, the same on every board: by alphabet, the seventh shared by the rest.

    Parameters
    ----------
    names : iterable of text
        Blanks are left out; repeats are welcome.

    Returns
    -------
    dict
        Name -> token (``"c1"`` to ``"c7"``).

    Examples
    --------
    >>> categories(["Security", "Connectivity", "Security", None])
    {'Connectivity': 'c1', 'Security': 'c2'}
    """
    known = sorted({name for name in names if isinstance(name, str) and name})
    return {name: CATEGORIES[min(i, len(CATEGORIES) - 1)] for i, name in enumerate(known)}


def layout(**changes: Any) -> dict[str, Any]:
    """Return the layout that all our figures start from, with ``changes`` laid over it.

    Examples
    --------
    >>> layout(showlegend=True)["showlegend"]
    True
    """
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": TOKENS["line-strong"],
        "tickcolor": TOKENS["line-strong"],
        "fixedrange": True,
        "automargin": False,
    }
    base: dict[str, Any] = {
        "template": None,
        "font": {"family": FONT, "size": 12, "color": TOKENS["text-2"]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 4, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": TOKENS["surface"],
            "bordercolor": TOKENS["line-strong"],
            "font": {"family": FONT, "size": 12, "color": TOKENS["text"]},
            "align": "left",
        },
    }
    for name, value in changes.items():
        base[name] = {**axis, **value} if name.startswith(("xaxis", "yaxis")) else value
    return base
