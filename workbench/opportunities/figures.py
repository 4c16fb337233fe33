"""The first picture of the Opportunities board: the ranking with its ranges.

A picture is a list of traces, made from results and cheap enough for each slider move, and a layout that only
changes when the hand rests. The same number of traces each time, so that a patch never adds or removes one.
"""

import html
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.language.numbers import number
from workbench.ui.theme import TOKENS, figure

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = [
    "ranking",
    "ranking_layout",
    "ranking_traces",
    "short",
]

LABEL = 30
"""Characters of a title beside its bar; the hover has all of it."""


def ranking(rows: pd.DataFrame) -> "go.Figure":
    """Return ranked bars with their ranges.

    Parameters
    ----------
    rows : DataFrame by id, in the order to be shown
        title; score; low and high (of the score; NaN: no range); colour (a token); chosen (above the line);
        selected; hover.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces: bars; the score at each bar's end.
    """
    return figure(ranking_traces(rows), ranking_layout(rows))


def ranking_traces(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the traces of :func:`ranking` with dotted attribute names, as ``Chart.patch`` takes them."""
    score = np.nan_to_num(rows["score"].to_numpy(dtype=float))
    low, high = (rows[name].to_numpy(dtype=float) for name in ("low", "high"))
    low, high = (
        np.fmin(np.where(np.isnan(low), score, low), score),
        np.fmax(np.where(np.isnan(high), score, high), score),
    )
    ids, places = rows.index.tolist(), list(range(len(rows)))
    bars = {
        "x": score.tolist(),
        "y": places,
        "marker.color": [TOKENS[token] for token in rows["colour"]],
        "marker.opacity": [1.0 if chosen else 0.45 for chosen in rows["chosen"]],
        "error_x.array": (high - score).tolist(),
        "error_x.arrayminus": (score - low).tolist(),
        "customdata": ids,
        "hovertext": rows["hover"].tolist(),
    }
    ends = {
        "x": high.tolist(),
        "y": places,
        "text": [f" {number(value)}" for value in score],
        "customdata": ids,
    }
    return [
        {"type": "bar", "orientation": "h", "width": 0.62, "hoverinfo": "text", **BAR_STYLE, **bars},
        {
            "type": "scatter",
            "mode": "text",
            "textposition": "middle right",
            "hoverinfo": "skip",
            **END_STYLE,
            **ends,
        },
    ]


BAR_STYLE = {
    "marker.line.width": 0,
    "error_x.type": "data",
    "error_x.symmetric": False,
    "error_x.color": TOKENS["text-3"],
    "error_x.thickness": 1.5,
    "error_x.width": 0,
}
END_STYLE = {"textfont.color": TOKENS["text"], "textfont.size": 12, "cliponaxis": False}


def ranking_layout(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the layout of :func:`ranking`: labels, the line, and room for the longest range."""
    longest = float(np.nanmax(rows[["score", "high"]].to_numpy(dtype=float), initial=0.01))
    lowest = float(np.nanmin(rows[["score", "low"]].to_numpy(dtype=float), initial=0.0))
    inside = int(rows["chosen"].sum())
    line = [] if inside in (0, len(rows)) else [_line(inside - 0.5)]
    return {
        "xaxis.visible": False,
        "xaxis.range": [lowest, longest * 1.14],
        "yaxis.tickvals": list(range(len(rows))),
        "yaxis.ticktext": [
            short(title, bold) for title, bold in zip(rows["title"], rows["selected"], strict=True)
        ],
        "yaxis.range": [max(len(rows), 1) - 0.4, -0.6],
        "yaxis.ticks": "",
        "yaxis.linecolor": "rgba(0,0,0,0)",
        "shapes": line,
        "margin": {"l": 210, "r": 12, "t": 2, "b": 4},
    }


def _line(at: float) -> dict[str, Any]:
    dash = {"color": TOKENS["text-3"], "width": 1, "dash": "5px,4px"}
    return {"type": "line", "xref": "paper", "x0": -0.62, "x1": 1, "y0": at, "y1": at, "line": dash}


def short(title: object, bold: object, most: int = LABEL) -> str:
    """Shorten and escape a title for plotly, which reads a little markup."""
    text = str(title)
    text = html.escape(text if len(text) <= most else text[: most - 1].rstrip() + "…", quote=False)
    return f"<b>{text}</b>" if bold else text
