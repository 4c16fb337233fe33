"""What can be decided of the selected item: take it in, not now, reopen."""

from typing import TYPE_CHECKING, Any

from workbench.opportunities.deciding import falls_out
from workbench.opportunities.worth.guesses import condition, flips
from workbench.ui.bind import Bound
from workbench.ui.fields import field
from workbench.ui.offer import Offer

if TYPE_CHECKING:
    import pandas as pd

    from workbench.opportunities.board import OpportunityBoard

__all__ = ["NotNow", "Reopen", "ReopenWhen", "TakeIn"]


class TakeIn(Offer):
    """Makes an item below the line a must-do, in the draft, where the consequence is said; and takes that back."""

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        super().__init__(
            self.offered, self.act, "Above the line whatever it scores: see what falls out for it"
        )

    @property
    def taken(self) -> bool:
        """Whether the draft makes a must-do of it that would not be in by itself."""
        board, id_ = self._board, str(self._board.view.selected)
        edited = board.draft.edits.get((board.table, id_, "must_do")) is True
        return (
            edited and id_ in board.standing.placed.index and falls_out.stands_by_decree(board.standing, id_)
        )

    def offered(self) -> str:
        """Say what there is to do."""
        if self.taken:
            return "Leave it out"
        below = falls_out.could_be_taken_in(self._board.standing, str(self._board.view.selected))
        return "Take it in" if below else ""

    def act(self) -> None:
        """Do it, or take it back."""
        _draft(self._board, must_do=not self.taken)

    def consequence(self) -> str:
        """Say what falls out for it; "" where it was not taken in."""
        board = self._board
        return falls_out.sentence(board.standing, str(board.view.selected)) if self.taken else ""


class NotNow(Offer):
    """Puts an open item off, in the draft, with the condition under which it would come in."""

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        super().__init__(
            self.offered, self.act, "Put it off, with the condition under which it would come in"
        )

    def offered(self) -> str:
        """Say what there is to do."""
        return "Not now" if self._board.view.selected in self._board.standing.placed.index else ""

    def act(self) -> None:
        """Do it; an item that is above the line, or that no single number brings in, gets no condition by itself."""
        board, id_ = self._board, str(self._board.view.selected)
        standing, sentence, rule = board.standing, "", ""
        if falls_out.could_be_taken_in(standing, id_):
            worth = board.knowing.worth
            found = worth.flips if worth and worth.fits(standing) else flips(standing)
            sentence, rule = condition(found, standing, id_)
        when = f"{sentence[0].upper()}{sentence[1:]}" if sentence else None
        _draft(board, status_category="later", reopen_when=when, reopen_rule=rule or None)
        if not sentence:
            board.bar.say("No single number would bring it in: say under “Reopen when” what you wait for.")


class Reopen(Offer):
    """Opens an item again that was put off; its condition stays in the history."""

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        super().__init__(
            self.offered, self.act, "Back among the open ones; the condition stays in the history"
        )

    def offered(self) -> str:
        """Say what there is to do."""
        return "Reopen" if _row(self._board).get("status_category") == "later" else ""

    def act(self) -> None:
        """Do it."""
        _draft(self._board, status_category="open", reopen_when=None, reopen_rule=None)


class ReopenWhen:
    """The condition of an item that was put off, as text; typed by a person it is no longer checked by itself."""

    def __init__(self, board: "OpportunityBoard") -> None:
        self._board = board
        self.control = field("", "Reopen when", "wb-reopen-when")
        self._bound = Bound(self.control, self._typed)

    def show(self) -> None:
        """Show it, where there is an item that waits."""
        row = _row(self._board)
        self.control.layout.display = "" if row.get("status_category") == "later" else "none"
        words = row.get("reopen_when")
        self._bound.show(words if isinstance(words, str) else "")

    def _typed(self, text: str) -> None:
        _draft(self._board, reopen_when=text.strip() or None, reopen_rule=None)


def _row(board: "OpportunityBoard") -> "dict[str, Any] | pd.Series[Any]":
    """Return the selected item, {} where there is none."""
    id_ = board.view.selected
    return board.frame.loc[id_] if id_ in board.frame.index else {}


def _draft(board: "OpportunityBoard", **cells: Any) -> None:
    """Draft cells of the selected item, in one step of undo."""
    id_ = str(board.view.selected)
    if id_ in board.frame.index:
        board.draft.update({(board.table, id_, column): value for column, value in cells.items()})
        board.settle_now()
