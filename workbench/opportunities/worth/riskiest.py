"""Which number is worth finding out next, and where each item may land: in words and classes of places."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.language.numbers import money, number, tenths
from workbench.language.words import count
from workbench.opportunities.naming import label
from workbench.opportunities.ranking import contenders

if TYPE_CHECKING:
    from workbench.opportunities.standing import Standing

__all__ = ["classes", "gain", "labels", "order", "out_of_a_hundred", "sentence", "subject"]

ABOVE = (1, 3, 5, 10, 20, 30)
"""Last places of the classes above the line, as far as there is room; the last class ends at the line."""
BELOW = (2, 5, 10)
"""So many places below the line the next classes end; all that is further is one."""


def order(value: pd.DataFrame) -> pd.DataFrame:
    """Return the estimates that are worth something to know, most first.

    Parameters
    ----------
    value : DataFrame by (id, column)
        From ``information.value_of_information``.

    Returns
    -------
    DataFrame
        id, column, evppi, swaps.
    """
    found = value[value["evppi"] > 0].reset_index()
    return found.sort_values("evppi", ascending=False, kind="stable", ignore_index=True)


def subject(column: str, title: str) -> str:
    """Name an estimate.

    Examples
    --------
    >>> subject("reach", "Role templates for plant operators")
    'Reach of Role templates for plant operators'
    """
    words = label(column)
    return f"{words[:1].upper()}{words[1:]} of {title}"


def sentence(swaps: float, chosen: str) -> str:
    """Say how often knowing one number would change what is chosen.

    Examples
    --------
    >>> sentence(0.62, "the top 10")
    'checking it would change the top 10 in 6 of 10 cases'
    >>> sentence(0.03, "the top 10"), sentence(0.97, "the top 10")
    ('checking it would hardly ever change the top 10', 'checking it would nearly always change the top 10')
    """
    said = tenths(swaps)
    if said in (0, 10):
        return f"checking it would {'hardly ever' if not said else 'nearly always'} change {chosen}"
    return f"checking it would change {chosen} in {said} of 10 cases"


def gain(points: float, per_point: float, currency: str, *, assumed: bool = False) -> str:
    """Say what knowing a number would add to the expected score of what is chosen, and in money where that is given.

    Parameters
    ----------
    points : float
        In the score's unit.
    per_point : float
        What one point is worth, in `currency`; 0: not given.
    assumed : bool
        The number's range was assumed and not set.

    Examples
    --------
    >>> gain(83.6, 150.0, "€")
    '+83.6 points expected, worth up to 12.5 k€ to know'
    >>> gain(83.6, 0.0, "€", assumed=True)
    '+83.6 points expected; its range is assumed'
    """
    worth = f", worth up to {money(points * per_point, currency)} to know" if per_point > 0 else ""
    return f"+{number(points)} points expected{worth}{'; its range is assumed' if assumed else ''}"


def classes(places: int, many: int) -> list[int]:
    """Return the last places of the classes that a heat map has, fine at the top and around the line.

    Parameters
    ----------
    places : int
        How many places above the line there are to be won.
    many : int
        How many items compete.

    Examples
    --------
    >>> classes(8, 48), classes(10, 12), classes(0, 3), classes(3, 0)
    ([1, 3, 5, 8, 10, 13, 18, 48], [1, 3, 5, 10, 12], [2, 3], [])
    """
    last = [end for end in ABOVE if end < places]
    ends = [*last, places, *(places + more for more in BELOW), many]
    return [end for end in dict.fromkeys(min(end, many) for end in ends) if end > 0]


def labels(ends: Sequence[int], taken: int = 0) -> dict[str, str]:
    """Return name and label of each class; the first `taken` places are not to be won.

    Examples
    --------
    >>> labels([1, 3, 8], taken=2)
    {'1': '3', '3': '4–5', '8': '6–10'}
    """
    starts = [1, *(end + 1 for end in ends[:-1])]
    return {
        str(end): f"{start + taken}" if start == end else f"{start + taken}–{end + taken}"
        for start, end in zip(starts, ends, strict=True)
    }


def out_of_a_hundred(places: pd.DataFrame) -> pd.DataFrame:
    """Return probabilities as whole numbers of 100, halves up; columns by the name of their class."""
    whole = np.floor(places.to_numpy() * 100 + 0.5).astype(int)
    return pd.DataFrame(whole, index=places.index, columns=[str(end) for end in places.columns])


def rows(standing: "Standing", many: int, selected: str | None) -> list[str]:
    """Return the items of the heat map: the best of those that compete and are scored, and the selected one."""
    placed = standing.placed
    those = placed.index[
        ~placed["must_do"].to_numpy(dtype=bool) & placed["score"].notna().to_numpy()
    ].tolist()
    return [*those[:many], *([selected] if selected in those[many:] else [])]


def competing(standing: "Standing") -> int:
    """Return how many items compete for places: the scored ones that are no must-dos."""
    return int(standing.scores.reindex(contenders(standing.whole).index).notna().sum())


def facts(
    value: pd.DataFrame, standing: "Standing", per_point: float, currency: str
) -> list[tuple[str, str]]:
    """Return the facts at the top: what knowing everything is worth, and how many guesses could change the choice."""
    evpi, chosen = float(value.attrs["evpi"]), standing.picks
    many = int((value["swaps"] >= 0.1).sum())  # noqa: PLR2004 (1 time in 10)
    found = [(number(evpi), "points more, if everything were known")]
    if per_point > 0:
        found.append((money(evpi * per_point, currency), "knowing everything would be worth"))
    return [*found, (number(many), f"{'guess' if many == 1 else 'guesses'} could change {chosen}")]


def reading(standing: "Standing") -> str:
    """Say how the heat map is read."""
    taken, first = standing.musts, ""
    if taken:
        first = f"; {count(taken, 'must-do takes', 'must-dos take')} the first {'place' if taken == 1 else f'{taken} places'}"
    return f"of 100 cases, in how many it lands there; the line is after {taken + standing.free}{first}"


def titles(standing: "Standing", ids: Sequence[str]) -> Mapping[str, str]:
    """Return the titles of some items."""
    named = standing.whole["title"].reindex(list(ids))
    return {str(id_): title if isinstance(title, str) else str(id_) for id_, title in named.items()}
