"""Kano: is a feature expected, is more of it better, does it delight, or does nobody mind, and how sure is that."""

import numpy as np
import pandas as pd

from workbench.columns import Floats, numbers
from workbench.needs.kano.by_segment import segments
from workbench.needs.kano.counts import CATEGORIES, Tally, classify, tally
from workbench.needs.kano.more import next_sample
from workbench.needs.kano.odds import category_odds
from workbench.sampling.proportions import design_effect, quantile, wilson

__all__ = ["CATEGORIES", "classify", "evaluate", "from_counts", "next_sample", "segments"]

FONG = 1.65
"""Fong's z."""

_M, _O, _A, _I, _R, _Q = range(len(CATEGORIES))
_BETTER, _WORSE, _COUNTED = [_A, _O], [_O, _M], [_M, _O, _A, _I]


def evaluate(responses: pd.DataFrame, level: float = 0.95, trials: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Return the Kano category of each feature, how strong it is, and how sure.

    Parameters
    ----------
    responses : DataFrame, a row a respondent and feature
        respondent, feature; functional, dysfunctional : how one feels if it is there, and if it is not: 1 like,
        2 must-be, 3 neutral, 4 live-with, 5 dislike; customer (optional): colleagues answer alike, so intervals and
        probabilities are then over customers. Other columns, such as importance and segment, are not read.
    level : float
        Of the intervals.
    trials, seed : int
        Of the bootstrap; same seed, same answer, to the last bit (``kano.odds``).

    Returns
    -------
    DataFrame by feature, sorted
        M, O, A, I, R, Q : how many answers fell into each category. category : the most frequent, exact ties by
        M > O > A > I > R > Q. better = (A + O) / (A + O + M + I), worse = -(O + M) / (A + O + M + I), and their
        intervals better_low, better_high, worse_low, worse_high. total_strength : share of M, O and A among all
        answers. category_strength : share of the first category minus that of the second. significant : Fong's
        test. p_M .. p_Q : the probability of each category. Blank where a feature has no such answers.
        ``.attrs["left_out"]``: how many rows do not count: an answer or the feature is blank, or the respondent
        answered again further down (the last counts). ``.attrs["left_out_why"]``: how many for each reason.

    Raises
    ------
    ValueError
        A column is missing; an answer is not one of 1, 2, 3, 4, 5: row, column, value; `level` or `trials` is
        impossible.

    Notes
    -----
    Intervals are Wilson's. With customers, the number of answers is divided by the design effect
    (``proportions.design_effect``), and the quantile is Student's t with one degree of freedom less than there are
    customers, or fewer where some are much larger than others. That was chosen by simulation: of 95 % intervals by the
    percentile bootstrap over 30 customers, 83 to 93 % cover. One customer gives no interval: 0 to 1.
    Fong's test: the first two counts a, b of n answers differ if |a - b| >= 1.65 sqrt((a + b) (2n - a - b) / 2n).

    References
    ----------
    C. Berger et al., "Kano's methods for understanding customer-defined quality", Center for Quality of Management
    Journal 2(4), 1993. D. Fong, "Using the self-stated importance questionnaire to interpret Kano questionnaire
    results", the same 5(3), 1996, pp. 21-24. Strengths: M. Lee, J. Newcomb, "Applying the Kano methodology to meet
    customer requirements", Quality Management Journal 4(3), 1997.

    Examples
    --------
    >>> asked = pd.DataFrame({"respondent": [1, 2, 3], "feature": "sso", "functional": [1, 1, 3], "dysfunctional": [5, 5, 5]})
    >>> evaluate(asked)[["M", "O", "category", "better", "worse"]].round(2).values.tolist()
    [[1, 2, 'O', 0.67, -1.0]]
    """
    counted = tally(responses)
    result = _result(counted, level, trials, seed)
    result.attrs["left_out"] = sum(counted.left_out.values())
    result.attrs["left_out_why"] = counted.left_out
    return result


def from_counts(counts: pd.DataFrame, level: float = 0.95, trials: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Return what :func:`evaluate` returns, from a published table of counts.

    Parameters
    ----------
    counts : DataFrame by feature
        M, O, A, I, R, Q : answers, whole numbers >= 0; a column of R or Q that is not there, and a blank, is 0.
        A column feature names the rows, where there is one; else the index does.
    level, trials, seed
        As :func:`evaluate` has them.

    Raises
    ------
    ValueError
        M, O, A or I is missing; a count is negative or not whole (shares do not say how many answered).

    Examples
    --------
    >>> table = pd.DataFrame({"M": [95], "O": [123], "A": [45], "I": [33]}, index=["Service app"])
    >>> from_counts(table)[["category", "better", "worse", "significant"]].round(3).values.tolist()
    [['O', 0.568, -0.736, True]]
    """
    named = counts.set_index("feature") if "feature" in counts else counts
    full = named.assign(**{letter: 0 for letter in "RQ" if letter not in named})
    table = np.nan_to_num(np.column_stack(numbers(full, *CATEGORIES)))
    wrong = np.argwhere((table < 0) | (table != np.floor(table)) | np.isinf(table))
    if len(wrong):
        row, column = wrong[0]
        raise ValueError(
            f"{named.index[row]}, {CATEGORIES[column]}: {table[row, column]:g} must be a whole number of answers, "
            "0 or more: type how many answered so, not which share"
        )
    return _result(Tally(named.index.rename("feature"), table.astype(np.int64)), level, trials, seed)


def _result(counted: Tally, level: float, trials: int, seed: int) -> pd.DataFrame:
    result = pd.DataFrame(counted.counts, index=counted.features, columns=list(CATEGORIES))
    answers = counted.counts.sum(axis=1)
    letters = pd.Series(np.array(CATEGORIES)[counted.counts.argmax(axis=1)], result.index, dtype="str")
    result["category"] = letters.where(answers > 0)
    better, better_low, better_high = _share(counted, _BETTER, level)
    worse, worse_low, worse_high = _share(counted, _WORSE, level)
    result["better"], result["worse"] = better, 0 - worse
    result["better_low"], result["better_high"] = better_low, better_high
    result["worse_low"], result["worse_high"] = 0 - worse_high, 0 - worse_low
    first, second = np.sort(counted.counts, axis=1)[:, :-3:-1].T
    with np.errstate(divide="ignore", invalid="ignore"):
        result["total_strength"] = counted.counts[:, [_M, _O, _A]].sum(axis=1) / answers
        result["category_strength"] = (first - second) / answers
        least = FONG * np.sqrt((first + second) * (2 * answers - first - second) / (2 * answers))
    result["significant"] = (first > second) & (first - second >= least)
    odds = category_odds(counted, trials, seed)
    for column, letter in enumerate(CATEGORIES):
        result[f"p_{letter}"] = odds[:, column]
    return result


def _share(counted: Tally, categories: list[int], level: float) -> tuple[Floats, Floats, Floats]:
    """Return the share of `categories` among M, O, A and I, and its interval."""
    size = counted.counts[:, _COUNTED].sum(axis=1)
    with np.errstate(invalid="ignore"):
        share = counted.counts[:, categories].sum(axis=1) / size
    if counted.customers is None:
        return share, *wilson(share, size, quantile(level))
    worth = np.isin(_COUNTED, categories)
    effect, customers = design_effect(counted.customers[:, _COUNTED], counted.feature, len(size), worth)
    return share, *wilson(share, size / effect, quantile(level, customers))
