"""Scores of every trial: draw the ranges of a table, and ask the method."""

import numpy as np
import pandas as pd

from workbench.opportunities.register import Method
from workbench.sampling import intervals
from workbench.sampling.columns import Floats, require
from workbench.sampling.draws import normals

__all__ = ["Trials"]


class Trials:
    """The trials of one table under one method.

    Parameters
    ----------
    table : DataFrame by id
        Numbers as floats.
    method : Method
    trials, seed : int

    Raises
    ------
    ValueError
        A column that the method needs is missing, or a range is none (see ``intervals.check``).

    Notes
    -----
    A row is ranked where its plain values have a score. A trial in which such a row has none counts as worse
    than every score.
    """

    def __init__(self, table: pd.DataFrame, method: Method, trials: int, seed: int) -> None:
        require(table, method.needs)
        self._method, self._trials, self._seed = method, trials, seed
        self._table = table[list(method.needs)] if method.needs else table
        ranged = set(intervals.ranged(table))
        drawn = [column for column in self._table.columns if column in ranged]
        intervals.check(table, drawn, method.bounds)
        self._ranges = {column: np.stack(intervals.bounds_of(table, column)) for column in drawn}
        numeric = [column for column, kind in self._table.dtypes.items() if kind == np.float64]
        self._numbers = self._table[numeric].to_numpy()
        self._numeric = pd.Index(numeric)
        self._other = self._table.drop(columns=numeric)

    def all(self) -> Floats:
        """Return scores of shape (rows, trials); NaN in all trials for rows that are not ranked."""
        if not self._method.rowwise:
            return self._together()
        scores = np.empty((len(self._table), self._trials))
        for position in range(len(scores)):
            scores[position] = self.row(position)
        return scores

    def row(self, position: int) -> Floats:
        """Return the scores of one row, shape (trials,), under a method that looks at one row at a time."""
        block = np.empty((self._numeric.size, self._trials + 1))
        for line, column, plain in zip(block, self._numeric, self._numbers[position], strict=True):
            line[:] = plain
            if column in self._ranges:
                line[1:] = self._draw(column, position)
        frame = pd.DataFrame(block.T, columns=self._numeric, copy=False)
        for column, others in self._other.items():
            frame[column] = others.iloc[position]
        scores = self._ask(frame)
        return _ranked(scores[:1], scores[1:])

    def _draw(self, column: str, position: int) -> Floats | float:
        """Return one value a trial, or the one that is certain."""
        low, value, high = self._ranges[column][:, position].tolist()
        if not (low < value or high > value):
            return float(value)
        z = normals(self._seed, column, position, self._trials)
        return intervals.values(z, low, value, high, self._method.bounds.get(column))

    def _together(self) -> Floats:
        """Ask a method that looks at all rows: once a trial."""
        rows = len(self._table)
        drawn = {column: np.empty((self._trials, rows)) for column in self._ranges}
        for column, values in drawn.items():
            for position in range(rows):
                values[:, position] = self._draw(column, position)
        point = self._ask(self._table)
        scores = np.empty((self._trials, rows))
        for trial, mine in enumerate(scores):
            mine[:] = self._ask(
                self._table.assign(**{column: values[trial] for column, values in drawn.items()})
            )
        return _ranked(point[:, None], np.ascontiguousarray(scores.T))

    def _ask(self, table: pd.DataFrame) -> Floats:
        scores = self._method(table)
        if not (isinstance(scores, pd.Series) and len(scores) == len(table)):
            raise ValueError(f"method {self._method.name!r} must return a Series on the table's index")
        return scores.to_numpy(dtype=float, na_value=np.nan)


def _ranked(point: Floats, scores: Floats) -> Floats:
    """Blank the rows without a score; a trial without one is the worst for the others."""
    nothing = np.isnan(scores)
    if nothing.any():
        scores = np.where(nothing, -np.inf, scores)
    return np.where(np.isnan(point), np.nan, scores) if np.isnan(point).any() else scores
