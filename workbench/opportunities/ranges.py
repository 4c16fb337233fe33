"""Ranges from words, so that an imported list has odds and not 0 and 100 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbench.columns import Floats, numbers
from workbench.opportunities import points

__all__ = ["SIZES", "WORDS", "Cells", "Size", "Word", "assume", "word"]


@dataclass(frozen=True)
class Word:
    """A word for a confidence, and how far a number said with it may be off (times and divided by `factor`)."""

    name: str
    confidence: float
    factor: float


@dataclass(frozen=True)
class Size:
    """A T-shirt size, its effort in person-months, and how far that may be off (times and divided by `factor`)."""

    name: str
    effort: float
    factor: float


WORDS = (
    Word("measured", 1.0, 1.25),
    Word("similar case", 0.8, 1.6),
    Word("informed guess", 0.5, 2.5),
    Word("wild guess", 0.2, 4.0),
)
"""Factors as in Boehm's cone of uncertainty, from "user interface designed" (1.25) to "first idea" (4)."""

SIZES = (Size("S", 0.5, 2.0), Size("M", 1.0, 2.0), Size("L", 3.0, 2.0), Size("XL", 6.0, 2.0))
"""A size is about twice the one before, and who says one means that it is not the next: so times and divided by
2, which is the cone's factor for an agreed outline of the product, the stage at which sizes are given."""

SIDES = ("low", "high")


class Cells(list[tuple[Any, str]]):
    """A list that pandas can carry along in ``attrs`` without copying it at every step."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Cells":
        return self


def word(confidence: float, words: Sequence[Word] = WORDS) -> Word:
    """Return the nearest word to a confidence; half-way the more cautious; blank: the most cautious.

    Examples
    --------
    >>> word(0.85).name, word(0.9).name, word(float("nan")).name
    ('similar case', 'similar case', 'wild guess')
    """
    return _by_caution(words)[int(_nearest(np.array([confidence], dtype=float), words)[0])]


def assume(
    table: pd.DataFrame,
    words: Sequence[Word] = WORDS,
    sizes: Sequence[Size] = SIZES,
    points_a_month: float = 0.0,
) -> pd.DataFrame:
    """Return a copy with blank ranges of reach and effort filled from confidence, size and story points.

    Parameters
    ----------
    table : DataFrame by id
        reach, effort : people per quarter, person-months; their ``_low`` and ``_high`` where there are any.
        confidence : 0..1, optional; the nearest of `words` gives the factor, a blank is the most cautious word.
        size : optional; one of `sizes`, in any case. Fills a blank effort, and its factor wins over confidence's.
        story_points : optional; fill a blank effort without a size, where `points_a_month` is given.
    words, sizes : sequences of Word and of Size
    points_a_month : float
        Story points that one person finishes in a month; 0: story points say nothing.

    Returns
    -------
    DataFrame on the same index
        ``<column>_low`` = value / factor, ``<column>_high`` = value * factor where they were blank and the value
        is not; nothing else is changed. ``.attrs["assumed"]``: list of the (id, column) that were filled.

    Raises
    ------
    ValueError
        A column holds text; or words or sizes are empty, or a factor is below 1.

    References
    ----------
    B. Boehm, *Software Engineering Economics*, 1981, chapter 21 (the factors 4, 2, 1.5, 1.25); S. McConnell,
    *Software Estimation*, 2006, chapter 4.

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [100.0], "effort": [None], "confidence": [0.5], "size": ["M"]}, index=["sso"])
    >>> assume(table)[["reach_low", "reach_high", "effort", "effort_low", "effort_high"]].loc["sso"].tolist()
    [40.0, 250.0, 1.0, 0.5, 2.0]
    """
    _check(words, sizes)
    given = _Given(table)
    doubt = np.array([w.factor for w in _by_caution(words)])[_nearest(given.column("confidence"), words)]
    size = _sizes(table, sizes)
    effort = np.array([s.effort for s in sizes] + [np.nan])[size]
    of_size = np.array([s.factor for s in sizes] + [np.nan])[size]
    if points_a_month > 0:
        asked = points.waiting(table)
        effort = np.where(np.isnan(asked), effort, asked / points_a_month)
        of_size = np.where(np.isnan(asked), of_size, points.FACTOR)
    given.spread("reach", doubt)
    low, high = given.column("effort_low"), given.column("effort_high")
    given.fill(
        "effort", np.fmin(np.fmax(effort, low), high) + 0 * effort
    )  # a bound that was set outranks a size
    given.spread("effort", np.where(np.isnan(of_size), doubt, of_size))
    return given.result()


class _Given:
    """A table whose blanks are being filled."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table
        self._new: dict[str, Floats] = {}
        self._filled: dict[str, np.ndarray[Any, np.dtype[np.bool_]]] = {}

    def column(self, name: str) -> Floats:
        """Return a column as it is now; blank where there is none."""
        if name in self._new:
            return self._new[name]
        return numbers(self._table, name)[0] if name in self._table else np.full(len(self._table), np.nan)

    def fill(self, name: str, values: Floats) -> None:
        """Put `values` where the column is blank."""
        old = self.column(name)
        filled = np.isnan(old) & ~np.isnan(values)
        if filled.any():
            self._new[name] = np.where(filled, values, old)
            self._filled[name] = filled

    def spread(self, name: str, factor: Floats) -> None:
        """Fill the bounds of a column; a negative number has none (whoever draws from it refuses it by name)."""
        value = self.column(name)
        value = np.where(value < 0, np.nan, value)
        self.fill(f"{name}_low", value / factor)
        self.fill(f"{name}_high", value * factor)

    def result(self) -> pd.DataFrame:
        """Return the filled copy and what was filled, by row."""
        rows = [np.flatnonzero(at) for at in self._filled.values()]
        names = np.repeat(list(self._filled), [len(row) for row in rows])
        places = np.concatenate([*rows, np.array([], dtype=int)]).astype(int)
        order = np.argsort(places, kind="stable")
        cells = zip(self._table.index[places[order]].tolist(), names[order].tolist(), strict=True)
        result = self._table.assign(**self._new)
        result.attrs = {**self._table.attrs, "assumed": Cells(cells)}
        return result


def _by_caution(words: Sequence[Word]) -> list[Word]:
    """Sort words by confidence, the most cautious first."""
    return sorted(words, key=lambda w: w.confidence)


def _nearest(confidence: Floats, words: Sequence[Word]) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Return the position of the nearest word among those sorted by caution; ties go to the more cautious."""
    said = np.array([w.confidence for w in _by_caution(words)])
    away = np.abs(np.nan_to_num(confidence, nan=-np.inf)[:, None] - said).round(9)
    nearest: np.ndarray[Any, np.dtype[np.intp]] = away.argmin(axis=1)
    return nearest


def _sizes(table: pd.DataFrame, sizes: Sequence[Size]) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Return the position of each row's size; -1 where it has none that is known."""
    if "size" not in table:
        return np.full(len(table), -1)
    place = {size.name.casefold(): i for i, size in enumerate(sizes)}
    return np.array([place.get(str(text).strip().casefold(), -1) for text in table["size"]], dtype=np.intp)


def _check(words: Sequence[Word], sizes: Sequence[Size]) -> None:
    """Refuse settings that give no range."""
    factors = [(one.name, one.factor) for one in words] + [(one.name, one.factor) for one in sizes]
    wrong = [f"{name!r} has the factor {factor:g}" for name, factor in factors if not factor >= 1]
    if wrong:
        raise ValueError(f"{'; '.join(wrong)}: a factor must be 1 or more")
    if not words:
        raise ValueError("no words for confidence are given; give at least one")
