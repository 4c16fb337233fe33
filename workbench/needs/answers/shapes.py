"""In which shape a file has its Kano answers: which cells are a feature's two answers, and whose they are."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.needs.answers.pairs import Pair, pairs, side
from workbench.needs.answers.wordings import folded, meaning

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Asked", "asked"]

_CALLED = {
    "respondent": "respondent|respondent id|respondentid|response id|responseid|id|participant|participant id|user|user id"
    "|person|teilnehmer|teilnehmer id|befragter|repondant|lfdnr|no|nr|number|case",
    "customer": "customer|customer id|company|account|account id|organisation|organization|client|firm|kunde|firma"
    "|unternehmen|entreprise|societe",
    "segment": "segment|customer segment|group|gruppe|groupe|tier|plan|cohort|kohorte|zielgruppe",
    "feature": "feature|feature name|function|funktion|item|attribute|function name|requirement|merkmal|feature id|fonctionnalite|eigenschaft",
    "importance": "importance|self stated importance|wichtigkeit",
    "answer": "answer|response|value|rating|choice|antwort|wert|reponse|score",
}
"""What columns are called, without case, accents and punctuation."""
_ROLES = {role: set(names.split("|")) for role, names in _CALLED.items()}
_MOSTLY = 0.8
"""So much of a column must be answers, where its name does not say that it is one."""
_LOOKED_AT = 2000
"""Different cells of a column that are looked at for that."""


@dataclass(frozen=True)
class Asked:
    """The answers of a file, as they are written: a row a respondent and feature."""

    shape: str
    respondent: pd.Series
    feature: pd.Series
    functional: pd.Series
    dysfunctional: pd.Series
    extras: dict[str, pd.Series] = field(default_factory=dict)
    """customer, segment, importance, where they are there."""
    columns: dict[str, str] = field(default_factory=dict)
    """Which column was taken for what."""
    not_used: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def asked(table: pd.DataFrame) -> Asked:
    """Return the answers of a table of any usual shape.

    Parameters
    ----------
    table : DataFrame
        Its columns are text.

    Raises
    ------
    ValueError
        No two columns ask about one feature, or one column's name is there twice.

    Examples
    --------
    >>> found = asked(pd.DataFrame({"who": [7], "SSO present": ["like"], "SSO absent": ["dislike"]}))
    >>> found.shape, found.feature.tolist(), found.not_used
    ('wide', ['SSO'], ('who',))
    """
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise ValueError(f"column {twice[0]!r} is there twice: take one out, or give it another name")
    roles = _roles(table)
    named = {_side(column): column for column in _names(table) if _side(column) is not None}
    if "feature" in roles and len(named) == len((True, False)):
        return _long(table, roles, named[True], named[False])
    which = [column for column in _names(table) if "answer" in roles and _is_side(table[column])]
    if "feature" in roles and which:
        return _longest(table, roles, which[0])
    roles.pop("answer", None)
    return _wide(table, roles)


def _names(table: pd.DataFrame) -> list[str]:
    return [str(column) for column in table.columns]


def _side(column: str) -> bool | None:
    """Return whether a column's whole name is one of the two questions."""
    plain = folded(column)
    for word in ("answer", "question", "response", "antwort", "frage", "reponse"):
        plain = plain.replace(word, "").strip()
    return side(plain)


def _is_side(column: pd.Series) -> bool:
    words = column.dropna().astype(str).unique()
    return 1 < len(words) <= _LOOKED_AT and {side(word) for word in words} == {True, False}


def _roles(table: pd.DataFrame) -> dict[str, str]:
    """Return the first column that is called as each role is, the surest name first."""
    plain = {column: folded(column) for column in _names(table)}
    found = {}
    for role, names in _ROLES.items():
        order = _CALLED[role].split("|")
        fitting = sorted((order.index(name), at) for at, name in enumerate(plain.values()) if name in names)
        if fitting:
            found[role] = _names(table)[fitting[0][1]]
    return found


def _long(table: pd.DataFrame, roles: dict[str, str], functional: str, dysfunctional: str) -> Asked:
    who, remarks = _respondents(table, roles)
    read = {functional, dysfunctional, *(roles[role] for role in roles if role != "answer")}
    feature = _text(table[roles["feature"]])
    return Asked(
        "long", who, feature, table[functional], table[dysfunctional], _extras(table, roles),
        _taken(roles), tuple(column for column in _names(table) if column not in read), remarks,
    )  # fmt: skip


def _longest(table: pd.DataFrame, roles: dict[str, str], which: str) -> Asked:
    """Bring the two rows of a respondent and feature together: the question is a column, too."""
    who, remarks = _respondents(table, roles)
    meant = table[which].map(lambda word: side(str(word)))
    key = pd.DataFrame({"respondent": who, "feature": _text(table[roles["feature"]])})
    key["row"] = key.assign(meant=meant).groupby(["respondent", "feature", "meant"], dropna=False).cumcount()
    halves = [key[meant == half].assign(answer=table[roles["answer"]]) for half in (True, False)]
    for half in halves:
        half["at"] = half.index
    both = halves[0].merge(halves[1], on=["respondent", "feature", "row"], how="outer", suffixes=("", "_not"))
    both["first"] = both["at"].fillna(both["at_not"])
    both = both.sort_values("first", kind="stable")
    functional = both["answer"].set_axis(both["at"]).rename(roles["answer"])
    dysfunctional = both["answer_not"].set_axis(both["at_not"]).rename(roles["answer"])
    extras = {name: column.loc[both["first"]] for name, column in _extras(table, roles).items()}
    read = {which, *roles.values()}
    return Asked(
        "long", both["respondent"], both["feature"], functional, dysfunctional, extras,
        _taken(roles), tuple(column for column in _names(table) if column not in read), remarks,
    )  # fmt: skip


