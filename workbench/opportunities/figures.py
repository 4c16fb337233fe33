"""The two pictures of the Opportunities board: the ranking with its ranges, and value against effort.

A picture is a list of traces, made from results and cheap enough for each slider move, and a layout that only
changes when the hand rests. The same number of traces each time, so that a patch never adds or removes one.
"""

import html
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.sampling.words import number, percent
from workbench.ui.theme import TOKENS, figure

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = [
    "ranking",
    "ranking_layout",
    "ranking_traces",
    "value_effort",
    "value_effort_extent",
    "value_effort_layout",
    "value_effort_traces",
]

LABEL = 30
"""Characters of a title beside its bar; the hover has all of it."""


def ranking(rows: pd.DataFrame) -> "go.Figure":
    """Return ranked bars with their ranges.

    Parameters
    ----------
    rows : DataFrame by id, in the order to be shown
        title; score; low and high (of the score; NaN: no range); colour (a token); chosen (above the line);
        selected; reach, impact, confidence, effort for the hover.

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
        "hovertext": hover(rows),
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
    longest = float(np.nanmax(rows[["score", "high"]].to_numpy(dtype=float), initial=1.0))
    inside = int(rows["chosen"].sum())
    line = [] if inside in (0, len(rows)) else [_line(inside - 0.5)]
    return {
        "xaxis.visible": False,
        "xaxis.range": [0, longest * 1.14],
        "yaxis.tickvals": list(range(len(rows))),
        "yaxis.ticktext": [
            _label(title, bold) for title, bold in zip(rows["title"], rows["selected"], strict=True)
        ],
        "yaxis.range": [max(len(rows), 1) - 0.4, -0.6],
        "yaxis.ticks": "",
        "yaxis.linecolor": "rgba(0,0,0,0)",
        "shapes": line,
        "margin": {"l": 206, "r": 12, "t": 2, "b": 4},
    }


def _line(at: float) -> dict[str, Any]:
    dash = {"color": TOKENS["text-3"], "width": 1, "dash": "5px,4px"}
    return {"type": "line", "xref": "paper", "x0": -0.62, "x1": 1, "y0": at, "y1": at, "line": dash}


def _label(title: object, bold: object, most: int = LABEL) -> str:
    """Shorten and escape a title for plotly, which reads a little markup."""
    text = str(title)
    text = html.escape(text if len(text) <= most else text[: most - 1].rstrip() + "…", quote=False)
    return f"<b>{text}</b>" if bold else text


def hover(rows: pd.DataFrame) -> list[str]:
    """Return the full title and every input of each row."""
    names = ("title", "reach", "impact", "confidence", "effort", "score")
    return [
        f"<b>{html.escape(str(title), quote=False)}</b><br>Reach {number(reach)} · Impact {number(impact)}"
        f"<br>Confidence {percent(confidence)} · Effort {number(effort)}<br>Score {number(score)}"
        for title, reach, impact, confidence, effort, score in zip(
            *(rows[name].tolist() for name in names), strict=True
        )
    ]


def value_effort(rows: pd.DataFrame) -> "go.Figure":
    """Return value against effort: one dot an opportunity, its size the reach, lines of equal score dashed.

    Parameters
    ----------
    rows : DataFrame by id
        As for :func:`ranking`; value is score times effort.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces: three lines of equal score; all other dots; the selected dot; labels.
    """
    return figure(value_effort_traces(rows), value_effort_layout(rows))


def value_effort_traces(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the traces of :func:`value_effort`."""
    shown = rows[rows["score"].notna()]
    extent = value_effort_extent(rows)
    others = _dots(shown[~shown["selected"]], outline=TOKENS["surface"], width=1)
    return [*(_iso(score, *extent) for score in _iso_scores(*extent)), others, *_named(shown, extent[0])]


def value_effort_moved(rows: pd.DataFrame, extent: tuple[float, float]) -> list[dict[str, Any]]:
    """Return what of the traces changes when the selected dot moves: itself and the labels.

    ``rows``: the selected and the best dots at least; ``extent``: from :func:`value_effort_extent`.
    """
    return [{}, {}, {}, {}, *_named(rows[rows["score"].notna()], extent[0])]


