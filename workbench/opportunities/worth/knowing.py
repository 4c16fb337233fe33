"""What is worth finding out about a list, computed when it rests: flips, and the value of information."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.opportunities import ranking
from workbench.opportunities.standing import Standing
from workbench.opportunities.teams import team_flip
from workbench.opportunities.worth import flip, information
from workbench.opportunities.worth.stepwise import Steps
from workbench.ui.slow import Slow

__all__ = ["Knowing", "Worth", "work_out"]

LEARN = 0.15
"""Seconds of rest after the odds."""


@dataclass(frozen=True)
class Worth:
    """What was worked out, and of what."""

    standing: Standing
    flips: pd.DataFrame
    """By (id, column): the value at which an item crosses the line."""
    first: pd.DataFrame
    """The same for the first place; empty where the teams' capacity draws the line."""
    value: pd.DataFrame
    """``information.value_of_information``."""

    def fits(self, standing: Standing) -> bool:
        """Whether it is of these scores: cheap, and blind to ranges."""
        mine = self.standing
        same = (mine.among, mine.method) == (standing.among, standing.method)
        return same and mine.room.by.equals(standing.room.by) and mine.scores.equals(standing.scores)

    def of(self, standing: Standing, key: tuple[object, ...], mine: tuple[object, ...]) -> bool:
        """Whether it is of this list to the last number."""
        if key != mine or not self.fits(standing):
            return False
        columns = ["status_category", "must_do", *_numbers(standing)]
        return self.standing.whole[columns].equals(standing.whole[columns])


def work_out(standing: Standing, trials: int, seed: int) -> Steps[Worth]:
    """Work out the flips and the value of information in small steps; equal to the plain functions' answers."""
    rows, method, places = ranking.contenders(standing.whole), standing.method, standing.free
    by_teams = standing.room.draws_line
    flips = yield from (team_flip.steps(standing) if by_teams else flip.steps(rows, method, places))
    first = flips.iloc[:0]
    if not standing.room.draws_line:
        first = yield from flip.steps(ranking.candidates(standing.whole), method, 1)
    value = yield from information.steps(rows, method, places, trials, seed)
    return Worth(standing, flips, first, value)


class Knowing:
    """Works it out at rest, and not again for the same list.

    Parameters
    ----------
    on_known : function()
    """

    def __init__(self, on_known: Callable[[], None]) -> None:
        self._on_known = on_known
        self._slow: Slow[Worth] = Slow(LEARN, self._done)
        self._asked: tuple[object, ...] = ()
        self._key: tuple[object, ...] = ()
        self.worth: Worth | None = None
        self.current = False
        """Whether it belongs to the list as it is."""

    @property
    def pending(self) -> bool:
        """Whether it waits or is under way."""
        return self._slow.pending

    def moved(self, standing: Standing) -> None:
        """Drop what is under way: a move comes first."""
        self._slow.drop()
        self.current = self.current and self.worth is not None and self.worth.fits(standing)

    def later(self, standing: Standing, trials: int, seed: int) -> None:
        """Work it out when the hand rests, unless that is done."""
        key = (trials, seed, standing.free, standing.room.draws_line)
        self.current = self.worth is not None and self.worth.of(standing, key, self._key)
        if self.current:
            self._slow.drop()
            return
        self._asked = key
        self._slow.later(work_out(standing, trials, seed))

    def now(self) -> None:
        """Work out at once what waits."""
        self._slow.now()

    def _done(self, worth: Worth) -> None:
        self.worth, self._key, self.current = worth, self._asked, True
        self._on_known()


def _numbers(standing: Standing) -> list[str]:
    """Return the columns that a list's numbers are drawn from."""
    whole = standing.whole
    names = standing.method.needs or whole.select_dtypes(np.number).columns
    return [f"{name}{end}" for name in names for end in ("", "_low", "_high") if f"{name}{end}" in whole]
