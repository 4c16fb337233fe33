"""Colours and the look of figures, from the same file of tokens that the page and the widgets use.

Figures are made with the light tokens; the page maps them to the dark ones, so switching never reaches Python.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["CATEGORIES", "FONT", "TOKENS", "categories", "figure", "nested"]

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


def figure(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> "go.Figure":
    """Return a figure in our look.

    Parameters
    ----------
    traces : sequence of mappings
        Attribute by dotted name, as ``Chart.patch`` takes them.
    layout : mapping
        The same, laid over the look that all our figures share.

    Examples
    --------
    >>> figure([{"type": "bar", "marker.color": "#3b5bdb"}], {"xaxis.range": [0, 1]}).data[0].marker.color
    '#3b5bdb'
    """
    import plotly.graph_objects as go

    return go.Figure([nested(trace) for trace in traces], nested({**_LOOK, **layout}))


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn dotted names into dictionaries.

    Examples
    --------
    >>> nested({"x": [1], "marker.line.width": 2})
    {'x': [1], 'marker': {'line': {'width': 2}}}
    """
    whole: dict[str, Any] = {}
    for path, value in values.items():
        *outer, last = path.split(".")
        place = whole
        for key in outer:
            place = place.setdefault(key, {})
        place[last] = value
    return whole


_AXIS = {
    "showgrid": False,
    "zeroline": False,
    "linecolor": TOKENS["line-strong"],
    "showline": True,
    "fixedrange": True,
}
_LOOK: dict[str, Any] = {
    "font.family": FONT,
    "font.size": 12,
    "font.color": TOKENS["text-2"],
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "showlegend": False,
    "hovermode": "closest",
    "dragmode": False,
    "margin": {"l": 44, "r": 12, "t": 8, "b": 28},
    "hoverlabel.bgcolor": TOKENS["surface"],
    "hoverlabel.bordercolor": TOKENS["line-strong"],
    "hoverlabel.font.family": FONT,
    "hoverlabel.font.size": 12,
    "hoverlabel.font.color": TOKENS["text"],
    "hoverlabel.align": "left",
    **{f"xaxis.{name}": value for name, value in _AXIS.items()},
    **{f"yaxis.{name}": value for name, value in _AXIS.items()},
}
