"""The list of opportunities: what stands in it, and what is said of the selected one."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd

from workbench.opportunities import listing, wording
from workbench.opportunities.deciding import falls_out, reopening
from workbench.opportunities.state import TABLE, OpportunityState
from workbench.opportunities.view import FILTERS, passing
from workbench.ui.grid import GridColumn
from workbench.ui.list_source import ListSource

__all__ = ["RankingSource"]


class RankingSource(ListSource):
    """The answers of the ranked list."""

    table = TABLE
    state: OpportunityState
    nothing = "No opportunities yet: press + New, paste rows from a spreadsheet, or import a file."
    facts = ("title", "theme", "owner", "status_category", "must_do", "source")
    fresh: ClassVar[Mapping[str, Any]] = {"title": "New item", "status_category": "open"}
    filters = FILTERS

    def columns(self) -> tuple[GridColumn, ...]:
        """Return the columns: those that the method reads among them, and the quotes where there are some."""
        quotes = bool(self.state.backing.value.quotes)
        return listing.columns(self.state.standing.inputs, self.declared, quotes=quotes)

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the cells of these rows."""
        standing, quotes = self.state.standing, self.state.backing.value.quotes
        drafted, assumed = self.model.draft.touched(TABLE), standing.whole.attrs["assumed"]
        made = self.state.some if set(ids) <= {*self.state.seen} else self.state.rows
        found = listing.cells(made, ids, standing.inputs, drafted, assumed)
        return {id_: {**cells, "quotes": quotes.get(id_)} for id_, cells in found.items()}

    def order(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows by band and place, or in the order of the column that they are sorted by."""
        made = self.state.rows.assign(quotes=pd.Series(self.state.backing.value.quotes, dtype=float))
        return listing.bands(made, self.state.standing, ids, self.model.view.sort)

    def matches(self) -> "pd.Series[bool]":
        """Return which rows search and filters let through; while the queue is worked through, what it holds."""
        view, frame = self.model.view, self.frame
        if view.unscored:
            return pd.Series(frame.index.isin(self.state.unscored), index=frame.index)
        if view.reopen:
            found = reopening.come_true(self.state.standing).index
            return pd.Series(frame.index.isin(found), index=frame.index)
        return super().matches() & passing(frame, view)

    def choices(self) -> Mapping[str, "pd.Series[Any]"]:
        """Return the themes and owners that there are."""
        return {name: self.frame[name].dropna() for name in ("theme", "owner")}

    def estimates(self) -> tuple[str, ...]:
        """Return the columns that the method reads and that have a range."""
        declared = self.declared.by_name
        return tuple(name for name in self.state.standing.inputs if f"{name}_low" in declared)

    def notes(self, selected: str) -> dict[str, dict[str, Any]]:
        """Return what the sliders say beside their values."""
        return wording.notes(self.state.standing.whole, selected, self.estimates())

    def about(self, selected: str | None) -> str:
        """Say its description, what customers said, and under which condition it waits."""
        description, id_, standing = super().about(selected), str(selected), self.state.standing
        waits, gated = reopening.about(standing, id_), standing.gated.get(id_, "")
        return " ".join(said for said in (waits, description, self.state.known.said(id_), gated) if said)

    def consequence(self, selected: str) -> str:
        """Say what the draft changes of it, and what that does."""
        state, draft = self.state, self.model.draft
        columns = [name for name in draft.touched(TABLE).get(selected, ()) if name and name != "reopen_rule"]
        saved = self.model.workspace.frame(TABLE)
        said = (
            falls_out.consequence(state.standing, selected, draft.edits),
            wording.changes(selected, columns, saved, state.frame),
            wording.effects(selected, state.saved.value, state.standing, settled=state.settled),
        )
        return " ".join(each for each in said if each)

    def read(self, column: str, text: str) -> dict[str, Any]:
        """Read a typed text; a size may stand for an effort, and words for a confidence."""
        return wording.read(column, text, super().read)
