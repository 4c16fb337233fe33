"""Why an item moved between two versions: the change of its rank, split over the inputs that changed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, floats, require
from workbench.opportunities import register
from workbench.opportunities.moves.shapley import counted, drawn
from workbench.opportunities.ranking import place
from workbench.opportunities.register import Method, Score
from workbench.opportunities.trials import as_floats

__all__ = ["LINE", "METHOD", "ROW", "of_move"]

METHOD = ("", "method")
"""The (id, column) that stands for another method."""
ROW = ""
"""The column that stands for a whole row that came or went."""
LINE = ("", "must_do")
"""The (id, column) that stands for what the line and the must-dos above it add to the rank by score."""
EXACT, EXACT_TOGETHER = 12, 9
"""Up to so many inputs all orders are counted: of one pair of rows; of all rows, where they have to be asked together."""
ASKED = 1000
"""About so many tables are asked where orders are drawn instead."""
FEWEST = 5
"""Orders, and their reverses, that are drawn at least."""

Cell = tuple[object, str]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


def of_move(
    before: pd.DataFrame,
    after: pd.DataFrame,
    method: str | Score,
    id: object,  # noqa: A002 (callers may name it)
    method_before: str | Score | None = None,
    line: int | None = None,
) -> pd.DataFrame:
    """Return how much of the change of an item's rank each changed input has caused.

    Parameters
    ----------
    before, after : DataFrame by id
        The rows that are ranked, with the columns that the method reads. Ranges are not looked at: this is the rank by
        plain values.
    method : function or name
        As for ``uncertainty.rank_probability``.
    id : row of one of the tables
        Whose move is explained.
    method_before : function or name, optional
        Where it was another one.
    line : int, optional
        How many places there are: then the ranks are those of ``ranking.place``, with must-dos above the line. Without,
        the score alone decides.

    Returns
    -------
    DataFrame by (id, column), greatest part first
        part: places, below 0 where it moved the item up. One row for each changed cell of the item and of others;
        :data:`ROW` as the column for a row that came or went; :data:`METHOD` for the method; :data:`LINE` for what the
        line and the must-dos add. The parts add up to the move (to the last digits of floating point). ``.attrs``:
        before and after, the ranks: 1 is best, equal scores share the better rank, and what has no score, or is not
        there, comes after all that have one; exact, False where the split (never the sum) is estimated.

    Raises
    ------
    ValueError
        No such id in either table; a needed column is missing; or a table has an id twice.

    Notes
    -----
    Shapley values: the mean, over all orders in which the changes could have been made, of what each did to the rank
    when its turn came. A rank is 1 and the number of rows that are better, so under a rowwise method it is the sum of
    one small game for each other row, and counted exactly. Under another, or with very many changes in a pair, 9 or
    fewer changes are counted exactly, and more by drawn orders, each with its reverse; seeded, so always the same.

    References
    ----------
    L. Shapley, "A Value for n-Person Games", Contributions to the Theory of Games II, 1953. As an explanation of a
    difference: S. Lundberg, S.-I. Lee, "A Unified Approach to Interpreting Model Predictions", NeurIPS 2017. Drawn
    orders: J. Castro, D. Gomez, J. Tejada, Computers & Operations Research 36(5), 2009.

    Examples
    --------
    >>> before = pd.DataFrame({"reach": [9.0, 6.0, 3.0], "effort": 1.0}, index=["a", "b", "c"])
    >>> after = before.assign(reach=[5.0, 6.0, 3.0], effort=[1.0, 1.0, 0.25])
    >>> causes = of_move(before, after, lambda table: table["reach"] / table["effort"], "a")
    >>> causes["part"].to_dict(), causes.attrs["before"], causes.attrs["after"]
    ({('a', 'reach'): 1.0, ('c', 'effort'): 1.0}, 1.0, 3.0)
    """
    now = register.get(method).on(after)
    was = now if method_before is None else register.get(method_before).on(before)
    change = _Change.between(before, after, (was, now))
    if id not in change.index:
        raise ValueError(f"id {id!r} is in neither table; ask for one of {len(change.index)} rows")
    mine = change.index.tolist().index(id)
    game = _Pairs(change, mine) if was.rowwise and now.rowwise else None
    if game is None or game.largest > EXACT:
        parts, exact = _whole(change, mine)
    else:
        parts, exact = game.parts(), True
    first, last = (change.rank(mine, np.full(len(change.cells), done)) for done in (False, True))
    if line is not None:
        shown = [_shown(table, method, id, line) for table, method in ((before, was), (after, now))]
        added = (shown[1] - shown[0]) - (last - first)
        parts |= {LINE: added} if added else {}
        first, last = shown
    result = pd.DataFrame({"part": list(parts.values())}, index=_index(list(parts)))
    result = result.iloc[np.argsort(-result["part"].abs().to_numpy(), kind="stable")]
    result.attrs = {"before": first, "after": last, "exact": exact}
    return result


def _shown(table: pd.DataFrame, method: Method, id_: object, line: int) -> float:
    """Return the rank that the list shows; what has none comes after all that have one."""
    placed = place(table, method(table), line)["rank"]
    mine = placed[placed.index == id_].dropna()
    return float(mine.iloc[0] if len(mine) else 1 + placed.notna().sum())


def _index(cells: list[Cell]) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays(
        [[id_ for id_, _ in cells], [column for _, column in cells]], names=["id", "column"]
    )


@dataclass(frozen=True)
class _Change:
    """Two tables on the same rows and columns, and the inputs that differ."""

    index: pd.Index
    old: pd.DataFrame
    new: pd.DataFrame
    here: Flags
    """Which rows are there, shape (2, rows): before, after."""
    methods: tuple[Method, Method]
    cells: list[Cell]
    """What changed; a place in this list is an input's number."""
    rows: list[int]
    """The row of each; -1 for the method."""

    @classmethod
    def between(cls, before: pd.DataFrame, after: pd.DataFrame, methods: tuple[Method, Method]) -> "_Change":
        """Line the tables up and list what changed."""
        for table, method in zip((before, after), methods, strict=True):
            require(table, method.needs)
            twice = table.index[table.index.duplicated()].tolist()
            if twice:
                raise ValueError(f"id {twice[0]!r} is there more than once; give each row an id of its own")
        index = after.index.append(before.index.difference(after.index, sort=False))
        every = [*before.columns, *after.columns]
        known = all(method.needs for method in methods)
        reads = [name for method in methods for name in method.needs] if known else every
        columns = list(dict.fromkeys(reads))
        old, new = (as_floats(table).reindex(index=index, columns=columns) for table in (before, after))
        here = np.array([index.isin(table.index) for table in (before, after)])
        differs = ~((old == new) | (old.isna() & new.isna())).to_numpy(dtype=bool)
        cells: list[Cell] = []
        rows: list[int] = []
        for row, id_ in enumerate(index):
            stays = here[:, row].all()
            names = (
                [name for name, mine in zip(columns, differs[row], strict=True) if mine] if stays else [ROW]
            )
            cells += [(id_, name) for name in names]
            rows += [row] * len(names)
        if methods[0] != methods[1]:
            cells.append(METHOD)
            rows.append(-1)
        return cls(index, old, new, here, methods, cells, rows)

    def inputs(self, row: int) -> list[int]:
        """Return the numbers of the inputs of one row."""
        return [number for number, mine in enumerate(self.rows) if mine == row]

    def made(self, rows: Places, takes: Flags) -> tuple[pd.DataFrame, Flags]:
        """Return rows of which some cells are new, and which rows are there.

        `takes` has a row each and a column for each column of the tables, and one more for whether the row is there.
        """
        columns = {
            name: np.where(takes[:, place], self.new[name].to_numpy()[rows], self.old[name].to_numpy()[rows])
            for place, name in enumerate(self.old)
        }
        return pd.DataFrame(columns, index=self.index[rows]), self.here[takes[:, -1].astype(int), rows]

    def take(self, takes: Flags, rows: Places | int, number: int) -> None:
        """Mark one changed input as made, in some rows of `takes`."""
        name = self.cells[number][1]
        takes[rows, slice(None) if name == ROW else self.old.columns.tolist().index(name)] = True

    def rank(self, mine: int, done: Flags) -> float:
        """Return the item's rank when only some changes are made."""
        takes = np.zeros((len(self.index), self.old.shape[1] + 1), dtype=bool)
        for number in np.flatnonzero(done).tolist():
            if self.rows[number] >= 0:
                self.take(takes, self.rows[number], number)
        table, here = self.made(np.arange(len(self.index)), takes)
        switched = METHOD in self.cells and bool(done[-1])
        scores = np.full(len(table), -np.inf)
        if here.any():
            scores[here] = _scores(table[here], self.methods[1 if switched else 0])
        return float(1 + (scores > scores[mine]).sum())


