"""The list of score methods, and the decorator that adds one.

A method is any function: DataFrame of any length -> Series on the same index. Wherever one is asked for, its
registered name does as well.
"""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.metadata import entry_points
from inspect import cleandoc, signature
from types import MappingProxyType

import numpy as np
import pandas as pd

from workbench.columns import require
from workbench.opportunities.tables import opportunities
from workbench.sampling.intervals import Bounds

__all__ = ["Method", "Score", "get", "method", "methods"]

Score = Callable[[pd.DataFrame], pd.Series]

BOUNDS: Mapping[str, Bounds] = MappingProxyType(
    {column.name: column.bounds for column in opportunities.columns if column.bounds}
)
"""Columns whose values lie between two bounds, where a method does not say otherwise."""


@dataclass(frozen=True)
class Method:
    """A score method and what is known of it.

    Attributes
    ----------
    name : str
        Under which it is asked for.
    function : callable
        DataFrame -> Series on the same index; the higher, the better.
    needs : tuple of str
        The columns it reads; () where that is not known. Its odds are computed from a table of these alone.
    label, about : str
        For people: the name on the screen, and what it measures.
    rowwise : bool
        A row's score depends on that row alone: then odds take a fraction of the time.
    bounds : mapping
        Least and greatest value of the columns that have both.
    columns : mapping
        What the list of opportunities calls a needed column, where its name is taken there by another method.
    """

    name: str
    function: Score
    needs: tuple[str, ...] = ()
    label: str = ""
    about: str = ""
    rowwise: bool = False
    bounds: Mapping[str, Bounds] = field(default_factory=lambda: BOUNDS)
    columns: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, table: pd.DataFrame) -> pd.Series:
        """Return the scores of `table`."""
        return self.function(table)

    def on(self, table: pd.DataFrame) -> "Method":
        """Return the method as it reads this table: by the other names where the table has all of them.

        Examples
        --------
        >>> table = pd.DataFrame({"impact": [3.0], "ice_impact": [7.0], "ice_confidence": [4.0], "ease": [8.0]})
        >>> get("ice").on(table).needs, get("ice").on(table)(table).tolist()
        (('ice_impact', 'ice_confidence', 'ease'), [224.0])
        """
        if not self.columns or not set(self.columns.values()) <= set(table.columns):
            return self
        needs = tuple(self.columns.get(name, name) for name in self.needs)
        bounds = {self.columns.get(name, name): both for name, both in self.bounds.items()}
        function = _Renamed(self.function, self.needs, needs)
        return replace(self, function=function, needs=needs, bounds=bounds, columns={})


@dataclass(frozen=True)
class _Renamed:
    """A score that finds its columns under other names."""

    function: Score
    needs: tuple[str, ...]
    there: tuple[str, ...]

    def __call__(self, table: pd.DataFrame) -> pd.Series:
        require(table, self.there)
        return self.function(table[list(self.there)].set_axis(list(self.needs), axis=1))


_METHODS: dict[str, Method] = {}
_OURS = ("rice", "ice", "wsjf", "odi", "value_effort", "demand_effort")
_read = False


def method(
    name: str,
    *,
    needs: tuple[str, ...],
    label: str = "",
    about: str = "",
    rowwise: bool | None = None,
    bounds: Mapping[str, Bounds] = BOUNDS,
    columns: Mapping[str, str] = MappingProxyType({}),
) -> Callable[[Score], Score]:
    """Return a decorator that adds a score method to the list, and leaves the function as it is.

    Parameters
    ----------
    name : str
        Under which it is asked for. The same function again replaces the earlier one, so that a notebook's cell
        can be run twice; another function under a name that is taken is refused.
    needs : tuple of str
        The columns of numbers that it reads.
    label : str, optional
        Its name on the screen; `name` where there is none.
    about : str, optional
        What it measures; the first line of the docstring where there is none.
    rowwise : bool, optional
        A row's score depends on that row alone. Found out on a sample where it is not said.
    bounds : mapping, optional
        Least and greatest value of columns that have both.
    columns : mapping, optional
        What the list of opportunities calls a needed column, where its name is taken there (see :meth:`Method.on`).

    Raises
    ------
    ValueError
        The name is taken; or the function fails on a small table: takes no table, returns no Series on the
        table's index, gives no numbers, gives NaN where nothing is blank, or is not rowwise as it says.

    Examples
    --------
    >>> @method("Reach per effort", needs=("reach", "effort"))
    ... def reach_per_effort(table):
    ...     return table["reach"] / table["effort"]
    >>> get("Reach per effort").rowwise
    True
    """

    def register(function: Score) -> Score:
        taken = _METHODS.get(name)
        if taken and _home(taken.function) != _home(function):
            raise ValueError(f"method {name!r} is {_home(taken.function)} already; choose another name")
        alone = _try(name, function, _sample(needs, bounds))
        if rowwise and not alone:
            raise ValueError(
                f"method {name!r}: a row's score changes with the other rows, so rowwise=True is wrong"
            )
        text = about or cleandoc(function.__doc__ or "").partition("\n")[0]
        known = alone if rowwise is None else rowwise
        _METHODS[name] = Method(name, function, tuple(needs), label or name, text, known, bounds, columns)
        return function

    return register


