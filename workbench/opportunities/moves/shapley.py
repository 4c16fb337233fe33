"""A change split over those who made it together: Shapley values, counted or drawn."""

from collections.abc import Callable
from math import factorial

import numpy as np
import numpy.typing as npt

from workbench.columns import Floats

__all__ = ["counted", "drawn"]

Flags = npt.NDArray[np.bool_]


def counted(worth: Floats) -> Floats:
    """Return each player's mean contribution over all orders in which the players may come.

    Parameters
    ----------
    worth : array of shape (2 ** players,)
        Of each set of players; bit p of the place says whether player p is in.

    Returns
    -------
    array of shape (players,)
        Adds up to what all are worth less what nobody is.

    References
    ----------
    L. Shapley, "A Value for n-Person Games", Contributions to the Theory of Games II, 1953.

    Examples
    --------
    >>> counted(np.array([0.0, 1.0, 0.0, 3.0])).tolist()
    [2.0, 1.0]
    """
    players = len(worth).bit_length() - 1
    sets = np.arange(len(worth))
    sizes = np.array([some.bit_count() for some in sets.tolist()])
    shares = [factorial(size) * factorial(players - size - 1) / factorial(players) for size in range(players)]
    weights, parts = np.array(shares), np.zeros(players)
    for player in range(players):
        without = sets[(sets >> player) & 1 == 0]
        parts[player] = weights[sizes[without]] @ (worth[without | 1 << player] - worth[without])
    return parts


def drawn(worth: Callable[[Flags], float], players: int, orders: int, seed: int = 0) -> Floats:
    """Return an estimate of :func:`counted` from drawn orders, each with its reverse; the sum is exact.

    Parameters
    ----------
    worth : function(who is in: array of shape (players,)) -> float
        Asked ``2 * orders * (players + 1)`` times.
    players, orders : int
    seed : int
        Same seed, same answer.

    Returns
    -------
    array of shape (players,)

    References
    ----------
    J. Castro, D. Gomez, J. Tejada, "Polynomial Calculation of the Shapley Value Based on Sampling", Computers &
    Operations Research 36(5), 2009.

    Examples
    --------
    >>> drawn(lambda who: float(who.sum() ** 2), players=2, orders=5).tolist()
    [2.0, 2.0]
    """
    rng, parts = np.random.default_rng(seed), np.zeros(players)
    for _ in range(orders):
        order = rng.permutation(players)
        for way in (order, order[::-1]):
            who = np.zeros(players, dtype=bool)
            last = worth(who)
            for player in way.tolist():
                who[player] = True
                now = worth(who)
                parts[player] += now - last
                last = now
    return parts / (2 * orders)
