"""The part of the board on methods: several side by side, which of them orders the list, and the workspace's own."""

from functools import partial
from typing import Any

import pandas as pd

from workbench.language.numbers import number, tenths
from workbench.language.words import ordinal
from workbench.opportunities.known import known
from workbench.opportunities.methods import catalogue, comparing
from workbench.opportunities.methods.kano_panel import KanoPanel
from workbench.opportunities.methods.method_choice import SETTING, MethodChoice
from workbench.opportunities.methods.method_editor import MethodEditor
from workbench.opportunities.standing import Standing, stand
from workbench.opportunities.state import OpportunityState
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import row, titled
from workbench.ui.heat import Heat
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.stage import Stage
from workbench.ui.tab import Tab

__all__ = ["MethodsTab"]

APART = "_apart"
MOST = 60
"""Lines of the table; what lies further down is the least apart."""


class MethodsTab(Tab):
    """Ranks under every method that can score the list, where they lie furthest apart on top."""

    name, label = "methods", "Methods"
    question = "Does the order depend on how we count?"
    layout = "wide-detail-under"
    state: OpportunityState

    def __init__(self, model: BoardModel, state: OpportunityState, page: Page) -> None:
        super().__init__(model, state, page)
        self._ranks = Stage(lambda: (state.stood.version,), self._compare)
        self.heat = Heat("Rank of each item under each method", self.press)
        self.agreements = Entries("How far the methods agree", self._use)

    def cards(self) -> list[Any]:
        """Return the table, what it comes to, and the editor."""
        self.method = MethodChoice(self.model)
        self.kano, self.editor = KanoPanel(self.model, self.page), MethodEditor(self.model)
        table = titled(
            "Ranks side by side",
            "furthest apart first; press a rank to select the item",
            row(self.method.control, self.kano.choice.control),
            self.kano.box,
            self.heat,
            name="wb-wide",
        )
        agree = titled(
            "How far they agree", "beside the one that orders the list", self.agreements, name="wb-detail"
        )
        return [table, agree, self.editor.card()]

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        ranks, top = self.ranks(), self._top
        first = [set(comparing.leading(ranks[name], top)) for name in ranks]
        both = len(set.intersection(*first)) if first else 0
        places = min(top, max(map(len, first), default=0))
        return [
            (number(len(ranks.columns)), "methods have what they need to score"),
            (f"{number(both)} of {number(places)}", "at the top whichever way we count"),
        ]

    def show(self, *, settled: bool) -> None:
        """Show it; the ranks once the hand rests."""
        self.editor.show()
        self.kano.show()
        if settled:
            self.method.show(self.model.setting(SETTING))
            self._show_ranks()

    @property
    def _top(self) -> int:
        """How many are above the line."""
        return int(self.state.standing.placed["chosen"].sum()) or 1

    def ranks(self) -> pd.DataFrame:
        """Return the rank of each open item under each method that scores some, the list's own first."""
        return self._ranks.value

    def _compare(self) -> pd.DataFrame:
        names = [self.state.standing.method.name, *catalogue.methods_of(self.model.table)]
        return comparing.ranks(names, lambda name: self._standing(name).placed)

    def press(self, item: str, _: str) -> None:
        """Select an item."""
        self.model.view.selected = item

    def _standing(self, method: str) -> Standing:
        model, state = self.model, self.state
        if method == state.standing.method.name:
            return state.standing

        def setting(name: str) -> Any:
            return method if name == SETTING else model.setting(name)

        return stand(state.frame, setting, partial(known, model.workspace), model.table)

    def _show_ranks(self) -> None:
        ranks, top, tables = self.ranks(), self._top, self.model.table
        names = {name: catalogue.label(name, tables) for name in map(str, ranks)}
        titles = self.state.frame["title"].astype(str)
        rows = dict.fromkeys(id_ for name in ranks for id_ in comparing.leading(ranks[name], top))
        shown = ranks.reindex(list(rows))
        apart = comparing.spread(shown)
        order = pd.DataFrame({"apart": -apart.fillna(-1), "best": shown.min(axis=1)}).sort_values(
            ["apart", "best"], kind="stable"
        )
        ids = order.index[:MOST]
        self.heat.show(
            shown.assign(**{APART: apart}).loc[ids],
            {id_: titles[id_] for id_ in ids},
            {**names, APART: "Apart by"},
            self.model.view.selected,
            shares=(1 - (shown - 1) / (2 * top)).loc[ids],
        )
        self.agreements.show(
            [entry for _, entry in sorted(self._agreements(names, titles), key=lambda pair: pair[0])],
            "No other method has what it needs to score the list.",
        )

    def _agreements(self, names: dict[str, str], titles: "pd.Series[str]") -> list[tuple[float, Entry]]:
        """Return a line for each other method, with Kendall's tau to sort by."""
        ranks, found = self.ranks(), []
        own, *others = [str(name) for name in ranks] or [""]
        for other in others:
            how = comparing.agreement(ranks[own], ranks[other], self._top)
            same = (1 + how.tau) / 2 if how.tau == how.tau else None
            sub = (
                ""
                if same is None
                else f"of two items, both put the same one first {tenths(same)} times in 10"
            )
            actions = (("use", "Order by it", f"Let {names[other]} order the list"),)
            text = _sentence(names[own], names[other], how, titles)
            found.append((how.tau if same is not None else 2.0, Entry(other, text, sub, actions=actions)))
        return found

    def _use(self, method: str, _: str) -> None:
        self.model.change_setting(SETTING, method)


def _sentence(own: str, other: str, how: comparing.Agreement, titles: "pd.Series[str]") -> str:
    agree = f"{own} and {other} agree on {how.common} of the top {how.top}"
    if how.apart is None:
        return f"{agree}, and on every rank."
    first, second = (ordinal(int(rank)) for rank in how.ranks)
    return f"{agree}; they disagree most about {titles.get(how.apart, how.apart)}: {first} and {second}."
