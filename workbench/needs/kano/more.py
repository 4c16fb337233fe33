"""How many more to ask until a feature's Kano category is settled."""

import numpy as np
import pandas as pd

from workbench.columns import Floats
from workbench.needs.kano.counts import CATEGORIES, tally
from workbench.needs.kano.odds import category_odds

__all__ = ["next_sample"]

_LEAST = 3
"""Two who agree leave one chance in eight that most think otherwise (a flat prior on the share)."""


def next_sample(
    responses: pd.DataFrame, probability: float = 0.9, trials: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """Return how many more customers to ask until the leading category is probable enough, if shares stay as today.

    Parameters
    ----------
    responses : DataFrame
        As ``kano.evaluate`` reads it.
    probability : float, between 0.5 and 1
        Of the leading category, that is enough.
    trials, seed : int
        As ``kano.evaluate`` has them.

    Returns
    -------
    DataFrame by feature, sorted
        category : the leading one. probability : its probability today, the same as in ``kano.evaluate``. asked :
        customers who answered, or people where no customers are known. more : how many more of them to ask; 0 where
        it is settled and at least three were asked, blank where no number settles it: an exact tie, nobody or only one customer asked.

    Raises
    ------
    ValueError
        As ``kano.evaluate``; `probability` is not between 0.5 and 1.

    Notes
    -----
    Shares are taken as normal, with the covariance between customers that today's answers show, divided by how many
    are asked. Each draw of them names the greatest spread at which the leader still leads; the spread that leaves it
    ahead in `probability` of the draws says how many are needed.

    References
    ----------
    The normal law of bootstrapped means: A. Davison, D. Hinkley, *Bootstrap Methods and their Application*, 1997,
    section 2.6.

    Examples
    --------
    >>> asked = pd.DataFrame({"respondent": range(10), "feature": "sso", "functional": [1] * 6 + [3] * 4, "dysfunctional": 5})
    >>> next_sample(asked)[["category", "asked"]].values.tolist()
    [['O', 10]]
    """
    if not 0.5 < probability < 1:  # noqa: PLR2004
        raise ValueError(f"probability {probability!r} must be between 0.5 and 1, such as 0.9")
    counted = tally(responses)
    odds = category_odds(counted, trials, seed)
    rows: list[tuple[str | None, float, int, int | None]] = []
    for row, counts in enumerate(counted.counts):
        leader, total = int(counts.argmax()), int(counts.sum())
        if not total:
            rows.append((None, np.nan, 0, None))
            continue
        units = counted.by_customer(row)
        asked = total if units is None else len(units)
        more: int | None = max(_LEAST - asked, 0)
        if odds[row, leader] < probability or asked == 1:
            spread = _covariance(counts / total) / total if units is None else _between(units)
            more = _more(counts / total, spread, leader, asked, probability, trials, seed)
        rows.append((CATEGORIES[leader], odds[row, leader], asked, more))
    result = pd.DataFrame(rows, index=counted.features, columns=["category", "probability", "asked", "more"])
    return result.astype({"category": "str", "more": "Int64"})


def _covariance(share: Floats) -> Floats:
    """Return the covariance of one person's answer."""
    covariance: Floats = np.diag(share) - np.outer(share, share)
    return covariance


def _between(units: np.ndarray) -> Floats:
    """Return the covariance of the shares over all customers, from how these differ."""
    customers, total = len(units), units.sum()
    away = units - units.sum(axis=0) / total * units.sum(axis=1, keepdims=True)
    covariance: Floats = customers / max(customers - 1, 1) * (away.T @ away) / total**2
    return covariance


def _more(
    share: Floats, spread: Floats, leader: int, asked: int, probability: float, trials: int, seed: int
) -> int | None:
    if asked < 2:  # noqa: PLR2004
        return None
    noise = np.random.default_rng(seed).multivariate_normal(
        np.zeros(len(share)), spread, trials, method="eigh"
    )
    ahead = np.delete(share[leader] - share, leader)
    gains = np.delete(noise - noise[:, [leader]], leader, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        overtaken = np.where(gains > 0, ahead / gains, np.inf).min(axis=1)
    enough = float(np.quantile(overtaken, 1 - probability, method="lower"))
    if enough <= 0:
        return None
    return max(1, int(np.ceil(asked * (1 / enough**2 - 1))))
