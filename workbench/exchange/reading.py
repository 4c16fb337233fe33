"""What was found in a file before anything is written: rows, how they are understood, and what is not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from workbench.exchange.cells import Cells, convert, text
from workbench.exchange.names import slug
from workbench.workspace.schema import Table

__all__ = ["ID", "TITLE", "Reading", "left_out", "preview", "remap", "table"]

ID = "id"
"""The target that stands for the ids of rows in ``remap``."""

TITLE = "title"
_SHOWN = 5


def left_out(rows: Mapping[int, str] | None = None) -> pd.DataFrame:
    """Return the frame (row, why) of rows that a reader leaves out."""
    return pd.DataFrame(list((rows or {}).items()), columns=["row", "why"])


@dataclass(frozen=True, eq=False)
class Reading:
    """A file as it is understood, and the ways in which that can still be corrected (``remap``)."""

    tool: str
    """Whose file it looks like: "Jira", "GitHub", "Linear", ... or "table"."""
    file: str
    """Its name."""
    target: Table
    """The table that it is to go into."""
    rows: pd.DataFrame
    """Cells by source column, indexed by the row's number in the file; text, or tuples where a heading repeats."""
    mapping: dict[str, str]
    """Source column by target column."""
    guessed: frozenset[str] = frozenset()
    """Targets whose source was guessed rather than recognised."""
    key: str = ""
    """Source column of the ids; nothing: the id is the title's slug."""
    left: pd.DataFrame = field(default_factory=left_out)
    """Rows (row, why) that the tool's reader left out, such as pull requests."""
    remarks: tuple[str, ...] = ()
    """Sentences of the tool's reader."""
    delimiter: str = ""
    """What parted the cells, in a file of text."""
    called: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the file calls rows of other tables: table -> id -> name; used where that id is not known here."""
    along: tuple["Reading", ...] = ()
    """The same file's rows of other tables, which come in with these."""

    @cached_property
    def unread(self) -> dict[str, int]:
        """Source columns that are not used, with how many of their cells are filled; the fullest first."""
        used = {*self.mapping.values(), self.key}
        counts = {
            str(name): int(self.rows[name].map(text).ne("").sum()) for name in self.rows if name not in used
        }
        return dict(sorted(counts.items(), key=lambda item: -item[1]))

    @cached_property
    def skipped(self) -> pd.DataFrame:
        """Rows (row, why) that do not come in: those left out by the reader, and those without a title."""
        parts = [self.left]
        if TITLE in self.mapping:
            blank = self.rows.index[self.rows[self.mapping[TITLE]].map(text).eq("")]
            parts.append(left_out(dict.fromkeys(blank, "it has no title")))
        return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)

    @cached_property
    def notes(self) -> list[str]:
        """All sentences that a person should read before saying yes."""
        made = [] if self.key else ["The file has no ids: each row's id is made of its title."]
        return [*self.remarks, *made, *self.cells.notes]

    @cached_property
    def cells(self) -> Cells:
        """The rows that come in, as values of the target."""
        coming = self.rows.loc[~self.rows.index.isin(self.skipped["row"])]
        return convert(coming, self.mapping, self.target.by_name, delimiter=self.delimiter)

    @cached_property
    def ids(self) -> "pd.Series[Any]":
        """The id of each row that comes in, by its number in the file."""
        rows = self.rows.loc[self.cells.table.index]
        if self.key:
            return rows[self.key].map(text)
        if TITLE not in self.mapping:
            return pd.Series("", index=rows.index, dtype=object)
        return rows[self.mapping[TITLE]].map(text).map(slug)


def remap(reading: Reading, target: str, source: str | None) -> Reading:
    """Return the reading with one guess corrected: the target column read from another source, or (None) not at all.

    A correction is no guess any more. The target "id" says where ids come from; None makes them of the titles.

    Raises
    ------
    ValueError
        For a target that the table, or a source that the file, does not have.
    """
    known = [ID, *reading.target.by_name]
    if target not in known:
        raise ValueError(f"{reading.target.name} has no column {target!r}; it has {', '.join(known)}.")
    if source is not None and source not in reading.rows:
        raise ValueError(
            f"{reading.file} has no column {source!r}; it has {', '.join(map(str, reading.rows))}."
        )
    if target == ID:
        return replace(reading, key=source or "", guessed=reading.guessed - {ID})
    mapping = {name: column for name, column in reading.mapping.items() if name != target}
    if source is not None:
        mapping[target] = source
    return replace(reading, mapping=mapping, guessed=reading.guessed - {target})


def preview(reading: Reading, n: int = 10) -> pd.DataFrame:
    """Return the first rows as they would come in, by id; a cell that cannot be read shows the file's own text."""
    values = reading.cells.table.head(n).copy()
    shown = reading.cells.problems
    for row, column, value in shown.loc[
        shown["row"].isin(values.index), ["row", "column", "value"]
    ].itertuples(index=False):
        values.loc[row, column] = value
    return values.set_axis(pd.Index(reading.ids.loc[values.index], name=ID))


def table(reading: Reading) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows that can come in, and why the others cannot.

    Returns
    -------
    (frame, problems)
        ``frame``: by id, one object column a mapped target, None where blank; rows with a problem are not in it.
        ``problems``: row (its number in the file), column, value, problem; empty when all is well.
    """
    cells, ids = reading.cells, reading.ids
    problems = pd.concat([cells.problems, _id_problems(reading, ids)], ignore_index=True).sort_values(
        "row", kind="stable"
    )
    good = cells.table.loc[~cells.table.index.isin(problems["row"])]
    return good.set_axis(pd.Index(ids.loc[good.index], name=ID)), problems.reset_index(drop=True)


def _id_problems(reading: Reading, ids: "pd.Series[Any]") -> pd.DataFrame:
    found: list[tuple[int, str, str, str]] = []
    if TITLE in reading.target.by_name and TITLE not in reading.mapping:
        found += [
            (int(row), TITLE, "", "No column was recognised as the title: say which it is.")
            for row in ids.index
        ]
        return pd.DataFrame(found, columns=["row", "column", "value", "problem"])
    where = reading.key or reading.mapping.get(TITLE, "")
    blank = ids.eq("")
    missing = f"The row has no {where!r}, which makes its id: fill it in."
    found += [(int(row), ID, "", missing) for row in ids.index[blank]]
    again = ids[ids.duplicated(keep=False) & ~blank]
    for id_, rows in again.groupby(again, sort=False).groups.items():
        sentence = _twice(reading, where, [int(row) for row in rows])
        found += [(int(row), ID, str(id_), sentence) for row in rows]
    return pd.DataFrame(found, columns=["row", "column", "value", "problem"])


def _twice(reading: Reading, where: str, rows: list[int]) -> str:
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    said = ", ".join(map(str, rows[:_SHOWN])) + more
    if reading.key:
        return f"Rows {said} have the same {where!r}; ids must differ."
    return (
        f"Rows {said} have the same title, or nearly, and would get the same id: "
        "change a title, or give the file an id column."
    )