def _wide(table: pd.DataFrame, roles: dict[str, str]) -> Asked:
    roles = {role: column for role, column in roles.items() if role not in {"feature", "importance"}}
    free = [column for column in _names(table) if column not in roles.values()]
    found, halves = pairs(free, lambda column: _answers(table[column]))
    remarks: list[str] = [
        f"The column {column!r} has no other half, so it was not read." for column in halves
    ]
    if not found:
        found = _side_by_side(table, free)
        remarks += [
            f"{pair.functional!r} was taken as if it is there, {pair.dysfunctional!r} as if not."
            for pair in found
        ]
    if not found:
        raise ValueError(_nothing(free))
    who, more = _respondents(table, roles)
    stacked = {
        half: _stacked([table[getattr(pair, half)] for pair in found])
        for half in ("functional", "dysfunctional")
    }
    features = pd.Series(np.repeat([pair.feature for pair in found], len(table)), stacked["functional"].index)
    weights = _importance(free, found)
    extras = {name: _stacked([column] * len(found)) for name, column in _extras(table, roles).items()}
    if any(column is not None for column in weights):
        blank = pd.Series(np.nan, table.index)
        extras["importance"] = _stacked([blank if c is None else _leading(table[c]) for c in weights])
    read = {*roles.values(), *weights, *(c for pair in found for c in (pair.functional, pair.dysfunctional))}
    return Asked(
        "wide", _stacked([who] * len(found)), features, stacked["functional"], stacked["dysfunctional"], extras,
        _taken(roles), tuple(column for column in _names(table) if column not in read), (*remarks, *more),
    )  # fmt: skip


def _stacked(columns: list[pd.Series]) -> pd.Series:
    """Put columns under one another, and remember their names."""
    stacked: pd.Series = pd.concat([column.astype(object) for column in columns])
    stacked.attrs = {"columns": tuple(str(column.name) for column in columns)}
    return stacked


def _respondents(table: pd.DataFrame, roles: dict[str, str]) -> tuple[pd.Series, tuple[str, ...]]:
    if "respondent" in roles:
        names = _text(table[roles["respondent"]])
        unnamed = names.isna()
        alone = pd.Series([f"row {place + 2}" for place in range(len(table))], table.index)
        remarks = (
            (f"{int(unnamed.sum())} rows name no respondent: each was taken as another.",)
            if unnamed.any()
            else ()
        )
        return names.where(~unnamed, alone), remarks
    rows = pd.Series([f"row {place + 2}" for place in range(len(table))], table.index)
    return rows, ("No column names the respondent: each row was taken as another.",)


def _text(column: pd.Series) -> pd.Series:
    """Return names as text without blanks around; an empty one is a blank."""
    whole = column.map(
        lambda value: str(int(value)) if isinstance(value, float) and value.is_integer() else value
    )
    text: pd.Series = whole.astype("str").str.strip()
    return text.where(text != "")


def _extras(table: pd.DataFrame, roles: dict[str, str]) -> dict[str, pd.Series]:
    extras = {role: _text(table[roles[role]]) for role in ("customer", "segment") if role in roles}
    return extras | ({"importance": _leading(table[roles["importance"]])} if "importance" in roles else {})


def _taken(roles: dict[str, str]) -> dict[str, str]:
    return {role: roles[role] for role in ("respondent", "customer", "segment") if role in roles}


def _leading(column: pd.Series) -> pd.Series:
    """Return the number that a cell begins with: "9 - Extremely important" is 9."""
    first = column.astype("str").str.extract(r"^\s*(\d+(?:\.\d+)?)", expand=False)
    numbers: pd.Series = pd.to_numeric(first)
    return numbers


def _importance(free: list[str], found: list[Pair]) -> list[str | None]:
    """Return the column of each feature's importance."""
    names = {folded(column): column for column in free}
    ways: tuple[Callable[[str], str], ...] = (
        lambda feature: f"{feature} importance", lambda feature: f"importance {feature}",
        lambda feature: f"{feature} wichtigkeit",
    )  # fmt: skip
    return [
        next((names[way(folded(p.feature))] for way in ways if way(folded(p.feature)) in names), None)
        for p in found
    ]


def _answers(column: pd.Series, kinds: tuple[str, ...] = ("words", "number")) -> bool:
    """Return whether most cells of a column are answers: words, or numbers 0 to 5."""
    cells: list[Any] = list(column.dropna().unique()[:_LOOKED_AT])
    said = [meant for meant in map(meaning, cells) if meant.kind != "blank"]
    fitting = [meant for meant in said if meant.kind in kinds and 0 <= meant.value <= 5]  # noqa: PLR2004
    return bool(said) and len(fitting) >= _MOSTLY * len(said)


def _side_by_side(table: pd.DataFrame, free: list[str]) -> list[Pair]:
    """Pair columns whose cells are the five phrases, in the order in which they stand."""
    worded = [column for column in free if _answers(table[column], ("words",))]
    if len(worded) % 2:
        return []
    return [Pair(one, one, other) for one, other in zip(worded[::2], worded[1::2], strict=True)]


def _nothing(free: list[str]) -> str:
    named = ", ".join(free[:8]) + (f" and {len(free) - 8} more" if len(free) > 8 else "")  # noqa: PLR2004
    return (
        "no two columns ask about one feature: name them like 'Export (functional)' and 'Export (dysfunctional)', or give "
        f"the columns respondent, feature, functional and dysfunctional. There are: {named or 'no columns'}"
    )
