"""The first tab of the Opportunities board: the ranked list, the selected item, and two pictures."""

from collections.abc import Sequence

import ipywidgets

from workbench.opportunities import findings
from workbench.opportunities.deciding.reopen_offer import ReopenOffer
from workbench.opportunities.effort_offer import EffortOffer
from workbench.opportunities.methods.method_choice import SETTING, MethodChoice
from workbench.opportunities.pictures import Pictures
from workbench.opportunities.queue import Queue
from workbench.opportunities.ranking_source import RankingSource
from workbench.opportunities.selected import Selected
from workbench.opportunities.state import OpportunityState
from workbench.opportunities.teams.line_choice import LINE, LineChoice
from workbench.ui.list_tab import ListTab
from workbench.ui.model import BoardModel
from workbench.ui.offer import Offer
from workbench.ui.page import Page

__all__ = ["RankingTab"]


class RankingTab(ListTab):
    """The ranked list with what stands beside it."""

    label = "Ranking"
    layout = "quarters"
    source_class = RankingSource
    state: OpportunityState

    def __init__(self, model: BoardModel, state: OpportunityState, page: Page) -> None:
        super().__init__(model, state, page)
        self.pictures = Pictures(lambda id_: setattr(model.view, "selected", id_))
        self.item = Selected(state, page)
        self.queue = Queue(state, self.inspector.focus)

    def cards(self) -> list[ipywidgets.Widget]:
        """Return list, item and pictures."""
        pictures = self.pictures.cards(self.state.standing, self.state.rows, self.model.view.selected)
        return [*super().cards(), *pictures]

    def tools(self) -> Sequence[ipywidgets.Widget]:
        """Return the choice of the line, and of the method: those whose numbers the list has."""
        method, line = MethodChoice(self.model), LineChoice(self.state)
        self.page.show_setting(SETTING, method)
        self.page.show_setting(LINE, line)
        return [method.control, line.control]

    def offers(self) -> Sequence[Offer]:
        """Return the queue of the unscored, story points as a guess of effort, and what could be reopened."""
        return [self.queue, EffortOffer(self.state), ReopenOffer(self.state)]

    def under_item(self) -> Sequence[ipywidgets.Widget]:
        """Return what can be done with the selected item, what would change its place, and why it is here."""
        return [self.item.row.control, self.item.hints]

    def next_item(self) -> None:
        """Go on in the queue of the unscored."""
        self.queue.go_on()

    def show(self, *, settled: bool) -> None:
        """Show list, item and pictures; the pictures first where a hand moves: the page draws them meanwhile."""
        state, view = self.state, self.model.view
        if not settled:
            placed = state.standing.placed
            best = placed.index[placed["score"].to_numpy() == placed["score"].max()]
            wanted = dict.fromkeys([*(self.pictures.shown or state.frame.index), *best, view.selected])
            state.seen = tuple(id_ for id_ in wanted if id_ in state.frame.index)
            self.pictures.move(state.standing, state.some)
        super().show(settled=settled)
        if settled:
            self.pictures.draw(state.standing, state.rows, view.selected)

    def show_item(self) -> None:
        """Show the selected item, and what can be decided of it."""
        super().show_item()
        self.item.show()

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top; what could be reopened is said by the button over the list."""
        facts = findings.headlines(self.state.standing).query("name != 'reopen'")
        return list(zip(facts["figure"], facts["sentence"], strict=True))

    def caption(self) -> list[str]:
        """Return method and line, and what is let through."""
        view, standing = self.model.view, self.state.standing
        only = {"not scored yet": view.unscored, "what could be reopened": view.reopen}
        found = [f"only {words}" for words, chosen in only.items() if chosen]
        return [
            f"method: {standing.method.label}",
            f"line: {standing.picks}",
            *found,
            *super().caption(),
        ]
