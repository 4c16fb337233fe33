"""On which scale answers are written, and what each of them is on the scale of 1 like to 5 dislike."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.columns import Floats, floats
from workbench.needs.answers.wordings import Meaning, meaning

__all__ = ["Scale", "row_of", "scale_of"]

_FIRST, _LAST = 1, 5
_SHOWN = 3
"""So many answers that are not understood are named; the others are counted."""


@dataclass(frozen=True)
class Scale:
    """How the answers of one file are written."""

    name: str
    values: dict[object, float]
    """What each text or number says: 1 .. 5, NaN for a blank."""
    wordings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The phrases that stand for each answer, most frequent first."""
    remarks: tuple[str, ...] = ()

    def read(self, answers: pd.Series) -> Floats:
        """Return the answers as 1 .. 5, a blank as NaN.

        Examples
        --------
        >>> Scale("1 to 5", {"1": 1.0}).read(pd.Series(["1", None])).tolist()
        [1.0, nan]
        """
        return floats(answers.map(self.values))


def scale_of(columns: Sequence[pd.Series], *, reverse: bool = False) -> Scale:
    """Return the scale that all answers of a file are written on.

    Parameters
    ----------
    columns : sequence of Series
        Answers as they are in the file; the name of a Series is its column. Where several columns of the file stand
        under one another ``.attrs["columns"]`` names them.
    reverse : bool
        Numbers run from 5 like to 1 dislike.

    Raises
    ------
    ValueError
        An answer is not understood, or numbers are on another scale: row, column, value, and how to mend it.

    Examples
    --------
    >>> scale_of([pd.Series(["0", "4", "2"], name="SSO")]).values["0"]
    1.0
    """
    answers = pd.concat([column.dropna() for column in columns])
    often = answers.value_counts()
    meanings = {cell: meaning(cell) for cell in often.index}
    _refuse(columns, {cell for cell, said in meanings.items() if said.kind == "unknown"}, _PHRASE)
    numbers = {cell: said.value for cell, said in meanings.items() if said.kind == "number"}
    shift = -1 if numbers and min(numbers.values()) == 0 and max(numbers.values()) < _LAST else 0
    wrong = {cell for cell, value in numbers.items() if value % 1 or not _FIRST <= value - shift <= _LAST}
    _refuse(columns, wrong, _NUMBER)
    values = {cell: _value(said, shift, reverse=reverse) for cell, said in meanings.items()}
    wordings: dict[int, tuple[str, ...]] = {}
    for cell, said in meanings.items():
        if said.kind == "words":
            wordings[int(said.value)] = (*wordings.get(int(said.value), ()), str(cell).strip())
    return Scale(_name(numbers, wordings, shift, reverse=reverse), values, wordings, _remarks(numbers, shift))


_PHRASE = (
    "is not understood: write 1 (like), 2 (must-be), 3 (neutral), 4 (live-with) or 5 (dislike), one of the five phrases "
    "such as 'I expect it', or leave it blank"
)
_NUMBER = (
    "is not on a scale of five: Kano answers run from 1 (like) to 5 (dislike), or from 0 to 4; write them so, or leave "
    "the cell blank"
)


def _value(said: Meaning, shift: int, *, reverse: bool) -> float:
    if said.kind == "blank":
        return np.nan
    if said.kind == "words":
        return said.value
    value = said.value - shift
    return _FIRST + _LAST - value if reverse else value


def _name(
    numbers: dict[object, float], wordings: dict[int, tuple[str, ...]], shift: int, *, reverse: bool
) -> str:
    first, last = _FIRST + shift, _LAST + shift
    scale = f"{last} to {first}" if reverse else f"{first} to {last}"
    if not numbers:
        return "words"
    return f"words and {scale}" if wordings else scale


def _remarks(numbers: dict[object, float], shift: int) -> tuple[str, ...]:
    if shift:
        return ("Numbers run from 0 to 4, so each was taken as one more.",)
    if numbers and max(numbers.values()) < _LAST and min(numbers.values()) >= _FIRST:
        return ("Nobody answered 5: if the scale runs from 0 to 4, the numbers are one too low.",)
    return ()


def _refuse(columns: Sequence[pd.Series], wrong: set[object], why: str) -> None:
    """Name the cells that hold what is wrong."""
    if not wrong:
        return
    cells = []
    for column in columns:
        names = column.attrs.get("columns", (column.name,))
        rows = max(len(column) // len(names), 1)
        cells += [
            f"row {row_of(column, place)}, column {names[place // rows]}: {str(column.iloc[place]).strip()!r}"
            for place in np.flatnonzero(column.isin(list(wrong))).tolist()
        ]
    more = f" and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else ""
    raise ValueError(f"{'; '.join(cells[:_SHOWN])}{more} {why}")


def row_of(column: pd.Series, place: int) -> object:
    """Return the row of the file that a place is in, as a spreadsheet counts: the headings are row 1.

    Examples
    --------
    >>> row_of(pd.Series(["a", "b"]), 1), row_of(pd.Series(["a"], index=["Ana"]), 0)
    (3, 'Ana')
    """
    label = column.index[place]
    return int(label) + 2 if isinstance(label, int | float) else label
