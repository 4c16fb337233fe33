"""What should we do next, and how sure are we of that order? Reads and edits the table ``opportunities``."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets
import numpy as np
import pandas as pd
from markupsafe import Markup

from workbench.opportunities import figures, findings, ranges, ranking, register, wording
from workbench.opportunities.odds import Odds
from workbench.sampling.words import odds
from workbench.ui.chart import Chart
from workbench.ui.grid import GridColumn
from workbench.ui.list_board import ListBoard
from workbench.ui.theme import categories

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["OpportunityBoard"]

BARS = 14
LINES = (3, 5, 8, 10, 12, 15, 20, 30)
SHOWN = ["title", "reach", "impact", "confidence", "effort"]


class OpportunityBoard(ListBoard):
    """Opportunities ranked with honest odds.

    Examples
    --------
    >>> from workbench import Workspace                      # doctest: +SKIP
    >>> OpportunityBoard(Workspace.open())                   # doctest: +SKIP
    """

    table = "opportunities"
    title = "Opportunities"
    question = "What should we do next, and how sure are we of that order?"
    nothing = "No opportunities yet: press + New, paste rows from a spreadsheet, or import a file."
    columns: ClassVar[tuple[GridColumn, ...]] = (
        GridColumn("rank", "", "rank", width=40, align="right", help="Place among the open ones"),
        GridColumn("title", "Opportunity", "title", editable=True, grow=4),
        GridColumn("reach", "Reach", "number", editable=True, wide=True, width=74, align="right", help="People a quarter"),
        GridColumn("impact", "Impact", "number", editable=True, wide=True, width=66, align="right", help="0.25 (minimal) to 3 (massive)"),
        GridColumn("confidence", "Confidence", "percent", editable=True, wide=True, width=88, align="right",
                   help="Measured 100%, similar case 80%, informed guess 50%, wild guess 20%"),
        GridColumn("effort", "Effort", "number", editable=True, wide=True, width=64, align="right",
                   help="Person-months, or a size: S, M, L, XL"),
        GridColumn("score", "Score", "score", width=68, align="right"),
        GridColumn("odds", "In, how often", "odds", width=160, align="right", help="Above the line, in how many of 10 cases"),
    )  # fmt: skip
    facts = ("title", "theme", "owner", "status_category", "must_do", "source")
    estimates = ("reach", "impact", "confidence", "effort")
    least: ClassVar[dict[str, float]] = {"reach": 1000.0, "impact": 3.0, "effort": 6.0}

    def __init__(self, workspace: "Workspace") -> None:
        self._odds, self._before, self._shown_bars = Odds(), None, []
        super().__init__(workspace)

    def score(self) -> None:
        """Derive scores and places, and the rows that pictures and cells are made from."""
        self.line = int(self.setting("opportunities.line"))
        self.method = register.get(self.setting("opportunities.method"))
        self.whole = ranges.assume(self.frame, **findings.assumptions(self.setting))
        self.scores = self.method(self.whole)
        self.open = ranking.candidates(self.whole)
        self.placed = ranking.place(self.open, self.scores[self.open.index], self.line)
        colours = categories(self.frame["theme"])
        rows = self.whole[SHOWN].assign(score=self.scores, selected=self.whole.index == self.view.selected)
        rows["colour"] = self.frame["theme"].map(colours).fillna("c7")
        self.rows = rows.join(self.placed[["rank", "must_do", "chosen"]])

    def weigh(self) -> None:
        """Derive odds and bands."""
        self.odds, self.judged = self._judge(self._odds, self.open, self.placed)
        if not self.draft.edits:
            self._before = (self.workspace.version, self.judged, self.scores)

    def _judge(
        self, keeper: Odds, table: pd.DataFrame, placed: pd.DataFrame
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        trials, seed = int(self.setting("opportunities.trials")), int(self.setting("opportunities.seed"))
        chances = keeper.of(
            ranking.contenders(table), self.method, trials, seed, ranking.free_places(table, self.line)
        )
        return chances, findings.judge(placed, chances["p_top"])

    def saved_state(self) -> tuple[pd.DataFrame, pd.Series]:
        """Return places with odds, and scores, as they are without the draft."""
        if self._before is None or self._before[0] != self.workspace.version:
            whole = ranges.assume(self.workspace[self.table], **findings.assumptions(self.setting))
            scores = self.method(whole)
            table = ranking.candidates(whole)
            placed = ranking.place(table, scores[table.index], self.line)
            self._before = (self.workspace.version, self._judge(Odds(), table, placed)[1], scores)
        return self._before[1], self._before[2]

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows."""
        rows, touched = self.rows.loc[list(ids)], self.draft.touched(self.table)
        chance = self.judged["p_top"].reindex(rows.index)
        assumed = self.whole.attrs["assumed"]
        blank = rows.astype(object).where(rows.notna(), None)
        return {
            id_: {
                **{name: row[name] for name in (*SHOWN, "score")},
                "rank": None if row["rank"] is None else int(row["rank"]),
                "odds": _odds(p_top, must=row["must_do"] is True),
                "_colour": row["colour"] if self.frame.at[id_, "theme"] else None,
                "_tags": ["must do"] if row["must_do"] is True else [],
                "_link": _text(self.frame.at[id_, "source"]),
                "_draft": sorted(touched.get(id_, ())),
                "_assumed": [name for name in SHOWN if (id_, name) in assumed],
            }
            for (id_, row), p_top in zip(blank.to_dict("index").items(), chance, strict=True)
        }

    def bands(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows by band and place, or in the order of the column that they are sorted by."""
        listed = self.rows.loc[list(ids)]
        column = self.view.sort.removeprefix("-")
        if column:
            by = self.judged["p_top"].reindex(listed.index) if column == "odds" else listed[column]
            order = by.sort_values(
                ascending=not self.view.sort.startswith("-"), kind="stable", na_position="last"
            )
            return [{"label": "", "ids": order.index.tolist()}]
        judged = self.judged[self.judged.index.isin(listed.index)]
        shown = [
            {"label": band, "ids": judged.index[judged["band"] == band].tolist()} for band in ranking.BANDS
        ]
        rest = listed[~listed.index.isin(judged.index)].sort_values(
            "score", ascending=False, na_position="last"
        )
        return [band for band in (*shown, {"label": "Not ranked", "ids": rest.index.tolist()}) if band["ids"]]

    def unscored(self) -> list[str]:
        """Return the open rows that miss an estimate."""
        score = self.scores[self.open.index]
        return score.index[score.isna()].tolist()

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        facts = findings.headlines(self.judged, self.whole["effort"], self.line)
        return list(zip(facts["figure"], facts["sentence"], strict=True))

    def charts(self) -> list[tuple[str, str, Chart]]:
        """Return the two pictures."""
        click = lambda id_: setattr(self.view, "selected", id_)  # noqa: E731
        bars, dots = self._bars(), self._dots()
        self._extent = dots
        self.ranking = Chart(figures.ranking(bars), label="Ranking: score with its range", on_click=click)
        self.plane = Chart(figures.value_effort(dots), label="Value against effort", on_click=click)
        return [
            ("Ranking", "bar: score; line: low to high; solid: above the line", self.ranking),
            ("Value against effort", "size: reach; dashed: equal score", self.plane),
        ]

    def draw(self, *, settled: bool) -> None:
        """Patch the pictures; order, axes and labels only when settled."""
        if settled:
            self._shown_bars = []
        bars, dots = self._bars(), self._dots()
        self.ranking.patch(figures.ranking_traces(bars), figures.ranking_layout(bars) if settled else None)
        if settled:
            self._extent = dots
        self.plane.patch(
            figures.value_effort_traces(dots, self._extent),
            figures.value_effort_layout(dots) if settled else None,
        )

    def _bars(self) -> pd.DataFrame:
        """Return the best rows with the range of their scores; the selected one is always among them."""
        if not self._shown_bars:
            ids = self.placed.index[self.placed["rank"].notna()][:BARS].tolist()
            selected = self.view.selected
            if selected in self.placed.index and selected not in ids and not np.isnan(self.scores[selected]):
                ids = [*ids[: BARS - 1], selected]
            self._shown_bars = ids
        rows = self.rows.loc[[id_ for id_ in self._shown_bars if id_ in self.rows.index]]
        spread = self.odds.reindex(rows.index)
        scale = rows["score"] / spread["score_p50"]  # until the odds follow, the range moves with its score
        return rows.assign(low=spread["score_p10"] * scale, high=spread["score_p90"] * scale)

    def _dots(self) -> pd.DataFrame:
        return self.rows.loc[self.open.index]

    def estimate(self, column: str) -> dict[str, Any]:
        """Return what the slider of a column says beside its values."""
        return wording.estimate(self.whole, self.view.selected, column)

    def consequence(self) -> str:
        """Say what the draft changes of the selected item, and what that does."""
        judged, scores = self.saved_state()
        now = self.judged if self.settled else self.placed
        return wording.consequence(
            self.view.selected,
            self.workspace[self.table],
            self.frame,
            (scores, judged),
            (self.scores, now),
            self.line,
        )

    def tools(self) -> list[ipywidgets.Widget]:
        """Return the choice of the line, and of the method where there is more than one."""
        lines = sorted({*LINES, int(self.setting("opportunities.line"))})
        methods = [(method.label, name) for name, method in register.methods().items()]
        return [
            *([self.setting_choice("opportunities.method", methods, "Method")] if len(methods) > 1 else []),
            self.setting_choice(
                "opportunities.line",
                [(f"Line: top {line}", line) for line in lines],
                "How many places there are",
            ),
        ]

    def read(self, column: str, text: str) -> dict[str, Any]:
        """Read a typed text; a size may stand for an effort, and words for a confidence."""
        return wording.read(column, text, super().read)

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        return wording.explanation(self.method, self.setting, self.workspace.version)

    def import_panel(self, close: Callable[[str], None], block: str | None = None) -> ipywidgets.Widget:
        """Return the import panel."""
        from workbench.exchange.importer import Importer
        from workbench.ui.import_panel import ImportPanel

        return ImportPanel(Importer(self.workspace, self.table), close, block)

    def exported(self) -> tuple[str, str]:
        """Return the list with scores and odds as CSV."""
        from workbench.exchange.sheet import write_csv

        extra = self.rows[["score", "rank"]].assign(p_top=self.judged["p_top"])
        return "opportunities.csv", write_csv(self.frame.join(extra))


def _odds(p_top: float, *, must: bool) -> list[Any]:
    if must:
        return [1.0, "must do"]
    return [None, ""] if np.isnan(p_top) else [round(p_top, 3), odds(p_top)]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
