"""What should we do next, and how sure are we of that order? Reads and edits the table ``opportunities``."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets
import pandas as pd
from markupsafe import Markup

from workbench.opportunities import findings, listing, register, wording
from workbench.opportunities.effort_offer import EffortOffer
from workbench.opportunities.odds import Odds
from workbench.opportunities.pictures import Pictures
from workbench.opportunities.standing import Saved, stand
from workbench.ui.chart import Chart
from workbench.ui.list_board import ListBoard
from workbench.ui.offer import Offer

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["OpportunityBoard"]

LINES = (3, 5, 8, 10, 12, 15, 20, 30)


class OpportunityBoard(ListBoard):
    """Opportunities ranked with honest odds.

    Examples
    --------
    >>> OpportunityBoard(workbench.Workspace.open())                   # doctest: +SKIP
    """

    table = "opportunities"
    title = "Opportunities"
    question = "What should we do next, and how sure are we of that order?"
    nothing = "No opportunities yet: press + New, paste rows from a spreadsheet, or import a file."
    columns = listing.COLUMNS
    facts = ("title", "theme", "owner", "status_category", "must_do", "source")
    estimates = ("reach", "impact", "confidence", "effort")
    least: ClassVar[Mapping[str, float]] = {"reach": 1000.0, "impact": 3.0, "effort": 6.0}

    def __init__(self, workspace: "Workspace") -> None:
        self.standing = stand(workspace[self.table], workspace.setting)
        self._odds = Odds()
        self._before = Saved()
        self.pictures = Pictures(self.select)
        super().__init__(workspace)

    def score(self) -> None:
        """Derive scores and places, and the few rows that a move can change; the odds stay those of the last rest."""
        self.standing = stand(self.frame, self.setting).with_odds_of(self.standing)
        placed, selected = self.standing.placed, self.view.selected
        best = placed.index[placed["score"].to_numpy() == placed["score"].max()]
        wanted = dict.fromkeys([*(self.pictures.shown or self.frame.index), *best, selected])
        seen = [id_ for id_ in wanted if id_ in self.frame.index]
        self.seen = listing.rows(self.standing, selected, pd.Index(seen, dtype="str"))

    def weigh(self) -> None:
        """Derive odds and bands."""
        self.standing = stand(self.frame, self.setting).weighed(self._odds, self.setting)
        self.rows = self.seen = listing.rows(self.standing, self.view.selected)
        if not self.draft.edits:
            self._before.keep(self.workspace, self.standing)

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows."""
        made = self.rows if len(ids) > 1 else self.seen
        return listing.cells(made, ids, self.draft.touched(self.table), self.standing.whole.attrs["assumed"])

    def bands(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows by band and place, or in the order of the column that they are sorted by."""
        return listing.bands(self.rows, self.standing, ids, self.view.sort)

    def unscored(self) -> list[str]:
        """Return the open rows that miss an estimate."""
        placed = self.standing.placed
        return placed.index[placed["score"].isna()].tolist()

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        facts = findings.headlines(self.standing)
        return list(zip(facts["figure"], facts["sentence"], strict=True))

    def charts(self) -> list[tuple[str, str, Chart]]:
        """Return the two pictures."""
        return self.pictures.make(self.standing, self.rows, self.view.selected)

    def draw(self, *, settled: bool) -> None:
        """Patch the pictures: all of them when settled, else what moves with the selected item."""
        if settled:
            self.pictures.draw(self.standing, self.rows, self.view.selected)
        else:
            self.pictures.move(self.standing, self.seen)

    def notes(self) -> dict[str, dict[str, Any]]:
        """Return what the sliders say beside their values."""
        return wording.notes(self.standing.whole, str(self.view.selected), self.estimates)

    def consequence(self) -> str:
        """Say what the draft changes of the selected item, and what that does."""
        id_ = str(self.view.selected)
        columns = self.draft.touched(self.table).get(id_, ())
        changes = wording.changes(id_, columns, self.workspace.frame(self.table), self.frame)
        effects = wording.effects(
            id_, self._before.of(self.workspace, self.table), self.standing, settled=self.settled
        )
        return f"{changes} {effects}".strip()

    def tools(self) -> list[ipywidgets.Widget]:
        """Return the choice of the line, and of the method where there is more than one."""
        methods = {name: method.label for name, method in register.methods().items()}
        line = self.setting_choice(
            "opportunities.line", LINES, "Line: top {}".format, "How many places there are"
        )
        if len(methods) == 1:
            return [line]
        method = self.setting_choice(
            "opportunities.method", list(methods), lambda name: methods.get(name, name), "Method"
        )
        return [method, line]

    def offers(self) -> list[Offer]:
        """Return the queue of the unscored, and story points as a guess of effort."""
        return [*super().offers(), EffortOffer(self)]

    def read(self, column: str, text: str) -> dict[str, Any]:
        """Read a typed text; a size may stand for an effort, and words for a confidence."""
        return wording.read(column, text, super().read)

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        return wording.explanation(self.standing.method, self.setting, self.workspace.version)

    def import_panel(self, on_done: Callable[[str], None], block: str | None = None) -> ipywidgets.Widget:
        """Return the import panel."""
        from workbench.exchange.importer import Importer
        from workbench.ui.import_panel import ImportPanel

        return ImportPanel(Importer(self.workspace, self.table), on_done, block)

    def exported(self) -> tuple[str, str]:
        """Return the list with scores and odds as CSV."""
        from workbench.exchange.sheet import write_csv

        computed = self.rows[["score", "rank", "p_top"]]
        return "opportunities.csv", write_csv(self.frame.join(computed)).decode()
