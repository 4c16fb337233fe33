"""How probable each Kano category is, had other people, or other customers, been asked."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.columns import Floats
from workbench.needs.kano.counts import CATEGORIES, Integers, Tally

__all__ = ["category_odds"]

MANY = 500
"""With more customers than these, sums over resampled customers are drawn from the normal law they follow."""
FEW, CLEAR = 100, 6.0
"""Of more than so many customers or people, a lead of so many standard deviations is certain."""
_AT_ONCE = 32
"""Features whose customers are resampled by one matrix product."""


def category_odds(counted: Tally, trials: int = 2000, seed: int = 0) -> Floats:
    """Return the probability that each category is the most frequent one, by bootstrap.

    Parameters
    ----------
    counted : Tally
        With customers: whole customers are drawn with replacement, for colleagues answer alike. Without: people.
    trials : int, >= 1
    seed : int, >= 0
        Same seed, same answer, to the last bit (plain Monte Carlo, PCG64). The draws of a feature are keyed by how
        many answered it: the order of rows, names, and what else was asked do not change them.

    Returns
    -------
    array of shape (features, 6)
        Columns M O A I R Q; rows sum to 1; NaN where nobody answered.

    Raises
    ------
    ValueError
        `trials` is below 1.

    Notes
    -----
    Exact ties go to the first of M, O, A, I, R, Q. A lead of more than 6 standard deviations is not drawn: no draw would
    overtake it. Of more than 500 customers the resampled counts are drawn from
    the normal distribution with their mean and covariance, rounded to whole answers. One customer alone says nothing
    of others: its category has probability 1.

    References
    ----------
    B. Efron, R. Tibshirani, *An Introduction to the Bootstrap*, 1993, chapters 6 and 8. Resampling of clusters:
    A. Davison, D. Hinkley, *Bootstrap Methods and their Application*, 1997, section 3.8.

    Examples
    --------
    >>> import pandas as pd
    >>> few = Tally(pd.Index(["sso"]), np.array([[6, 0, 4, 0, 0, 0]]))
    >>> category_odds(few).round(1).tolist()
    [[0.8, 0.0, 0.2, 0.0, 0.0, 0.0]]
    """
    if trials < 1:
        raise ValueError(f"trials {trials} must be 1 or more")
    people = counted.counts.sum(axis=1)
    odds = np.full(counted.counts.shape, np.nan)
    alike = defaultdict[int, list[tuple[int, Integers]]](list)
    for row in np.flatnonzero(people).tolist():
        counts, theirs = counted.counts[row], counted.by_customer(row)
        if theirs is None or len(theirs) == people[row]:  # nobody has a colleague
            odds[row] = _of_people(counts, trials, seed)
        elif _clear(len(theirs), *_lead_of_customers(theirs)):
            odds[row] = _certain(counts)
        elif len(theirs) > MANY:
            odds[row] = _of_many(theirs, trials, seed)
        else:
            alike[len(theirs)].append((row, theirs))
    for customers, features in alike.items():
        weights = _weights(customers, trials, seed)
        for start in range(0, len(features), _AT_ONCE):
            rows, units = zip(*features[start : start + _AT_ONCE], strict=True)
            odds[list(rows)] = _of_customers(weights, units)
    return odds


def _of_people(counts: Integers, trials: int, seed: int) -> Floats:
    total = int(counts.sum())
    if _clear(total, *_lead_of_people(counts)):
        return _certain(counts)
    return _first(_generator(seed, total).multinomial(total, counts / total, size=trials))


def _of_many(theirs: Integers, trials: int, seed: int) -> Floats:
    away = theirs - theirs.mean(axis=0)
    generator = _generator(seed, len(theirs))
    sums = generator.multivariate_normal(theirs.sum(axis=0), away.T @ away, size=trials, method="eigh")
    return _first(np.rint(sums))


def _of_customers(weights: npt.NDArray[np.float32], units: Sequence[Integers]) -> Floats:
    """Return the odds of features that as many customers answered, shape (features, 6)."""
    ordered = [theirs[np.lexsort(theirs.T)] for theirs in units]  # whatever names and order the rows have
    sums = weights @ np.concatenate(ordered, axis=1).astype(np.float32)
    return _first(sums.reshape(len(weights), len(units), len(CATEGORIES)))


def _first(sums: npt.NDArray[np.generic]) -> Floats:
    """Return how often each category is the most frequent; `sums` has the trials first, the categories last."""
    first = sums.argmax(axis=-1)
    odds: Floats = np.equal(first[..., None], np.arange(len(CATEGORIES))).mean(axis=0)
    return odds


def _weights(customers: int, trials: int, seed: int) -> npt.NDArray[np.float32]:
    """Return how often each customer is drawn in each trial; sums of small whole numbers are exact."""
    drawn = _generator(seed, customers).integers(0, customers, size=(trials, customers))
    drawn += customers * np.arange(trials)[:, None]
    times = np.bincount(drawn.ravel(), minlength=trials * customers)
    return times.reshape(trials, customers).astype(np.float32)


def _certain(counts: Integers) -> Floats:
    return np.where(np.arange(len(CATEGORIES)) == counts.argmax(), 1.0, 0.0)


def _clear(asked: int, lead: Floats, spread: Floats) -> bool:
    return asked > FEW and bool((lead > CLEAR * spread).all())


def _lead_of_people(counts: Integers) -> tuple[Floats, Floats]:
    """Return by how much the first category leads each other one, and the standard deviation of that."""
    first, others = counts.max(), np.delete(counts, counts.argmax())
    lead = first - others
    return lead, np.sqrt(first + others - lead**2 / counts.sum())


def _lead_of_customers(theirs: Integers) -> tuple[Floats, Floats]:
    leader = theirs.sum(axis=0).argmax()
    leads = theirs[:, [leader]] - np.delete(theirs, leader, axis=1)
    return leads.sum(axis=0), leads.std(axis=0) * np.sqrt(len(leads))


def _generator(seed: int, size: int) -> np.random.Generator:
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(size,)))
