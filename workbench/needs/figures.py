"""The pictures of the Needs board: the plane of better and worse, and the waves of a score."""

import html
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.language.numbers import number
from workbench.ui.theme import TOKENS, figure

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["plane", "plane_layout", "plane_traces", "waves", "waves_layout", "waves_traces"]

RADIUS, CHOSEN = 7.0, 10.0
"""Pixels of a dot, and of the selected one."""
NAME = 6.0
"""Points of a score that the name of a line is high."""
SHORT = 9
"""Letters of a name where the chart is narrow."""
LABEL = 34
"""Characters of a title beside its dot; the hover has all of it."""
_CORNERS = (
    (0.01, 0.985, "left", "top", "expected: they leave without it"),
    (0.99, 0.985, "right", "top", "more is better"),
    (0.01, 0.015, "left", "bottom", "nobody minds"),
    (0.99, 0.015, "right", "bottom", "delighter: not missed, but loved"),
)


def plane(rows: pd.DataFrame) -> "go.Figure":
    """Return features by how glad people are of them, and how much they would miss them.

    Parameters
    ----------
    rows : DataFrame by question
        title; better, worse (0..1, worse upwards) and their better_low, better_high, worse_low, worse_high; colour
        (a token); chances: ((token, probability), ...), the parts of the dot; selected; hover: lines of text.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces: dots with their intervals; labels. Dots of more than one part are drawn as shapes over them.
    """
    return figure(plane_traces(rows), plane_layout(rows))


