"""What the Needs board derives: what was said of each need, how features stand, and whom to call."""

from typing import Any

import pandas as pd

from workbench.needs import calls, features, kano, listing, surveyed
from workbench.needs.evidence import Evidence, day
from workbench.needs.ranked import ranks
from workbench.needs.view import FILTERS, passing
from workbench.ui.model import BoardModel
from workbench.ui.stage import Stage
from workbench.ui.state import State
from workbench.ui.view import ALL

__all__ = ["MANY", "NeedsState"]

MANY = 25
"""So many customers are on the call list."""


class NeedsState(State):
    """Stages over the tables with the draft laid over them.

    Attributes
    ----------
    answered : Stage
        The opportunities that would meet each need, with their ranks.
    differing : Stage
        Each feature's category by segment.
    whom : Stage
        Whom to call.
    """

    def __init__(self, model: BoardModel) -> None:
        super().__init__(model)
        tables, view = model.table, model.view
        self._counted = Stage(self.key, lambda: Evidence.of(tables, self.today))
        self._passing = Stage(lambda: (self._counted.version, *self._filters()), self._pass)
        self.answered = Stage(self.key, self._answers)
        self.everybody = Stage(self._asked, lambda: features.stand(tables))
        self._some = Stage(
            lambda: (*self._asked(), view.segment), lambda: features.stand(tables, view.segment)
        )
        self.differing = Stage(self._asked, lambda: kano.segments(surveyed.kano(tables)))
        self.whom = Stage(lambda: (*model.state("customers", "feedback"), self.everybody.version), self._whom)

    def follow(self) -> None:
        """Count what was said."""
        _ = self._passing.value

    @property
    def today(self) -> pd.Timestamp:
        """The day that everything is counted to."""
        return day(self.model.setting)

    @property
    def all(self) -> Evidence:
        """What was said, by everybody."""
        return self._counted.value

    @property
    def evidence(self) -> Evidence:
        """What was said, as far as the filters let it through."""
        return self._passing.value

    @property
    def features(self) -> pd.DataFrame:
        """How the features stand, in the chosen segment."""
        return (self.everybody if self.model.view.segment == ALL else self._some).value

    @property
    def asked(self) -> bool:
        """Whether anybody was asked about any feature."""
        return len(self.everybody.value) > 0

    def _filters(self) -> tuple[Any, ...]:
        return tuple(getattr(self.model.view, each.name) for each in FILTERS)

    def _pass(self) -> Evidence:
        said = passing(self.all.said, self.model.view, self.today)
        return self.all if len(said) == len(self.all.said) else self.all.only(said)

    def _answers(self) -> Any:
        links, items = (self.model.table(name) for name in ("need_opportunities", "opportunities"))
        return listing.answers(links, items, ranks(self.model.workspace))

    def _asked(self) -> tuple[Any, ...]:
        """Return what all evaluations of features follow from."""
        return self.model.state(*features.READS)

    def _whom(self) -> pd.DataFrame:
        tables = self.model.table
        open_ones = features.asked(tables, self.everybody.value)
        return calls.whom(tables("customers"), tables("feedback"), open_ones, self.today, MANY)
