"""What do customers need, and whom have we not heard? Reads and edits ``needs``, and what was said of them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets
import pandas as pd
from markupsafe import Markup

from workbench.needs import evidence, listing, wording
from workbench.needs.acts import NeedActs
from workbench.needs.calls_tab import CallsTab
from workbench.needs.hear import hear_form
from workbench.needs.kano_tab import KanoTab
from workbench.needs.need_card import NeedCard
from workbench.needs.ranked import ranks
from workbench.needs.reading import Unread
from workbench.needs.surveys_tab import SurveysTab
from workbench.needs.view import FILTERS, NeedsView, passing
from workbench.needs.who_card import WhoCard
from workbench.ui.dialog import prose
from workbench.ui.frame import row, titled
from workbench.ui.list_board import ListBoard
from workbench.ui.offer import Offer
from workbench.ui.stage import Stage
from workbench.ui.toolbar import button

if TYPE_CHECKING:
    from workbench.ui.import_panel import Importer
    from workbench.workspace.workspace import Workspace

__all__ = ["NeedsBoard"]


class NeedsBoard(ListBoard):
    """Needs by demand, with the quotes behind them; what surveys found; whom to call.

    Examples
    --------
    >>> NeedsBoard(workbench.Workspace.open())                         # doctest: +SKIP
    """

    table = "needs"
    title = "Needs"
    question = "What do customers need, and whom have we not heard?"
    layout = "list-detail"
    styles = Path(__file__).with_name("board.css")
    tabs: ClassVar[Mapping[str, str]] = {
        "": "Needs",
        "kano": "Kano",
        "surveys": "Surveys",
        "calls": "Call list",
    }
    questions: ClassVar[Mapping[str, str]] = {
        "kano": "What would they miss, what would they love, and how sure are we?",
        "surveys": "Are they content, what matters to them, and is it met?",
        "calls": "Whom to call, what to ask, and who waits for an answer?",
    }
    nothing = "No needs yet: press + Add what you heard, or import a file of quotes."
    fresh: ClassVar[Mapping[str, Any]] = {"title": "New need"}
    view_class = NeedsView
    view: NeedsView
    acts: NeedActs
    filters = FILTERS
    columns = listing.COLUMNS
    facts = ("title", "theme", "owner")

    def __init__(self, workspace: "Workspace") -> None:
        self.counted = Stage(
            self.state, lambda: evidence.Evidence.of(self.tables, evidence.day(self.setting))
        )
        self.need_card, self.who = NeedCard(self), WhoCard(self)
        self.kano, self.surveys, self.calls = KanoTab(self), SurveysTab(self), CallsTab(self)
        self.parts = {"kano": self.kano, "surveys": self.surveys, "calls": self.calls}
        super().__init__(workspace)

    def tables(self, name: str) -> pd.DataFrame:
        """Return a table with the draft over it, for reading."""
        found: pd.DataFrame = self.draft.over(name)
        return found

    def make_acts(self) -> NeedActs:
        """Return what a person can do."""
        return NeedActs(self)

    def score(self) -> None:
        """Count what was said."""
        self.today = evidence.day(self.setting)
        self.all = self.counted.value
        said = passing(self.all.said, self.view, self.today)
        self.evidence = self.all if len(said) == len(self.all.said) else self.all.only(said)
        found = ranks(self.workspace)
        self.answered = listing.answers(
            self.tables("need_opportunities"), self.tables("opportunities"), found
        )

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows."""
        titles = self.frame["title"].reindex(list(ids))
        return listing.cells(self.evidence, titles, self.answered, self.draft.touched(self.table))

    def bands(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the needs by demand, or in the order of the column that they are sorted by."""
        titles = self.frame["title"].reindex(list(ids))
        return listing.bands(self.evidence, titles, self.answered, self.view.sort)

    def choices(self) -> Mapping[str, Iterable[str]]:
        """Return the segments and channels that there are."""
        return {"segment": self.all.segments, "channel": self.all.said["channel"].dropna()}

    def summary(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        return wording.headlines(self.evidence, self.answered)

    def draw(self, *, settled: bool) -> None:
        """Show quotes, heat map and calls."""
        self.need_card.show()
        if settled:
            order = [id_ for band in self.bands(self._listed()) for id_ in band["ids"]]
            self.who.show({id_: str(self.frame.at[id_, "title"]) for id_ in order})
            self.calls.few()

    def new_button(self) -> ipywidgets.Widget:
        """Return the button by which what was heard is written down."""
        return button(
            "+ Add what you heard", self.hear, "wb-primary", tooltip="A quote, and who said it where"
        )

    def hear(self) -> None:
        """Open the form for what was heard; who writes it down is asked first, so that nothing typed is lost."""
        if not self.visitor.known:
            self.visitor.ask(self.hear)
            return
        form = hear_form(self.tables, self.today, self.acts.hear)
        card = button(
            "Trade-show card", self.acts.card, "wb-quiet", tooltip="One file for a phone, works offline"
        )
        self.dialog.show(
            "What did you hear?",
            [form, row(prose("On your feet at a trade show? Take the card along."), card)],
        )
        form.focus()

    def tools(self) -> list[ipywidgets.Widget]:
        """Return the button for a need that nobody spoke of."""
        return [button("+ Need", self.acts.add, "wb-quiet", tooltip="A need that nobody has spoken of yet")]

    def offers(self) -> list[Offer]:
        """Return the quotes that wait to be read."""
        return [Unread(self)]

    def under_item(self) -> list[ipywidgets.Widget]:
        """Return the quotes of the selected need, and what can be made of it."""
        return self.need_card.widgets()

    def cards(self) -> list[ipywidgets.Box]:
        """Return heat map and calls."""
        return [
            titled("Who needs it", "", *self.who.widgets(), name="wb-picture-1"),
            titled("Call these three", "silent, and could settle something", self.calls.three, name="wb-picture-2"),
        ]  # fmt: skip

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        return wording.explanation(self.today, self.workspace.version)

    def importer(self) -> "Importer":
        """Return what reads files of quotes."""
        from workbench.exchange.importer import Importer

        return Importer(self.workspace, "feedback")

    def exported(self) -> tuple[str, str]:
        """Return the needs with what stands behind them as CSV."""
        from workbench.exchange.sheet import write_csv

        counted = self.evidence.needs[["demand", "quotes", "customers", "segments", "place"]]
        return "needs.csv", write_csv(self.frame.join(counted)).decode()
