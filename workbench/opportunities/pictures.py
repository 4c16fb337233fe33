"""The two pictures of the Opportunities board: which rows are in them, and what a move or a rest changes."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from workbench.opportunities import figures, plane
from workbench.opportunities.standing import Standing
from workbench.ui.chart import Chart
from workbench.ui.dialog import prose
from workbench.ui.frame import card, heading, titled

__all__ = ["Pictures"]

BARS = 14
HINT = "size: reach; dashed: equal score"


class Pictures:
    """Ranked bars, and value against effort.

    In each method, ``standing`` is the board's, weighed; ``rows`` come from ``listing.rows``: all of them, in
    :meth:`move` at least those with a bar, the best and the selected one.

    Parameters
    ----------
    on_click : function(id)
    """

    def __init__(self, on_click: Callable[[str], None]) -> None:
        self._on_click = on_click
        self.shown: list[str] = []
        """The rows with a bar; the selected one is always among them."""

    def cards(self, standing: Standing, rows: pd.DataFrame, selected: str | None) -> list[Any]:
        """Return both under their titles."""
        bars, dots = self._settle(standing, rows, selected)
        axes = plane.Axes.of(standing.inputs)
        self.ranking = Chart(
            figures.ranking(bars), label="Ranking: score with its range", on_click=self._on_click
        )
        self.plane = Chart(plane.plane(dots, axes), label="Score and effort", on_click=self._on_click)
        self._title = prose(heading(axes.title, HINT), "wb-card-title")
        return [
            titled("Ranking", "bar: score; line: low to high; solid: above the line", self.ranking, name="wb-picture-1"),
            card(self._title, self.plane, name="wb-picture-2"),
        ]  # fmt: skip

    def draw(self, standing: Standing, rows: pd.DataFrame, selected: str | None) -> None:
        """Draw everything anew: at rest."""
        bars, dots = self._settle(standing, rows, selected)
        axes = plane.Axes.of(standing.inputs)
        self.ranking.patch(figures.ranking_traces(bars), figures.ranking_layout(bars))
        self._title.value = str(heading(axes.title, HINT))
        self.plane.patch(plane.traces(dots, axes), plane.layout(dots, axes))

    def move(self, standing: Standing, rows: pd.DataFrame) -> None:
        """Draw what moves with the selected item."""
        dots = rows[rows.index.isin(standing.placed.index)]
        self.ranking.patch(figures.ranking_traces(self._bars(standing, rows)))
        self.plane.patch(plane.moved(dots, self._extent))

    def _settle(
        self, standing: Standing, rows: pd.DataFrame, selected: str | None
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Choose the bars and the axes; return bars and dots."""
        placed = standing.placed
        best = placed.index[placed["rank"].notna()].tolist()
        self.shown = [*best[: BARS - 1], selected] if selected and selected in best[BARS:] else best[:BARS]
        dots = rows.loc[placed.index]
        self._extent = plane.extent(dots)
        return self._bars(standing, rows), dots

    def _bars(self, standing: Standing, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the bars with the range of their scores."""
        bars = rows.loc[[id_ for id_ in self.shown if id_ in standing.placed.index]]
        spread = standing.odds.reindex(
            index=bars.index, columns=["score_p10", "score_p50", "score_p90"]
        ).to_numpy()
        middle = spread[:, 1]
        scale = np.ones(len(bars))  # until the odds follow, the range moves with its score
        np.divide(bars["score"].to_numpy(dtype=float), middle, out=scale, where=middle != 0)
        return bars.assign(low=spread[:, 0] * scale, high=spread[:, 2] * scale)