def _named(shown: pd.DataFrame, width: float) -> list[dict[str, Any]]:
    """Return the traces of the selected dot, and of its name and the best one's."""
    selected, score = shown["selected"].to_numpy(dtype=bool), shown["score"].to_numpy(dtype=float)
    best = score == score.max(initial=0.0)
    return [_dots(shown[selected], outline=TOKENS["text"], width=2), _names(shown[selected | best], width)]


def _value(rows: pd.DataFrame) -> pd.Series:
    return rows["score"] * rows["effort"]


def value_effort_extent(rows: pd.DataFrame) -> tuple[float, float]:
    """Return how far the axes go: a little past the furthest dot."""
    effort, value = (np.nan_to_num(column.to_numpy(dtype=float)) for column in (rows["effort"], _value(rows)))
    return float(effort.max(initial=0.9) * 1.12), float(value.max(initial=0.9) * 1.14)


def _iso_scores(width: float, height: float) -> list[float]:
    """Return three round scores whose lines part the picture: half, once and twice its diagonal."""
    diagonal = height / width
    return [_round(diagonal * factor) for factor in (0.4, 0.9, 2.0)]


def _round(value: float) -> float:
    """Return the nearest of 1, 2, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return power * min((1, 2, 5, 10), key=lambda digit: abs(math.log(digit * power / value)))


def _iso(score: float, width: float, height: float) -> dict[str, Any]:
    x = min(width * 0.98, height * 0.9 / score)
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": [0, x],
        "y": [0, score * x],
        "text": ["", f"score {number(score)}"],
        "textposition": "top left",
        "textfont.color": TOKENS["text-3"],
        "textfont.size": 11,
        "line.color": TOKENS["line-strong"],
        "line.dash": "3px,4px",
        "line.width": 1,
        "hoverinfo": "skip",
    }


def _dots(rows: pd.DataFrame, outline: str, width: int) -> dict[str, Any]:
    reach = rows["reach"].fillna(0.0).to_numpy(dtype=float)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rows["effort"].tolist(),
        "y": _value(rows).tolist(),
        "marker.size": (10 + 14 * np.sqrt(reach / max(reach.max(initial=0.0), 3000.0))).round(1).tolist(),
        "marker.color": [TOKENS[token] for token in rows["colour"]],
        "marker.opacity": 0.82,
        "marker.line.color": outline,
        "marker.line.width": width,
        "customdata": rows.index.tolist(),
        "hovertext": hover(rows),
        "hoverinfo": "text",
    }


def _names(named: pd.DataFrame, width: float) -> dict[str, Any]:
    """Write the names beside their dots, on the side where there is room."""
    efforts = named["effort"].tolist()
    left = [effort > width / 2 for effort in efforts]
    labels = [
        _label(title, bold, LABEL - 6) for title, bold in zip(named["title"], named["selected"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": efforts,
        "y": _value(named).tolist(),
        "text": [
            f"{label}    " if before else f"    {label}" for label, before in zip(labels, left, strict=True)
        ],
        "textposition": ["middle left" if before else "middle right" for before in left],
        "textfont.color": TOKENS["text"],
        "textfont.size": 12,
        "hoverinfo": "skip",
    }


def value_effort_layout(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the layout of :func:`value_effort`."""
    width, height = value_effort_extent(rows)
    note = {
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 12, "color": TOKENS["text-2"]},
    }
    return {
        "xaxis.range": [0, width],
        "xaxis.nticks": 7,
        "xaxis.ticks": "",
        "yaxis.range": [0, height],
        "yaxis.nticks": 4,
        "yaxis.ticks": "",
        "yaxis.tickformat": ",~r",
        "annotations": [
            {
                **note,
                "x": 1,
                "y": 0,
                "yshift": -20,
                "xanchor": "right",
                "yanchor": "top",
                "text": "effort, person-months",
            },
            {
                **note,
                "x": 0,
                "y": 1,
                "xshift": -42,
                "xanchor": "left",
                "yanchor": "bottom",
                "text": "value: score × effort",
            },
        ],
        "margin": {"l": 48, "r": 12, "t": 22, "b": 40},
    }
