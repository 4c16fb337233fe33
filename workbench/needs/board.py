"""What do customers need, and whom have we not heard? Reads and edits ``needs``, and what was said of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from workbench.needs import wording
from workbench.needs.calls_tab import CallsTab
from workbench.needs.kano_tab import KanoTab
from workbench.needs.needs_tab import NeedsTab
from workbench.needs.state import NeedsState
from workbench.needs.surveys_tab import SurveysTab
from workbench.needs.view import NeedsView
from workbench.ui.board import Board

if TYPE_CHECKING:
    from workbench.ui.import_panel import Importer

__all__ = ["NeedsBoard"]


class NeedsBoard(Board):
    """Needs by demand, with the quotes behind them; what surveys found; whom to call.

    Examples
    --------
    >>> NeedsBoard(workbench.Workspace.open())                         # doctest: +SKIP
    """

    title = "Needs"
    question = "What do customers need, and whom have we not heard?"
    view_class = NeedsView
    state_class = NeedsState
    state: NeedsState
    tabs = (NeedsTab, KanoTab, SurveysTab, CallsTab)
    styles = Path(__file__).with_name("board.css")

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        return wording.explanation(self.state.today, self.workspace.version)

    def importer(self) -> "Importer":
        """Return what reads files of quotes."""
        from workbench.exchange.importer import Importer

        return Importer(self.workspace, "feedback")

    def exported(self) -> tuple[str, str]:
        """Return the needs with what stands behind them as CSV."""
        from workbench.exchange.sheet import write_csv

        counted = self.state.evidence.needs[["demand", "quotes", "customers", "segments", "place"]]
        return "needs.csv", write_csv(self.model.table("needs").join(counted)).decode()
