"""Why an item's place is another than it was: the parts of its move, in words."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.language.numbers import number
from workbench.language.words import count
from workbench.opportunities import naming, ranking
from workbench.opportunities.known import NAMES
from workbench.opportunities.moves import causes
from workbench.opportunities.standing import Standing

__all__ = ["Cause", "Move", "explain", "moved"]

HUNDRED = 100
"""Parts are said in hundredths of a place."""
Known = Callable[[], pd.DataFrame]


@dataclass(frozen=True)
class Cause:
    """One change, and the places by which it moved the item: below 0 it moved up."""

    text: str
    places: float

    @property
    def said(self) -> str:
        """The places in words."""
        return moved(self.places)


@dataclass(frozen=True)
class Move:
    """A change of rank and its causes, the greatest first; they add up to it."""

    sentence: str
    causes: tuple[Cause, ...] = ()
    idle: int = 0
    """Changes that did nothing to the rank."""
    exact: bool = True


def moved(places: float) -> str:
    """Say a number of places.

    Examples
    --------
    >>> moved(-2.0), moved(1.0), moved(-0.5), moved(0.0)
    ('2 places up', '1 place down', '0.5 places up', 'no place')
    """
    if not places:
        return "no place"
    return (
        f"{number(abs(places))} {'place' if abs(places) == 1 else 'places'} {'up' if places < 0 else 'down'}"
    )


def explain(
    was: Standing,
    now: Standing,
    id_: str,
    known: tuple[Known, Known] = (pd.DataFrame, pd.DataFrame),
) -> Move:
    """Say why an item's rank changed between two standings of the list.

    Parameters
    ----------
    was, now : Standing
        Ranks are those that the list shows; estimates are read as their plain values, so ranges do not count.
    id_ : str
    known : pair of function() -> DataFrame by id
        What the needs knew then, and know now; asked where only one of the two methods reads it.

    Notes
    -----
    The split is that of ``causes.of_move``; what the line and the must-dos add is one more cause.
    """
    refused = _refused(was, now, id_)
    if refused:
        return Move(refused)
    tables = _tables((was, now), known)
    found = causes.of_move(*tables, now.method, id_, was.method)
    ranks = [_rank(standing, id_) for standing in (was, now)]
    cells = [(str(row), str(column)) for row, column in found.index.to_list()]
    parts = dict(zip(cells, found["part"].to_list(), strict=True))
    rest = ranks[1] - ranks[0] - (found.attrs["after"] - found.attrs["before"])
    if rest:
        parts[causes.LINE] = parts.get(causes.LINE, 0.0) + rest
    words = _Words(was, now, id_, tables)
    felt = {cell: part for cell, part in parts.items() if abs(part) * HUNDRED >= 0.5}  # noqa: PLR2004
    order = sorted(felt, key=lambda cell: (-abs(felt[cell]), cell))
    said = zip(order, _hundredths([felt[cell] for cell in order], ranks[1] - ranks[0]), strict=True)
    made = tuple(Cause(words.of(cell), places) for cell, places in said)
    return Move(
        _sentence(was, now, id_, bool(made)), made, len(parts) - len(felt), bool(found.attrs["exact"])
    )


def _refused(was: Standing, now: Standing, id_: str) -> str:
    """Say why there is nothing to explain; "" where there is."""
    if id_ not in now.whole.index:
        return "It is not on the list any more."
    here, there = (_shown(standing, id_) is not None for standing in (now, was))
    if here or there:
        return ""
    if id_ not in now.placed.index:
        return "Only open opportunities have a rank."
    return "It has no rank, then or now: estimates are missing."


def _sentence(was: Standing, now: Standing, id_: str, felt: bool) -> str:
    old, new = _shown(was, id_), _shown(now, id_)
    if old is None:
        gone = "was not there then" if id_ not in was.whole.index else _unranked(was, id_, "was", "had")
        return f"Rank {number(new)} now; it {gone}."
    if new is None:
        return f"Rank {number(old)} then; it {_unranked(now, id_, 'is', 'has')} now."
    if old == new:
        return f"Rank {number(new)}, as then" + (": what changed since has evened out." if felt else ".")
    return f"Rank {number(old)} → {number(new)}, {moved(new - old)}."


def _unranked(standing: Standing, id_: str, be: str, have: str) -> str:
    return f"{be} not open" if id_ not in standing.placed.index else f"{have} no score"


def _shown(standing: Standing, id_: str) -> float | None:
    """Return the rank that the list shows; None where it shows none."""
    placed = standing.placed["rank"]
    rank = placed.get(id_, np.nan)
    return None if pd.isna(rank) else float(rank)


def _rank(standing: Standing, id_: str) -> float:
    """Return the same; what has none comes after all that have one, as ``causes.of_move`` counts."""
    rank = _shown(standing, id_)
    return float(1 + standing.placed["rank"].notna().sum()) if rank is None else rank


def _tables(both: tuple[Standing, Standing], known: tuple[Known, Known]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ranked rows with the columns that either method reads."""
    needs = list(dict.fromkeys(name for standing in both for name in standing.method.needs))
    found = []
    for standing, more in zip(both, known, strict=True):
        rows = ranking.candidates(standing.whole)
        lacks = [name for name in needs if name in NAMES and name not in rows]
        if lacks:
            theirs = more().reindex(index=rows.index, columns=lacks)
            rows = rows.assign(**{name: theirs[name] for name in lacks})
        found.append(rows[[name for name in needs if name in rows]] if needs else rows)
    return found[0], found[1]


