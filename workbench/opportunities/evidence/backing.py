"""What stands behind each opportunity: quotes, customers, segments, revenue, and the kinds of source they came by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Tables
from workbench.feedback.quotes import counted, of_opportunities, spoken

__all__ = ["COUNTS", "Backing"]

COUNTS = ("demand", "quotes", "customers", "segments", "revenue", "channels", "answered")
ANSWERS = ("functional", "dysfunctional", "rating", "choice", "text")


@dataclass(frozen=True, eq=False)
class Backing:
    """What customers said and answered of each opportunity.

    Attributes
    ----------
    said : DataFrame
        A row a quote and opportunity that it speaks of, by way of a need: feedback, of (the opportunity), customer
        (blank where it is not known), segment, revenue, weight, channel.
    answered : DataFrame
        of, customer: who answered a survey's question on it; each pair once.
    linked : Index
        The opportunities that would meet a need, with a quote or without.
    """

    said: pd.DataFrame
    answered: pd.DataFrame
    linked: "pd.Index[str]"
    needs: Mapping[str, str] = field(default_factory=dict)
    """By opportunity, the need of those that it would meet of which most quotes speak."""

    @classmethod
    def of(cls, tables: Tables) -> "Backing":
        """Return what stands behind the opportunities of a workspace.

        Parameters
        ----------
        tables : function(name) -> DataFrame
            feedback, customers, feedback_needs, need_opportunities, questions, responses.
        """
        feedback, met, links = tables("feedback"), tables("need_opportunities"), tables("feedback_needs")
        rows = spoken(feedback, tables("customers")).assign(channel=feedback["channel"])
        pairs = of_opportunities(links, met)
        said = pairs.join(rows, on="feedback", how="inner").reset_index(drop=True)
        linked = pd.Index(met["opportunity"].unique(), dtype="str")
        return cls(said, _answered(tables), linked, _most_spoken(links, met))

    @cached_property
    def counts(self) -> pd.DataFrame:
        """Return, by opportunity, :data:`COUNTS`; an opportunity of which nobody spoke has no row.

        demand: the quotes' importance, added up; revenue: each customer's once; channels: kinds of source; answered:
        customers who answered a survey's question on it.
        """
        said = self.said
        voices = said.drop(columns="of").drop_duplicates("feedback").set_index("feedback")
        found = counted(voices, said[["feedback", "of"]], "opportunity")
        channels = said.groupby("of")["channel"].nunique()
        answered = self.answered.groupby("of").size()
        every = found.index.union(answered.index)
        found = found.reindex(every).assign(
            channels=channels.reindex(every), answered=answered.reindex(every)
        )
        return found[list(COUNTS)].fillna(0.0).astype(float).rename_axis("opportunity")

    @cached_property
    def quotes(self) -> dict[str, int]:
        """How many quotes speak of each opportunity of which anybody spoke."""
        many = self.counts["quotes"].astype(int)
        return dict(many[many > 0].items())  # type: ignore[arg-type]

    @cached_property
    def customers(self) -> list[str]:
        """Everybody who said or answered something."""
        names = pd.concat([self.said["customer"], self.answered["customer"]]).dropna()
        return sorted(set(names))

    def without(self, customer: str) -> "Backing":
        """Return the same without anything that one customer said or answered."""
        said, answered = (rows[rows["customer"] != customer] for rows in (self.said, self.answered))
        return replace(self, said=said, answered=answered)

    def without_each(self) -> pd.DataFrame:
        """Return what would stand behind each opportunity without each one of the customers, in one go.

        Returns
        -------
        DataFrame by (customer, opportunity)
            demand, quotes, customers, channels, answered: those of ``without(customer).counts``, 0 where it has no row.
        """
        counts, who = self.counts, pd.Index(self.customers)
        of, by = _places(counts.index, self.said["of"]), _places(who, self.said["customer"])
        shape = (len(who), len(counts))
        theirs = _table(by, of, shape)
        weights = _table(by, of, shape, self.said["weight"].to_numpy(dtype=float))
        answers = self.answered
        asked = _table(_places(who, answers["customer"]), _places(counts.index, answers["of"]), shape)
        less = {
            "demand": weights,
            "quotes": theirs,
            "customers": theirs > 0,
            "channels": self._alone(by, of, shape),
            "answered": asked > 0,
        }
        index = pd.MultiIndex.from_product([who, counts.index], names=["customer", "opportunity"])
        left = {name: (counts[name].to_numpy() - gone).ravel() for name, gone in less.items()}
        return pd.DataFrame(left, index=index)

    def _alone(
        self, by: npt.NDArray[np.intp], of: npt.NDArray[np.intp], shape: tuple[int, int]
    ) -> npt.NDArray[np.float64]:
        """Return in how many channels of each opportunity each customer is the only voice."""
        rows = pd.DataFrame({"of": of, "channel": self.said["channel"].to_numpy(), "by": by})
        rows = rows.dropna(subset=["channel"])
        voices = rows.groupby(["of", "channel"])["by"].agg(["min", "max"]).reset_index()
        only = voices[(voices["min"] == voices["max"]) & (voices["min"] >= 0)]
        return _table(only["min"].to_numpy(), only["of"].to_numpy(), shape)


def _places(index: pd.Index, values: "pd.Series[str]") -> npt.NDArray[np.intp]:
    """Return the place of each value in an index; -1 where it is not there."""
    return index.get_indexer(pd.Index(values))


def _table(
    rows: npt.NDArray[np.intp],
    columns: npt.NDArray[np.intp],
    shape: tuple[int, int],
    weights: npt.NDArray[np.float64] | None = None,
) -> npt.NDArray[np.float64]:
    """Count pairs of a row and a column; a row of -1 is nobody."""
    known = rows >= 0
    places = rows[known] * shape[1] + columns[known]
    weights = None if weights is None else weights[known]
    found: npt.NDArray[np.float64] = (
        np.bincount(places, weights, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    )
    return found


def _most_spoken(links: pd.DataFrame, met: pd.DataFrame) -> dict[str, str]:
    """Return the need that each opportunity has most quotes of; the first by id of equals."""
    many = links.groupby("need").size()
    pairs = met.assign(many=met["need"].map(many).fillna(0.0)).sort_values(
        ["many", "need"], ascending=[False, True]
    )
    first = pairs.drop_duplicates("opportunity")
    return dict(zip(first["opportunity"], first["need"], strict=True))


def _answered(tables: Tables) -> pd.DataFrame:
    """Return which customer answered a question on which opportunity."""
    questions, answers = tables("questions"), tables("responses")
    about = questions["opportunity"].dropna()
    mine = answers[answers["question"].isin(about.index) & answers["customer"].notna()]
    mine = mine[mine[list(ANSWERS)].notna().any(axis=1)]
    pairs = pd.DataFrame({"of": mine["question"].map(about), "customer": mine["customer"]})
    return pairs.drop_duplicates().reset_index(drop=True)
