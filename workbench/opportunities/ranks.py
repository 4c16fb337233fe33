"""Who stands where in each trial, kept when one item's scores change."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.columns import Floats
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
    def scores(self) -> Floats:
        """The scores as they now are, not to be written to."""
        return self._scores

    @property
    def ranked(self) -> npt.NDArray[np.bool_]:
        """Which items have a rank."""
        return ~np.isnan(self._scores[:, 0])

    def percentiles(self, levels: tuple[float, ...] = LEVELS) -> Floats:
        """Return percentiles of each item's rank, shape (items, levels); NaN where it has none."""
        ranked = self.ranked
        if ranked.all():
            return percentiles_of_counts(self._counts, levels) / 2
        result = np.full((len(self._scores), len(levels)), np.nan)
        result[ranked] = percentiles_of_counts(self._counts[ranked], levels) / 2
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
        """Give `item` new scores, shape (trials,), all NaN or none.

        Only those whose score lies between the item's old and new one in a trial change places with it there.
        """
        was = self.ranked[item]
        step = _Step.between(self._scores[item].copy(), scores, tied=bool(self._tied[item]))
        self._scores[item] = np.nan
        last = 2 * (np.count_nonzero(self.ranked) + 1)
        met = [self._meet(block, step) for block in self._blocks()]
        passed, parted, equal = (self._tally(trials) for trials in zip(*met, strict=True))
        doubled = (self._doubled[item] if was else last) - step.sign * (2 * passed - parted - equal)
        ranked = not np.isnan(scores[0])
        self._scores[item] = scores
        self._doubled[item] = doubled if ranked else 0
        self._equal[item] = 1 + equal
        self._tied[item] = equal.any()
        self._counts[item] = (
            np.bincount(self._doubled[item], minlength=self._counts.shape[1]) if ranked else 0
        )

    def _blocks(self) -> Iterator[slice]:
        rows = max(BLOCK // self.trials, 1)
        return (slice(start, start + rows) for start in range(0, len(self._scores), rows))

    def _tally(self, trials: Iterable[Ints]) -> Ints:
        """Count how often each trial is named."""
        return np.bincount(np.concatenate(list(trials)), minlength=self.trials)

    def _meet(self, block: slice, step: "_Step") -> tuple[Ints, Ints, Ints]:
        """Move the items of a block that the item meets; return in which trials, and where equal before and now."""
        theirs = self._scores[block]
        met = np.flatnonzero((theirs >= step.low) & (theirs <= step.high))
        row = met // self.trials
        trial = met - row * self.trials
        score = theirs.reshape(-1)[met]
        equal = score == step.new[trial]
        if not (step.tied or equal.any()):
            self._count(block, met, row, step.twice[trial])
            return trial, trial[:0], trial[:0]
        parted = score == step.old[trial]
        fewer = parted.view(np.int8) + equal.view(np.int8)
        self._count(block, met, row, step.twice[trial] - step.sign[trial] * fewer)
        self._equal[block].reshape(-1)[met] += equal.view(np.int8) - parted.view(np.int8)
        self._tied[block] = (self._equal[block] != 1).any(axis=1)
        return trial, trial[parted], trial[equal]

    def _count(self, block: slice, met: Ints, row: Ints, change: Ints) -> None:
        """Move doubled ranks by `change`, and count them anew."""
        doubled, counts = self._doubled[block].reshape(-1), self._counts[block]
        width = counts.shape[1]
        before = doubled[met]
        after = before + change
        doubled[met] = after
        row *= width
        gained = np.bincount(after + row, minlength=counts.size) - np.bincount(
            before + row, minlength=counts.size
        )
        counts += gained.reshape(counts.shape)

    def _sort(self, ranked: Ints) -> None:
        """Rank all items from nothing, some trials at a time."""
        if not ranked.size:
            return
        scores = self._scores if len(ranked) == len(self._scores) else self._scores[ranked]
        step = max(BLOCK // len(ranked), 1)
        for start in range(0, self.trials, step):
            some = slice(start, start + step)
            doubled, equal = _ranks(np.ascontiguousarray(scores[:, some].T), self._doubled.dtype)
            self._doubled[ranked, some] = doubled.T
            if equal is not None:
                self._equal[ranked, some] = equal.T


class _Step(NamedTuple):
    """One item's way from old scores to new ones, by trial: where it starts and ends, and up (1) or down (-1)."""

    old: Floats
    new: Floats
    low: Floats
    high: Floats
    sign: npt.NDArray[np.int8]
    twice: npt.NDArray[np.int8]
    tied: bool
    """It equals another in some trial."""

    @classmethod
    def between(cls, old: Floats, new: Floats, *, tied: bool) -> "_Step":
        """Make the step; what is not ranked comes from, or goes, below every score."""
        up, down = (new > old) | np.isnan(old), (new < old) | np.isnan(new)
        sign = up.view(np.int8) - down.view(np.int8)
        low = np.where(np.isnan(old) | np.isnan(new), -np.inf, np.minimum(old, new))
        return cls(old, new, low, np.fmax(old, new), sign, 2 * sign, tied)


def _ranks(scores: Floats, whole: npt.DTypeLike) -> tuple[Ints, Ints | None]:
    """Return doubled ranks in each row, and how many are equal to each (None: nowhere two)."""
    rows, items = scores.shape
    order = np.argsort(scores, axis=1)
    order += (items * np.arange(rows))[:, None]
    ordered = scores.reshape(-1).take(order)
    same = ordered[:, 1:] == ordered[:, :-1]
    place = np.arange(items, dtype=whole)
    doubled = np.empty(scores.shape, dtype=whole)
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