def methods() -> dict[str, Method]:
    """Return the registered methods by name: ours, those of installed packages, those of this session.

    Packages add theirs by the entry point group ``workbench.methods``; it is read at the first use, and one that
    fails is left out with a warning.

    Examples
    --------
    >>> methods()["rice"].label
    'RICE'
    """
    global _read  # noqa: PLW0603 (the entry points are read once a process)
    if not _read:
        _read = True
        for room in _OURS:
            import_module(f"workbench.opportunities.{room}")
        for entry in entry_points(group="workbench.methods"):
            try:
                entry.load()
            except Exception as problem:  # noqa: BLE001 (a stranger's package must not take the board down)
                warnings.warn(f"method {entry.name!r} ({entry.value}) is left out: {problem}", stacklevel=2)
    return dict(_METHODS)


def get(which: str | Score) -> Method:
    """Return a method by its registered name, or for a function.

    A function that is not registered may look at all rows and all columns; register it to have its odds sooner.

    Raises
    ------
    ValueError
        No method has this name; says which there are.

    Examples
    --------
    >>> get("rice").needs
    ('reach', 'impact', 'confidence', 'effort')
    >>> get(lambda table: table["reach"]).rowwise
    False
    """
    if isinstance(which, Method):
        return which
    known = methods()
    if isinstance(which, str):
        if which not in known:
            raise ValueError(f"no method is named {which!r}. There are: {', '.join(known)}")
        return known[which]
    registered = (found for found in known.values() if found.function is which)
    return next(registered, None) or Method(getattr(which, "__name__", "method"), which)


def _home(function: Score) -> str:
    """Name a function so that its copy from a cell that is run again has the same name."""
    return f"{function.__module__}.{getattr(function, '__qualname__', type(function).__qualname__)}"


def _sample(needs: tuple[str, ...], bounds: Mapping[str, Bounds]) -> pd.DataFrame:
    """Make a small table without blanks, two of its rows equal."""
    shares = np.array([0.2, 0.5, 0.3])
    columns = {}
    for turn, column in enumerate(needs):
        least, greatest = bounds.get(column, (0.0, 10.0 + turn))
        columns[column] = (least + (greatest - least) * np.roll(shares, turn))[[0, 1, 2, 0]]
    return pd.DataFrame(columns, index=pd.Index(["a", "b", "c", "d"], name="id"))


def _try(name: str, function: Score, sample: pd.DataFrame) -> bool:
    """Refuse a function that is no method; return whether a row's score depends on that row alone."""
    try:
        signature(function).bind(sample)
    except TypeError as problem:
        raise ValueError(f"method {name!r} must take one table: {problem}") from None
    try:
        together = function(sample)
        alone = [function(sample.iloc[[i]]) for i in range(len(sample))]
    except Exception as problem:
        kind = type(problem).__name__
        raise ValueError(
            f"method {name!r} fails on a table of {list(sample)}: {kind}: {problem}"
        ) from problem
    for scores, table in [(together, sample), *((one, sample.iloc[[i]]) for i, one in enumerate(alone))]:
        if not (isinstance(scores, pd.Series) and scores.index.equals(table.index)):
            raise ValueError(
                f"method {name!r} must return a Series on the table's index, not {_kind(scores)}"
            )
    if not pd.api.types.is_numeric_dtype(together):
        raise ValueError(f"method {name!r} must return numbers, not {together.dtype}")
    if together.isna().any():
        raise ValueError(f"method {name!r} gives NaN where nothing is blank: {together.to_dict()}")
    return bool(np.array_equal(together.to_numpy(), pd.concat(alone).to_numpy()))


def _kind(thing: object) -> str:
    return "a Series on another index" if isinstance(thing, pd.Series) else f"a {type(thing).__name__}"
