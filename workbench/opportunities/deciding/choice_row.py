"""What can be decided of the selected item: take it in, not now, reopen."""

from typing import Any

from workbench.opportunities.deciding import falls_out
from workbench.opportunities.state import TABLE, OpportunityState
from workbench.opportunities.worth.guesses import condition, flips
from workbench.ui.bind import Bound
from workbench.ui.fields import field
from workbench.ui.offer import Offer

__all__ = ["NotNow", "Reopen", "ReopenWhen", "TakeIn"]


class TakeIn(Offer):
    """Makes an item below the line a must-do, in the draft, where the consequence is said; and takes that back."""

    def __init__(self, state: OpportunityState) -> None:
        self._state, self._model = state, state.model
        super().__init__(
            self.offered, self.act, "Above the line whatever it scores: see what falls out for it"
        )

    @property
    def taken(self) -> bool:
        """Whether the draft makes a must-do of it that would not be in by itself."""
        return falls_out.taken(self._state.standing, str(self._model.view.selected), self._model.draft.edits)

    def offered(self) -> str:
        """Say what there is to do."""
        if self.taken:
            return "Leave it out"
        below = falls_out.could_be_taken_in(self._state.standing, str(self._model.view.selected))
        return "Take it in" if below else ""

    def act(self) -> None:
        """Do it, or take it back."""
        _draft(self._state, must_do=not self.taken)


class NotNow(Offer):
    """Puts an open item off, in the draft, with the condition under which it would come in."""

    def __init__(self, state: OpportunityState) -> None:
        self._state, self._model = state, state.model
        super().__init__(
            self.offered, self.act, "Put it off, with the condition under which it would come in"
        )

    def offered(self) -> str:
        """Say what there is to do."""
        return "Not now" if self._model.view.selected in self._state.standing.placed.index else ""

    def act(self) -> None:
        """Do it; an item that is above the line, or that no single number brings in, gets no condition by itself."""
        state, id_ = self._state, str(self._model.view.selected)
        standing, sentence, rule = state.standing, "", ""
        if falls_out.could_be_taken_in(standing, id_):
            worth = state.knowing.worth
            found = worth.flips if worth and worth.fits(standing) else flips(standing)
            sentence, rule = condition(found, standing, id_)
        when = f"{sentence[0].upper()}{sentence[1:]}" if sentence else None
        _draft(state, status_category="later", reopen_when=when, reopen_rule=rule or None)
        if not sentence:
            self._model.say("No single number would bring it in: say under “Reopen when” what you wait for.")


class Reopen(Offer):
    """Opens an item again that was put off; its condition stays in the history."""

    def __init__(self, state: OpportunityState) -> None:
        self._state, self._model = state, state.model
        super().__init__(
            self.offered, self.act, "Back among the open ones; the condition stays in the history"
        )

    def offered(self) -> str:
        """Say what there is to do."""
        return "Reopen" if _row(self._state).get("status_category") == "later" else ""

    def act(self) -> None:
        """Do it."""
        _draft(self._state, status_category="open", reopen_when=None, reopen_rule=None)


class ReopenWhen:
    """The condition of an item that was put off, as text; typed by a person it is no longer checked by itself."""

    def __init__(self, state: OpportunityState) -> None:
        self._state, self._model = state, state.model
        self.control = field("", "Reopen when", "wb-reopen-when")
        self._bound = Bound(self.control, self._typed)

    def show(self) -> None:
        """Show it, where there is an item that waits."""
        row = _row(self._state)
        self.control.layout.display = "" if row.get("status_category") == "later" else "none"
        words = row.get("reopen_when")
        self._bound.show(words if isinstance(words, str) else "")

    def _typed(self, text: str) -> None:
        _draft(self._state, reopen_when=text.strip() or None, reopen_rule=None)


def _row(state: OpportunityState) -> dict[Any, Any]:
    """Return the selected item, {} where there is none."""
    id_ = state.model.view.selected
    return state.frame.loc[id_].to_dict() if id_ in state.frame.index else {}


def _draft(state: OpportunityState, **cells: Any) -> None:
    """Draft cells of the selected item, in one step of undo."""
    id_ = str(state.model.view.selected)
    if id_ in state.frame.index:
        state.model.edit({(TABLE, id_, column): value for column, value in cells.items()})
