"""What a workspace refuses: values that cannot be, and cells that somebody else saved in the meantime."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

__all__ = ["Conflict", "StoreError", "TableError"]

PROBLEM = ("table", "id", "column", "value", "problem")
CELL = ("table", "id", "column", "mine", "theirs", "who")
SHOWN = 20  # sentences in a message; the frame has all


def _frame(rows: Iterable[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


class StoreError(RuntimeError):
    """A workspace that cannot be opened, with what to do about it."""


class TableError(ValueError):
    """Values that were refused; nothing was written.

    Attributes
    ----------
    problems : DataFrame
        table, id, column, value, problem: one row, and one sentence, an offence.
    """

    def __init__(self, problems: Iterable[tuple[Any, ...]]) -> None:
        self.problems = _frame(problems, PROBLEM)
        said = list(self.problems["problem"].head(SHOWN))
        more = len(self.problems) - len(said)
        super().__init__(" ".join([*said, f"And {more} more."] if more else said))


class Conflict(Exception):  # noqa: N818 (the name outside code relies on)
    """Cells that another Workspace object saved another value of; nothing was written.

    Attributes
    ----------
    table, id, column, mine, theirs, who
        Of the first such cell; ``who`` saved theirs.
    cells : DataFrame
        The same six columns, one row a cell. A blank column: the row itself was added or removed.
    """

    def __init__(self, cells: Iterable[tuple[Any, ...]]) -> None:
        self.cells = _frame(cells, CELL)
        self.table: str
        self.id: str
        self.column: str | None
        self.table, self.id, self.column, self.mine, self.theirs, self.who = self.cells.iloc[0].tolist()
        more = f" So it is for {len(self.cells) - 1} more." if len(self.cells) > 1 else ""
        super().__init__(
            f"{self.who} saved {'row' if self.column is None else self.column} of {self.table} {self.id!r} as {self.theirs!r} in the meantime,"
            f" and yours is {self.mine!r}: choose one, then save again.{more}"
        )
