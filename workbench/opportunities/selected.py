"""What is said of the selected item, and what can be decided of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.opportunities import wording
from workbench.opportunities.deciding import reopening
from workbench.opportunities.deciding.choice_row import NotNow, Reopen, ReopenWhen, TakeIn
from workbench.opportunities.deciding.item_row import ItemRow, Piece
from workbench.opportunities.evidence.suggestion_offer import SuggestedConfidence, SuggestedReach
from workbench.opportunities.evidence.why import why_here
from workbench.opportunities.known import Known
from workbench.opportunities.moves.move_dialog import WhyMoved
from workbench.opportunities.standing import Saved
from workbench.opportunities.worth.hints import Hints

if TYPE_CHECKING:
    from workbench.opportunities.board import OpportunityBoard
    from workbench.workspace.workspace import Workspace

__all__ = ["Selected"]


class Selected:
    """Below the selected item's sliders.

    Parameters
    ----------
    board : OpportunityBoard
        Not yet built: it is read when there is something to show.
    workspace : Workspace
    on_learnt : function()
        Called once it is known what the needs say of the opportunities.
    """

    def __init__(
        self, board: "OpportunityBoard", workspace: "Workspace", on_learnt: Callable[[], None]
    ) -> None:
        self._board = board
        self.hints, self.take_in = Hints(), TakeIn(board)
        decisions: list[Piece] = [self.take_in, NotNow(board), Reopen(board), ReopenWhen(board)]
        self.row = ItemRow([*decisions, SuggestedReach(board), SuggestedConfidence(board), WhyMoved(board)])
        self.known = Known(workspace, on_learnt)
        self._before = Saved()

    @property
    def id(self) -> str:
        """Which item it is."""
        return str(self._board.view.selected)

    def widgets(self) -> Sequence[Any]:
        """Return what can be done with it; what would change its place, and why it is here."""
        return [self.row.control, self.hints]

    def weighed(self) -> None:
        """Take that odds and bands are there: what is dear is asked later, and what is saved is remembered."""
        self.known.later()
        if not self._board.draft.edits:
            self._before.keep(self._board.workspace, self._board.standing)

    def draw(self) -> None:
        """Show what would change its place, and why it is here."""
        board = self._board
        self.hints.draw(board.knowing, board.standing, board.view.selected, self.why())

    def why(self) -> str:
        """Say why it is here: its weightiest quote, and how many more there are."""
        quotes = self._board.workspace.frame("feedback")["quote"]
        return why_here(self._board.backing.value, quotes, self.id)

    def about(self, description: str) -> str:
        """Say what else is known: its description, what customers said, and under which condition it waits."""
        standing = self._board.standing
        waits, gated = reopening.about(standing, self.id), standing.gated.get(self.id, "")
        return " ".join(said for said in (waits, description, self.known.said(self.id), gated) if said)

    def consequence(self) -> str:
        """Say what the draft changes of it, and what that does."""
        board = self._board
        columns = board.draft.touched(board.table).get(self.id, ())
        columns = [name for name in columns if name != "reopen_rule"]  # its words stand beside it
        changes = wording.changes(self.id, columns, board.workspace.frame(board.table), board.frame)
        before = self._before.of(board.workspace, board.table)
        effects = wording.effects(self.id, before, board.standing, settled=board.settled)
        return " ".join(said for said in (self.take_in.consequence(), changes, effects) if said)
