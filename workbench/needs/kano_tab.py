"""The Kano part of the board: the plane of better and worse, and the selected feature."""

from typing import Any

import pandas as pd

from workbench.language.numbers import number
from workbench.language.words import count
from workbench.needs import evidence, features, figures, wording
from workbench.needs.listing import opportunity_link
from workbench.needs.ranked import ranks
from workbench.needs.state import NeedsState
from workbench.ui.chart import Chart
from workbench.ui.choice import Choice
from workbench.ui.dialog import prose
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import card, row, titled
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.tab import Tab
from workbench.ui.toolbar import button
from workbench.ui.view import ALL

__all__ = ["KanoTab"]

SHOWN = 12
EMPTY = pd.DataFrame(
    columns=["title", "better", "worse", "better_low", "better_high", "worse_low", "worse_high", "colour", "chances", "selected", "hover"]
)  # fmt: skip


class KanoTab(Tab):
    """Features on the plane, one of them in detail."""

    name, label = "kano", "Kano"
    question = "What would they miss, what would they love, and how sure are we?"
    layout = "wide-detail"
    state: NeedsState

    def __init__(self, model: BoardModel, state: NeedsState, page: Page) -> None:
        super().__init__(model, state, page)
        self._segment = Choice([ALL], self._say, self._choose, "Whose answers")
        self._feature = Choice([], self._called, self._pick, "Feature")
        self._import = button(
            "Import answers", self._bring_in, "wb-quiet", tooltip="A file of any usual shape"
        )
        self._title, self._notice = prose("", "wb-detail-title"), prose("", "wb-notice")
        self._chances = Entries("How sure its category is", look="bars")
        self._segments = Entries("What it is to each segment")
        self._quotes = Entries("Quotes of the needs that it would meet", look="quotes")

    def cards(self) -> list[Any]:
        """Return the plane and the detail."""
        self._chart = Chart(figures.plane(EMPTY), label="Better and worse", on_click=self._pick)
        hint = "dot: how sure its category is; lines: 95%, by customer"
        plane = titled(
            "Better and worse",
            hint,
            row(self._import, self._feature.control, self._segment.control),
            self._chart,
            name="wb-wide",
        )
        detail = card(
            self._title, self._chances, self._notice, self._segments, self._quotes, name="wb-detail"
        )
        return [plane, detail]

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        rows = self.state.features
        sure = rows["sure"].astype(bool) if len(rows) else pd.Series(dtype=bool)
        return [
            (number(len(rows)), "features asked about"),
            (number(int((rows["category"].eq("M") & sure).sum())), "expected: not to be dropped"),
            (number(int((~sure).sum())), "too close to call"),
        ]

    def show(self, *, settled: bool) -> None:  # noqa: ARG002 (no move reaches it)
        """Show plane and detail."""
        tables, view, rows = self.model.table, self.model.view, self.state.features
        self._segment.offer([ALL, *tables("segments").index], view.segment)
        chosen = view.feature if view.feature in rows.index else next(iter(rows.index), None)
        self._feature.offer(rows["title"].sort_values().index if len(rows) else [""], chosen or "")
        made = self._made(rows, chosen)
        self._chart.patch(figures.plane_traces(made), figures.plane_layout(made))
        self._detail(rows.loc[[chosen]].iloc[0] if chosen else None)

    def _made(self, rows: pd.DataFrame, chosen: str | None) -> pd.DataFrame:
        """Return what the plane is made from."""
        if rows.empty:
            return EMPTY
        each = list(rows.iterrows())
        return rows.assign(
            worse=-rows["worse"], worse_low=-rows["worse_high"], worse_high=-rows["worse_low"],
            colour=rows["category"].map(features.COLOURS).fillna("c7"),
            chances=pd.Series({id_: _parts(one) for id_, one in each}),
            selected=rows.index == chosen,
            hover=pd.Series({id_: (str(one["title"]), features.sentence(one)) for id_, one in each}),
        )  # fmt: skip

    def _detail(self, one: "pd.Series[Any] | None") -> None:
        if one is None:
            self._show_nothing()
            return
        asked = f"{count(int(one['people']), 'person', 'people')} from {count(int(one['customers']), 'customer')} answered"
        self._title.value = f"{wording.heading(str(one['title']), asked)}"
        self._chances.show(
            [
                Entry(
                    letter,
                    features.WORDS[letter],
                    f"{chance:.0%}",
                    share=chance,
                    colour=features.COLOURS[letter],
                )
                for letter, chance in features.chances(one)
            ]
        )
        self._notice.value = str(prose(features.sentence(one)).value)
        (self._notice.add_class if one["sure"] else self._notice.remove_class)("wb-calm")
        self._segments.show(self._by_segment(str(one.name)))
        self._quotes.show(
            [*self._place(one["opportunity"]), *self._said(one["opportunity"])], "No quote speaks of it."
        )

    def _show_nothing(self) -> None:
        """Say that nobody answered: at all, or in the segment."""
        asked = self.state.asked
        self._title.value = str(
            prose("Nobody of this segment has answered." if asked else "No Kano survey yet.").value
        )
        self._notice.value = ""
        for part in (self._chances, self._segments, self._quotes):
            part.show([])

    def _by_segment(self, feature: str) -> list[Entry]:
        """Return the category in each segment, where they differ beyond chance."""
        found = self.state.differing.value
        if feature not in found.index or not found.at[feature, "different"]:
            return []
        said = [
            f"{name}: {features.WORDS.get(str(found.at[feature, f'category_{segment}']), 'unclear')}"
            for segment, name in self.model.table("segments")["name"].items()
            if f"category_{segment}" in found
        ]
        return [Entry("segments", "Segments see it differently", "; ".join(said), tone="warn")]

    def _place(self, opportunity: Any) -> list[Entry]:
        if not isinstance(opportunity, str):
            return []
        rank = ranks(self.model.workspace).get(opportunity)
        words = f"The opportunity, rank {number(rank)}" if rank else "The opportunity, not ranked"
        return [Entry("place", "", href=(opportunity_link(opportunity), words))]

    def _said(self, opportunity: Any) -> list[Entry]:
        state, tables = self.state, self.model.table
        met = tables("need_opportunities")
        needs = met["need"][met["opportunity"] == opportunity]
        quotes = pd.concat([state.evidence.quotes(need) for need in needs] or [state.evidence.said.iloc[:0]])
        names = evidence.names(tables, "customers")
        return wording.quotes(quotes[~quotes.index.duplicated()].head(SHOWN), names, state.all.segments, ())

    def _bring_in(self) -> None:
        """Open the import of a file of answers."""
        from workbench.needs.answer_file import AnswerImporter

        self.page.import_with(AnswerImporter(self.model.workspace), "Answers to a Kano survey")

    def _say(self, segment: str) -> str:
        return "All segments" if segment == ALL else self.state.all.segments.get(segment, segment)

    def _called(self, feature: str) -> str:
        return str(self.model.table("questions")["title"].get(feature, "No feature"))

    def _choose(self, segment: str) -> None:
        self.model.view.segment = segment

    def _pick(self, feature: str) -> None:
        self.model.view.feature = feature


def _parts(one: "pd.Series[Any]") -> list[tuple[str, float]]:
    """Return the parts of a feature's dot: colour and probability of each category."""
    return [(features.COLOURS[letter], chance) for letter, chance in features.chances(one)]
