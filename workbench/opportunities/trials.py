"""Scores of every trial: draw the ranges of a table, and ask the method."""

from functools import cache, cached_property

import numpy as np
import pandas as pd

from workbench.columns import Floats, floats, require
from workbench.opportunities.register import Method
from workbench.opportunities.worth.stepwise import Steps, finish
from workbench.sampling import intervals
from workbench.sampling.draws import normals

__all__ = ["Trials", "as_floats", "estimates"]

BLOCK = 100_000
"""Drawn rows that a method is asked about in one go: few calls, and they stay in the processor's cache."""


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
        self._table, self._method, self._trials, self._seed = table, method, trials, seed
        self._reads = list(method.needs or table.columns)
        ranged = set(intervals.ranged(table))
        self._ranges = {
            column: intervals.bounds_of(table, column) for column in self._reads if column in ranged
        }
        intervals.check(table.index, self._ranges, method.bounds)

    def all(self) -> Floats:
        """Return scores of shape (rows, trials); NaN in all trials for rows that are not ranked."""
        return finish(self.steps())

    def steps(self) -> Steps[Floats]:
        """Do what :meth:`all` does, in steps of some milliseconds."""
        if not self._method.rowwise:
            return (yield from self._together())
        rows, step = len(self._table), max(BLOCK // self._trials, 1)
        scores = np.empty((rows, self._trials))
        for start in range(0, rows, step):
            some = range(start, min(start + step, rows))
            scores[some.start : some.stop] = self.rows(some)
            yield
        return scores

    def rows(self, some: range) -> Floats:
        """Return the scores of some rows, shape (rows, trials), under a method that looks at one row at a time."""
        here = slice(some.start, some.stop)
        columns = {column: self._table[column] for column in self._reads}
        numeric = tuple(column for column, plain in columns.items() if plain.dtype == np.float64)
        block = np.empty((len(numeric), len(some), 1 + self._trials))
        for lines, column in zip(block, numeric, strict=True):
            lines[:] = columns[column].to_numpy()[here, None]
            if column in self._ranges:
                for line, position in zip(lines, some, strict=True):
                    line[1:] = self.drawn(column, position)
        frame = pd.DataFrame(block.reshape(len(numeric), -1).T, columns=_index(numeric), copy=False)
        for column, plain in columns.items():
            if column not in numeric:
                frame[column] = plain.iloc[here].repeat(1 + self._trials).array
        scores = self._ask(frame).reshape(len(some), -1)
        return _ranked(scores[:, :1], scores[:, 1:])

    def drawn(self, column: str, position: int) -> Floats | float:
        """Return one value a trial, or the one that is certain."""
        low, value, high = self._ranges[column][:, position].tolist()
        if not (low < value or high > value):
            return float(value)
        return self.at(column, position, normals(self._seed, column, position, self._trials))

    def at(self, column: str, position: int, z: Floats) -> Floats:
        """Return the values of one estimate at standard normal numbers."""
        low, value, high = self._ranges[column][:, position].tolist()
        return intervals.values(z, low, value, high, self._method.bounds.get(column))

    def plain(self, position: int) -> dict[str, float]:
        """Return the plain values of the numbers that the method reads in one row."""
        return dict(zip(self._numeric.columns, self._numeric.to_numpy()[position].tolist(), strict=True))

    @cached_property
    def _numeric(self) -> pd.DataFrame:
        """The numbers that the method reads."""
        return self._table[self._reads].select_dtypes("number").astype(float)

    def uncertain(self, position: int) -> list[str]:
        """Return the columns of one row that differ from trial to trial."""
        three = ((column, ends[:, position]) for column, ends in self._ranges.items())
        return [column for column, (low, value, high) in three if low < value or high > value]

    def ask(self, columns: tuple[str, ...], values: Floats) -> Floats:
        """Return the scores of rows given by column, shape (columns, rows), under a rowwise method; not copied."""
        with np.errstate(all="ignore"):
            return self._ask(pd.DataFrame(values.T, columns=_index(columns), copy=False))

    def _together(self) -> Steps[Floats]:
        """Ask a method that looks at all rows: once a trial."""
        table = self._table[self._reads]
        drawn = {column: np.empty((self._trials, len(table))) for column in self._ranges}
        for column, values in drawn.items():
            for position in range(len(table)):
                values[:, position] = self.drawn(column, position)
        scores = np.empty((self._trials, len(table)))
        for trial, mine in enumerate(scores):
            mine[:] = self._ask(table.assign(**{column: values[trial] for column, values in drawn.items()}))
            yield
        return _ranked(self._ask(table)[:, None], np.ascontiguousarray(scores.T))

    def _ask(self, table: pd.DataFrame) -> Floats:
        scores = self._method(table)
        if not (isinstance(scores, pd.Series) and len(scores) == len(table)):
            raise ValueError(f"method {self._method.name!r} must return a Series on the table's index")
        return floats(scores)


def as_floats(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of the table with all numbers as floats, so that an estimate can be moved to any.

    Examples
    --------
    >>> as_floats(pd.DataFrame({"reach": [3], "title": ["SSO"]})).dtypes.astype(str).tolist()
    ['float64', 'str']
    """
    numeric = table.select_dtypes("number").columns
    copy = table.astype(dict.fromkeys(numeric, float))
    copy.attrs = {}
    return copy


def estimates(table: pd.DataFrame) -> list[str]:
    """Return the columns of numbers that are not the low or high of another.

    Examples
    --------
    >>> estimates(pd.DataFrame({"reach": [3.0], "reach_low": [1.0], "title": ["SSO"], "swim_low": [2.0]}))
    ['reach', 'swim_low']
    """
    names = table.select_dtypes("number").columns
    ends = {f"{name}{end}" for name in names for end in ("_low", "_high")}
    return [name for name in names if name not in ends]


@cache
def _index(columns: tuple[str, ...]) -> pd.Index:
    """Make the columns once: the same ones are asked for at every move."""
    return pd.Index(columns)


def _ranked(point: Floats, scores: Floats) -> Floats:
    """Blank the rows whose plain values have no score; a trial without one is the worst for the others."""
    nothing = np.isnan(scores)
    if nothing.any() or np.isnan(point).any():
        return np.where(np.isnan(point), np.nan, np.where(nothing, -np.inf, scores))
    return scores
