"""Which score methods there are in a workspace: the registered ones, and those that its people wrote down.

A method of the workspace is a row of ``methods``, with its criteria in ``weights``; its id is its name in the setting
``opportunities.method``. One that cannot be used is no choice, and a sentence says why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from workbench.columns import Tables, as_text
from workbench.language.numbers import number
from workbench.opportunities import custom, formula, register, weighted
from workbench.opportunities import tables as declared
from workbench.opportunities.known import NAMES
from workbench.opportunities.register import Method
from workbench.sampling.intervals import Bounds

__all__ = [
    "DEFAULT",
    "Tables",
    "chosen",
    "get",
    "label",
    "methods_of",
    "of_criteria",
    "of_numbers",
    "problem",
    "problems",
    "wrong_formula",
]

DEFAULT = "rice"
"""What orders the list where the chosen method cannot."""


def methods_of(tables: Tables) -> dict[str, Method]:
    """Return the methods that can order the list of opportunities, by name: registered ones, then the workspace's.

    Parameters
    ----------
    tables : function(name) -> DataFrame by id
        Asked for ``methods``, ``weights``, ``columns`` and ``opportunities``.

    Examples
    --------
    >>> methods_of(workbench.Workspace.open().frame)["rice"].label     # doctest: +SKIP
    'RICE'
    """
    found = {name: _usable(name, tables) for name in _names(tables)}
    return {name: method for name, method in found.items() if isinstance(method, Method)}


def problems(tables: Tables) -> dict[str, str]:
    """Return, by name, what is wrong with the methods that cannot order the list: a sentence each."""
    said = {name: problem(name, tables) for name in _names(tables)}
    return {name: sentence for name, sentence in said.items() if sentence}


def problem(name: str, tables: Tables) -> str:
    """Return what is wrong with one method; "" where it can order the list."""
    if name in register.methods() and name in tables("methods").index:
        return f"Its id, {name!r}, is that of a method that comes with the workbench; make it anew under another one."
    found = _usable(name, tables)
    return found if isinstance(found, str) else ""


def get(name: str, tables: Tables) -> Method:
    """Return a method by its name; RICE in the place of one that is gone or broken (see :func:`chosen`)."""
    return chosen(name, tables)[0]


def chosen(name: str, tables: Tables) -> tuple[Method, str]:
    """Return the method that a setting names, and the sentence to say where RICE stands in for it ("": it does not).

    Examples
    --------
    >>> import pandas as pd
    >>> chosen("gone", lambda table: pd.DataFrame(columns=["name"]))[1]
    'The method “gone” is not there any more: choose another one.'
    """
    if name not in register.methods() and name not in tables("methods").index:
        return register.get(DEFAULT), f"The method “{name}” is not there any more: choose another one."
    found = _usable(name, tables)
    if isinstance(found, Method):
        return found, ""
    return register.get(DEFAULT), f"The method “{label(name, tables)}” cannot be used. {found}"


def label(name: str, tables: Tables) -> str:
    """Return what a method is called on the screen; its name where there is no such method."""
    if name in register.methods():
        return register.get(name).label
    return as_text(tables("methods")["name"].get(name)) or name


def of_numbers(tables: Tables) -> list[str]:
    """Return the columns that a method can read: the list's numbers, an analyst's too, and what the needs know."""
    dtypes = tables("opportunities").dtypes  # not select_dtypes: this is asked at every move of a slider
    mine = [str(name) for name, dtype in dtypes.items() if dtype.kind in "fiu"]
    return [*mine, *(name for name in NAMES if name not in mine)]


def of_criteria(tables: Tables) -> dict[str, str]:
    """Return the columns that can be weighed, and what each is called; the ends of ranges are none."""
    names = of_numbers(tables)
    ends = {f"{name}{end}" for name in names for end in ("_low", "_high")}
    added = tables("columns")
    given = dict(zip(added["name"], added["label"], strict=True))
    known = {column.name: column.label for column in declared.opportunities.columns}
    return {
        name: known.get(name) or as_text(given.get(name)) or name.replace("_", " ").capitalize()
        for name in names
        if name not in ends
    }


def wrong_formula(text: str, tables: Tables) -> str:
    """Return what is wrong with a formula, at which character; "" where the list can be scored by it."""
    try:
        _checked(text, tables)
    except ValueError as error:
        return _sentence(error)
    return ""


def _usable(name: str, tables: Tables) -> Method | str:
    """Return a method that can order the list, or the sentence that says why it cannot."""
    try:
        if name not in register.methods():
            return _stored(name, tables)
        method = register.get(name)
        listed = tables("opportunities")
        lacks = _lost(method.on(listed).needs, tables)
    except ValueError as error:
        return _sentence(error)
    return f"The list has no numbers named {', '.join(lacks)}, which it needs." if lacks else method


def _stored(name: str, tables: Tables) -> Method:
    """Return a method of the workspace; ValueError with its sentence where it cannot be used."""
    row = tables("methods").loc[name]
    about, bounds = as_text(row["about"]), _bounds(tables)
    if row["kind"] == "weighted":
        weights = _weights(name, tables)
        made = weighted.method_of(weights, name, about or _sum(weights), bounds)
    else:
        made = custom.method_of(_checked(as_text(row["formula"]), tables), name, about, bounds)
    return replace(made, label=as_text(row["name"]) or name)


def _checked(text: str, tables: Tables) -> str:
    """Refuse a formula of columns that the list has no numbers of, at the character where it names one."""
    read, there = formula.read(text), of_numbers(tables)
    for column, node in read.columns.items():
        if column in there:
            continue
        if column in tables("opportunities").columns:
            read.refuse(node, "this column holds no numbers")
        near = get_close_matches(column, there, n=1)
        read.refuse(node, f"no column has this name{f'; did you mean {near[0]}?' if near else ''}")
    return text


def _weights(name: str, tables: Tables) -> dict[str, float]:
    """Return the weights of a method by criterion; ValueError where one is no column, or there twice."""
    rows = tables("weights")
    mine = rows[(rows["method"] == name).fillna(value=False).to_numpy(dtype=bool)]
    criteria = [as_text(criterion) for criterion in mine["criterion"]]
    twice = dict.fromkeys(each for each in criteria if criteria.count(each) > 1)
    if twice:
        raise ValueError(f"{', '.join(twice)} is weighed twice; take one of the two out")
    lost = _lost(criteria, tables)
    if lost:
        raise ValueError(f"the list has no numbers named {', '.join(lost)}; take such a criterion out")
    if not criteria:
        raise ValueError("no criterion is weighed; add at least one")
    return dict(zip(criteria, mine["weight"].astype(float), strict=True))


def _lost(columns: Iterable[str], tables: Tables) -> list[str]:
    """Return the columns of which there are no numbers."""
    there = set(of_numbers(tables))
    return [column for column in columns if column not in there]


def _sum(weights: Mapping[str, float]) -> str:
    """Say weights as they are added up."""
    parts = [f"{number(weight)} × {criterion.replace('_', ' ')}" for criterion, weight in weights.items()]
    return f"The weighted mean of {', '.join(parts)}."


def _names(tables: Tables) -> dict[str, None]:
    return dict.fromkeys([*register.methods(), *map(str, tables("methods").index)])


def _bounds(tables: Tables) -> Mapping[str, Bounds]:
    """Return the bounds of the columns that have both: declared ones, and those that the workspace was given."""
    added = tables("columns")
    if added.empty:
        return register.BOUNDS
    mine = added[added["table"] == "opportunities"]
    ends = zip(mine["name"], mine["low"].astype(float), mine["high"].astype(float), strict=True)
    return {**register.BOUNDS, **{str(name): (low, high) for name, low, high in ends if low < high}}


def _sentence(error: ValueError) -> str:
    return f"{str(error)[0].upper()}{str(error)[1:]}."