def plane_traces(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the traces of :func:`plane` with dotted attribute names, as ``Chart.patch`` takes them."""
    x, y = rows["better"].to_numpy(dtype=float), rows["worse"].to_numpy(dtype=float)
    ids = rows.index.tolist()
    ends = {
        f"error_{axis}.{side}": np.abs(rows[f"{name}_{end}"].to_numpy(dtype=float) - at).tolist()
        for axis, name, at in (("x", "better", x), ("y", "worse", y))
        for side, end in (("array", "high"), ("arrayminus", "low"))
    }
    dots = {
        "x": x.tolist(),
        "y": y.tolist(),
        "marker.color": [TOKENS[token] for token in rows["colour"]],
        "marker.size": [2 * (CHOSEN if chosen else RADIUS) for chosen in rows["selected"]],
        "hovertext": ["<br>".join(map(html.escape, lines)) for lines in rows["hover"]],
        "customdata": ids,
        **ends,
    }
    labels = {
        "x": x.tolist(),
        "y": y.tolist(),
        "marker.size": [2 * (CHOSEN if chosen else RADIUS) for chosen in rows["selected"]],
        "text": [_label(title, bold) for title, bold in zip(rows["title"], rows["selected"], strict=True)],
        "textposition": _beside(x, y, rows["title"].str.len().clip(upper=LABEL).to_numpy()),
        "customdata": ids,
    }
    return [
        {"type": "scatter", "mode": "markers", "hoverinfo": "text", **_DOTS, **dots},
        {"type": "scatter", "mode": "markers+text", "hoverinfo": "skip", "meta": "wide", **_LABELS, **labels},
    ]


_DOTS = {
    **{
        f"error_{axis}.{name}": value
        for axis in "xy"
        for name, value in (
            ("type", "data"), ("symmetric", False), ("thickness", 1), ("width", 0), ("color", TOKENS["line-strong"]),
        )
    },
    "marker.opacity": 1,
    "marker.line.width": 0,
    "cliponaxis": False,
}  # fmt: skip
_LABELS = {"marker.opacity": 0, "textfont.color": TOKENS["text-2"], "textfont.size": 12, "cliponaxis": False}


def plane_layout(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the layout of :func:`plane`: axes of shares, the halves, the corners' names, and the split dots."""
    axis = {"range": [0, 1], "tickvals": [0, 0.5, 1], "ticks": ""}
    halves = [
        {
            "type": "line",
            "layer": "below",
            "line": {"color": TOKENS["line-strong"], "width": 1, "dash": "dash"},
            **ends,
        }
        for ends in ({"x0": 0.5, "x1": 0.5, "y0": 0, "y1": 1}, {"x0": 0, "x1": 1, "y0": 0.5, "y1": 0.5})
    ]
    corners = [
        {
            "x": x, "y": y, "xanchor": across, "yanchor": up, "text": text, "showarrow": False,
            "font": {"color": TOKENS["text-3"], "size": 12},
        }
        for x, y, across, up, text in _CORNERS
    ]  # fmt: skip
    return {
        **{f"xaxis.{name}": value for name, value in axis.items()},
        **{f"yaxis.{name}": value for name, value in axis.items()},
        "xaxis.title.text": "better: glad if it is there",
        "yaxis.title.text": "worse: missed if it is not",
        "xaxis.title.font.size": 12,
        "yaxis.title.font.size": 12,
        "shapes": [*halves, *_parts(rows)],
        "annotations": corners,
        "margin": {"l": 56, "r": 20, "t": 8, "b": 44},
    }


def _parts(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the slices of the dots whose category is open, as shapes of pixels around their place."""
    found = []
    for row in rows.to_dict("records"):
        if len(row["chances"]) < 2:  # noqa: PLR2004 (one part is the plain dot)
            continue
        radius = CHOSEN if row["selected"] else RADIUS
        total, start = sum(chance for _, chance in row["chances"]), 0.0
        for token, chance in row["chances"]:
            end = start + chance / total
            found.append(
                {
                    "type": "path", "path": _slice(start, end, radius), "xsizemode": "pixel", "ysizemode": "pixel",
                    "xanchor": row["better"], "yanchor": row["worse"], "fillcolor": TOKENS[token], "line": {"width": 0},
                }
            )  # fmt: skip
            start = end
    return found


def _slice(start: float, end: float, radius: float) -> str:
    """Return a slice of a disc, from the top, clockwise, as a path of pixels: plotly's paths know no arcs."""
    steps = max(2, math.ceil(48 * (end - start)))
    turns = [start + (end - start) * step / steps for step in range(steps + 1)]
    points = [
        (radius * math.sin(2 * math.pi * turn), radius * math.cos(2 * math.pi * turn)) for turn in turns
    ]
    return "M0,0 " + " ".join(f"L{x:.2f},{y:.2f}" for x, y in points) + " Z"


def _label(title: str, bold: bool) -> str:
    text = html.escape(title if len(title) <= LABEL else f"{title[: LABEL - 1].rstrip()}…")
    return f"<b>{text}</b>" if bold else text


def _beside(
    x: "np.ndarray[Any, Any]", y: "np.ndarray[Any, Any]", letters: "np.ndarray[Any, Any]"
) -> list[str]:
    """Return for each dot where its label is least in the way of dots and labels before it."""
    wide, tall = 0.0082, 0.034  # of a letter and a line, as shares of the plane at its usual size
    taken = [(at - 0.012, up - 0.02, at + 0.012, up + 0.02) for at, up in zip(x, y, strict=True)]
    found = []
    for at, up, many in zip(x, y, letters, strict=True):
        width = wide * many
        places = {
            "middle right": (at + 0.014, up - tall / 2), "middle left": (at - 0.014 - width, up - tall / 2),
            "top center": (at - width / 2, up + 0.022), "bottom center": (at - width / 2, up - 0.022 - tall),
        }  # fmt: skip
        boxes = {name: (left, low, left + width, low + tall) for name, (left, low) in places.items()}
        best = min(boxes, key=lambda name: _cost(boxes[name], taken))
        taken.append(boxes[best])
        found.append(best)
    return found


def _cost(box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]) -> float:
    left, low, right, high = box
    outside = max(0.0, -left) + max(0.0, right - 1)
    overlaps = (
        max(0.0, min(right, other[2]) - max(left, other[0]))
        * max(0.0, min(high, other[3]) - max(low, other[1]))
        for other in taken
    )
    return 10 * outside + sum(overlaps)


def waves(rows: pd.DataFrame) -> "go.Figure":
    """Return the waves of a score, whole and by segment.

    Parameters
    ----------
    rows : DataFrame
        line (a name; "" is everybody), label, wave (a text, in order), score, low, high; sorted by
        line, then wave.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces: the segments' lines, with a gap between two; everybody's line with its intervals; names at the ends,
        in full and, for a narrow chart, their first words.
    """
    return figure(waves_traces(rows), waves_layout(rows))


def waves_traces(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the traces of :func:`waves` with dotted attribute names."""
    whole, parts = rows[rows["line"] == ""], rows[rows["line"] != ""]
    x: list[str | None] = []
    y: list[float | None] = []
    for _, one in parts.groupby("line", sort=False):
        x += [*one["wave"], None]
        y += [*one["score"], None]
    ends = rows.drop_duplicates("line", keep="last").reset_index(drop=True)
    names = {"type": "scatter", "mode": "text", "x": ends["wave"].tolist(), "y": _apart(ends), "textposition": "middle right",
             "textfont.color": TOKENS["text-2"], "hoverinfo": "skip", "cliponaxis": False}  # fmt: skip
    score = whole["score"].to_numpy(dtype=float)
    return [
        {"type": "scatter", "mode": "lines+markers", "x": x, "y": y, "hoverinfo": "skip",
         "line.color": TOKENS["line-strong"], "line.width": 1.5, "marker.size": 5, "connectgaps": False},
        {"type": "scatter", "mode": "lines+markers", "x": whole["wave"].tolist(), "y": score.tolist(),
         "error_y.type": "data", "error_y.symmetric": False, "error_y.thickness": 1.5, "error_y.width": 0,
         "error_y.array": (whole["high"].to_numpy(dtype=float) - score).tolist(),
         "error_y.arrayminus": (score - whole["low"].to_numpy(dtype=float)).tolist(),
         "line.color": TOKENS["accent"], "line.width": 2.5, "marker.size": 9, "hoverinfo": "text",
         "hovertext": [f"{number(one)}, between {number(low)} and {number(high)}" for one, low, high
                       in zip(score, whole["low"], whole["high"], strict=True)]},
        {**names, "meta": "wide", "text": _ends(ends["label"], ends["score"])},
        {**names, "meta": "narrow", "visible": False, "text": _ends(ends["label"].str.split().str[0].str[:SHORT], ends["score"])},
    ]  # fmt: skip


def _ends(labels: "pd.Series[str]", scores: "pd.Series[float]") -> list[str]:
    """Return the names at the lines' ends."""
    return [f"  {html.escape(str(label))} {score:+.0f}" for label, score in zip(labels, scores, strict=True)]


def _apart(ends: pd.DataFrame) -> list[float]:
    """Return where the names of lines stand that end close to one another: a line of text apart, in their order."""
    placed = ends["score"].astype(float).copy()
    for _, one in ends.groupby("wave"):
        least = -math.inf
        for row in one["score"].sort_values(kind="stable").index:
            placed[row] = least = max(float(placed[row]), least + NAME)
    return [float(at) for at in placed]


def waves_layout(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the layout of :func:`waves`."""
    names = list(dict.fromkeys(rows["wave"]))
    low = float(np.nanmin(rows[["score", "low"]].to_numpy(dtype=float), initial=0.0))
    high = float(np.nanmax(rows[["score", "high"]].to_numpy(dtype=float), initial=10.0))
    return {
        "xaxis.type": "category",
        "xaxis.categoryarray": names,
        "xaxis.range": [-0.2, len(names) - 0.2],
        "yaxis.range": [low - 5, high + 5],
        "yaxis.ticks": "",
        "margin": {"l": 40, "r": 12, "t": 8, "b": 28},
    }
