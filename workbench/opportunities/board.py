"""What should we do next, and how sure are we of that order? Reads and edits the table ``opportunities``."""

from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from workbench.opportunities import wording
from workbench.opportunities.evidence.voices_tab import VoicesTab
from workbench.opportunities.methods.methods_tab import MethodsTab
from workbench.opportunities.ranking_tab import RankingTab
from workbench.opportunities.state import TABLE, OpportunityState
from workbench.opportunities.teams.fits_tab import FitsTab
from workbench.opportunities.view import OpportunityView
from workbench.opportunities.worth.guesses_tab import GuessesTab
from workbench.ui.board import Board

if TYPE_CHECKING:
    from workbench.ui.import_panel import Importer

__all__ = ["OpportunityBoard"]


class OpportunityBoard(Board):
    """Opportunities ranked with honest odds.

    Examples
    --------
    >>> OpportunityBoard(workbench.Workspace.open())                   # doctest: +SKIP
    """

    title = "Opportunities"
    question = "What should we do next, and how sure are we of that order?"
    view_class = OpportunityView
    state_class = OpportunityState
    state: OpportunityState
    tabs = (RankingTab, GuessesTab, MethodsTab, VoicesTab, FitsTab)
    styles = Path(__file__).with_name("board.css")

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        return wording.explanation(self.state.standing, self.model.setting, self.workspace.version)

    def importer(self) -> "Importer":
        """Return what reads files of opportunities."""
        from workbench.exchange.importer import Importer

        return Importer(self.workspace, TABLE)

    def exported(self) -> tuple[str, str]:
        """Return the list with scores and odds as CSV."""
        from workbench.exchange.sheet import write_csv

        computed = self.state.rows[["score", "rank", "p_top"]]
        return "opportunities.csv", write_csv(self.state.frame.join(computed)).decode()
