"""Who stands where in each trial, kept when one item's scores change."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from workbench.sampling.columns import Floats
from workbench.sampling.summary import LEVELS, percentiles_of_counts

__all__ = ["Ranks"]

Ints = npt.NDArray[np.integer]

BLOCK = 100_000
"""Scores that are compared in one go: they stay in the processor's cache."""


class Ranks:
    """Ranks of all items in all trials; 1 is best, ties get the mean rank.

    Ranks are held doubled, so that a mean rank is a whole number; all that is kept is counts of whole numbers.
    Replacing an item therefore ends in the same bits as starting anew.

    Parameters
    ----------
    scores : array of shape (items, trials)
        Taken over, not copied. An item is NaN in all trials (not ranked) or in none.

    Examples
    --------
    >>> ranks = Ranks(np.array([[3.0, 3.0], [1.0, 3.0], [np.nan, np.nan]]))
    >>> ranks.percentiles(levels=(0.0, 1.0)).tolist()
    [[1.0, 1.5], [1.5, 2.0], [nan, nan]]
    >>> ranks.share(1).tolist()
    [0.75, 0.25, 0.0]
    """

    def __init__(self, scores: Floats) -> None:
        items, self.trials = scores.shape
        whole = np.int16 if items < np.iinfo(np.int16).max // 2 else np.int32
        self._scores = scores
        self._doubled = np.zeros(scores.shape, dtype=whole)
        self._equal = np.ones(scores.shape, dtype=whole)
        self._counts = np.zeros((items, 2 * items + 1), dtype=np.int64)
        self._sort(np.flatnonzero(self.ranked))
        for item in np.flatnonzero(self.ranked):
            self._counts[item] = np.bincount(self._doubled[item], minlength=self._counts.shape[1])
        self._tied = (self._equal != 1).any(axis=1)

    @property
    def ranked(self) -> npt.NDArray[np.bool_]:
        """Which items have a rank."""
        return ~np.isnan(self._scores[:, 0])

    def percentiles(self, levels: tuple[float, ...] = LEVELS) -> Floats:
        """Return percentiles of each item's rank, shape (items, levels); NaN where it has none."""
        result = np.full((len(self._scores), len(levels)), np.nan)
        result[self.ranked] = percentiles_of_counts(self._counts[self.ranked], levels) / 2
        return result

    def share(self, top: int) -> Floats:
        """Return the share of trials in which each item is among the `top`; ties at the cut split the places left."""
        inside = self._counts[:, : 2 * top + 1].sum(axis=1).astype(float)
        for item in np.flatnonzero(self._tied):
            inside[item] = self._share_of_tied(int(item), top)
        shares: Floats = inside / self.trials
        return shares

    def _share_of_tied(self, item: int, top: int) -> float:
        equal = self._equal[item].astype(np.int64)
        better = (self._doubled[item] - 1 - equal) // 2
        split = (better < top) & (top < better + equal)
        whole = np.count_nonzero(better + equal <= top)
        return float(whole + ((top - better[split]) / equal[split]).sum())

    def replace(self, item: int, scores: Floats) -> None:
        """Give `item` new scores, shape (trials,), all NaN or none."""
        old = self._scores[item].copy()
        self._scores[item] = np.nan
        others = np.count_nonzero(self.ranked)
        beats, ties = np.zeros(self.trials, dtype=np.int64), np.zeros(self.trials, dtype=np.int64)
        for block in self._blocks():
            theirs = self._scores[block]
            before, after = _versus(old, theirs), _versus(scores, theirs)
            beats += after.sum(axis=0, dtype=np.int8)
            self._shift(block, after - before)
            ties += self._tie(block, before & 1, after & 1)
        self._scores[item] = scores
        ranked = not np.isnan(scores[0])
        self._doubled[item] = 2 * (others + 1) - beats if ranked else 0
        self._equal[item] = 1 + ties
        self._tied[item] = ties.any()
        self._counts[item] = (
            np.bincount(self._doubled[item], minlength=self._counts.shape[1]) if ranked else 0
        )

    def _blocks(self) -> Iterator[slice]:
        rows = min(max(BLOCK // self.trials, 1), np.iinfo(np.int8).max // 2)
        return (slice(start, start + rows) for start in range(0, len(self._scores), rows))

    def _shift(self, block: slice, change: Ints) -> None:
        """Move the others' doubled ranks by `change`, and count them anew where they moved."""
        moved = np.flatnonzero(change != 0)
        if not moved.size:
            return
        rows, width = len(change), self._counts.shape[1]
        doubled = self._doubled[block].reshape(-1)
        before = doubled[moved] + width * (moved // self.trials)
        after = before + change.reshape(-1)[moved]
        doubled += change.reshape(-1)
        gained = np.bincount(after, minlength=rows * width) - np.bincount(before, minlength=rows * width)
        self._counts[block] += gained.reshape(rows, width)

    def _tie(self, block: slice, before: npt.NDArray[np.int8], after: npt.NDArray[np.int8]) -> Ints | int:
        """Keep how many are equal, and return how many of the block the item now equals in each trial."""
        if not (before.view(bool).any() or after.view(bool).any()):
            return 0
        self._equal[block] += after - before
        self._tied[block] = (self._equal[block] != 1).any(axis=1)
        ties: Ints = after.sum(axis=0, dtype=np.int64)
        return ties

    def _sort(self, ranked: Ints) -> None:
        """Rank all items from nothing, some trials at a time."""
        step = max(BLOCK // max(ranked.size, 1), 1)
        for start in range(0, self.trials if ranked.size else 0, step):
            some = slice(start, start + step)
            doubled, equal = _ranks(np.ascontiguousarray(self._scores[ranked, some].T))
            self._doubled[ranked, some] = doubled.T
            if equal is not None:
                self._equal[ranked, some] = equal.T


def _versus(mine: Floats, theirs: Floats) -> npt.NDArray[np.int8]:
    """Return 2 where mine is better, 1 where equal, 0 where worse or either is not ranked."""
    return (theirs < mine).view(np.int8) + (theirs <= mine).view(np.int8)


def _ranks(scores: Floats) -> tuple[Ints, Ints | None]:
    """Return doubled ranks in each row, and how many are equal to each (None: nowhere two)."""
    rows, items = scores.shape
    order = np.argsort(scores, axis=1)
    order += (items * np.arange(rows))[:, None]
    ordered = scores.reshape(-1).take(order)
    same = ordered[:, 1:] == ordered[:, :-1]
    place = np.arange(items, dtype=np.int32)
    doubled = np.empty(scores.shape, dtype=np.int32)
    if not same.any():
        doubled.reshape(-1)[order] = 2 * (items - place)
        return doubled, None
    first, last = np.ones(scores.shape, dtype=bool), np.ones(scores.shape, dtype=bool)
    first[:, 1:], last[:, :-1] = ~same, ~same
    start = np.maximum.accumulate(np.where(first, place, 0), axis=1)
    end = np.minimum.accumulate(np.where(last, place + 1, items)[:, ::-1], axis=1)[:, ::-1]
    equal = np.empty_like(doubled)
    doubled.reshape(-1)[order] = 2 * items + 1 - start - end
    equal.reshape(-1)[order] = end - start
    return doubled, equal
