"""Demand over time: how often a month each need, theme or segment is spoken of, and which of them rise or fall."""

from datetime import date

import numpy as np
import pandas as pd

from workbench.columns import Floats, dates, floats, require

__all__ = ["monthly", "rising"]


def monthly(
    feedback: pd.DataFrame, by: str, months: int = 12, until: str | date | None = None
) -> pd.DataFrame:
    """Return how many quotes there are in each month, by group.

    Parameters
    ----------
    feedback : DataFrame
        date, and the column `by`. A quote that is there twice, once for each of its groups, counts in both. Rows
        without a date or a group are left out.
    by : str
        The column of the groups, such as theme or segment.
    months : int, >= 1
        How many.
    until : date, or its text; None
        The day up to which quotes count, in the last of the months; None: that of the last quote.

    Returns
    -------
    DataFrame by month (the day it starts), oldest first
        A column a group, sorted, of those with any quote at any time; a month without has 0. No quote and no `until`:
        no rows. ``.attrs["left_out"]``: the rows without a date or a group.

    Raises
    ------
    ValueError
        A column is missing, a date is none, or `months` is less than 1.

    Examples
    --------
    >>> said = pd.DataFrame({"date": ["2026-01-31", "2026-03-01", "2026-03-09"], "theme": ["a", "b", "b"]})
    >>> monthly(said, "theme", months=3).values.tolist()
    [[1, 0], [0, 0], [0, 2]]
    """
    require(feedback, ["date", by])
    if months < 1:
        raise ValueError(f"months {months!r} must be 1 or more")
    day, group = dates(feedback, "date"), feedback[by]
    known = day.notna() & group.notna()
    day, group = day[known], group[known].astype(object)
    if until is None and day.empty:
        until, months = pd.Timestamp(0), 0
    last = pd.Timestamp(day.max() if until is None else until).normalize()
    columns = pd.Index(sorted(group.unique()), name=by)
    ending = pd.period_range(end=last, periods=months, freq="M")
    inside = day < last + pd.Timedelta(days=1)
    counted = pd.crosstab(day[inside].dt.to_period("M"), group[inside])
    counted = counted.reindex(index=ending, columns=columns, fill_value=0).astype(np.int64)
    counted.index = ending.to_timestamp().rename("month")
    counted.attrs["left_out"] = int((~known).sum())
    return counted


def rising(monthly: pd.DataFrame, until: str | date | None = None, level: float = 0.95) -> pd.DataFrame:
    """Return which groups are spoken of more, or less, in the second half of the months than chance explains.

    Parameters
    ----------
    monthly : DataFrame by month (the day it starts), without gaps, oldest first
        A column of counts a group.
    until : date, or its text; None
        The day up to which the last month is counted; None: to its end.
    level : float, between 0 and 1
        Of those called rising or falling, no more than 1 - level are expected to be so by chance.

    Returns
    -------
    DataFrame by group, in the order of the columns
        first_half, second_half : counts; of an odd number of months, the second half has one more. p_value : two-sided;
        p_adjusted : after Benjamini and Hochberg's correction over the groups; direction : "up", "down" or "".

    Raises
    ------
    ValueError
        There are fewer than two months, a count is negative, a fraction or blank, `until` is not in the last month,
        or `level` is out of its bounds.

    Notes
    -----
    Given first + second quotes, and the same rate all the time, second is binomial with the share of the time that
    the second half has; a month counts as one, the last one as the share of its days up to `until`. Quotes must come
    independently: many of one day, as at a trade show, look like a rise. Whether more of everything was written down
    is not told from more demand: look at the other groups too.

    References
    ----------
    J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31,
    1940. Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B
    57, 1995.

    Examples
    --------
    >>> months = pd.date_range("2026-01-01", periods=4, freq="MS")
    >>> rising(pd.DataFrame({"a": [0, 0, 3, 5], "b": [2, 3, 2, 1]}, index=months))["direction"].tolist()
    ['up', '']
    """
    if not 0 < level < 1:
        raise ValueError(f"level {level!r} must be between 0 and 1, such as 0.95")
    counts, half = _counts(monthly), len(monthly) // 2
    rest = len(monthly) - half - 1 + _passed(monthly.index[-1], until)
    share = rest / (half + rest)
    first, second = counts[:half].sum(axis=0), counts[half:].sum(axis=0)
    result = pd.DataFrame({"first_half": first, "second_half": second}, index=monthly.columns, dtype=np.int64)
    result.index.name = "group"
    result["p_value"] = [_p_value(int(b), int(a + b), share) for a, b in zip(first, second, strict=True)]
    result["p_adjusted"] = _adjusted(result["p_value"].to_numpy(dtype=float))
    more = second * half > first * rest
    beyond = (result["p_adjusted"] <= 1 - level).to_numpy()
    result["direction"] = pd.Series(np.where(beyond, np.where(more, "up", "down"), ""), result.index, "str")
    return result


def _counts(monthly: pd.DataFrame) -> Floats:
    """Return the counts, shape (months, groups)."""
    if len(monthly) < 2:  # noqa: PLR2004
        raise ValueError(f"{len(monthly)} months have no two halves; give at least 2")
    counts = np.empty(monthly.shape)
    for place, name in enumerate(monthly.columns):
        counts[:, place] = floats(monthly[name])
        wrong = np.flatnonzero(~((counts[:, place] >= 0) & (counts[:, place] % 1 == 0)))
        if len(wrong):
            where = f"{monthly.index[wrong[0]]:%Y-%m}, {name}"
            raise ValueError(f"{where}: {counts[wrong[0], place]:g} is no count; it must be 0, 1, 2 ...")
    return counts


def _passed(month: pd.Timestamp, until: str | date | None) -> float:
    """Return the share of the days of a month up to that day."""
    if until is None:
        return 1.0
    day = pd.Timestamp(until)
    if (day.year, day.month) != (month.year, month.month):
        raise ValueError(f"until {day:%Y-%m-%d} is not in the last month, {month:%Y-%m}")
    return day.day / day.days_in_month


def _p_value(second: int, total: int, share: float) -> float:
    from scipy import stats

    return float(stats.binomtest(second, total, share).pvalue) if total else 1.0


def _adjusted(p_values: Floats) -> Floats:
    from scipy import stats

    adjusted: Floats = stats.false_discovery_control(p_values) if len(p_values) else p_values
    return adjusted
