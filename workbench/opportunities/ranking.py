"""Who is above the line: scores to places, and odds to bands."""

import numpy as np
import pandas as pd

from workbench.sampling.words import tenths

__all__ = ["BANDS", "band", "candidates", "contenders", "place"]

BANDS = ("In", "Too close to call", "Out", "Not scored yet")
IN, OUT = 8, 2
"""Said odds, in tenths, from which an item is in, and up to which it is out."""


def candidates(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are ranked at all: the open ones. A blank status category counts as open.

    Examples
    --------
    >>> candidates(pd.DataFrame({"status_category": ["open", "done", None]})).index.tolist()
    [0, 2]
    """
    status = table["status_category"]
    return table[status.isna() | (status == "open")]


def is_must(table: pd.DataFrame) -> pd.Series:
    """Return which rows are must-dos; blank is no."""
    if "must_do" not in table:
        return pd.Series(data=False, index=table.index)
    return pd.Series(table["must_do"].to_numpy() == True, index=table.index)  # noqa: E712 (blanks are NaN)


def contenders(table: pd.DataFrame) -> pd.DataFrame:
    """Return the candidates that have to win their place: all but the must-dos."""
    open_rows = candidates(table)
    return open_rows[~is_must(open_rows)]


def place(table: pd.DataFrame, score: pd.Series, line: int) -> pd.DataFrame:
    """Place candidates: must-dos above the line whatever they score, the rest by score.

    Parameters
    ----------
    table : DataFrame by id
        Candidates; reads ``must_do`` where there is one.
    score : Series
        On the same index; NaN is not scored.
    line : int
        How many places there are.

    Returns
    -------
    DataFrame by id, best first
        score; rank (1 is best; equal scores share the better rank; NaN where not scored and not a must-do);
        must_do; chosen (above the line; of equal scores at the line the first by id, and ``tied`` says so); tied
        (has the same score as one on the other side of the line).

    Examples
    --------
    >>> table = pd.DataFrame({"must_do": [False, True, False]}, index=["a", "b", "c"])
    >>> place(table, pd.Series([5.0, 1.0, 9.0], index=table.index), line=2)[["rank", "chosen"]]
       rank  chosen
    c   1.0    True
    b   2.0    True
    a   3.0   False
    """
    placed = pd.DataFrame(
        {"score": score.to_numpy(dtype=float), "must_do": is_must(table).to_numpy()}, index=table.index
    )
    order = np.lexsort((placed.index.to_numpy(dtype=str), -placed["score"].fillna(-np.inf).to_numpy()))
    placed = placed.iloc[order]
    must, scored = placed["must_do"].to_numpy(), placed["score"].notna().to_numpy()
    free = max(line - int(must.sum()), 0)
    contends = ~must & scored
    chosen = must | (contends & (np.cumsum(contends) <= free))
    placed = placed.assign(chosen=chosen, tied=_tied(placed["score"].to_numpy(), contends, chosen))
    placed = placed.iloc[np.argsort(~chosen, kind="stable")]
    return placed.assign(rank=_ranks(placed))


def _tied(score: np.ndarray, contends: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Mark the rows whose score stands on both sides of the line."""
    inside, outside = score[contends & chosen], score[contends & ~chosen]
    both = np.intersect1d(inside, outside)
    return contends & np.isin(score, both)


def _ranks(placed: pd.DataFrame) -> np.ndarray:
    """Return the places as numbers; equal scores share the better one, except across the line without a tie there."""
    ranks = np.arange(1, len(placed) + 1, dtype=float)
    score, chosen, tied = (placed[name].to_numpy() for name in ("score", "chosen", "tied"))
    for i in range(1, len(placed)):
        if score[i] == score[i - 1] and (chosen[i] == chosen[i - 1] or (tied[i] and tied[i - 1])):
            ranks[i] = ranks[i - 1]
    ranks[np.isnan(score) & ~placed["must_do"].to_numpy()] = np.nan
    return ranks


def band(placed: pd.DataFrame, p_top: pd.Series) -> pd.Series:
    """Group placed rows by the odds that are said of them, so that word and group never disagree.

    Parameters
    ----------
    placed : DataFrame
        From :func:`place`.
    p_top : Series
        Probability to be above the line, by id; rows without one are must-dos or not scored.

    Returns
    -------
    Series of text, one of :data:`BANDS`
    """
    said = p_top.reindex(placed.index).map(tenths, na_action="ignore").to_numpy(dtype=float)
    bands = np.select([said >= IN, said <= OUT], [BANDS[0], BANDS[2]], BANDS[1])
    bands = np.where(placed["score"].isna(), BANDS[3], bands)
    bands = np.where(placed["must_do"], BANDS[0], bands)
    return pd.Series(bands, index=placed.index)
