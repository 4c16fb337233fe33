"""Who is above the line: scores to places, and odds to bands."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats
from workbench.planning.filling import is_must

__all__ = ["BANDS", "UNPLACED", "band", "candidates", "contenders", "in_order", "lined_up", "place"]

Flags = npt.NDArray[np.bool_]

UNPLACED = "No team or effort yet"
BANDS = ("In", "Too close to call", "Out", UNPLACED, "Not scored yet")
IN, OUT = 8, 2
"""Said odds, in tenths, from which an item is in, and up to which it is out."""


def candidates(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are ranked at all: the open ones. A blank status category counts as open.

    Examples
    --------
    >>> candidates(pd.DataFrame({"status_category": ["open", "done", None]})).index.tolist()
    [0, 2]
    """
    status = table["status_category"].to_numpy(dtype=object)
    return table.iloc[np.flatnonzero((status == "open") | pd.isna(status))]


def contenders(table: pd.DataFrame) -> pd.DataFrame:
    """Return the candidates that have to win their place: all but the must-dos."""
    open_rows = candidates(table)
    return open_rows.iloc[np.flatnonzero(~is_must(open_rows))]


def place(table: pd.DataFrame, score: "pd.Series[float]", line: int) -> pd.DataFrame:
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
    scores, must = np.asarray(score, dtype=np.float64), is_must(table)
    order = in_order(table.index, scores)
    contends = ~must[order] & ~np.isnan(scores[order])
    free = max(line - int(must.sum()), 0)
    chosen = must[order] | (contends & (np.cumsum(contends) <= free))
    tied = _tied(scores[order], contends, chosen)
    rows = pd.DataFrame({"score": scores[order], "must_do": must[order]}, index=table.index[order])
    return lined_up(rows.assign(chosen=chosen, tied=tied))


def in_order(index: pd.Index, score: Floats) -> npt.NDArray[np.intp]:
    """Return the positions of rows by score, best first; of equal scores the first by id; what has none last."""
    return np.lexsort((index.to_numpy(dtype=str), -np.where(np.isnan(score), -np.inf, score)))


def lined_up(rows: pd.DataFrame) -> pd.DataFrame:
    """Put the chosen first, and number the places.

    Parameters
    ----------
    rows : DataFrame by id, best first
        score, must_do, chosen, tied; other columns are kept.
    """
    rows = rows.iloc[np.argsort(~rows["chosen"].to_numpy(), kind="stable")]
    score, must, chosen, tied = (rows[name].to_numpy() for name in ("score", "must_do", "chosen", "tied"))
    return rows.assign(rank=_ranks(score, must, chosen, tied))


def _tied(score: Floats, contends: Flags, chosen: Flags) -> Flags:
    """Mark the rows whose score stands on both sides of the line."""
    both = np.intersect1d(score[contends & chosen], score[contends & ~chosen])
    return contends & np.isin(score, both)


def _ranks(score: Floats, must: Flags, chosen: Flags, tied: Flags) -> Floats:
    """Return the places as numbers; equal scores share the better one, except across the line without a tie there."""
    level = (score[1:] == score[:-1]) & ((chosen[1:] == chosen[:-1]) | (tied[1:] & tied[:-1]))
    places = np.arange(1.0, len(score) + 1)
    starts = np.where(np.concatenate([[False], level]), 0.0, places)[: len(score)]
    return np.where(np.isnan(score) & ~must, np.nan, np.maximum.accumulate(starts))


def band(placed: pd.DataFrame, p_top: Floats) -> npt.NDArray[np.str_]:
    """Group placed rows by the odds that are said of them, so that word and group never disagree.

    Parameters
    ----------
    placed : DataFrame
        From :func:`place`, or by the teams' capacity: with ``unplaced``, why nothing says whether it fits.
    p_top : array, in the same order
        Probability to be above the line; NaN for must-dos and what is not scored.

    Returns
    -------
    array of text, each one of :data:`BANDS`
    """
    said = np.floor(p_top * 10 + 0.5)
    bands = np.select([said >= IN, said <= OUT], [BANDS[0], BANDS[2]], BANDS[1])
    if "unplaced" in placed:
        bands = np.where(placed["unplaced"] != "", UNPLACED, bands)
    bands = np.where(placed["score"].isna(), BANDS[-1], bands)
    return np.where(placed["must_do"], BANDS[0], bands)
