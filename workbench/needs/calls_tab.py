"""Whom to call, what to ask, and who waits for an answer."""

from typing import Any

import ipywidgets
import pandas as pd

from workbench.language.numbers import number
from workbench.language.words import count
from workbench.needs import debrief, wording
from workbench.needs.acts import NeedActs
from workbench.needs.call_plan import CallPlan
from workbench.needs.state import MANY, NeedsState
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import titled
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.tab import Tab

__all__ = ["CallsTab"]


class CallsTab(Tab):
    """The whole call list, and those who wait for an answer."""

    name, label = "calls", "Call list"
    question = "Whom to call, what to ask, and who waits for an answer?"
    layout = "wide-detail"
    state: NeedsState

    def __init__(self, model: BoardModel, state: NeedsState, page: Page) -> None:
        super().__init__(model, state, page)
        self._acts, self._plan = NeedActs(model), CallPlan(state, page)
        self._all = Entries("Whom to call", self._plan.open)
        self._waiting = Entries("Who waits for an answer", lambda quote, _: self._acts.answered(quote))

    def cards(self) -> list[ipywidgets.Widget]:
        """Return the list and those who wait."""
        return [
            titled("Whom to call", "silence × revenue × what they could settle", self._all, name="wb-wide"),
            titled("Who waits for an answer", "promised, not given yet", self._waiting, name="wb-detail"),
        ]

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        many, waiting = len(self.state.whom.value), self._open()
        late = int(waiting["overdue"].sum())
        return [
            (number(many), "could settle something" if many < MANY else "first of those who could settle something"),
            (number(len(waiting)), "wait for an answer"),
            (number(late), "longer than was promised"),
        ]  # fmt: skip

    def show(self, *, settled: bool) -> None:  # noqa: ARG002 (no move reaches it)
        """Show both lists."""
        nothing = "Nobody has been silent whose answer would settle something."
        self._all.show(self._plan.entries(MANY), nothing)
        self._waiting.show([_waits(str(id_), row) for id_, row in self._open().iterrows()], "Nobody waits.")

    def _open(self) -> pd.DataFrame:
        names = ("feedback", "feedback_needs", "needs", "contacts", "customers")
        return debrief.to_answer(*(self.model.table(name) for name in names), now=self.state.today)


def _waits(id_: str, row: "pd.Series[Any]") -> Entry:
    left = int(row["hours_left"] // 24)
    late = "overdue" if row["overdue"] else f"{count(left, 'day')} left" if left else "today"
    by = f" by {row['heard_by']}" if isinstance(row["heard_by"], str) else ""
    return Entry(
        id_, f"“{row['quote']}”", f"promised{by} for {wording.day(row['answer_by'])}: {late}",
        tag=f"{row['who']} " if isinstance(row["who"], str) else "", tone="warn" if row["overdue"] else "", actions=(("answered", "Answered", "Note that they were answered today"),),
    )  # fmt: skip
