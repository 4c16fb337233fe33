"""Cells as DataFrames, SQL and JSON keep them."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from workbench.workspace.schema import Column, Table

__all__ = ["decode", "encode", "frame", "from_json", "sql_type", "to_json", "to_sql"]

_SQL: dict[str, Any] = {
    "number": sa.Double(),
    "integer": sa.BigInteger(),
    "text": sa.Text(),
    "choice": sa.Text(),
    "date": sa.Date(),
    "yes/no": sa.Boolean(),
    "any": sa.Text(),
}


def sql_type(column: Column) -> Any:
    """Return the SQL type of a column."""
    return _SQL[column.kind]


def to_sql(column: Column, value: Any) -> Any:
    """Return a kept value as the database takes it."""
    if column.kind == "any" and value is not None:
        return json.dumps(encode(value))
    return value.date() if isinstance(value, pd.Timestamp) else value


def from_sql(column: Column, value: Any) -> Any:
    """Return what the database holds as a kept value."""
    if value is None:
        return None
    if column.kind == "any":
        return json.loads(value)
    if column.kind == "date":
        return pd.Timestamp(value)
    return value


def encode(value: Any) -> Any:
    """Return a kept value as JSON has it: a date as ISO text."""
    return value.isoformat()[:10] if isinstance(value, date) else value


def decode(column: Column | None, value: Any) -> Any:
    """Return a kept value from its JSON; a column that is no longer declared gives it as it is."""
    return (
        pd.Timestamp(value) if value is not None and column is not None and column.kind == "date" else value
    )


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def to_json(value: Any) -> str:
    """Write JSON without spaces, and never NaN."""
    return _JSON.encode(value)


def from_json(text: str) -> Any:
    """Read JSON."""
    return json.loads(text)


def frame(table: Table, rows: Iterable[tuple[str, Sequence[Any]]]) -> pd.DataFrame:
    """Return a table's DataFrame from its rows: (id, values in the table's order), kept or as SQL has them.

    Numbers are float64, whole ones too (a blank is NaN); text is ``str``; dates are datetime64; yes/no is the
    nullable boolean. Rows come in the order of their ids, so that a table looks the same wherever it is kept.

    Examples
    --------
    >>> table = Table("ideas", (Column("title", "text"), Column("reach", "number")))
    >>> frame(table, [("b", ["B", None]), ("a", ["A", 2.0])])["reach"].to_dict()
    {'a': 2.0, 'b': nan}
    """
    ordered = sorted(rows, key=itemgetter(0))
    index = pd.Index(pd.array([row[0] for row in ordered], dtype="str"), name="id")
    values = list(zip(*(row[1] for row in ordered), strict=True)) if ordered else [()] * len(table.by_name)
    columns = zip(table.by_name.values(), values, strict=True)
    return pd.DataFrame({column.name: _array(column, cells) for column, cells in columns}, index=index)


def _array(column: Column, cells: Sequence[Any]) -> Any:
    if column.kind in ("number", "integer"):
        return np.array(cells, dtype="float64")
    if column.kind == "date":
        return np.array(cells, dtype="datetime64[D]").astype("datetime64[us]")
    if column.kind == "yes/no":
        return pd.array(list(cells), dtype="boolean")
    if column.kind == "any":
        return pd.Series(list(cells), dtype=object).array  # pandas would make text of an array of texts
    return pd.array(list(cells), dtype="str")
