"""What fits: by team what goes in, what it takes of the room, and the item at which the team was full."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from workbench.opportunities import ranking
from workbench.opportunities.standing import Standing
from workbench.opportunities.teams import by_teams
from workbench.planning.filling import ROUNDING

__all__ = ["Filled", "Team", "fill"]


@dataclass(frozen=True)
class Team:
    """One team, as the list now fills it."""

    id: str
    room: float
    """Person-months."""
    items: pd.DataFrame
    """What goes in, must-dos first, then best first, by id: effort, must_do."""
    stopped: str | None
    """The item at which it was full; None where all went in."""

    @property
    def used(self) -> float:
        """Person-months of what goes in."""
        return float(self.items["effort"].sum())

    @property
    def over(self) -> float:
        """By how much the must-dos alone exceed the room; 0 where they do not."""
        musts = float(self.items["effort"][self.items["must_do"]].sum())
        return max(musts - self.room, 0.0) if musts - self.room > ROUNDING else 0.0

    @property
    def left(self) -> float:
        """What is left of the room, 0 or more."""
        rest = self.room - self.used
        return rest if rest > ROUNDING else 0.0


class Filled(NamedTuple):
    """All teams, and what none of them can be asked for."""

    teams: list[Team]
    outside: "pd.Series[str]"
    """Why nothing says whether an open item fits, by id: "no team", "no effort" or "no capacity"."""


def fill(standing: Standing) -> Filled:
    """Fill the teams whose capacity is known from the top of the list, in the order of their ids.

    It is the same filling whatever draws the line, so that a line by count can be held against it.
    """
    whole = standing.whole.reindex(columns=["status_category", "must_do", *by_teams.COLUMNS])
    rows = ranking.candidates(whole)
    placed, ends = by_teams.place(rows, standing.scores[rows.index], standing.room.by)
    inside = placed[placed["chosen"]]
    inside = inside.iloc[(~inside["must_do"]).to_numpy().argsort(kind="stable")]
    mine = rows.loc[inside.index, ["effort", "team"]].assign(must_do=inside["must_do"])
    found = [
        _team(str(team), mine, float(room), None if stopped is None else str(stopped))
        for team, room, stopped in zip(ends.index, ends["room"], ends["stopped"], strict=True)
    ]
    return Filled(found, placed["unplaced"][placed["unplaced"] != ""])


def _team(team: str, inside: pd.DataFrame, room: float, stopped: str | None) -> Team:
    mine = inside[(inside["team"] == team).to_numpy(dtype=bool, na_value=False)]
    return Team(team, room, mine[["effort", "must_do"]].fillna({"effort": 0.0}), stopped)
