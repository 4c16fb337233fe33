"""What would have to be true: the value of one estimate at which an item crosses the cut."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, floats, require
from workbench.opportunities import register
from workbench.opportunities.register import Method, Score
from workbench.opportunities.trials import as_floats, estimates
from workbench.opportunities.worth.stepwise import Steps, finish
from workbench.sampling.intervals import Bounds

__all__ = ["Alone", "Cut", "flip", "looks_alone", "steps"]

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

PAST = 1e-9
"""So far past the tie, as a share of the value, a flip is said: sums in another order do not undo it."""
PART = 1e-3
"""At most this share of the way: what is near a tie stays near."""
FINE, COARSE = 64, 32
"""Steps between today's value and a bound where a first crossing is looked for; under methods that look at all rows."""
HALVINGS = 80
FAR = 40
"""How many doublings a quantity without an upper bound is followed."""
GROWTH = 1.25
ENOUGH = 200
"""So many rows are asked about by themselves to find out whether a method looks at others."""


def flip(table: pd.DataFrame, method: str | Score, top: int = 10) -> pd.DataFrame:
    """Return, for each estimate by itself, the value nearest to today's at which its item crosses the cut.

    Parameters
    ----------
    table : DataFrame by id
        The columns that the method reads; ranges are not looked at. These rows alone are ranked.
    method : function or name
        As for ``uncertainty.rank_probability``.
    top : int
        How many places there are.

    Returns
    -------
    DataFrame by (id, column), rows in the table's order
        to: in the column's unit, just past the tie (by 1e-9 of the value, less where the way is short); NaN where no
        value crosses, today's is blank or the item is not ranked. For an item above the cut, the value at which it
        falls out; for one below, at which it comes in. At 99 % of the way it does not cross.

    Raises
    ------
    ValueError
        A needed column is missing or holds text; or `top` is below 0.

    Notes
    -----
    One estimate of one item moves, all else stays. Values keep to the method's bounds, other quantities to 0 and
    more; a value without a score is no crossing. Of items tied at the cut the first by id are above it, as on the
    board; any change flips them, so their way has no length. The first crossing is looked for in 64 steps down to 0
    or to either bound, and upwards in steps that grow, then halved to the last bit: exact where the score rises or
    falls all the way, as in all our methods; in an own one, a crossing and its return between two steps are missed.

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [300.0, 200.0], "impact": 1.0, "confidence": 0.5, "effort": 1.0}, index=["a", "b"])
    >>> flip(table, "rice", top=1).xs("a")["to"].sort_index().round(3).to_dict()
    {'confidence': 0.333, 'effort': 1.5, 'impact': 0.667, 'reach': 200.0}
    """
    return finish(steps(table, method, top))


def steps(
    table: pd.DataFrame, method: str | Score, top: int = 10, cuts: "Cuts | None" = None
) -> Steps[pd.DataFrame]:
    """Do what :func:`flip` does in steps of some milliseconds, under a method that looks at one row at a time.

    ``cuts``, where given, makes what stands in for the place at the `top`: of the table's numbers and the method.
    """
    if top < 0:
        raise ValueError(f"top {top}: there must be at least 0 places")
    method = register.get(method).on(table)
    require(table, method.needs)
    whole = as_floats(table)[list(method.needs or table.columns)]
    if cuts is not None:
        cut = cuts(whole, method)
    else:
        cut = (Alone if method.rowwise or looks_alone(whole, method) else _Together)(whole, method, top)
    columns = estimates(whole)
    found: dict[str, Floats] = {}
    for column in columns:
        found[column] = yield from _nearest(cut, column, method.bounds.get(column))
    index = pd.MultiIndex.from_product([table.index, columns], names=["id", "column"])
    to = np.array(list(found.values())).reshape(len(columns), len(table)).T.reshape(-1)
    return pd.DataFrame({"to": to}, index=index)


