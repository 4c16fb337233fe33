"""What each team can give to new work now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

import pandas as pd

from workbench.columns import Tables
from workbench.language.numbers import number
from workbench.workspace.today import today

__all__ = ["Capacity", "Period", "current"]


@dataclass(frozen=True, eq=False)
class Capacity:
    """What the teams can do in their current periods; nothing is known by default."""

    by: "pd.Series[float]" = field(default_factory=lambda: pd.Series(dtype=float))
    """Person-months by team."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the teams are called."""
    period: tuple[pd.Timestamp, pd.Timestamp] | None = None
    """First and last day of the periods that it is the capacity of; None where there is none."""

    @classmethod
    def of(cls, tables: Tables, setting: Callable[[str], Any]) -> Self:
        """Return it from the tables ``capacity`` and ``teams`` and the setting ``product.today``."""
        teams = tables("teams")["name"]
        names = {
            str(team): name
            for team, name in zip(teams.index, teams.tolist(), strict=True)
            if isinstance(name, str)
        }
        rows = current(tables("capacity"), today(setting))
        by: dict[str, float] = {}
        for row in rows:
            by[row.team] = by.get(row.team, 0.0) + row.person_months
        period = (min(row.start for row in rows), max(row.finish for row in rows)) if rows else None
        return cls(pd.Series(by, dtype=float), names, period)

    @property
    def known(self) -> bool:
        """Whether any team's capacity is known."""
        return bool(len(self.by))

    @property
    def total(self) -> float:
        """What all teams together can do, in person-months."""
        return float(self.by.sum())

    def team(self, team: str) -> str:
        """Say a team: "Team Field"."""
        name = self.names.get(team, team)
        return name if "team" in name.casefold() else f"Team {name}"

    def when(self) -> str:
        """Say of which days it is the capacity."""
        if self.period is None:
            return "of no period: none is now or to come"
        start, finish = (f"{day.day} {day:%B %Y}" for day in self.period)
        return f"of {start} to {finish}, {number(self.total)} person-months in all"


class Period(NamedTuple):
    """What a team can give between two days, both included."""

    team: str
    start: pd.Timestamp
    finish: pd.Timestamp
    person_months: float


def current(capacity: pd.DataFrame, day: pd.Timestamp) -> list[Period]:
    """Return each team's current period: the one that contains the day, else the next to start.

    Parameters
    ----------
    capacity : DataFrame
        team; start and finish, dates; person_months. Of periods that overlap on the day, or start together, all
        count. A team whose last period is over has none.
    day : Timestamp

    Notes
    -----
    Plain loops: it is asked at every move of a slider, and the table has a few rows a team.

    Examples
    --------
    >>> rows = pd.DataFrame({"team": "web", "start": pd.to_datetime(["2027-01-01", "2027-04-01"]),
    ...                      "finish": pd.to_datetime(["2027-03-31", "2027-06-30"]), "person_months": [5.0, 6.0]})
    >>> [[each.person_months for each in current(rows, pd.Timestamp(day))] for day in ("2026-11-24", "2027-05-01", "2028-01-01")]
    [[5.0], [6.0], []]
    """
    columns = (capacity[name].tolist() for name in Period._fields)
    by_team: dict[str, list[Period]] = {}
    for row in zip(*columns, strict=True):
        period = Period(*row)
        if not pd.isna(period.person_months) and period.finish >= day:
            by_team.setdefault(period.team, []).append(period)
    return [period for team in sorted(by_team) for period in _first(by_team[team], day)]


def _first(periods: list[Period], day: pd.Timestamp) -> list[Period]:
    now = [period for period in periods if period.start <= day]
    start = min(period.start for period in periods)
    return now or [period for period in periods if period.start == start]
