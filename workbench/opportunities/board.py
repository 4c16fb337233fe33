"""What should we do next, and how sure are we of that order? Reads and edits the table ``opportunities``."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets
import pandas as pd
from markupsafe import Markup

from workbench.opportunities import findings, listing, register, wording
from workbench.opportunities.deciding import reopening
from workbench.opportunities.deciding.reopen_offer import ReopenOffer
from workbench.opportunities.effort_offer import EffortOffer
from workbench.opportunities.evidence.backing import Backing
from workbench.opportunities.evidence.voices_tab import VoicesTab
from workbench.opportunities.known import known
from workbench.opportunities.methods.method_choice import SETTING, MethodChoice
from workbench.opportunities.methods.methods_tab import MethodsTab
from workbench.opportunities.odds import Odds
from workbench.opportunities.pictures import Pictures
from workbench.opportunities.queue import Queue
from workbench.opportunities.selected import Selected
from workbench.opportunities.standing import Standing, stand
from workbench.opportunities.teams.fits_tab import FitsTab
from workbench.opportunities.teams.line_choice import LINE, LineChoice
from workbench.opportunities.view import FILTERS, OpportunityView, passing
from workbench.opportunities.worth.guesses_tab import GuessesTab
from workbench.opportunities.worth.knowing import Knowing
from workbench.ui.item import show_item
from workbench.ui.list_board import ListBoard
from workbench.ui.offer import Offer
from workbench.ui.stage import Stage

if TYPE_CHECKING:
    from workbench.ui.import_panel import Importer
    from workbench.workspace.workspace import Workspace

__all__ = ["OpportunityBoard"]


class OpportunityBoard(ListBoard):
    """Opportunities ranked with honest odds.

    Examples
    --------
    >>> OpportunityBoard(workbench.Workspace.open())                   # doctest: +SKIP
    """

    table = "opportunities"
    title = "Opportunities"
    question = "What should we do next, and how sure are we of that order?"
    layout = "quarters"
    styles = Path(__file__).with_name("board.css")
    nothing = "No opportunities yet: press + New, paste rows from a spreadsheet, or import a file."
    view_class = OpportunityView
    view: OpportunityView
    standing: Standing
    filters = FILTERS
    fresh: ClassVar[Mapping[str, Any]] = {"title": "New item", "status_category": "open"}
    facts = ("title", "theme", "owner", "status_category", "must_do", "source")
    tabs: ClassVar[Mapping[str, str]] = {
        "": "Ranking",
        "guesses": "Riskiest guesses",
        "methods": "Methods",
        "voices": "Who it hangs on",
        "capacity": "What fits",
    }
    questions: ClassVar[Mapping[str, str]] = {
        "guesses": "Which number is worth finding out next, and what could it change?",
        "methods": "Does the order depend on how we count?",
        "voices": "Whose voice, taken away, would change what is chosen?",
        "capacity": "What can the teams do, and where are they full?",
    }
    least: ClassVar[Mapping[str, float]] = {
        "reach": 1000.0,
        "impact": 3.0,
        "effort": 6.0,
        **dict.fromkeys(("business_value", "time_criticality", "risk_reduction", "job_size"), 20.0),
    }

    def __init__(self, workspace: "Workspace") -> None:
        self._odds = Odds()
        self.stood = Stage(self.state, self._stand)
        self.weighed = Stage(lambda: (self.stood.version,), self._weigh)
        self._scored = 0
        self.pictures = Pictures(self.select)
        self.queue = Queue(self)
        self.knowing = Knowing(self.learnt)
        self.backing = Stage(
            lambda: (workspace.origin, workspace.version), lambda: Backing.of(workspace.frame)
        )
        self.parts = {
            "guesses": GuessesTab(self),
            "methods": MethodsTab(self),
            "voices": VoicesTab(self),
            "capacity": FitsTab(self),
        }
        self.item = Selected(self, workspace, lambda: show_item(self))
        super().__init__(workspace)

    def state(self, *tables: str) -> tuple[Any, ...]:
        """Return what the derivation follows from: the methods besides, since a notebook may register another one."""
        return *super().state(*tables), register.methods()

    def _stand(self) -> Standing:
        """Return how the list with the draft over it stands, without odds."""
        return stand(self.frame, self.setting, partial(known, self.workspace), self.draft.over)

    def _weigh(self) -> Standing:
        """Return the same with odds and bands."""
        return self.stood.value.weighed(self._odds, self.setting)

    def score(self) -> None:
        """Derive scores and places, and the few rows that a move can change; the odds stay those of the last rest."""
        standing, version = self.stood.value, self.stood.version
        if version != self._scored:
            self.standing = standing.with_odds_of(self.standing if self._scored else standing)
            self._scored = version
        placed, selected = self.standing.placed, self.view.selected
        best = placed.index[placed["score"].to_numpy() == placed["score"].max()]
        wanted = dict.fromkeys([*(self.pictures.shown or self.frame.index), *best, selected])
        seen = [id_ for id_ in wanted if id_ in self.frame.index]
        self.seen = listing.rows(self.standing, selected, pd.Index(seen, dtype="str"))
        declared = self.workspace.declaration(self.table)
        self.columns = listing.columns(self.standing.inputs, declared, quotes=bool(self.backing.value.quotes))
        self.estimates = tuple(name for name in self.standing.inputs if f"{name}_low" in declared.by_name)
        self.knowing.moved(self.standing)

    def weigh(self) -> None:
        """Derive odds and bands."""
        self.standing = self.weighed.value
        self.rows = self.seen = listing.rows(self.standing, self.view.selected)
        self.item.weighed()
        self.knowing.later(
            self.standing, self.setting("opportunities.trials"), self.setting("opportunities.seed")
        )

    def about(self, row: Mapping[str, Any]) -> str:
        """Say what else is known of the selected item: its description, and what customers said."""
        return self.item.about(super().about(row))

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows."""
        made = self.rows if len(ids) > 1 else self.seen
        drafted, assumed = self.draft.touched(self.table), self.standing.whole.attrs["assumed"]
        found, quotes = (
            listing.cells(made, ids, self.standing.inputs, drafted, assumed),
            self.backing.value.quotes,
        )
        return {id_: {**cells, "quotes": quotes.get(id_)} for id_, cells in found.items()}

    def bands(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows by band and place, or in the order of the column that they are sorted by."""
        made = self.rows.assign(quotes=pd.Series(self.backing.value.quotes, dtype=float))
        return listing.bands(made, self.standing, ids, self.view.sort)

    def matches(self) -> "pd.Series[bool]":
        """Return which rows search and filters let through; while the queue is worked through, what it holds."""
        if self.view.unscored:
            return pd.Series(self.frame.index.isin(self.unscored()), index=self.frame.index)
        if self.view.reopen:
            found = reopening.come_true(self.standing).index
            return pd.Series(self.frame.index.isin(found), index=self.frame.index)
        return super().matches() & passing(self.frame, self.view)

    def choices(self) -> Mapping[str, "pd.Series[Any]"]:
        """Return the themes and owners that there are."""
        return {name: self.frame[name].dropna() for name in ("theme", "owner")}

    def next_item(self) -> None:
        """Go on in the queue of the unscored."""
        self.queue.go_on()

    def unscored(self) -> list[str]:
        """Return the open rows that miss an estimate."""
        placed = self.standing.placed
        return [id_ for id_ in placed.index[placed["score"].isna()] if id_ not in self.standing.gated]

    def summary(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        facts = findings.headlines(self.standing).query(
            "name != 'reopen'"
        )  # the button over the list says it
        return list(zip(facts["figure"], facts["sentence"], strict=True))

    def cards(self) -> list[ipywidgets.Box]:
        """Return the two pictures."""
        return self.pictures.cards(self.standing, self.rows, self.view.selected)

    def learnt(self) -> None:
        """Show which numbers are worth finding out, once that is known."""
        if self.view.tab == "guesses":
            self._drawn(settled=True)
            self.show_headlines()
        self.item.draw()

    def places(self, ends: Sequence[int]) -> pd.DataFrame:
        """Return how likely each item that competes lands in each class of places, from the odds' draws."""
        return self._odds.places(ends)

    def draw(self, *, settled: bool) -> None:
        """Patch the pictures: all of them when settled, else what moves with the selected item."""
        self.item.draw()
        if settled:
            self.pictures.draw(self.standing, self.rows, self.view.selected)
        else:
            self.pictures.move(self.standing, self.seen)

    def notes(self) -> dict[str, dict[str, Any]]:
        """Return what the sliders say beside their values."""
        return wording.notes(self.standing.whole, str(self.view.selected), self.estimates)

    def consequence(self) -> str:
        """Say what the draft changes of the selected item, and what that does."""
        return self.item.consequence()

    def under_item(self) -> list[ipywidgets.Widget]:
        """Return what can be done with the selected item, what would change its place, and why it is here."""
        return list(self.item.widgets())

    def show(self, *, settled: bool) -> None:
        """Show what was derived, and what there is to offer of the selected item."""
        super().show(settled=settled)
        self.item.row.show()

    def tools(self) -> list[ipywidgets.Widget]:
        """Return the choice of the line, and of the method: those whose numbers the list has."""
        method, line = MethodChoice(self), LineChoice(self)
        self.show_setting(SETTING, method)
        self.show_setting(LINE, line)
        return [method.control, line.control]

    def offers(self) -> list[Offer]:
        """Return the queue of the unscored, and story points as a guess of effort."""
        return [self.queue, EffortOffer(self), ReopenOffer(self)]

    def read(self, column: str, text: str) -> dict[str, Any]:
        """Read a typed text; a size may stand for an effort, and words for a confidence."""
        return wording.read(column, text, super().read)

    def caption(self) -> list[str]:
        """Return method and line, and what is let through."""
        only = {"not scored yet": self.view.unscored, "what could be reopened": self.view.reopen}
        found = [f"only {words}" for words, chosen in only.items() if chosen]
        return [
            f"method: {self.standing.method.label}",
            f"line: {self.standing.picks}",
            *found,
            *super().caption(),
        ]

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        return wording.explanation(self.standing, self.setting, self.workspace.version)

    def importer(self) -> "Importer":
        """Return what reads files of opportunities."""
        from workbench.exchange.importer import Importer

        return Importer(self.workspace, self.table)

    def exported(self) -> tuple[str, str]:
        """Return the list with scores and odds as CSV."""
        from workbench.exchange.sheet import write_csv

        computed = self.rows[["score", "rank", "p_top"]]
        return "opportunities.csv", write_csv(self.frame.join(computed)).decode()
