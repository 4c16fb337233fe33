"""What a table may hold: one declaration for checks, SQL, sliders, grids, imports and documentation."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from workbench.columns import is_blank
from workbench.workspace.text import closest, read_date, read_number, read_yes_no

if TYPE_CHECKING:
    from workbench.workspace.guards import Guard

__all__ = ["Column", "Kind", "Setting", "Table", "check"]

type_of_kind = {
    "number": "a number",
    "integer": "a whole number",
    "text": "text",
    "date": "a date such as 2026-11-24",
}
Kind = Literal["number", "integer", "text", "date", "yes/no", "choice", "any"]
EXACT = 2**53
"""Whole numbers up to here survive a float, which is what a column with blanks is in a DataFrame."""


@dataclass(frozen=True, kw_only=False)
class Column:
    """One column: its kind, its bounds and its words; grids, sliders, ranges, imports and checks read them here.

    Attributes
    ----------
    kind : {"number", "integer", "text", "date", "yes/no", "choice"}
        "any" is a JSON scalar and for the workspace's own tables only.
    low, high : number or None
        Bounds, both allowed.
    interval : bool
        ``<name>_low`` and ``<name>_high`` exist too, with the same unit and bounds.
    percent : bool
        A share of one that people read and write in per cent.
    aliases : tuple of str
        Headers under which other tools know it.
    personal : bool
        Data of a person: stays out of exports, and :meth:`Workspace.erase` blanks it.
    short : str
        What stands over it in a grid, where that is not the label.
    scale : tuple of numbers
        The steps, upwards, of what is judged on a scale; () where it is not. A judgement may be one step off.
    reaches : number
        How far its slider goes at least, where no upper bound says it and the data do not ask for more; where it is
        not given, to the last step of the scale.
    """

    name: str
    kind: Kind
    label: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    step: float | None = None
    required: bool = False
    default: Any = None
    help: str = ""
    interval: bool = False
    percent: bool = False
    aliases: tuple[str, ...] = ()
    hidden: bool = False
    personal: bool = False
    short: str = ""
    scale: tuple[float, ...] = ()
    reaches: float = 0.0

    def __post_init__(self) -> None:
        if not self.label:
            object.__setattr__(self, "label", self.name.replace("_", " ").capitalize())
        if not self.short:
            object.__setattr__(self, "short", self.label)
        if self.scale and not self.reaches:
            object.__setattr__(self, "reaches", self.scale[-1])

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the greatest value, where there are both.

        Examples
        --------
        >>> Column("ease", "number", low=1, high=10).bounds, Column("reach", "number", low=0).bounds
        ((1, 10), None)
        """
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def allowed(self) -> str:
        """What a value must be, in words.

        Examples
        --------
        >>> Column("reach", "number", low=0).allowed
        'a number of at least 0'
        """
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        if self.kind == "yes/no":
            return "yes or no"
        words = type_of_kind.get(self.kind, "one value")
        if self.low is not None and self.high is not None:
            return f"{words} from {self.low:g} to {self.high:g}"
        if self.low is not None:
            return f"{words} of at least {self.low:g}"
        return words if self.high is None else f"{words} of at most {self.high:g}"

    def read(self, text: str) -> Any:
        """Read what a person typed or pasted; nothing in it is ever evaluated.

        Numbers: ``1,450``, ``1 450``, ``1'450`` and ``1450`` are the same; a comma that does not stand before
        three digits is a decimal comma (``0,8``); of two different separators the last is the decimal one
        (``1.450,5``). ``80 %`` is 0.8 in a per cent column, where a bare number above 1 is per cent too, and is
        refused elsewhere. Yes: yes, y, true, x, 1; no: no, n, false, 0. Dates are ISO. Choices: any case.

        Returns
        -------
        float, int, str, bool, pandas.Timestamp or None
            Nothing but blanks is None; other text is kept as it is.

        Raises
        ------
        ValueError
            With one sentence.

        Examples
        --------
        >>> Column("reach", "number", low=0).read("1,450")
        1450.0
        >>> Column("reach", "number", low=0).read("abc")
        Traceback (most recent call last):
        ...
        ValueError: Reach must be a number of at least 0, not 'abc'.
        """
        if not text.strip():
            return None
        if self.kind in ("text", "any"):
            return self._within(text)
        value: Any
        if self.kind == "choice":
            value = next(
                (choice for choice in self.choices if choice.casefold() == text.strip().casefold()), None
            )
        elif self.kind == "yes/no":
            value = read_yes_no(text)
        elif self.kind == "date":
            value = read_date(text)
        else:
            value = read_number(text, percent=self.percent)
        if value is None:
            raise ValueError(self._sentence(text))
        return self._within(value, text)

    def cell(self, value: Any) -> Any:
        """Return a value as it is kept: what :meth:`read` makes of text, and Python's own types of numpy's.

        Raises
        ------
        ValueError
            With one sentence.

        Examples
        --------
        >>> Column("reach", "number").cell(3), Column("reach", "number").cell(float("nan"))
        (3.0, None)
        """
        if is_blank(value):
            return None
        if isinstance(value, str):
            return self.read(value)
        value = value.item() if hasattr(value, "item") and not isinstance(value, date) else value
        return self._within(value) if isinstance(value, _PYTHON[self.kind]) else self._refuse(value)

    def _within(self, value: Any, said: Any = None) -> Any:
        """Return the value in its kind's type, if it is within the bounds."""
        said = value if said is None else said
        if self.kind in ("number", "integer"):
            whole = self.kind == "integer"
            wrong = isinstance(value, bool) or not math.isfinite(value)
            if wrong or (whole and (value != int(value) or abs(value) > EXACT)):
                self._refuse(said)
            value = int(value) if whole else float(value) + 0.0  # -0.0 is not kept the same everywhere
            if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
                self._refuse(said)
        elif self.kind == "date":
            value = pd.Timestamp(value.year, value.month, value.day)
        elif isinstance(value, str) and "\0" in value:
            raise ValueError(f"{self.label} must be text without NUL characters.")
        return value

    def _sentence(self, value: Any) -> str:
        return f"{self.label} must be {self.allowed}, not {value!r}."

    def _refuse(self, value: Any) -> None:
        raise ValueError(self._sentence(value))

    @cached_property
    def ends(self) -> "tuple[Column, ...]":
        """The low and the high end of an interval."""
        if not self.interval:
            return ()
        plain = replace(self, interval=False, required=False, default=None, aliases=())
        return tuple(
            replace(
                plain,
                name=f"{self.name}_{end}",
                label=f"{self.label} {end}",
                short=f"{self.short} {end}",
            )
            for end in ("low", "high")
        )


