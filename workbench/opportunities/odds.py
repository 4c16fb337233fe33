"""The odds of a table that is being edited: what one move does not touch is not computed again."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.columns import Floats
from workbench.opportunities import register
from workbench.opportunities.uncertainty import Ranker

__all__ = ["Odds"]

MOVES = 6
"""Up to so many moved estimates are cheaper than a new computation."""


class Odds:
    """Rank probabilities of the last table asked for.

    Examples
    --------
    >>> from workbench.opportunities import rice
    >>> table = pd.DataFrame({"reach": [9.0, 1.0], "impact": 1.0, "confidence": 1.0, "effort": 1.0}, index=["a", "b"])
    >>> Odds().of(table, rice.score, trials=100, seed=0, top=1)["p_top"].tolist()
    [1.0, 0.0]
    """

    def __init__(self) -> None:
        self._ranker: Ranker | None = None
        self._table = pd.DataFrame()
        self._key: tuple[object, ...] = ()

    def of(
        self, table: pd.DataFrame, method: str | register.Score, trials: int, seed: int, top: int
    ) -> pd.DataFrame:
        """Return ``uncertainty.rank_probability`` of these arguments, to the last bit."""
        method = register.get(method).on(table)
        numbers = _estimates(table, method)
        key = (method, trials, seed, top)
        moved = self._moved(numbers) if key == self._key else None
        if self._ranker is None or moved is None or len(moved) > MOVES:
            self._ranker = Ranker(numbers, method, trials=trials, seed=seed, top=top)
        else:
            self._move(self._ranker, moved, numbers)
        self._table, self._key = numbers, key
        return self._ranker.result()

    @property
    def scores(self) -> Floats:
        """The scores of all trials of the last table asked for, shape (rows, trials), not to be written to."""
        assert self._ranker is not None
        return self._ranker.scores

    def places(self, ends: Sequence[int]) -> pd.DataFrame:
        """Return ``uncertainty.place_probability`` of the last arguments asked for, to the last bit."""
        assert self._ranker is not None
        return self._ranker.places(ends)

    @staticmethod
    def _move(ranker: Ranker, moved: list[tuple[str, str]], table: pd.DataFrame) -> None:
        for id_, column in moved:
            row = table.loc[id_].to_dict()
            low, high = (row.get(f"{column}_{side}", np.nan) for side in ("low", "high"))
            ranker.move(id_, column, row[column], low=low, high=high)

    def _moved(self, table: pd.DataFrame) -> list[tuple[str, str]] | None:
        """Return the estimates (id, column) that changed since; None where rows or columns did."""
        old = self._table
        if not (old.index.equals(table.index) and old.columns.equals(table.columns)):
            return None
        before, after = old.to_numpy(dtype=float), table.to_numpy(dtype=float)
        rows, columns = np.nonzero(~((before == after) | (np.isnan(before) & np.isnan(after))))
        names = [str(name).removesuffix("_low").removesuffix("_high") for name in table.columns[columns]]
        return sorted(set(zip(table.index[rows].astype(str), names, strict=True)))


def _estimates(table: pd.DataFrame, method: register.Method) -> pd.DataFrame:
    """Return the columns that a method draws from: the numbers that it needs, with their bounds."""
    wanted = {f"{name}{side}" for name in method.needs for side in ("", "_low", "_high")}
    numbers = table.select_dtypes("number")
    return numbers[[name for name in numbers if not method.needs or name in wanted]]
