"""The selected need: what stands behind it, its quotes, and what can be made of it."""

from typing import Any

from workbench.needs import evidence, wording
from workbench.needs.acts import NeedActs
from workbench.needs.state import NeedsState
from workbench.ui.choice import Choice
from workbench.ui.dialog import prose
from workbench.ui.entries import Entries
from workbench.ui.frame import row
from workbench.ui.toolbar import button

__all__ = ["NeedCard"]

SHOWN = 60
"""Quotes in the card; of a need with more, the rest is read by filter."""
ACTIONS = (
    ("make", "+", "An opportunity from this quote"),
    ("unlink", "×", "It does not speak of this need"),
)


class NeedCard:
    """Under the fields of the selected need."""

    def __init__(self, state: NeedsState, acts: NeedActs) -> None:
        self._state, self._model, self._acts = state, state.model, acts
        self._behind = prose("", "wb-behind")
        self._loud = prose("", "wb-notice")
        self._quotes = Entries("Quotes of the selected need", self._act, look="quotes")
        self._new = button(
            "New opportunity from this", self._make, tooltip="An opportunity that would meet it"
        )
        self._link = Choice([""], self._say, self._answer, "An opportunity that is there already")

    def widgets(self) -> list[Any]:
        """Return its pieces from the top."""
        return [self._behind, self._loud, self._quotes, row(self._new, self._link.control)]

    def show(self) -> None:
        """Show the selected need."""
        state, tables, need = self._state, self._model.table, self._model.view.selected
        if need not in state.evidence.needs.index:
            self._quotes.show([])
            self._behind.value = self._loud.value = ""
            return
        names = evidence.names(tables, "customers")
        self._behind.value = str(
            prose(wording.behind(state.evidence, need, self._model.setting("product.currency"))).value
        )
        loud = wording.loud(state.evidence, need, names)
        self._loud.value = str(prose(loud).value)
        self._loud.layout.display = "" if loud else "none"
        quotes = state.evidence.quotes(need)
        entries = wording.quotes(quotes.head(SHOWN), names, state.all.segments, ACTIONS)
        self._quotes.show(entries, "No quote yet.", wording.rest(len(quotes) - SHOWN))
        theirs = set(tables("need_opportunities").query("need == @need")["opportunity"])
        titles = tables("opportunities")["title"]
        self._link.offer(["", *(row for row in titles.sort_values().index if row not in theirs)], "")

    def _say(self, opportunity: str) -> str:
        return (
            self._model.table("opportunities")["title"].get(opportunity, "Link to one")
            if opportunity
            else "Link to one"
        )

    def _act(self, quote: str, name: str) -> None:
        acts = self._acts
        (acts.opportunity_of if name == "make" else acts.unlink)(quote, str(self._model.view.selected))

    def _make(self) -> None:
        if self._model.view.selected:
            self._acts.new_opportunity(self._model.view.selected)

    def _answer(self, opportunity: str) -> None:
        if opportunity and self._model.view.selected:
            self._acts.answer(self._model.view.selected, opportunity)
