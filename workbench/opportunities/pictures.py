"""The two pictures of the Opportunities board: which rows are in them, and what a move or a rest changes."""

from collections.abc import Callable

import pandas as pd

from workbench.opportunities import figures
from workbench.opportunities.standing import Standing
from workbench.ui.chart import Chart

__all__ = ["Pictures"]

BARS = 14


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

    def make(
        self, standing: Standing, rows: pd.DataFrame, selected: str | None
    ) -> list[tuple[str, str, Chart]]:
        """Return title, how to read it, and chart of both."""
        bars, dots = self._settle(standing, rows, selected)
        ranking, plane = figures.ranking(bars), figures.value_effort(dots)
        self.ranking = Chart(ranking, label="Ranking: score with its range", on_click=self._on_click)
        self.plane = Chart(plane, label="Value against effort", on_click=self._on_click)
        return [
            ("Ranking", "bar: score; line: low to high; solid: above the line", self.ranking),
            ("Value against effort", "size: reach; dashed: equal score", self.plane),
        ]

    def draw(self, standing: Standing, rows: pd.DataFrame, selected: str | None) -> None:
        """Draw everything anew: at rest."""
        bars, dots = self._settle(standing, rows, selected)
        self.ranking.patch(figures.ranking_traces(bars), figures.ranking_layout(bars))
        self.plane.patch(figures.value_effort_traces(dots), figures.value_effort_layout(dots))

    def move(self, standing: Standing, rows: pd.DataFrame) -> None:
        """Draw what moves with the selected item."""
        dots = rows[rows.index.isin(standing.placed.index)]
        self.ranking.patch(figures.ranking_traces(self._bars(standing, rows)))
        self.plane.patch(figures.value_effort_moved(dots, self._extent))

    def _settle(
        self, standing: Standing, rows: pd.DataFrame, selected: str | None
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Choose the bars and the axes; return bars and dots."""
        placed = standing.placed
        best = placed.index[placed["rank"].notna()].tolist()
        self.shown = [*best[: BARS - 1], selected] if selected and selected in best[BARS:] else best[:BARS]
        dots = rows.loc[placed.index]
        self._extent = figures.value_effort_extent(dots)
        return self._bars(standing, rows), dots

    def _bars(self, standing: Standing, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the bars with the range of their scores."""
        bars = rows.loc[[id_ for id_ in self.shown if id_ in standing.placed.index]]
        spread = standing.odds.reindex(
            index=bars.index, columns=["score_p10", "score_p50", "score_p90"]
        ).to_numpy()
        scale = (
            bars["score"].to_numpy() / spread[:, 1]
        )  # until the odds follow, the range moves with its score
        return bars.assign(low=spread[:, 0] * scale, high=spread[:, 2] * scale)
