"""Shares and their intervals, where people answer for themselves and where colleagues answer alike."""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from workbench.columns import Floats

__all__ = ["design_effect", "quantile", "wilson"]


def quantile(level: float, customers: npt.ArrayLike | None = None) -> Floats:
    """Return the two-sided quantile of an interval: normal, or Student's t where few customers were asked.

    Parameters
    ----------
    level : float, between 0 and 1
    customers : number or array, optional
        How many customers stand behind a number: t with one degree of freedom less. One customer: infinite.

    Returns
    -------
    array of the shape of `customers`

    Raises
    ------
    ValueError
        `level` is not between 0 and 1.

    Examples
    --------
    >>> float(quantile(0.95).round(2)), float(quantile(0.95, 10).round(2))
    (1.96, 2.26)
    """
    if not 0 < level < 1:
        raise ValueError(f"level {level!r} must be between 0 and 1, such as 0.95")
    upper = (1 + level) / 2
    if customers is None:
        return np.asarray(NormalDist().inv_cdf(upper))
    from scipy import special  # dear, and not needed for the first view

    degrees = np.asarray(customers, dtype=float) - 1
    return np.where(degrees > _NOTHING, special.stdtrit(np.maximum(degrees, _NOTHING), upper), np.inf)


def wilson(share: npt.ArrayLike, size: npt.ArrayLike, z: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return Wilson's interval of a share.

    Parameters
    ----------
    share : array, 0..1
    size : array
        How many answers; with colleagues who answer alike: how many independent answers they are worth.
    z : array
        Of :func:`quantile`; infinite gives 0..1.

    Returns
    -------
    low, high : arrays, 0..1
        NaN where the share is.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22, 1927. With an effective size and t in clustered surveys: N. Dean, M. Pagano,
    "Evaluating confidence interval methods for binomial proportions in clustered surveys", Journal of Survey
    Statistics and Methodology 3(4), 2015.

    Examples
    --------
    >>> low, high = wilson(0.5, 20, quantile(0.95))
    >>> float(low.round(3)), float(high.round(3))
    (0.299, 0.701)
    """
    share = np.asarray(share, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.square(z) / np.asarray(size, dtype=float)
        middle = (share + ratio / 2) / (1 + ratio)
        half = np.sqrt(ratio * share * (1 - share) + ratio**2 / 4) / (1 + ratio)
    low, high = np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
    unknown = np.isinf(ratio) & ~np.isnan(share)
    # rounding must not leave the share outside at 0 and 1
    low, high = np.where(share == 0, 0.0, low), np.where(share == 1, 1.0, high)
    return np.where(unknown, 0.0, low), np.where(unknown, 1.0, high)


def design_effect(
    counts: npt.ArrayLike, group: npt.NDArray[np.intp], groups: int, worth: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Return by how much colleagues who answer alike widen the variance of a mean over all answers.

    Parameters
    ----------
    counts : array of shape (customers, categories)
        How many answers of a customer fall into each category. A customer without any is not counted.
    group : integer array of shape (customers,)
        Which mean the customer belongs to: 0 .. groups - 1.
    groups : int
    worth : array of shape (categories,)
        What an answer of each category adds to the mean: 1 and 0 for a share, 1, 0 and -1 for promoters.

    Returns
    -------
    effect : array of shape (groups,), >= 1
        Answers divided by it are how many independent answers they are worth.
    customers : array of shape (groups,)
        How many equal customers they are worth, for :func:`quantile`.

    Notes
    -----
    With t a customer's sum of worths, n its answers, m = sum(t) / sum(n) and K = sum(n)^2 / sum(n^2), the number of
    customers if all are of one size, less if not, the linearised variance of m is
    K / (K - 1) sum((t - m n)^2) / sum(n)^2; the effect is that over the variance that as many independent answers would
    have. The same is done for all categories' shares together, and the greater of both is taken: a rare
    answer alone shows too little of how alike colleagues are (``workbench bench coverage``). Where all answers are
    equal nothing can be seen of it: a customer then counts as one answer.

    References
    ----------
    L. Kish, *Survey Sampling*, 1965, section 8.2. All categories together: J. Rao, A. Scott, "The analysis of
    categorical data from complex sample surveys", Journal of the American Statistical Association 76, 1981.

    Examples
    --------
    >>> theirs, one_mean = [[3, 0], [0, 3], [3, 0], [0, 3]], np.zeros(4, dtype=int)
    >>> effect, customers = design_effect(theirs, one_mean, 1, worth=[1, 0])
    >>> effect.tolist(), customers.tolist()
    ([4.0], [4.0])
    """
    counts = np.asarray(counts, dtype=float)
    each = np.eye(counts.shape[1])
    worths = np.column_stack([np.asarray(worth, dtype=float), each])
    size = counts.sum(axis=1)
    answers = np.bincount(group, size, groups)
    asked = np.bincount(group[size > 0], minlength=groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        customers = answers**2 / np.bincount(group, size**2, groups)
        share = _sums(counts, group, groups) / answers[:, None]
        mean = np.nan_to_num(share @ worths)
        plain = (share @ worths**2 - mean**2) * answers[:, None]
        seen = _sums((counts @ worths - mean[group] * size[:, None]) ** 2, group, groups)
        seen = seen * (customers / (customers - 1.0))[:, None]
        own = np.where(plain[:, 0] > _NOTHING, seen[:, 0] / plain[:, 0], answers / asked)
        together = seen[:, 1:].sum(axis=1) / plain[:, 1:].sum(axis=1)
    both = np.stack([own, together, np.ones(groups)])
    return np.where(np.isfinite(both), both, 1.0).max(axis=0), customers


_NOTHING = 1e-9
"""A variance that is only rounding."""


def _sums(rows: Floats, group: npt.NDArray[np.intp], groups: int) -> Floats:
    """Return the sums of each column over the rows of each group."""
    return np.column_stack([np.bincount(group, column, groups) for column in rows.T])
