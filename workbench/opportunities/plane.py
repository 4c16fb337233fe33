"""The second picture of the Opportunities board: what each item is worth, against what it costs."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.language.numbers import number
from workbench.opportunities import naming
from workbench.opportunities.figures import short
from workbench.opportunities.tables import COSTS
from workbench.ui.theme import TOKENS, figure

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["Axes", "extent", "layout", "moved", "plane", "traces"]

LABEL = 24
"""Characters of a title beside its dot."""


@dataclass(frozen=True)
class Axes:
    """What the picture's axes are under a score method."""

    cost: str
    """The column to the right."""
    unit: str
    """What stands at that axis."""
    divides: bool
    """The method divides by the cost, so value is score times cost, and equal scores are slanted lines."""

    @classmethod
    def of(cls, inputs: Collection[str]) -> "Axes":
        """Return the axes for a method that reads these columns.

        Examples
        --------
        >>> Axes.of(["business_value", "job_size"]).title, Axes.of(["importance", "satisfaction"]).title
        ('Value against size', 'Score against effort')
        """
        cost = next((name for name in COSTS if name in inputs), COSTS[0])
        unit = naming.unit(cost).strip()
        return cls(
            cost, f"{naming.label(cost)}, {unit}" if unit else naming.label(cost), divides=cost in inputs
        )

    @property
    def title(self) -> str:
        """The picture's title."""
        value = "Value" if self.divides else "Score"
        return f"{value} against {naming.heading(self.cost).lower()}"

    @property
    def value(self) -> str:
        """What stands at the upright axis."""
        return f"value: score × {naming.heading(self.cost).lower()}" if self.divides else "score"

    def place(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with ``x`` and ``y``.

        ``rows``: ``score``, and the cost's column where the axes have one.
        """
        cost = rows[self.cost].astype(float)
        return rows.assign(x=cost, y=rows["score"] * cost if self.divides else rows["score"])


def plane(rows: pd.DataFrame, axes: Axes) -> "go.Figure":
    """Return what an item is worth against what it costs: a dot each, its size the reach, equal scores dashed.

    Parameters
    ----------
    rows : DataFrame by id
        title, score, reach; x and y from :meth:`Axes.place`; colour (a token); selected; hover.
    axes : Axes

    Returns
    -------
    plotly.graph_objects.Figure
        Traces: three lines of equal score; all other dots; the selected dot; labels.
    """
    return figure(traces(rows, axes), layout(rows, axes))


def traces(rows: pd.DataFrame, axes: Axes) -> list[dict[str, Any]]:
    """Return the traces of :func:`plane`."""
    shown = rows[rows["score"].notna()]
    ends = extent(rows)
    others = _dots(shown[~shown["selected"]], outline=TOKENS["surface"], width=1)
    return [*_equal(axes, *ends), others, *_named(shown, ends[0])]


def moved(rows: pd.DataFrame, ends: tuple[float, float]) -> list[dict[str, Any]]:
    """Return what of the traces changes when the selected dot moves: itself and the labels.

    ``rows``: the selected and the best dots at least; ``ends``: from :func:`extent`.
    """
    return [{}, {}, {}, {}, *_named(rows[rows["score"].notna()], ends[0])]


def _named(shown: pd.DataFrame, width: float) -> list[dict[str, Any]]:
    """Return the traces of the selected dot, and of its name and the best one's."""
    selected, score = shown["selected"].to_numpy(dtype=bool), shown["score"].to_numpy(dtype=float)
    best = score == score.max(initial=0.0)
    return [_dots(shown[selected], outline=TOKENS["text"], width=2), _names(shown[selected | best], width)]


def extent(rows: pd.DataFrame) -> tuple[float, float]:
    """Return how far the axes go: a little past the furthest dot."""
    right, up = (np.nan_to_num(rows[name].to_numpy(dtype=float)) for name in ("x", "y"))
    return float(right.max(initial=0.9) * 1.12), float(up.max(initial=0.9) * 1.14)


def _equal(axes: Axes, width: float, height: float) -> list[dict[str, Any]]:
    """Return three lines of equal, round scores that part the picture."""
    if not axes.divides:
        levels = [_round(height * share) for share in (0.22, 0.45, 0.8)]
        return [_line([0, width * 0.98], [level, level], level) for level in levels]
    scores = [_round(height / width * factor) for factor in (0.4, 0.9, 2.0)]  # of its diagonal's
    ends = [min(width * 0.98, height * 0.9 / score) for score in scores]
    return [_line([0, end], [0, score * end], score) for score, end in zip(scores, ends, strict=True)]


def _round(value: float) -> float:
    """Return the nearest of 1, 2, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return power * min((1, 2, 5, 10), key=lambda digit: abs(math.log(digit * power / value)))


def _line(x: list[float], y: list[float], score: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": x,
        "y": y,
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
        "x": rows["x"].tolist(),
        "y": rows["y"].tolist(),
        "marker.size": (10 + 14 * np.sqrt(reach / max(reach.max(initial=0.0), 3000.0))).round(1).tolist(),
        "marker.color": [TOKENS[token] for token in rows["colour"]],
        "marker.opacity": 0.82,
        "marker.line.color": outline,
        "marker.line.width": width,
        "customdata": rows.index.tolist(),
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
    }


def _names(named: pd.DataFrame, width: float) -> dict[str, Any]:
    """Write the names beside their dots, on the side where there is room."""
    x = named["x"].tolist()
    left = [at > width / 2 for at in x]
    labels = [
        short(title, bold, LABEL) for title, bold in zip(named["title"], named["selected"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": named["y"].tolist(),
        "text": [
            f"{label}    " if before else f"    {label}" for label, before in zip(labels, left, strict=True)
        ],
        "textposition": ["middle left" if before else "middle right" for before in left],
        "textfont.color": TOKENS["text"],
        "textfont.size": 12,
        "hoverinfo": "skip",
    }


def layout(rows: pd.DataFrame, axes: Axes) -> dict[str, Any]:
    """Return the layout of :func:`plane`."""
    width, height = extent(rows)
    note = {
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 12, "color": TOKENS["text-2"]},
    }
    right = {"x": 1, "y": 0, "yshift": -20, "xanchor": "right", "yanchor": "top", "text": axes.unit}
    up = {"x": 0, "y": 1, "xshift": -42, "xanchor": "left", "yanchor": "bottom", "text": axes.value}
    return {
        "xaxis.range": [0, width],
        "xaxis.nticks": 7,
        "xaxis.ticks": "",
        "yaxis.range": [min(0.0, float(rows["y"].min(skipna=True) or 0.0) * 1.14), height],
        "yaxis.nticks": 4,
        "yaxis.ticks": "",
        "yaxis.tickformat": ",~r",
        "annotations": [{**note, **right}, {**note, **up}],
        "margin": {"l": 50, "r": 12, "t": 22, "b": 40},
    }
