"""How the opportunities stand: from a table and the settings to scores, places and odds, the same for everybody.

The board, the findings and the notebook all come through here, so that two numbers on one screen never disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.opportunities import ranges, ranking, register
from workbench.opportunities.odds import Odds

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Saved", "Standing", "assumptions", "stand"]

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
    odds: pd.DataFrame
    """``uncertainty.rank_probability`` of the rows that contend; empty until weighed."""

    def weighed(self, keeper: Odds, setting: Settings) -> "Standing":
        """Return the same with odds and bands; the keeper remembers the last draws."""
        free = max(self.line - int(self.placed["must_do"].sum()), 0)
        trials, seed = int(setting("opportunities.trials")), int(setting("opportunities.seed"))
        odds = keeper.of(ranking.contenders(self.whole), self.method, trials, seed, free)
        p_top = odds["p_top"].reindex(self.placed.index).to_numpy()
        bands = ranking.band(self.placed, p_top)
        p_top = np.where(self.placed["must_do"], 1.0, p_top)
        return replace(self, odds=odds, placed=self.placed.assign(p_top=p_top, band=bands))

    def with_odds_of(self, other: "Standing") -> "Standing":
        """Return the same with the odds of an earlier standing, for the moment until its own follow."""
        if "p_top" not in other.placed:
            return replace(self, placed=self.placed.assign(p_top=np.nan, band=ranking.BANDS[-1]))
        at = other.placed.index.get_indexer(self.placed.index)
        p_top = np.append(other.placed["p_top"].to_numpy(), np.nan)[at]
        band = np.append(other.placed["band"].to_numpy(dtype=object), ranking.BANDS[-1])[at]
        return replace(self, odds=other.odds, placed=self.placed.assign(p_top=p_top, band=band))


def stand(table: pd.DataFrame, setting: Settings) -> Standing:
    """Return scores and places of a table, without odds: cheap enough for every move of a slider."""
    line, method = int(setting("opportunities.line")), register.get(setting("opportunities.method"))
    whole = ranges.assume(table, **assumptions(setting))
    scores = method(whole)
    candidates = ranking.candidates(whole[["status_category", "must_do"]])
    placed = ranking.place(candidates, scores[candidates.index], line)
    return Standing(line, method, whole, scores, placed, pd.DataFrame())


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
            standing = stand(workspace[table], workspace.setting)
            self.keep(workspace, standing.weighed(Odds(), workspace.setting))
        assert self._known is not None
        return self._known[1]
