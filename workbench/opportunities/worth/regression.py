"""What a number that was drawn explains of scores that were drawn with it."""

import numpy as np

from workbench.columns import Floats

__all__ = ["explained", "powers"]

DEPENDENT = 1e-9
"""A term that the others make up but for this share adds nothing."""
CHANCE = 26.0
"""A regression that explains less than this many times the noise of one number is taken for chance (1 in 1,000)."""


def powers(z: Floats) -> list[Floats]:
    """Return smooth terms of a standard normal number, and one for what is different above its middle.

    Examples
    --------
    >>> [term.tolist() for term in powers(np.array([-2.0, 1.0]))]
    [[-2.0, 1.0], [4.0, 1.0], [-8.0, 1.0], [0.0, 1.0]]
    """
    return [z, z**2, z**3, np.maximum(z, 0)]


def explained(terms: list[Floats], scores: Floats) -> Floats:
    """Return how far the terms put the expected scores of each trial from their mean.

    Parameters
    ----------
    terms : list of arrays of shape (trials,)
        Finite.
    scores : array of shape (trials, items)

    Returns
    -------
    array of shape (trials, items)
        Least squares; 0 for an item of which the terms explain no more than chance would.

    References
    ----------
    M. Strong, J. Oakley, A. Brennan, "Estimating Multiparameter Partial Expected Value of Perfect Information from a
    Probabilistic Sensitivity Analysis Sample", Medical Decision Making 34(3), 2014.

    Examples
    --------
    >>> x = np.linspace(0, 1, 101)
    >>> explained([x, x**2], np.column_stack([2 * x, np.zeros(101)]))[[0, 100]].round(6).tolist()
    [[-1.0, 0.0], [1.0, 0.0]]
    """
    basis = np.column_stack(terms)
    centred = basis - basis.mean(axis=0)
    spread = centred.std(axis=0)
    orthogonal, triangle = np.linalg.qr(centred[:, spread > 0] / spread[spread > 0])
    orthogonal = orthogonal[:, np.abs(np.diag(triangle)) > DEPENDENT * len(basis) ** 0.5]
    deviation = scores - scores.mean(axis=0)
    weights = orthogonal.T @ deviation
    caught, all_ = (weights**2).sum(axis=0), (deviation**2).sum(axis=0)
    weights[:, caught * len(basis) < CHANCE * (all_ - caught)] = 0
    fitted: Floats = orthogonal @ weights
    return fitted
