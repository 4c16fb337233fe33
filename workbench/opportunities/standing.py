"""How the opportunities stand: from a table and the settings to scores, places and odds, the same for everybody.

The board, the findings and the notebook all come through here, so that two numbers on one screen never disagree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.opportunities import ranges, ranking, register, scales
from workbench.opportunities.known import known
from workbench.opportunities.methods import catalogue
from workbench.opportunities.methods.kano_rule import KanoRule
from workbench.opportunities.odds import Odds
from workbench.opportunities.teams import by_teams, capacity_odds
from workbench.opportunities.teams.room import Room
from workbench.planning.filling import is_must

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Saved", "Standing", "assumptions", "stand"]

RICE = ("reach", "impact", "confidence", "effort")
"""What is shown of a method that does not say what it reads."""
Settings = Callable[[str], Any]


def assumptions(setting: Settings) -> dict[str, Any]:
    """Return what ranges and efforts are assumed from, as :func:`ranges.assume` takes it, by the settings."""
    words = [replace(word, factor=setting(f"ranges.{word.name.replace(' ', '_')}")) for word in ranges.WORDS]
    sizes = [replace(size, effort=setting(f"sizes.{size.name}")) for size in ranges.SIZES]
    return {"words": words, "sizes": sizes, "points_a_month": setting("ranges.points_a_month")}


@dataclass(frozen=True)
class Standing:
    """Where each opportunity stands; odds are blank until :meth:`weighed`."""

    line: int
    """Places above the line."""
    method: register.Method
    whole: pd.DataFrame
    """All rows, with assumed ranges; ``.attrs["assumed"]`` has the cells."""
    scores: "pd.Series[float]"
    """Of all rows."""
    placed: pd.DataFrame
    """The open rows, best first: score, must_do, chosen, tied, rank; weighed: p_top, band."""
    inputs: tuple[str, ...]
    """The columns of the list that the method reads."""
    odds: pd.DataFrame
    """``uncertainty.rank_probability`` of the rows that contend; empty until weighed."""
    said: str = ""
    """The sentence to say where the chosen method is gone or broken and another stands in for it."""
    gated: "Mapping[str, str]" = field(default_factory=dict)
    """Why what customers said lifts an item above the line or leaves it without a score, by id."""
    room: Room = field(default_factory=Room)
    """What the teams can do, as far as that is known; it may draw the line."""

    @property
    def picks(self) -> str:
        """Say what is above the line: "the top 10"."""
        return "what the teams can do" if self.room.draws_line else f"the top {self.line}"

    @property
    def among(self) -> str:
        """Say what an item above the line is among: "in the top 10"."""
        return f"{'among' if self.room.draws_line else 'in'} {self.picks}"

    @property
    def musts(self) -> int:
        """How many must-dos there are; they take their places first."""
        return int(self.placed["must_do"].sum())

    @property
    def places(self) -> int:
        """Places of the count that are left for those that have to win them."""
        return max(self.line - self.musts, 0)

    @property
    def free(self) -> int:
        """The same; where the teams draw the line, as many as go in."""
        if self.room.draws_line:
            return int((self.placed["chosen"] & ~self.placed["must_do"]).sum())
        return self.places

    @property
    def unplaced(self) -> "pd.Series[str]":
        """Why nothing says whether an open item goes in: "no team", "no effort" or "no capacity"; else ""."""
        if "unplaced" in self.placed:
            return self.placed["unplaced"]
        return pd.Series("", index=self.placed.index, dtype=object)

    def weighed(self, keeper: Odds, setting: Settings) -> "Standing":
        """Return the same with odds and bands; the keeper remembers the last draws."""
        trials, seed = int(setting("opportunities.trials")), int(setting("opportunities.seed"))
        odds = keeper.of(ranking.contenders(self.whole), self.method, trials, seed, self.places)
        if self.room.draws_line:
            odds = odds.assign(p_top=self._taken(keeper))
        p_top = odds["p_top"].reindex(self.placed.index).to_numpy()
        bands = ranking.band(self.placed, p_top)
        p_top = np.where(self.placed["must_do"], 1.0, p_top)
        return replace(self, odds=odds, placed=self.placed.assign(p_top=p_top, band=bands))

    def _taken(self, keeper: Odds) -> "pd.Series[float]":
        """Return how often each row that contends goes in until its team is full."""
        rows = ranking.contenders(self.whole).reindex(columns=by_teams.COLUMNS)
        musts = self.whole.reindex(index=self.placed.index[self.placed["must_do"]], columns=by_teams.COLUMNS)
        reserved = musts["effort"].groupby(musts["team"]).sum()
        order = np.argsort(rows.index.to_numpy(dtype=str), kind="stable")
        return capacity_odds.share(rows.iloc[order], keeper.scores[order], self.room.by, reserved)

    def with_odds_of(self, other: "Standing") -> "Standing":
        """Return the same with the odds of an earlier standing, for the moment until its own follow."""
        if "p_top" not in other.placed:
            return replace(self, placed=self.placed.assign(p_top=np.nan, band=ranking.BANDS[-1]))
        at = other.placed.index.get_indexer(self.placed.index)
        p_top = np.append(other.placed["p_top"].to_numpy(), np.nan)[at]
        band = np.append(other.placed["band"].to_numpy(dtype=object), ranking.BANDS[-1])[at]
        return replace(self, odds=other.odds, placed=self.placed.assign(p_top=p_top, band=band))


def stand(
    table: pd.DataFrame,
    setting: Settings,
    more: Callable[[], pd.DataFrame] = pd.DataFrame,
    tables: catalogue.Tables | None = None,
) -> Standing:
    """Return scores and places of a table, without odds: cheap enough for every move of a slider.

    Parameters
    ----------
    more : function() -> DataFrame by id
        What else is known; asked only where the method needs a column that the table has not.
    tables : function(name) -> DataFrame, optional
        The workspace's tables, as the draft has them, for the methods that are written down there; without it only
        registered ones can be chosen.
    """
    line, name = int(setting("opportunities.line")), str(setting("opportunities.method"))
    method, said = catalogue.chosen(name, tables) if tables else (register.get(name), "")
    plain, rule = method.on(table), KanoRule.of(setting)
    method = rule.on(plain)
    whole = ranges.assume(table, **assumptions(setting))
    missing = [name for name in method.needs if name not in whole]
    if missing:
        found = more().reindex(index=whole.index, columns=missing).astype(float)
        whole = whole.assign(**{name: found[name] for name in missing})  # a join would lose what was assumed
    inputs = tuple(name for name in plain.needs if name in whole) or RICE
    gated = rule.said(whole)
    if gated:
        whole = whole.assign(must_do=is_must(whole) | rule.expected(whole))
    whole = scales.assume(whole, inputs)
    scores = method(whole)
    candidates = ranking.candidates(whole.reindex(columns=["status_category", "must_do", *by_teams.COLUMNS]))
    room, mine = Room.of(tables, setting) if tables else Room(), scores[candidates.index]
    if room.draws_line:
        placed = by_teams.place(candidates, mine, room.by).placed
    else:
        placed = ranking.place(candidates, mine, line)
    return Standing(line, method, whole, scores, placed, inputs, pd.DataFrame(), said, gated, room)


class Saved:
    """How the opportunities stand without anybody's draft, computed once a version."""

    def __init__(self) -> None:
        self._known: tuple[int, Standing] | None = None

    def keep(self, workspace: "Workspace", standing: Standing) -> None:
        """Take what a board without a draft has computed already."""
        self._known = workspace.version, standing

    def of(self, workspace: "Workspace", table: str) -> Standing:
        """Return it for the workspace's version."""
        if self._known is None or self._known[0] != workspace.version:
            more = partial(known, workspace)
            standing = stand(workspace[table], workspace.setting, more, workspace.frame)
            self.keep(workspace, standing.weighed(Odds(), workspace.setting))
        assert self._known is not None
        return self._known[1]
