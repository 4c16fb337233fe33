"""Are they content, what matters to them, and is it met: the surveys but Kano."""

from typing import Any

import pandas as pd

from workbench.language.numbers import number
from workbench.language.words import count
from workbench.needs import figures, maxdiff, samples, surveyed, waves, wording
from workbench.needs.acts import NeedActs
from workbench.needs.state import NeedsState
from workbench.ui.chart import Chart
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import titled
from workbench.ui.model import BoardModel
from workbench.ui.offer import Offer
from workbench.ui.page import Page
from workbench.ui.tab import Tab

__all__ = ["SurveysTab"]

EMPTY = pd.DataFrame(columns=["line", "label", "wave", "score", "low", "high"])
FEWEST = 8
"""Answers of a segment below which its line would be noise."""


class SurveysTab(Tab):
    """Waves of the recommendation score; importance against how well it is met; the surveys themselves."""

    name, label = "surveys", "Surveys"
    question = "Are they content, what matters to them, and is it met?"
    layout = "wide-detail-under"

    def __init__(self, model: BoardModel, state: NeedsState, page: Page) -> None:
        super().__init__(model, state, page)
        self._acts = NeedActs(model)
        self._matters = Entries("What matters, and how well it is met", look="bars")
        self._surveys = Entries("Surveys")
        self._words = Offer(self._offered, self._take, "Each becomes a quote, to be linked to its need")

    def cards(self) -> list[Any]:
        """Return the waves, what matters, and the list of surveys."""
        self._chart = Chart(figures.waves(EMPTY), label="Would they recommend us, by wave")
        hint = "those who would (9, 10) less those who would not (0 to 6), of 100; line: 95%; grey: segments"
        return [
            titled("Would they recommend us?", hint, self._chart, name="wb-wide"),
            titled("What matters", "0 to 10, and how well it is met today", self._matters, name="wb-detail"),
            titled(
                "Surveys",
                "who answered, and how exact that is",
                self._words.control,
                self._surveys,
                name="wb-under",
            ),
        ]

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top: the last wave, and what changed."""
        rated, facts = surveyed.rated(self.model.table, "nps"), []
        if len(rated):
            last = waves.compare(rated).iloc[-1].to_dict()
            way = "less" if last["change"] < 0 else "more"
            facts = [(f"{last['score']:+.0f}", "would recommend us, of -100 to 100")]
            if pd.notna(last["change"]):
                facts.append((f"{abs(last['change']):.0f}", f"{way} than the wave before"))
        content = surveyed.rated(self.model.table, "csat")
        if len(content):
            found = waves.compare(content, "csat").iloc[-1].to_dict()
            asked = content["title"].unique()
            about = str(asked[0]) if len(asked) == 1 else "what we asked about"
            facts.append((f"{found['score']:.0%}", f"content with {about[:1].lower()}{about[1:]}"))
        return facts

    def show(self, *, settled: bool) -> None:  # noqa: ARG002 (no move reaches it)
        """Show all three."""
        rows = self._lines()
        self._chart.patch(figures.waves_traces(rows), figures.waves_layout(rows))
        self._matters.show(self._gaps(), "Nobody was asked what matters yet.")
        self._surveys.show(self._listed(), "No survey yet.")
        self._words.show()

    def _offered(self) -> str:
        many = len(surveyed.said(self.model.table))
        return f"Make quotes of {count(many, 'answer')} in words" if many else ""

    def _take(self) -> None:
        self._acts.take_answers()

    def _lines(self) -> pd.DataFrame:
        rated = surveyed.rated(self.model.table, "nps")
        names = self.model.table("segments")["name"]
        parts = [("", "all", rated)] + [
            (str(row), str(name), rated[rated["segment"] == row]) for row, name in names.items()
        ]
        when = _named(rated["wave"])
        found = []
        for line, label, answers in parts:
            if len(answers):
                made = waves.compare(answers)
                made = made if line == "" else made[made["answers"] >= FEWEST]
                found.append(
                    made.assign(
                        line=line,
                        label=label,
                        wave=made.index.map(when),
                    )
                )
        return pd.concat(found) if found else EMPTY

    def _gaps(self) -> list[Entry]:
        """Return the needs that were asked about: what matters much and is met badly first."""
        tables, titles = self.model.table, self.model.table("needs")["title"]
        means = pd.DataFrame(
            {
                kind: surveyed.answers(tables, kind).groupby("need")["rating"].mean()
                for kind in ("importance", "satisfaction")
            }
        )
        means = means[means["importance"].notna()]
        gap = means["importance"] + (means["importance"] - means["satisfaction"]).clip(lower=0).fillna(0.0)
        means = means.loc[gap.sort_values(ascending=False, kind="stable").index]
        found = [
            Entry(
                str(need),
                str(titles.get(need, need)),
                f"matters {matters:.1f}" + (f", met {met:.1f}" if pd.notna(met) else ""),
                share=min(matters / 10, 1.0),
            )
            for need, (matters, met) in zip(means.index, means.to_numpy(dtype=float).tolist(), strict=True)
        ]
        return [*found, *self._chosen()]

    def _chosen(self) -> list[Entry]:
        """Return the items of each best-worst survey, best first."""
        answers = surveyed.answers(self.model.table, "maxdiff").rename(columns={"title": "item"})
        found: list[Entry] = []
        for survey, given in answers.groupby("survey"):
            made = maxdiff.score(given[["respondent", "set", "item", "choice"]])
            best: dict[Any, dict[Any, Any]] = made.sort_values("score", ascending=False).to_dict("index")
            found += [
                Entry(
                    f"{survey} {item}",
                    str(item),
                    f"best {row['best']}, worst {row['worst']} of {row['shown']}",
                    share=(row["score"] + 1) / 2,
                )
                for item, row in best.items()
            ]
        return found

    def _listed(self) -> list[Entry]:
        tables = self.model.table
        surveys, responses, questions = (tables(name) for name in ("surveys", "responses", "questions"))
        people = responses.groupby(responses["question"].map(questions["survey"]))["respondent"].nunique()
        return [
            Entry(str(id_), str(row["title"]), _exact(row, int(people.get(id_, 0))))
            for id_, row in surveys.sort_values("started", ascending=False).iterrows()
        ]


def _named(days: pd.Series) -> dict[Any, str]:
    """Return what each wave is called: its month, its day where two waves share a month."""
    known = [pd.Timestamp(day) for day in sorted(days.unique())]
    months = [f"{day:%b %Y}" for day in known]
    return {
        day: month if months.count(month) == 1 else wording.day(day)
        for day, month in zip(known, months, strict=True)
    }


def _exact(row: "pd.Series[Any]", people: int) -> str:
    """Say how many answered, and how far a share of all may be off."""
    invited = f" of {number(row['invited'])} asked" if pd.notna(row["invited"]) else ""
    parts = [wording.day(row["started"]), f"{count(people, 'answer')}{invited}"]
    if people:
        population = int(row["population"]) if pd.notna(row["population"]) else None
        parts.append(f"a share may be off by {samples.margin_of_error(people, population):.0%}")
    return ", ".join(parts)
