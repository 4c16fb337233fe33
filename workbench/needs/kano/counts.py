"""From pairs of answers to counts of Kano categories, by feature and by customer."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import numbers, require

__all__ = ["CATEGORIES", "Integers", "Tally", "classify", "tally"]

Integers = npt.NDArray[np.int64]

CATEGORIES = ("M", "O", "A", "I", "R", "Q")
"""Must-be, one-dimensional, attractive, indifferent, reverse, questionable: the first wins an exact tie."""

EVALUATION = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""A row a functional answer, a column a dysfunctional one: like, must-be, neutral, live-with, dislike."""

_LAST = 5
_CODES = np.full((_LAST + 1, _LAST + 1), -1, dtype=np.int8)  # 0 is a blank
_CODES[1:, 1:] = [[CATEGORIES.index(letter) for letter in row] for row in EVALUATION]
_ANSWERS = ("functional", "dysfunctional")
_HEAD = 1000
"""So many rows show whether a respondent's answers stand together."""
_NOBODY = np.empty(0, dtype=np.intp)
_SHOWN = 3
"""So many wrong cells are named; the others are counted."""


def classify(functional: npt.ArrayLike, dysfunctional: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """Return the category of each pair of answers.

    Parameters
    ----------
    functional, dysfunctional : array of shape (pairs,)
        How one feels if the feature is there, and if it is not: 1 like, 2 must-be, 3 neutral, 4 live-with,
        5 dislike. NaN is a blank.

    Returns
    -------
    array of shape (pairs,)
        M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable; None where an
        answer is blank.

    Raises
    ------
    ValueError
        A number is not one of 1, 2, 3, 4, 5: its row, column and value.

    References
    ----------
    C. Berger et al., "Kano's methods for understanding customer-defined quality", Center for Quality of Management
    Journal 2(4), 1993, p. 6 (the evaluation table).

    Examples
    --------
    >>> classify([1, 1, 3, 2], [5, 3, 5, float("nan")]).tolist()
    ['O', 'A', 'M', None]
    """
    pairs = pd.DataFrame({"functional": np.ravel(functional), "dysfunctional": np.ravel(dysfunctional)})
    return np.array([*CATEGORIES, None], dtype=object)[_categories(pairs)]


@dataclass(frozen=True)
class Tally:
    """What was answered, counted."""

    features: pd.Index
    """Sorted."""
    counts: Integers
    """Shape (features, 6): how many answers fell into each category."""
    customers: Integers | None = None
    """Shape (rows, 6): the same for one customer; None where no customer is known."""
    feature: npt.NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    """Shape (rows,): which feature a row of `customers` counts; rises."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Why rows were left out, and how many."""

    def by_customer(self, row: int) -> Integers | None:
        """Return the counts of each customer who answered the feature in `row`; None where none is known.

        Examples
        --------
        >>> Tally(pd.Index(["sso"]), np.zeros((1, 6), dtype=int)).by_customer(0) is None
        True
        """
        if self.customers is None:
            return None
        first, last = np.searchsorted(self.feature, [row, row + 1])
        return self.customers[first:last]


def tally(responses: pd.DataFrame) -> Tally:
    """Return how often each category was answered, by feature, and by customer where these are known.

    Parameters
    ----------
    responses : DataFrame
        respondent, feature, functional and dysfunctional (1..5), optional customer. A respondent without a
        customer counts as one of its own. A respondent who answered twice: the last answer counts.

    Raises
    ------
    ValueError
        A column is missing; an answer is not one of 1, 2, 3, 4, 5: row, column and value.

    Examples
    --------
    >>> asked = pd.DataFrame({"respondent": [1, 2], "feature": "sso", "functional": [1, 1], "dysfunctional": [5, None]})
    >>> tally(asked).counts.tolist(), tally(asked).left_out
    ([[0, 1, 0, 0, 0, 0]], {'an answer is blank': 1})
    """
    require(responses, ["respondent", "feature", *_ANSWERS])
    category = _categories(responses)
    named = responses["feature"]
    text = isinstance(named.dtype, pd.StringDtype)
    feature, features = pd.factorize(_plain(named) if text else named, sort=True)
    person, people = _numbered(responses["respondent"])
    answered, used = category >= 0, (category >= 0) & (feature >= 0)
    left_out = {
        "an answer is blank": int((~answered).sum()),
        "no feature is named": int(answered.sum() - used.sum()),
        "answered again later": _earlier(person, feature, used, people, len(features)),
    }
    told = {why: rows for why, rows in left_out.items() if rows}
    if told:
        category, feature, person = category[used], feature[used], person[used]
    shape = len(features), len(CATEGORIES)
    counts = np.bincount(feature * shape[1] + category, minlength=shape[0] * shape[1]).reshape(shape)
    customer, names = _numbered(responses["customer"]) if "customer" in responses else (_NOBODY, 0)
    if not names or customer.max(initial=-1) < 0:
        return Tally(pd.Index(features, name="feature"), counts, left_out=told)
    theirs = _own(customer[used] if told else customer, person, names, people)
    of, rows = _by_customer(feature, theirs, category, len(features))
    return Tally(pd.Index(features, name="feature"), counts, rows, of, told)


def _numbered(names: pd.Series) -> tuple[npt.NDArray[np.intp], int]:
    """Return a number for each name, -1 for a blank, and how many there can be."""
    values = _plain(names)
    if not len(values):
        return np.empty(0, dtype=np.intp), 0
    if values.dtype.kind in "iu":  # whole numbers are their own names
        first, last = int(values.min()), int(values.max())
        if last - first <= 4 * len(values):
            return (values - first).astype(np.intp), last - first + 1
    head = values[:_HEAD]
    if np.count_nonzero(head[1:] == head[:-1]) < len(head) // 2:
        codes, found = pd.factorize(values)
        return codes, len(found)
    new = np.concatenate([[True], values[1:] != values[:-1]])  # the same name stands in many rows running
    codes, found = pd.factorize(values[new])
    return codes[np.cumsum(new) - 1], len(found)


def _plain(names: pd.Series) -> npt.NDArray[Any]:
    """Return text as objects, which pandas numbers quicker, and what else there is as it is."""
    return names.to_numpy(dtype=object if isinstance(names.dtype, pd.StringDtype) else None)


def _categories(pairs: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Return the number of each pair's category, -1 where an answer is blank."""
    both = [_points(pairs, column) for column in _ANSWERS]
    wrong = [answer < 0 for answer in both]
    if any(where.any() for where in wrong):
        raise ValueError(_wrong(pairs, wrong))
    return _CODES.take(both[0] * np.int8(6) + both[1])


def _points(pairs: pd.DataFrame, column: str) -> npt.NDArray[np.int8]:
    """Return the answers as 1 .. 5, a blank as 0, and what is no answer as -1."""
    answers = pairs[column].to_numpy()
    if answers.dtype.kind not in "iu":
        answers = numbers(pairs, column)[0]
        blank = np.isnan(answers)
        right = np.isin(answers, np.arange(1, _LAST + 1))
        return np.where(right, answers, np.where(blank, 0, -1)).astype(np.int8)
    points = answers.astype(np.int8)
    points[(answers < 1) | (answers > _LAST)] = -1
    return points


def _wrong(pairs: pd.DataFrame, wrong: list[npt.NDArray[np.bool_]]) -> str:
    cells = [
        f"row {pairs.index[row]}, {column}: {_said(pairs[column].iloc[row])}"
        for column, where in zip(_ANSWERS, wrong, strict=True)
        for row in np.flatnonzero(where)[:_SHOWN]
    ]
    more = sum(int(where.sum()) for where in wrong) - len(cells)
    others = f" and {more} more" if more else ""
    return (
        f"not an answer at {'; '.join(cells)}{others}. "
        "An answer is 1 (like), 2 (must-be), 3 (neutral), 4 (live-with) or 5 (dislike), or left blank"
    )


def _said(answer: object) -> str:
    return f"{answer:g}" if isinstance(answer, int | float | np.number) else str(answer)


def _earlier(
    person: npt.NDArray[np.intp],
    feature: npt.NDArray[np.intp],
    used: npt.NDArray[np.bool_],
    people: int,
    features: int,
) -> int:
    """Take out of `used` what the same person answered again further down; return how many rows these are."""
    rows = np.flatnonzero(used & (person >= 0))
    pair = person[rows] * features + feature[rows]
    if people * features <= max(64 * len(rows), 1 << 20):  # a table of all pairs is the quickest look
        seen = np.zeros(people * features, dtype=bool)
        seen[pair] = True
        if int(seen.sum()) == len(rows):
            return 0
    earlier = pd.Series(pair).duplicated(keep="last").to_numpy()
    used[rows[earlier]] = False
    return int(earlier.sum())


def _own(
    customer: npt.NDArray[np.intp], person: npt.NDArray[np.intp], customers: int, people: int
) -> npt.NDArray[np.intp]:
    """Make who has no customer a customer, and who has no name either another."""
    alone = np.where(person >= 0, customers + person, customers + people + np.arange(len(person)))
    return np.where(customer >= 0, customer, alone)


def _by_customer(
    feature: npt.NDArray[np.intp],
    customer: npt.NDArray[np.intp],
    category: npt.NDArray[np.int8],
    features: int,
) -> tuple[npt.NDArray[np.intp], Integers]:
    """Return the feature and the counts of every (feature, customer) that has answers."""
    wide, many = len(CATEGORIES), int(customer.max(initial=-1)) + 1
    pair = feature * many + customer
    if features * many * wide > max(8 * len(pair), 1 << 20):  # mostly empty: number the pairs there are
        pair, there = pd.factorize(pair, sort=True)
    else:
        there = np.arange(features * many)
    counts = np.bincount(pair * wide + category, minlength=len(there) * wide).reshape(-1, wide)
    filled = counts.any(axis=1)
    return np.asarray(there)[filled] // max(many, 1), counts[filled]
