"""Which number is worth finding out: what the picks gain when one estimate, or every one, is known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats
from workbench.opportunities import register
from workbench.opportunities.register import Score
from workbench.opportunities.trials import Trials, as_floats, estimates
from workbench.opportunities.worth.regression import explained, powers
from workbench.opportunities.worth.stepwise import Steps, finish
from workbench.sampling.draws import normals

__all__ = ["perfect", "steps", "value_of_information"]

Places = npt.NDArray[np.intp]

BLOCK = 100_000
"""Scores that are looked at in one go: they stay in the processor's cache."""
GRID = np.array([-2.5, -1.2, -0.4, 0.0, 0.4, 1.2, 2.5])
"""Where, in standard deviations, it is looked at how a score depends on one number; the first is the anchor."""
OTHERS = 16
"""Trials of the other numbers of the row for that look."""
SAME = 1e-9
SMALLEST = 0.05
"""Least way from the anchor to the mean, as a share of the whole way, that a slope is taken from."""


def value_of_information(
    table: pd.DataFrame, method: str | Score, pick: int = 10, trials: int = 10_000, seed: int = 0
) -> pd.DataFrame:
    """Return, for each estimate by itself, what the picks would gain if it were known.

    Parameters
    ----------
    table : DataFrame by id
        As for ``uncertainty.rank_probability``; the same draws.
    method : function or name
        As there. Scores add up: one that counts is best, one that merely orders says nothing here.
    pick : int
        How many are chosen: those with the highest expected score.
    trials, seed : int
        Same seed, same answer, to the last bit.

    Returns
    -------
    DataFrame by (id, column), rows in the table's order
        evppi: the gain in the total expected score of the picked items, in the score's unit, from learning that one
        number before choosing (the expected value of partial perfect information); swaps: the probability, 0..1, that
        learning it changes which are picked. ``.attrs["evpi"]``: the gain from learning all numbers.
        evpi >= evppi >= 0, and 0 where no value could change the choice: a certain number, an item that is not ranked
        or has no score in some trial (it is never picked), as many picks as items.

    Raises
    ------
    ValueError
        As ``uncertainty.rank_probability``; or `pick` is below 0.

    Notes
    -----
    When x of item i is learned, only i's expected score changes, from E[s_i] to m(x) = E[s_i | x]. With t the score
    that i has to beat, or that would take its place: evppi = E[max(m(x) - t, 0)] for an item that is not picked,
    E[max(t - m(x), 0)] for one that is; over the drawn x. Where, the others held, s_i is a + b f(x) (all our methods,
    except a gap in ODI that may close), m follows from f at each draw and one more mean; elsewhere, and under a method
    that looks at all rows, from a regression of the drawn scores on x. Ties among expected scores go to the first id.

    References
    ----------
    H. Raiffa, R. Schlaifer, *Applied Statistical Decision Theory*, 1961. Regression: M. Strong, J. Oakley, A. Brennan,
    "Estimating Multiparameter Partial Expected Value of Perfect Information from a Probabilistic Sensitivity Analysis
    Sample", Medical Decision Making 34(3), 2014.

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [300.0, 200.0], "reach_low": [100.0, None], "impact": 1.0,
    ...                       "confidence": 1.0, "effort": 1.0}, index=["sso", "export"])
    >>> value = value_of_information(table, "rice", pick=1, trials=1000)
    >>> value.loc["sso", "reach"].round(1).to_dict(), round(value.attrs["evpi"], 1)
    ({'evppi': 26.6, 'swaps': 0.3}, 26.6)
    """
    return finish(steps(table, method, pick, trials, seed))


def steps(
    table: pd.DataFrame, method: str | Score, pick: int = 10, trials: int = 10_000, seed: int = 0
) -> Steps[pd.DataFrame]:
    """Do what :func:`value_of_information` does in steps of some milliseconds."""
    if trials < 1 or pick < 0:
        raise ValueError(f"trials {trials}, pick {pick}: there must be at least 1 trial, and 0 picks")
    method = register.get(method).on(table)
    whole = as_floats(table)
    draws = Trials(whole, method, trials, seed)
    scores = yield from draws.steps()
    columns = estimates(whole[list(method.needs or whole.columns)])
    index = pd.MultiIndex.from_product([table.index, columns], names=["id", "column"])
    value = np.zeros((len(table), len(columns), 2))
    finite = yield from _by_rows(_finite, scores)
    counted = np.flatnonzero(finite)
    choice = yield from _Choice.of(scores if finite.all() else scores[counted], pick, table.index[counted])
    evpi = yield from choice.perfect()
    if evpi:
        learn = _rowwise if method.rowwise else _together
        learnt = yield from learn(choice, draws, counted, seed)
        for (place, column), (gain, swaps) in learnt.items():
            value[counted[place], columns.index(column)] = min(gain, evpi), swaps
    result = pd.DataFrame(value.reshape(-1, 2), index=index, columns=["evppi", "swaps"])
    result.attrs["evpi"] = evpi
    return result


