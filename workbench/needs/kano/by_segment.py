"""Whether segments differ in how they see a feature, with a correction for how many features are asked."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, require
from workbench.needs.kano.counts import CATEGORIES, Integers, Tally, tally

__all__ = ["segments"]

_AT_ONCE = 1_000_000
"""Customers of all trials that are dealt at once, for memory."""


def segments(responses: pd.DataFrame, level: float = 0.95, trials: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Return for each feature whether segments answer differently, and the category in each.

    Parameters
    ----------
    responses : DataFrame
        As ``kano.evaluate`` reads it, and segment; rows without one are left out.
    level : float, between 0 and 1
        How sure a difference must be, over all features together.
    trials, seed : int
        Of the permutations; same seed, same answer, to the last bit.

    Returns
    -------
    DataFrame by feature, sorted
        p_value, p_adjusted : before and after Holm's correction over the features; NaN, and no difference, where
        fewer than two segments answered. different : p_adjusted is below 1 - level. category_<segment> : the most
        frequent category there, exact ties by M > O > A > I > R > Q; blank where nobody answered.
        ``.attrs["left_out"]``, ``.attrs["left_out_why"]``: as ``kano.evaluate``, and rows without a segment.

    Raises
    ------
    ValueError
        As ``kano.evaluate``; segment is missing.

    Notes
    -----
    The statistic is Pearson's chi-square of the table segments x categories. Its distribution is that of tables with
    the same margins; with customers, of tables in which the segments are dealt anew to whole customers. p_value is
    (1 + trials at least as extreme) / (1 + trials).

    References
    ----------
    Permutation of clusters: P. Good, *Permutation, Parametric and Bootstrap Tests of Hypotheses*, 3rd ed., 2005,
    chapter 8. S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics
    6(2), 1979.

    Examples
    --------
    >>> asked = pd.DataFrame({"respondent": range(20), "feature": "sso", "functional": [1] * 10 + [3] * 10,
    ...                       "dysfunctional": 5, "segment": ["food"] * 10 + ["water"] * 10})
    >>> segments(asked)[["different", "category_food", "category_water"]].values.tolist()
    [[True, 'O', 'M']]
    """
    if not 0 < level < 1:
        raise ValueError(f"level {level!r} must be between 0 and 1, such as 0.95")
    require(responses, ["segment"])
    known = responses[responses["segment"].notna()]
    code, names = pd.factorize(known["segment"], sort=True)
    parts = [tally(known[code == number]) for number in range(len(names))]
    features = pd.Index(sorted(set().union(*(part.features for part in parts))), name="feature")
    rows = [_feature(parts, name, trials, seed) for name in features]
    result = pd.DataFrame({"p_value": [p for p, _ in rows]}, index=features, dtype=float)
    result["p_adjusted"] = _holm(result["p_value"].to_numpy())
    result["different"] = (result["p_adjusted"] < 1 - level).to_numpy()
    for number, name in enumerate(names):
        there = [categories[number] for _, categories in rows]
        result[f"category_{name}"] = pd.Series(there, features, dtype="str")
    why = pd.DataFrame([part.left_out for part in parts]).sum().astype(int).to_dict()
    if len(responses) > len(known):
        why["no segment is known"] = len(responses) - len(known)
    result.attrs["left_out"], result.attrs["left_out_why"] = sum(why.values()), why
    return result


def _feature(parts: list[Tally], name: object, trials: int, seed: int) -> tuple[float, list[str | None]]:
    """Return the p-value of one feature, and its category by segment."""
    units = [_units(part, name) for part in parts]
    table = np.array([theirs.sum(axis=0) for theirs in units])
    categories: list[str | None] = [CATEGORIES[row.argmax()] if row.any() else None for row in table]
    if (table.sum(axis=1) > 0).sum() < 2:  # noqa: PLR2004
        return np.nan, categories
    alone = all((theirs.sum(axis=1) == 1).all() for theirs in units)  # nobody has a colleague
    drawn = _tables(table, trials, seed) if alone else _dealt(units, trials, seed)
    observed = _chi_square(table[None])[0]
    return float((1 + (_chi_square(drawn) >= observed * (1 - 1e-9)).sum()) / (1 + trials)), categories


def _units(part: Tally, name: object) -> Integers:
    """Return the counts of each customer, or person, of one segment who answered the feature."""
    if name not in part.features:
        return np.zeros((0, len(CATEGORIES)), dtype=np.int64)
    row = int(np.flatnonzero(part.features == name)[0])
    theirs = part.by_customer(row)
    people = np.repeat(np.eye(len(CATEGORIES), dtype=np.int64), part.counts[row], axis=0)
    return people if theirs is None else theirs


def _tables(table: Integers, trials: int, seed: int) -> Integers:
    """Return tables with the margins of `table`."""
    from scipy import stats  # dear, and not needed for what the other board asks

    rows = table[table.any(axis=1)].sum(axis=1)
    columns = table[:, table.any(axis=0)].sum(axis=0)
    drawn: Integers = stats.random_table(rows, columns).rvs(trials, random_state=np.random.default_rng(seed))
    return drawn


def _dealt(units: list[Integers], trials: int, seed: int) -> npt.NDArray[np.float32]:
    """Return the tables with the segments dealt anew to the customers, shape (trials, segments, 6)."""
    everyone = np.concatenate(units)
    ordered = everyone[np.lexsort(everyone.T)].astype(np.float32)  # sums of small whole numbers are exact
    labels = np.repeat(np.arange(len(units), dtype=np.int16), [len(theirs) for theirs in units])
    rng, drawn = np.random.default_rng(seed), []
    at_once = max(_AT_ONCE // len(labels), 1)
    for start in range(0, trials, at_once):
        dealt = rng.permuted(np.tile(labels, (min(at_once, trials - start), 1)), axis=1)
        each = [(dealt == number).astype(np.float32) @ ordered for number in range(len(units))]
        drawn.append(np.stack(each, axis=1))
    return np.concatenate(drawn)


def _chi_square(tables: npt.NDArray[np.generic]) -> Floats:
    """Return Pearson's statistic of each table of shape (..., segments, categories); empty rows add nothing."""
    tables = np.asarray(tables, dtype=float)
    rows, columns = tables.sum(axis=2, keepdims=True), tables.sum(axis=1, keepdims=True)
    expected = rows * columns / tables.sum(axis=(1, 2), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(expected > 0, (tables - expected) ** 2 / expected, 0.0)
    statistic: Floats = parts.sum(axis=(1, 2))
    return statistic


def _holm(p_values: Floats) -> Floats:
    """Return p-values with Holm's correction; a blank stays blank and is not counted."""
    adjusted = np.full(len(p_values), np.nan)
    order = np.argsort(p_values)[: int((~np.isnan(p_values)).sum())]
    factors = len(order) - np.arange(len(order))
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1)
    return adjusted