_PYTHON: dict[str, tuple[type, ...]] = {
    "number": (int, float),
    "integer": (int, float),
    "text": (str,),
    "choice": (str,),
    "date": (date,),
    "yes/no": (bool,),
    "any": (str, int, float, bool),
}


@dataclass(frozen=True, eq=False)
class Table:
    """One table; its rows are known by a text ``id``. Each is itself only: what is made of it is found again by it.

    Attributes
    ----------
    references : mapping
        Column -> the table whose ids it holds.
    guard : function(:class:`~workbench.workspace.guards.Change`), str or None
        The table's own rule on changes, where that asks what a row was: gives (column, sentence) of what it refuses.
        "package.module:function" is imported at the first change, so that a declaration imports no rules.
    about : (str, str) or None
        The columns that name any table and the id of a row there: a row is about that row, and goes with it.
    """

    name: str
    columns: tuple[Column, ...]
    label: str = ""
    references: Mapping[str, str] = field(default_factory=dict)
    guard: "Guard | str | None" = field(default=None, kw_only=True)
    about: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if not self.label:
            object.__setattr__(self, "label", self.name.replace("_", " ").capitalize())

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Every column by name, in order, the ends of intervals after their middle."""
        return {each.name: each for column in self.columns for each in (column, *column.ends)}

    @cached_property
    def intervals(self) -> tuple[tuple[Column, Column, Column], ...]:
        """The columns of each interval: low, middle, high."""
        return tuple((each.ends[0], each, each.ends[1]) for each in self.columns if each.interval)

    @cached_property
    def rule(self) -> "Guard | None":
        """The guard itself, imported where it is declared by its name."""
        return resolve_name(self.guard) if isinstance(self.guard, str) else self.guard

    def column(self, name: str) -> Column:
        """Return a column, also ``reach_low``; KeyError with the nearest name where there is none."""
        if name not in self.by_name:
            raise KeyError(f"{self.name} has no column {name!r}{closest(name, self.by_name)}")
        return self.by_name[name]


@dataclass(frozen=True)
class Setting:
    """One setting of the workspace: a row of ``settings`` once it is not the default."""

    name: str
    kind: Kind
    default: Any
    label: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""

    @property
    def column(self) -> Column:
        """The declaration of its value."""
        label = self.label or self.name
        return Column("value", self.kind, label, self.unit, self.low, self.high, self.choices, help=self.help)


def check(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return every value of a frame that its table refuses.

    Parameters
    ----------
    frame : DataFrame
        Indexed by id; any of the table's columns.

    Returns
    -------
    DataFrame
        id, column, value, problem (a sentence); empty where all is well.

    Examples
    --------
    >>> table = Table("ideas", (Column("title", "text", required=True), Column("reach", "number", low=0)))
    >>> check(table, pd.DataFrame({"title": ["A", None], "reach": [-1, 2]}, index=["a", "b"]))["problem"].tolist()
    ["Title of ideas 'b' is blank; it is needed.", "Reach of ideas 'a' must be a number of at least 0, not -1."]
    """
    found: list[tuple[Any, ...]] = []
    for name in frame.columns:
        if name not in table.by_name:
            sentence = f"{table.name} has no column {name!r}{closest(name, table.by_name)}"
            found.append((None, name, None, sentence))
            continue
        for row, value in frame[name].items():
            sentence = problem(table, str(row), table.by_name[name], value)[1]
            if sentence:
                found.append((row, name, value, sentence))
    return pd.DataFrame(found, columns=["id", "column", "value", "problem"], dtype=object)


def problem(table: Table, row: str, column: Column, value: Any) -> tuple[Any, str]:
    """Return a value as it is kept, and what is wrong with it ("" where nothing is)."""
    try:
        kept = column.cell(value)
    except ValueError as error:
        words = str(error).removeprefix(column.label)
        return None, f"{column.label} of {table.name} {row!r}{words}"
    if kept is None and column.required:
        return None, f"{column.label} of {table.name} {row!r} is blank; it is needed."
    return kept, ""