@dataclass(frozen=True)
class _Words:
    """Says what changed."""

    was: Standing
    now: Standing
    mine: str
    tables: tuple[pd.DataFrame, pd.DataFrame]

    def of(self, cell: tuple[str, str]) -> str:
        """Say one change."""
        id_, column = cell
        if cell == causes.METHOD:
            return f"Scored by {self.now.method.label} instead of {self.was.method.label}"
        if cell == causes.LINE:
            return "The line and the must-dos above it"
        if column == causes.ROW:
            return self._row(id_)
        old, new = (table[column].get(id_, np.nan) if column in table else np.nan for table in self.tables)
        what = f"{naming.label(column)} {naming.said(column, old)} → {naming.said(column, new)}"
        return f"Its {what}" if id_ == self.mine else f"{self._title(id_)}: {what}"

    def _row(self, id_: str) -> str:
        came = id_ not in self.tables[0].index
        if id_ == self.mine:
            return "It was not among the open ones then" if came else "It is not among the open ones now"
        if came:
            fresh = id_ not in self.was.whole.index
            return f"{self._title(id_)} is {'new' if fresh else 'open again'}"
        stage = self.now.whole["status_category"].get(id_)
        return f"{self._title(id_)} is {stage if isinstance(stage, str) else 'gone'}"

    def _title(self, id_: str) -> str:
        rows = self.now.whole if id_ in self.now.whole.index else self.was.whole
        return str(rows["title"].get(id_, id_))


def _hundredths(parts: list[float], whole: float) -> list[float]:
    """Round to hundredths so that the parts still add up to the whole: the greatest remainders go first."""
    scaled = np.array(parts, dtype=float) * HUNDRED
    rounded = np.floor(scaled)
    left = round(whole * HUNDRED - float(rounded.sum()))
    if 0 <= left <= len(parts):
        rounded[np.argsort(rounded - scaled, kind="stable")[:left]] += 1
    found: list[float] = (rounded / HUNDRED).tolist()
    return found


def rest(causes_: tuple[Cause, ...], shown: int) -> str:
    """Say what the causes that are not shown come to; "" where all are.

    Examples
    --------
    >>> rest((Cause("a", -1.0), Cause("b", 0.5), Cause("c", 0.25)), 1)
    '2 smaller causes: 0.75 places down together.'
    """
    left = causes_[shown:]
    if not left:
        return ""
    together = round(sum(cause.places for cause in left), 2)
    return f"{count(len(left), 'smaller cause')}: {moved(together)} together."
