"""How sure is the order? Scores, ranks and places at the top, when estimates are ranges."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.columns import Floats, require
from workbench.opportunities import register
from workbench.opportunities.ranks import Ranks
from workbench.opportunities.register import Score
from workbench.opportunities.trials import Trials, as_floats
from workbench.opportunities.worth.flip import flip
from workbench.opportunities.worth.information import value_of_information
from workbench.sampling.summary import percentiles

__all__ = ["Ranker", "flip", "place_probability", "rank_probability", "value_of_information"]

COLUMNS = pd.Index(
    ["score_p10", "score_p50", "score_p90", "rank_p10", "rank_p50", "rank_p90", "p_top", "p_best"]
)


def rank_probability(
    table: pd.DataFrame, method: str | Score, trials: int = 10_000, seed: int = 0, top: int = 10
) -> pd.DataFrame:
    """Return where each row's score and rank lie, and how likely it is among the best.

    Parameters
    ----------
    table : DataFrame by id
        The columns that the method reads, and for any column X of them ``X_low`` and ``X_high``: p10 and p90, the
        plain column being p50 (see ``sampling.intervals``). These rows alone are ranked: nothing is assumed or
        filtered.
    method : function or name
        DataFrame of any length -> Series on the same index, the higher the better; or a registered name. A
        function that is not registered as rowwise is asked once a trial.
    trials : int
    seed : int
        Same seed, same answer, to the last bit (plain Monte Carlo, see ``sampling.draws``).
    top : int
        How many places there are.

    Returns
    -------
    DataFrame on the table's index
        score_p10, score_p50, score_p90, in the score's unit; rank_p10, rank_p50, rank_p90: 1 is best, ties get the
        mean rank; p_top, p_best: probability to be among the `top`, and the first; ties at the cut split the
        places left, so p_top sums to min(top, rows ranked). A row whose score is NaN is not ranked: NaN, and
        p_top and p_best 0.

    Raises
    ------
    ValueError
        A needed column is missing; low > value > high or a negative quantity, by id and column; `trials` below 1
        or `top` below 0; the method returns no Series of the table's length.

    References
    ----------
    Rank acceptability: R. Lahdelma, P. Salminen, "SMAA-2: Stochastic Multicriteria Acceptability Analysis for
    Group Decision Making", Operations Research 49(3), 2001.

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [300.0, 200.0], "reach_low": [100.0, None], "impact": 1.0,
    ...                       "confidence": 1.0, "effort": 1.0}, index=["sso", "export"])
    >>> rank_probability(table, "rice", trials=1000, top=1)["p_top"].round(1).tolist()
    [0.7, 0.3]
    """
    return Ranker(table, method, trials, seed, top).result()


def place_probability(
    table: pd.DataFrame,
    method: str | Score,
    trials: int = 10_000,
    seed: int = 0,
    ends: Sequence[int] = (1, 3, 5, 10, 20),
) -> pd.DataFrame:
    """Return how likely each row lands in each class of places.

    Parameters
    ----------
    table, method, trials, seed
        As for :func:`rank_probability`; the same draws.
    ends : sequence of int, rising
        The last place of each class; the first class starts at place 1, each other after the one before.

    Returns
    -------
    DataFrame on the table's index, a column an end
        Probability, 0..1. Rows that tie share the places that they take together. So the classes up to a place add up
        to the p_top of that place, and each class adds up to its number of places, or of rows where those are fewer.
        A row that is not ranked: 0.

    Raises
    ------
    ValueError
        As :func:`rank_probability`; or `ends` do not rise from at least 1.

    References
    ----------
    Rank acceptability: R. Lahdelma, P. Salminen, "SMAA-2", Operations Research 49(3), 2001.

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [300.0, 200.0], "reach_low": [100.0, None], "impact": 1.0,
    ...                       "confidence": 1.0, "effort": 1.0}, index=["sso", "export"])
    >>> place_probability(table, "rice", trials=1000, ends=(1, 2)).round(1).to_numpy().tolist()
    [[0.7, 0.3], [0.3, 0.7]]
    """
    return Ranker(table, method, trials, seed).places(ends)


class Ranker:
    """:func:`rank_probability` of a table whose estimates are moved one at a time.

    Takes its arguments. Keeps the scores of all trials, and their ranks: 12 bytes a row and trial.

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [300.0, 200.0], "impact": 1.0, "confidence": 1.0, "effort": 1.0}, index=["a", "b"])
    >>> ranker = Ranker(table, "rice", trials=100, top=1)
    >>> ranker.move("b", "reach", 400.0)["p_top"].tolist()
    [0.0, 1.0]
    """

    def __init__(
        self, table: pd.DataFrame, method: str | Score, trials: int = 10_000, seed: int = 0, top: int = 10
    ) -> None:
        if trials < 1 or top < 0:
            raise ValueError(f"trials {trials}, top {top}: there must be at least 1 trial, and 0 places")
        self.trials, self.top, self.seed = trials, top, seed
        self.method = register.get(method).on(table)
        self._table = as_floats(table)
        self._start(self._draws(self._table))

    @property
    def scores(self) -> Floats:
        """The scores of all trials, shape (rows, trials), not to be written to; NaN: not ranked, -inf: none in a trial."""
        return self._ranks.scores

    def result(self) -> pd.DataFrame:
        """Return the frame of :func:`rank_probability` for the table as it now is."""
        ranks = self._ranks
        columns = np.column_stack([self._scores, ranks.percentiles(), ranks.share(self.top), ranks.share(1)])
        return pd.DataFrame(columns, index=self._table.index, columns=COLUMNS)

    def places(self, ends: Sequence[int]) -> pd.DataFrame:
        """Return the frame of :func:`place_probability` for the table as it now is."""
        if any(end <= before for before, end in zip([0, *ends], ends, strict=False)):
            raise ValueError(
                f"places {list(ends)}: each class must end after the one before, the first at 1 or later"
            )
        inside = np.array([np.zeros(len(self._table)), *(self._ranks.share(end) for end in ends)])
        return pd.DataFrame(np.diff(inside, axis=0).T, index=self._table.index, columns=list(ends))

    def move(
        self,
        id: Any,  # noqa: A002 (callers may name it)
        column: str,
        value: float | None,
        low: float | None = None,
        high: float | None = None,
    ) -> pd.DataFrame:
        """Change one estimate, and return the new frame.

        Moves add up. The frame equals :func:`rank_probability` of the edited table with the same seed, to the
        last bit; under a rowwise method only what depends on the estimate is computed again.

        Parameters
        ----------
        id : row of the table
        column : str
            The plain column.
        value, low, high : float or None
            None leaves a number as it is, NaN clears it.

        Raises
        ------
        ValueError
            No such id, or two; no such column; or the new numbers are no range. Nothing is changed then.
        """
        position = self._position(id)
        table = _edited(self._table, position, column, value, low, high)
        draws = self._draws(table)
        if not self.method.rowwise:
            self._start(draws)
        elif column in (self.method.needs or table.columns):
            scores = draws.rows(range(position, position + 1))[0]
            self._ranks.replace(position, scores)
            self._scores[position] = _finite(percentiles(scores))
        self._table = table
        return self.result()

    def _draws(self, table: pd.DataFrame) -> Trials:
        return Trials(table, self.method, self.trials, self.seed)

    def _start(self, draws: Trials) -> None:
        scores = draws.all()
        self._scores = np.array([_finite(percentiles(row)) for row in scores]).reshape(-1, 3)
        self._ranks = Ranks(scores)

    def _position(self, id_: Any) -> int:
        """Return the row of an id."""
        index = self._table.index
        place = index.get_loc(id_) if id_ in index else None
        if isinstance(place, int):
            return place
        found = "is not in the table" if place is None else f"is there {(index == id_).sum()} times"
        raise ValueError(f"id {id_!r} {found}; move one of its {len(index)} rows by an id of its own")


def _edited(
    table: pd.DataFrame,
    position: int,
    column: str,
    value: float | None,
    low: float | None,
    high: float | None,
) -> pd.DataFrame:
    """Return a copy with one estimate changed; a bound that is new makes its column."""
    require(table, [column])
    edited, id_ = table.copy(), table.index[position]
    for name, number in ((column, value), (f"{column}_low", low), (f"{column}_high", high)):
        if number is None or (name not in edited and np.isnan(number)):
            continue
        if name not in edited:
            edited[name] = np.nan
        edited.at[id_, name] = number
    return edited


def _finite(three: Floats) -> Floats:
    """Leave a percentile blank that falls on trials without a score."""
    return np.where(np.isneginf(three), np.nan, three)
