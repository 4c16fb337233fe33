"""The list of needs: what stands in it, and in which order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from workbench.needs import listing
from workbench.needs.state import NeedsState
from workbench.needs.view import FILTERS
from workbench.ui.grid import GridColumn
from workbench.ui.list_source import ListSource

__all__ = ["NeedsSource"]


class NeedsSource(ListSource):
    """The answers of the list of needs."""

    table = "needs"
    state: NeedsState
    nothing = "No needs yet: press + Add what you heard, or import a file of quotes."
    facts = ("title", "theme", "owner")
    fresh: ClassVar[Mapping[str, Any]] = {"title": "New need"}
    filters = FILTERS

    def columns(self) -> tuple[GridColumn, ...]:
        """Return the columns."""
        return listing.COLUMNS

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the cells of these rows."""
        titles, drafted = self.frame["title"].reindex(list(ids)), self.model.draft.touched(self.table)
        return listing.cells(self.state.evidence, titles, self.state.answered.value, drafted)

    def order(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the needs by demand, or in the order of the column that they are sorted by."""
        titles, sort = self.frame["title"].reindex(list(ids)), self.model.view.sort
        return listing.bands(self.state.evidence, titles, self.state.answered.value, sort)

    def choices(self) -> Mapping[str, Iterable[str]]:
        """Return the segments and channels that there are."""
        every = self.state.all
        return {"segment": every.segments, "channel": every.said["channel"].dropna()}