def perfect(scores: Floats, pick: int) -> float:
    """Return the gain in the total expected score of the picks from knowing every score before choosing.

    Parameters
    ----------
    scores : array of shape (items, trials)
        Finite.
    pick : int
        How many are chosen.

    Returns
    -------
    float, >= 0
        In the scores' unit: the expected value of perfect information.

    Examples
    --------
    >>> perfect(np.array([[1.0, 4.0], [2.0, 2.0]]), pick=1)
    0.5
    """
    return finish(finish(_Choice.of(scores, pick, pd.RangeIndex(len(scores)))).perfect())


def _by_rows(ask: Callable[[Floats], npt.NDArray[Any]], scores: Floats) -> Steps[npt.NDArray[Any]]:
    """Ask about each row, some rows at a time: a second array as large as this one takes long to come by."""
    step = max(BLOCK // max(scores.shape[1], 1), 1)
    found = [np.zeros(0)]
    for start in range(0, len(scores), step):
        yield
        found.append(ask(scores[start : start + step]))
    return np.concatenate(found[1:] or found)


def _finite(scores: Floats) -> npt.NDArray[np.bool_]:
    return np.asarray(np.isfinite(scores).all(axis=1))


def _means(scores: Floats) -> Floats:
    """Return the expected scores; of equal numbers exactly that number."""
    first = scores[:, 0]
    return np.asarray(first + (scores - first[:, None]).mean(axis=1))


@dataclass(frozen=True)
class _Choice:
    """Which items are picked while nothing more is known, and what each has to beat."""

    scores: Floats
    means: Floats
    picked: npt.NDArray[np.bool_]
    rival: Floats
    """By item: the expected score that would take its place, or that it would have to beat; NaN where there is none."""

    @classmethod
    def of(cls, scores: Floats, pick: int, ids: pd.Index) -> Steps["_Choice"]:
        """Pick the highest expected scores."""
        means = yield from _by_rows(_means, scores)
        picked = np.zeros(len(scores), dtype=bool)
        picked[np.lexsort((ids.to_numpy(dtype=str), -means))[:pick]] = True
        rival = np.full(len(scores), np.nan)
        if picked.any() and not picked.all():
            rival = np.where(picked, means[~picked].max(), means[picked].min())
        return cls(scores, means, picked, rival)

    def perfect(self) -> Steps[float]:
        """Return what choosing anew in each trial gains: the sum of what is off the trial's own cut."""
        items, trials = self.scores.shape
        cut = items - int(self.picked.sum())
        if cut in (0, items):
            return 0.0
        total: float = 0.0
        step = max(BLOCK // items, 1)
        for start in range(0, trials, step):
            yield
            some = np.ascontiguousarray(self.scores[:, start : start + step].T)
            worst_in = np.partition(some, cut, axis=1)[:, cut, None]
            over = np.where(self.picked, worst_in - some, some - worst_in)
            total += float(np.maximum(over, 0, out=over).sum())
        return float(total / trials)

    def changes(self, item: int, expected: Floats) -> tuple[float, float]:
        """Return gain and probability of a swap when the expected score of `item` is learned."""
        over = expected - self.rival[item]
        over = -over if self.picked[item] else over
        return float(np.maximum(over, 0).mean()), float((over > 0).mean())

    def may_change(self, item: int) -> bool:
        """Return whether some trial of `item` lies on the other side of its rival."""
        mine, rival = self.scores[item], self.rival[item]
        return bool(mine.min() < rival if self.picked[item] else mine.max() > rival)


Learnt = dict[tuple[int, str], tuple[float, float]]


def _rowwise(choice: _Choice, draws: Trials, counted: Places, seed: int) -> Steps[Learnt]:
    """Learn each number under a method that looks at one row at a time: only that row's expected score moves."""
    learnt: Learnt = {}
    for place, position in enumerate(counted.tolist()):
        if not choice.may_change(place):
            continue
        yield
        names, mine = draws.uncertain(position), choice.scores[place]
        if len(names) == 1:
            learnt[place, names[0]] = choice.changes(place, mine)
            continue
        row = _Row(draws, position, mine, choice.means[place], seed)
        for column, expected in row.expected(names).items():
            learnt[place, column] = choice.changes(place, expected)
    return learnt


@dataclass(frozen=True)
class _Row:
    """One row's scores, and what they are expected to be when one of its numbers is known."""

    draws: Trials
    position: int
    scores: Floats
    mean: float
    seed: int

    def expected(self, names: list[str]) -> dict[str, Floats]:
        """Return the expected score in each trial, given that trial's value of one column, by column."""
        drawn = {name: np.asarray(self.draws.drawn(name, self.position)) for name in names}
        plain = self.draws.plain(self.position)
        asked = self.draws.ask(tuple(plain), self._asked(drawn, plain)).reshape(len(names), -1)
        return {
            name: self._given(name, scores, drawn[name]) for name, scores in zip(names, asked, strict=True)
        }

    def _asked(self, drawn: dict[str, Floats], plain: dict[str, float]) -> Floats:
        """Return rows to ask about, by column: for each number, it drawn and the rest plain, the reverse, and a look."""
        trials = len(self.scores)
        alone, rest, look = slice(trials), slice(trials, 2 * trials), slice(2 * trials, None)
        others = np.linspace(0, trials - 1, OTHERS).astype(int)
        rows = np.empty((len(plain), len(drawn), 2 * trials + len(GRID) * (OTHERS + 1)))
        for lines, (column, value) in zip(rows, plain.items(), strict=True):
            lines[:] = value
            if column in drawn:
                lines[:, rest] = drawn[column]
                lines[:, look].reshape(len(drawn), len(GRID), -1)[..., 1:] = drawn[column][others]
                own, grid = list(drawn).index(column), self.draws.at(column, self.position, GRID)
                lines[own, alone], lines[own, rest] = drawn[column], grid[0]
                lines[own, look] = np.repeat(grid, OTHERS + 1)
        return rows.reshape(len(plain), -1)

    def _given(self, name: str, asked: Floats, drawn: Floats) -> Floats:
        trials = len(self.scores)
        alone, rest, look = np.split(asked, [trials, 2 * trials])
        slope = _slope(look.reshape(len(GRID), -1), alone, rest, self.mean)
        if slope is None:
            z = normals(self.seed, name, self.position, trials)
            shapes = [shape for shape in (drawn, alone) if np.isfinite(shape).all()]
            expected = self.mean + explained([*shapes, *powers(z)], self.scores[:, None])[:, 0]
        else:
            expected = self.mean + slope * (alone - alone.mean())
        return np.clip(expected, self.scores.min(), self.scores.max())


def _slope(look: Floats, alone: Floats, rest: Floats, mean: float) -> float | None:
    """Return how the expected score rises with the score that has the rest plain; None where that is no line.

    `look` has a row for each value of the number and a column for each set of the others, the plain ones first.
    """
    if not all(np.isfinite(part).all() for part in (look, alone, rest)):
        return None
    f = look[:, 0]
    way = np.abs(f - f[0])
    far = int(way.argmax())
    span, past = f[far] - f[0], alone.mean() - f[0]
    if not span or not abs(past) > SMALLEST * abs(span):
        return None
    line = look[0] + (look[far] - look[0]) * ((f - f[0]) / span)[:, None]
    if np.abs(look - line).max() > SAME * np.abs(look).max():
        return None
    return float((mean - rest.mean()) / past)


def _together(choice: _Choice, draws: Trials, counted: Places, seed: int) -> Steps[Learnt]:
    """Learn each number under a method that may look at all rows: every expected score may move."""
    learnt: Learnt = {}
    scores = choice.scores.T - choice.means
    trials, pick = len(scores), int(choice.picked.sum())
    for place, position in enumerate(counted.tolist()):
        for column in draws.uncertain(position):
            yield
            z = normals(seed, column, position, trials)
            drawn = np.asarray(draws.drawn(column, position))
            expected = choice.means + explained([drawn, *powers(z)], scores)
            learnt[place, column] = _swapped(expected, choice.picked, pick)
    return learnt


def _swapped(expected: Floats, picked: npt.NDArray[np.bool_], pick: int) -> tuple[float, float]:
    """Return gain and probability of a swap, when all expected scores, shape (trials, items), are learned."""
    cut = expected.shape[1] - pick
    worst_in = np.partition(expected, cut, axis=1)[:, cut, None]
    over = np.maximum(np.where(picked, worst_in - expected, expected - worst_in), 0)
    return float(over.sum(axis=1).mean()), float((over > 0).any(axis=1).mean())
