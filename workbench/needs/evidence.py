"""What customers said, counted for a board: the same numbers for list, quotes, heat map and sentences."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from workbench.columns import Tables
from workbench.needs import demand, trend
from workbench.workspace.today import today as day

__all__ = ["NOBODYS", "Evidence", "day", "names"]

MONTHS = 12
NOBODYS = "-"
"""The segment of quotes whose customer is not known, or has none."""


def names(tables: Tables, table: str) -> dict[str, str]:
    """Return the names of a table's rows by id; a row without one has none."""
    return {str(row): str(name) for row, name in tables(table)["name"].dropna().items()}


@dataclass(frozen=True, eq=False)
class Evidence:
    """Quotes and what they say of needs.

    Attributes
    ----------
    tables : function(name) -> DataFrame
    said : DataFrame by quote
        The quotes that count: those of ``demand.spoken``, with quote, channel, date.
    today : Timestamp
    """

    tables: Tables
    said: pd.DataFrame
    today: pd.Timestamp

    @classmethod
    def of(cls, tables: Tables, today: pd.Timestamp) -> "Evidence":
        """Return all that was said."""
        feedback = tables("feedback")
        spoken = demand.spoken(feedback, tables("customers"))
        return cls(
            tables, spoken.join(feedback[["quote", "channel", "date", "importance", "contact"]]), today
        )

    def only(self, said: pd.DataFrame) -> "Evidence":
        """Return the same of some quotes."""
        return replace(self, said=said)

    @cached_property
    def needs(self) -> pd.DataFrame:
        """What stands behind each need, those without a quote too: as ``demand.by_need``, and its place."""
        found = demand.by_need(self.said, self.links)
        every = found.reindex(self.tables("needs").index)
        counts = ["demand", "quotes", "customers", "segments", "revenue"]
        return every.assign(**every[counts].fillna(0.0), place=demand.places(found).reindex(every.index))

    @property
    def links(self) -> pd.DataFrame:
        """Which quote speaks of which need."""
        return self.tables("feedback_needs")

    @cached_property
    def by_segment(self) -> pd.DataFrame:
        """Demand by need and segment, that of nobody's segment too: the rows add up to the list."""
        said = self.said.assign(segment=self.said["segment"].fillna(NOBODYS))
        return demand.by_segment(said, self.links)

    @cached_property
    def segments(self) -> dict[str, str]:
        """The segments' names by id; with a name for nobody's, where a quote is of none."""
        nobodys = {NOBODYS: "no segment"} if self.said["segment"].isna().any() else {}
        return names(self.tables, "segments") | nobodys

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Quotes a month by need, of the last twelve: a column a need."""
        rows = (
            self.links[["feedback", "need"]]
            .drop_duplicates()
            .join(self.said["date"], on="feedback", how="inner")
        )
        return trend.monthly(rows, "need", MONTHS, self.today)

    def of_theme(self, theme: str) -> pd.DataFrame:
        """Return the quotes that speak of a need of this theme."""
        needs = self.tables("needs")["theme"]
        mine = self.links["feedback"][self.links["need"].isin(needs.index[needs == theme])]
        return self.said[self.said.index.isin(mine)]

    def by_theme(self) -> pd.DataFrame:
        """Return quotes a month, of the last twelve: a column a theme; a quote counts once for each of its themes."""
        rows = self.links.assign(theme=self.links["need"].map(self.tables("needs")["theme"]))
        once = rows[["feedback", "theme"]].drop_duplicates()
        return trend.monthly(
            once.join(self.said["date"], on="feedback", how="inner"), "theme", MONTHS, self.today
        )

    def quotes(self, need: str) -> pd.DataFrame:
        """Return the quotes of a need, the most important first, then the latest."""
        mine = self.links["feedback"][self.links["need"] == need].unique()
        found = self.said[self.said.index.isin(mine)]
        return found.sort_values(["importance", "date"], ascending=False, na_position="last", kind="stable")

    def unlinked(self) -> pd.DataFrame:
        """Return the quotes that speak of no need yet, the latest first."""
        free = self.said[~self.said.index.isin(self.links["feedback"])]
        return free.sort_values("date", ascending=False, kind="stable")

    def without(self, customer: str, need: str) -> tuple[int, int]:
        """Return a need's place with and without what one customer said; a need without other quotes is last."""
        others = demand.by_need(self.said[self.said["customer"] != customer], self.links)
        places = demand.places(others)
        before = self.needs["place"].to_dict()
        return int(before[need]), int(places.to_dict().get(need, len(places) + 1))
