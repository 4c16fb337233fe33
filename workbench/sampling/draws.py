"""One seeded source of randomness: what an item draws never depends on what else is drawn."""

import zlib
from functools import cache
from statistics import NormalDist

import numpy as np

from workbench.columns import Floats

__all__ = ["normals"]

POINTS = 1 << 16
"""Equally likely values of a draw: far finer than what 10,000 trials can tell apart, and quick to look up."""


def normals(seed: int, name: str, position: int, trials: int) -> Floats:
    """Return standard normal draws of one quantity of one item.

    The stream is keyed by `seed`, `name` and `position` alone: drawn in any order, on one worker or many, the
    same numbers come to the last bit; another column, another item or more trials do not change them. Two
    tables that differ in one estimate are therefore compared on common random numbers.

    Parameters
    ----------
    seed : int, >= 0
    name : str
        The quantity, such as a column.
    position : int, >= 0
        Row of the item in its table.
    trials : int

    Returns
    -------
    array of shape (trials,)

    Notes
    -----
    Inverse transform: a uniform number of 16 bits picks the normal quantile of (k + 0.5) / 65536.

    References
    ----------
    Keyed streams: NumPy reference, "Parallel random number generation", ``SeedSequence(spawn_key=...)``.
    Common random numbers: A. Law, *Simulation Modeling and Analysis*, 5th ed., 2015, section 11.2.

    Examples
    --------
    >>> long, short = normals(0, "reach", 3, trials=5), normals(0, "reach", 3, trials=2)
    >>> bool((long[:2] == short).all())
    True
    """
    key = np.random.SeedSequence(seed, spawn_key=(zlib.crc32(name.encode()), position))
    words = np.random.PCG64(key).random_raw(-(-trials // 4))
    picks = words.astype("<u8", copy=False).view("<u2")[:trials]
    return _quantiles().take(picks)


@cache
def _quantiles() -> Floats:
    """Return the normal quantiles in the middle of equal shares."""
    inverse = NormalDist().inv_cdf
    upper = np.array([inverse((k + 0.5) / POINTS) for k in range(POINTS // 2, POINTS)])
    return np.concatenate([-upper[::-1], upper])
