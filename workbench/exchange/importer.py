"""Reading, planning and writing for one table of one workspace, as the import panel asks for them."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench.exchange import plan as plans
from workbench.exchange import reading as readings
from workbench.exchange.detect import read

if TYPE_CHECKING:
    from workbench.exchange.plan import Plan
    from workbench.exchange.reading import Reading
    from workbench.workspace.workspace import Workspace

__all__ = ["Importer"]


class Importer:
    r"""What an import into one table needs; a front end shows it and asks.

    Examples
    --------
    >>> importer = Importer(workspace, "opportunities")                                # doctest: +SKIP
    >>> reading = importer.read("mine.csv", b"title,reach\nSign-in,900\n")             # doctest: +SKIP
    >>> importer.plan(reading).sentence                                                # doctest: +SKIP
    """

    def __init__(self, workspace: "Workspace", table: str) -> None:
        self._workspace = workspace
        self._table = self._target = workspace.declaration(table)

    def targets(self) -> list[tuple[str, str]]:
        """Return the columns that can be read, as (label, name); the ids come first. A file may go elsewhere."""
        columns = [
            (column.label, column.name) for column in self._target.by_name.values() if not column.hidden
        ]
        return [("Id", readings.ID), *columns]

    def read(self, name: str, content: bytes) -> "Reading":
        """Return a file as it is understood; ImportProblem (a ValueError) where it cannot be."""
        found = read((name, content), self._table)
        self._target = found.target
        return found

    def remap(self, reading: "Reading", target: str, source: str | None) -> "Reading":
        """Return the reading with one column read from another of the file's, or from none."""
        return readings.remap(reading, target, source)

    def preview(self, reading: "Reading") -> pd.DataFrame:
        """Return the first ten rows as they would come in."""
        return readings.preview(reading, 10)

    def plan(self, reading: "Reading", *, skip_bad: bool = False) -> "Plan":
        """Return what an import would change; nothing is written."""
        return plans.plan(self._workspace, reading.target, reading, skip_bad)

    def apply(self, plan: "Plan") -> int:
        """Write a plan as one version, and return it."""
        return plans.apply(self._workspace, plan, why=f"import: {plan.sentence}")
