"""The first tab of the Needs board: the needs by demand, the quotes behind one, who needs it, and three to call."""

from collections.abc import Sequence

import ipywidgets

from workbench.needs import wording
from workbench.needs.acts import NeedActs
from workbench.needs.call_plan import CallPlan
from workbench.needs.hear import hear_form
from workbench.needs.need_card import NeedCard
from workbench.needs.needs_source import NeedsSource
from workbench.needs.reading import Unread
from workbench.needs.state import NeedsState
from workbench.needs.who_card import WhoCard
from workbench.ui.dialog import prose
from workbench.ui.entries import Entries
from workbench.ui.frame import row, titled
from workbench.ui.list_tab import ListTab
from workbench.ui.model import BoardModel
from workbench.ui.offer import Offer
from workbench.ui.page import Page
from workbench.ui.toolbar import button

__all__ = ["NeedsTab"]

FEW = 3


class NeedsTab(ListTab):
    """The list of needs with what stands beside it."""

    label = "Needs"
    layout = "list-detail"
    source_class = NeedsSource
    state: NeedsState

    def __init__(self, model: BoardModel, state: NeedsState, page: Page) -> None:
        super().__init__(model, state, page)
        self.acts = NeedActs(model)
        self.need_card, self.who = NeedCard(state, self.acts), WhoCard(state, page)
        self.plan = CallPlan(state, page)
        self.three = Entries("Call these three", self.plan.open)

    def new_button(self) -> ipywidgets.Widget:
        """Return the button by which what was heard is written down."""
        hint = "A quote, and who said it where"
        return button("+ Add what you heard", self.hear, "wb-primary", tooltip=hint)

    def tools(self) -> Sequence[ipywidgets.Widget]:
        """Return the button for a need that nobody spoke of."""
        return [button("+ Need", self.add, "wb-quiet", tooltip="A need that nobody has spoken of yet")]

    def offers(self) -> Sequence[Offer]:
        """Return the quotes that wait to be read."""
        return [Unread(self.state, self.page, self.acts)]

    def under_item(self) -> Sequence[ipywidgets.Widget]:
        """Return the quotes of the selected need, and what can be made of it."""
        return self.need_card.widgets()

    def cards(self) -> list[ipywidgets.Widget]:
        """Return list, need, heat map and calls."""
        return [
            *super().cards(),
            titled("Who needs it", "", *self.who.widgets(), name="wb-picture-1"),
            titled("Call these three", "silent, and could settle something", self.three, name="wb-picture-2"),
        ]

    def hear(self) -> None:
        """Open the form for what was heard; who writes it down is asked first, so that nothing typed is lost."""
        if not self.model.person.known:
            self.model.person.ask(self.hear)
            return
        form = hear_form(self.model.table, self.state.today, self.acts.hear)
        card = button("Trade-show card", self.card, "wb-quiet", tooltip="One file for a phone, works offline")
        hint = prose("On your feet at a trade show? Take the card along.")
        self.page.dialog.show("What did you hear?", [form, row(hint, card)])
        form.focus()

    def card(self) -> None:
        """Hand over the trade-show card: one file for a phone."""
        from workbench.needs import card

        self.page.download("trade-show card.html", card.of(self.model.workspace))

    def show(self, *, settled: bool) -> None:
        """Show list and need; settled, heat map and calls."""
        super().show(settled=settled)
        if settled:
            shown = [id_ for band in self.grid.order for id_ in band["ids"]]
            self.who.show({id_: str(self.source.frame.at[id_, "title"]) for id_ in shown})
            nothing = "Nobody has been silent whose answer would settle something."
            self.three.show(self.plan.entries(FEW), nothing)

    def show_item(self) -> None:
        """Show the selected need with its quotes."""
        super().show_item()
        self.need_card.show()

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        return wording.headlines(self.state.evidence, self.state.answered.value)
