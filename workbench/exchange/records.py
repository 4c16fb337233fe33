"""JSON to rows: documents read whole, and what a person would call the values in them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.exchange.grid import MOST_CELLS
from workbench.exchange.problem import ImportProblem

__all__ = ["documents", "first", "names", "rows_of", "said", "table_of"]


def documents(text: str, file: str) -> object:
    """Return the JSON of a file; several documents after one another (a page, or a line, each) give a list of them.

    Raises
    ------
    ImportProblem
        Where it is no JSON, with the line.

    Examples
    --------
    >>> documents('[1][2]', "a.json"), documents('{"a": 1}', "a.json")
    ([[1], [2]], {'a': 1})
    """
    decoder, found, place = json.JSONDecoder(), [], 0
    try:
        while place < len(text):
            document, place = decoder.raw_decode(text, place + _blanks(text, place))
            found.append(document)
            place += _blanks(text, place)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ImportProblem(
            f"{file} is not JSON that can be read (line {line}): export it again, whole."
        ) from error
    return found[0] if len(found) == 1 else found


def _blanks(text: str, place: int) -> int:
    return len(text[place : place + 64]) - len(text[place : place + 64].lstrip())


def rows_of(document: object, file: str) -> pd.DataFrame:
    """Return a list of records as rows of text, numbered from 1; a list in a record gives a tuple of names.

    A document that is no list is searched for its longest list of records, one step down.

    Raises
    ------
    ImportProblem
        Where there is no list of records.
    """
    lists = (
        [document]
        if isinstance(document, list)
        else [*document.values()]
        if isinstance(document, dict)
        else []
    )
    tables = [
        many
        for many in lists
        if isinstance(many, list) and many and all(isinstance(one, dict) for one in many)
    ]
    if not tables:
        raise ImportProblem(f"{file} holds no list of items: a list of objects, one an item, is needed.")
    records = [
        {str(name): names(value) if isinstance(value, list) else said(value) for name, value in one.items()}
        for one in max(tables, key=len)
    ]
    return table_of(records, file)


def table_of(records: Sequence[Mapping[str, object]], file: str) -> pd.DataFrame:
    """Return flat records as rows numbered from 1; what a record lacks is blank there."""
    fields = dict.fromkeys(name for record in records for name in record)
    if len(fields) * len(records) > MOST_CELLS:
        raise ImportProblem(
            f"{file} has {len(records):,} items with {len(fields):,} fields: export fewer of them."
        )
    columns = {name: [record.get(name, "") for record in records] for name in fields}
    return pd.DataFrame(columns, index=pd.RangeIndex(1, len(records) + 1, name="row"), dtype=object)


def first(record: Mapping[str, Any], *names: str) -> object:
    """Return the first of these fields that holds anything."""
    return next((record[name] for name in names if record.get(name) not in (None, "")), None)


def said(value: object) -> str:
    """Return what a person would call a value: of an object its name, title or login."""
    if isinstance(value, dict):
        return said(first(value, "name", "title", "login"))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or isinstance(value, list) else str(value)


def names(value: object) -> tuple[str, ...]:
    """Return what the members of a list are called, or the one value."""
    many: Iterable[object] = value if isinstance(value, list) else [value]
    return tuple(name for name in map(said, many) if name)