def _scores(table: pd.DataFrame, method: Method) -> Floats:
    """Return the scores; none is the least."""
    needed = table[list(method.needs)] if method.needs else table
    with np.errstate(all="ignore"):
        scores = floats(method(needed))
    return np.where(np.isnan(scores), -np.inf, scores)


class _Pairs:
    """Under rowwise methods: one game for each other row, of its inputs, the item's and the method."""

    def __init__(self, change: _Change, mine: int) -> None:
        self._change, self._mine = change, mine
        self._inputs = [change.inputs(row) for row in range(len(change.index))]
        self._switch = [change.cells.index(METHOD)] if METHOD in change.cells else []
        most = max((len(some) for row, some in enumerate(self._inputs) if row != mine), default=0)
        self.largest = len(self._inputs[mine]) + most + len(self._switch)

    def parts(self) -> dict[Cell, float]:
        """Return the part of each input."""
        cells, inputs, mine = self._change.cells, self._inputs, self._mine
        total = np.zeros(len(cells))
        states = [self._states(method) for method in self._change.methods[: 1 + len(self._switch)]]
        for row, others in enumerate(inputs):
            players = [*inputs[mine], *others, *self._switch]
            if row == mine or not players:
                continue
            # one axis for the method, one for the other row's changes, one for the item's own
            worth = np.array([scores[row][:, None] > scores[mine] for scores in states]).reshape(-1)
            if worth.any() and not worth.all():
                total[players] += counted(worth.astype(float))
        return {cell: float(part) for cell, part in zip(cells, total, strict=True)}

    def _states(self, method: Method) -> list[Floats]:
        """Return, by row, its scores in all combinations of its changes; bits of the place are inputs."""
        change = self._change
        many = [2 ** len(some) for some in self._inputs]
        rows = np.repeat(np.arange(len(many)), many)
        done = np.concatenate([np.arange(count) for count in many])
        takes = np.zeros((len(rows), change.old.shape[1] + 1), dtype=bool)
        for row, some in enumerate(self._inputs):
            for bit, number in enumerate(some):
                change.take(takes, np.flatnonzero((rows == row) & (done >> bit & 1 == 1)), number)
        table, here = change.made(rows, takes)
        scores = np.where(here, _scores(table, method), -np.inf)
        return np.split(scores, np.cumsum(many)[:-1])


def _whole(change: _Change, mine: int) -> tuple[dict[Cell, float], bool]:
    """Ask about whole tables: all of them where few inputs changed, else along drawn orders."""
    players = len(change.cells)
    exact = players <= EXACT_TOGETHER
    if exact:
        masks = (np.arange(2**players)[:, None] >> np.arange(players)) & 1 == 1
        parts = counted(np.array([change.rank(mine, mask) for mask in masks]))
    else:
        orders = max(ASKED // players // 2, FEWEST)
        parts = drawn(lambda done: change.rank(mine, done), players, orders)
    return {cell: float(part) for cell, part in zip(change.cells, parts, strict=True)}, exact
