"""What the Opportunities board derives: scores and places at every move, odds and what hangs on them at rest."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from workbench.opportunities import listing, register
from workbench.opportunities.evidence.backing import Backing
from workbench.opportunities.known import Known, known
from workbench.opportunities.odds import Odds
from workbench.opportunities.standing import Standing, stand
from workbench.opportunities.worth.knowing import Knowing
from workbench.ui.model import BoardModel
from workbench.ui.stage import Stage
from workbench.ui.state import State

__all__ = ["TABLE", "OpportunityState"]

TABLE = "opportunities"


class OpportunityState(State):
    """Stages over the list with the draft laid over it.

    Attributes
    ----------
    standing : Standing
        Where each item stands; until the hand rests, with the odds of the last rest.
    settled : bool
        Whether the odds are those of the list as it is.
    seen : tuple of str
        The items whose pictures are in sight: those that a move must show.
    stood, weighed : Stage
        The list without odds; and with them.
    backing : Stage
        The quotes behind each item.
    saved : Stage
        The list as it is saved, weighed.
    knowing : Knowing
        What is worth finding out, worked out at rest.
    known : Known
        What the needs know of the items, asked at rest.
    """

    def __init__(self, model: BoardModel) -> None:
        super().__init__(model)
        ws, self._odds = model.workspace, Odds()
        self.stood = Stage(self.key, self._stand)
        self.weighed = Stage(lambda: (self.stood.version,), self._weigh)
        self._now = Stage(lambda: (self.stood.version, self.weighed.runs), self._latest)
        self._rows = Stage(lambda: (self._now.runs, model.view.selected), lambda: self._of(None))
        self._some = Stage(
            lambda: (self._now.runs, model.view.selected, self.seen), lambda: self._of(self.seen)
        )
        self.seen: tuple[str, ...] = ()
        self.backing = Stage(lambda: (ws.origin, ws.version), lambda: Backing.of(ws.frame))
        self.saved = Stage(lambda: (ws.origin, ws.version, register.methods()), self._as_saved)
        self.knowing, self.known = Knowing(model.learnt), Known(ws, model.learnt)
        self._take()

    def key(self) -> tuple[Any, ...]:
        """Return what everything follows from: the methods besides, since a notebook may register another one."""
        return *self.model.state(), register.methods()

    def follow(self) -> None:
        """Derive scores and places; what is worth finding out is not known of them yet."""
        self._take()
        self.knowing.moved(self.standing)

    def rest(self) -> None:
        """Derive odds and bands; what is dearer still is worked out when nothing else is to be done."""
        _ = self.weighed.value
        self._take()
        if not self.model.dirty:
            _ = self.saved.value  # costs nothing now
        self.known.later()
        trials, seed = (self.model.setting(f"opportunities.{name}") for name in ("trials", "seed"))
        self.knowing.later(self.standing, trials, seed)

    @property
    def frame(self) -> pd.DataFrame:
        """The table with the draft over it."""
        return self.model.table(TABLE)

    @property
    def rows(self) -> pd.DataFrame:
        """What pictures and cells of all items are made from: ``listing.rows``."""
        return self._rows.value

    @property
    def some(self) -> pd.DataFrame:
        """The same of at least the items in sight: cheap at every move."""
        return self.rows if self._rows.current else self._some.value

    @property
    def unscored(self) -> list[str]:
        """The open items that miss an estimate."""
        placed = self.standing.placed
        return [id_ for id_ in placed.index[placed["score"].isna()] if id_ not in self.standing.gated]

    def places(self, ends: Sequence[int]) -> pd.DataFrame:
        """Return how likely each item that competes lands in each class of places, from the odds' draws."""
        return self._odds.places(ends)

    def _stand(self) -> Standing:
        model = self.model
        return stand(self.frame, model.setting, partial(known, model.workspace), model.table)

    def _weigh(self) -> Standing:
        return self.stood.value.weighed(self._odds, self.model.setting)

    def _take(self) -> None:
        self.standing: Standing = self._now.value
        self.settled = self.weighed.current

    def _latest(self) -> Standing:
        if self.weighed.current:
            return self.weighed.value
        return self.stood.value.with_odds_of(self.weighed.latest or self.stood.value)

    def _of(self, ids: Sequence[str] | None) -> pd.DataFrame:
        index = None if ids is None else pd.Index([*ids], dtype="str")
        return listing.rows(self.standing, self.model.view.selected, index)

    def _as_saved(self) -> Standing:
        ws = self.model.workspace
        if not self.model.dirty:
            return self.weighed.value
        more = partial(known, ws)
        return stand(ws[TABLE], ws.setting, more, ws.frame).weighed(Odds(), ws.setting)