def looks_alone(table: pd.DataFrame, method: Method) -> bool:
    """Return whether the rows of this table score by themselves as they do together."""
    together = floats(method(table))
    some = list(range(0, len(table), max(len(table) // ENOUGH, 1)))
    try:
        alone = [floats(method(table.iloc[[row]]))[0] for row in some]
    except Exception:  # noqa: BLE001 (a stranger's function that wants company)
        return False
    return bool(np.array_equal(alone, together[some], equal_nan=True))


class Cut:
    """Who is above the cut, and whether an item would cross it."""

    steps = FINE

    def __init__(self, table: pd.DataFrame, method: Method, top: int) -> None:
        self.table, self.method, self.top = table, method, top
        scores = self.scores = floats(method(table))
        order = np.lexsort((table.index.to_numpy(dtype=str), -scores))
        self.ranked = ~np.isnan(scores)
        self.above = np.zeros(len(table), dtype=bool)
        self.above[order[: min(top, int(self.ranked.sum()))]] = True

    def crosses(self, column: str, items: Places, values: Floats) -> Flags:
        """Return whether each of `items` crosses with its value of `column`; `values` has one row an item."""
        raise NotImplementedError


class Alone(Cut):
    """Under a method that looks at one row at a time: the others stay where they are."""

    def __init__(self, table: pd.DataFrame, method: Method, top: int) -> None:
        super().__init__(table, method, top)
        out, inside = self.scores[self.ranked & ~self.above], self.scores[self.above]
        self._best_out = out.max(initial=-np.inf)
        self._worst_in = inside.min(initial=np.inf)
        plain = (table.dtypes == np.float64).all() and table.columns.is_unique
        self._block = np.ascontiguousarray(table.to_numpy().T) if plain else None

    def crosses(self, column: str, items: Places, values: Floats) -> Flags:
        """Return it for all values at once."""
        with np.errstate(all="ignore"):
            scores = floats(self.method(self.rows(column, items, values))).reshape(values.shape)
        crossed: Flags = np.where(self.above[items, None], scores < self._best_out, scores > self._worst_in)
        return crossed

    def rows(self, column: str, items: Places, values: Floats) -> pd.DataFrame:
        """Return a row for each value; where all are numbers without their ids, which takes a third of the time."""
        repeated, changed = np.repeat(items, values.shape[1]), values.reshape(-1)
        if self._block is None:
            return self.table.iloc[repeated].assign(**{column: changed})
        block = self._block[:, repeated]
        block[self.table.columns.get_loc(column)] = changed
        return pd.DataFrame(block.T, columns=self.table.columns, copy=False)


class _Together(Cut):
    """Under a method that may look at all rows: each value is asked for by itself."""

    steps = COARSE

    def crosses(self, column: str, items: Places, values: Floats) -> Flags:
        found = np.zeros(values.shape, dtype=bool)
        for mine, item, row in zip(found, items, values, strict=True):
            for place, value in enumerate(row):
                mine[place] = self._crosses(column, int(item), value)
                if mine[place]:
                    break
        return found

    def _crosses(self, column: str, item: int, value: float) -> bool:
        changed = self.table[column].to_numpy(copy=True)
        changed[item] = value
        with np.errstate(all="ignore"):
            scores = floats(self.method(self.table.assign(**{column: changed})))
        mine, others = scores[item], np.delete(scores, item)
        if self.above[item]:
            return bool(np.count_nonzero(others > mine) >= self.top)
        return bool(not np.isnan(mine) and np.count_nonzero(others >= mine) < self.top)


Cuts = Callable[[pd.DataFrame, Method], Cut]


def _nearest(cut: Cut, column: str, bounds: Bounds | None) -> Steps[Floats]:
    """Return the nearest crossing of each row in one column; NaN where there is none."""
    today = cut.table[column].to_numpy()
    result = np.full(len(today), np.nan)
    items = np.flatnonzero(cut.ranked & np.isfinite(today))
    if not (cut.top and len(items)):
        return result
    least, greatest = bounds or (0.0, np.inf)
    here = today[items]
    search = _Search(cut, column, items, here, (least, greatest))
    ways = [_towards(here, least, cut.steps)]
    ways.append(_towards(here, greatest, cut.steps) if bounds else _onwards(here, today, cut.steps))
    down = yield from search.first(ways[0])
    up = yield from search.first(ways[1])
    found = np.array([down, up])
    away = np.where(np.isnan(found), np.inf, np.abs(found - here))
    result[items] = found[away.argmin(axis=0), np.arange(len(items))]
    return result


def _shares(steps: int) -> Floats:
    """Return shares of a way, in even steps and then ever closer to its end."""
    return np.array([*np.arange(1, steps) / steps, *(1 - 2.0 ** -np.arange(np.log2(steps) + 1, FAR)), 1.0])


def _towards(here: Floats, end: float, steps: int) -> Floats:
    """Return places on the way to a bound, shape (items, places); NaN for what lies on or beyond it."""
    shares = _shares(steps)
    way: Floats = here[:, None] + (end - here)[:, None] * shares
    way[:, -1] = end
    way[(here <= 0) if not end else (here == end)] = np.nan
    return way


def _onwards(here: Floats, column: Floats, steps: int) -> Floats:
    """Return places on the way up without an end, each some times further than the one before."""
    far = FAR if steps == FINE else FAR // 2
    factors = [*np.arange(1, steps + 1) / steps, *GROWTH ** np.arange(1, far / np.log2(GROWTH))]
    sizes = np.abs(column[np.isfinite(column) & (column != 0)])
    usual = float(np.median(sizes)) if sizes.size else 1.0
    near = usual * 2.0 ** np.arange(-20, far, 2)
    ahead = np.concatenate([np.abs(here)[:, None] * factors, np.tile(near, (len(here), 1))], axis=1)
    way: Floats = here[:, None] + np.sort(ahead, axis=1)
    return way


@dataclass(frozen=True)
class _Search:
    """Looks for crossings of some items along one column."""

    cut: Cut
    column: str
    items: Places
    here: Floats
    bounds: Bounds

    def first(self, way: Floats) -> Steps[Floats]:
        """Return the first crossing along `way`, shape (items, places); NaN where there is none."""
        found = np.full(len(self.items), np.nan)
        some, start, end = self._between(np.arange(len(self.items)), way)
        yield
        here = self.here[some]
        closer = here[:, None] + (end - here)[:, None] * _shares(self.cut.steps)
        closer[:, -1] = end
        again, start, end = self._between(some, closer)
        found[again] = self._past(again, (yield from self._halved(again, start, end)))
        return found

    def _between(self, some: Places, way: Floats) -> tuple[Places, Floats, Floats]:
        """Return which of `some` cross, and the places before and at the first crossing."""
        crossed = self._crosses(some, way)
        any_ = crossed.any(axis=1)
        at = crossed.argmax(axis=1)[any_]
        steps = np.concatenate([self.here[some, None], way], axis=1)[any_]
        rows = np.arange(len(steps))
        return some[any_], steps[rows, at], steps[rows, at + 1]

    def _halved(self, some: Places, start: Floats, end: Floats) -> Steps[Floats]:
        """Close in on the crossing from both sides, until no number lies between."""
        for _ in range(HALVINGS):
            yield
            middle = start + (end - start) / 2
            if ((middle == start) | (middle == end)).all():
                break
            crossed = self._crosses(some, middle[:, None])[:, 0]
            start, end = np.where(crossed, start, middle), np.where(crossed, middle, end)
        return end

    def _past(self, some: Places, to: Floats) -> Floats:
        """Go a little past the tie, where that still crosses."""
        way = to - self.here[some]
        further = to + np.sign(way) * np.minimum(PAST * np.abs(to), PART * np.abs(way))
        further = np.clip(further, *self.bounds)
        crossed = self._crosses(some, further[:, None])[:, 0]
        return np.where(crossed, further, to)

    def _crosses(self, some: Places, values: Floats) -> Flags:
        if not len(some):
            return np.zeros(values.shape, dtype=bool)
        return self.cut.crosses(self.column, self.items[some], values)
