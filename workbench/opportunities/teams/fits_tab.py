"""The part "What fits": what each team can do, what of the list goes in, and where it is full."""

from typing import Any

from workbench.language.numbers import number
from workbench.opportunities.state import OpportunityState
from workbench.opportunities.teams import fits
from workbench.opportunities.teams.fits import Team
from workbench.ui.dialog import prose
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import titled
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.tab import Tab

__all__ = ["FitsTab"]

NOTHING = "No team's capacity is known yet: import a file of the table “capacity”: team, first and last day, person-months."
MONTHS = "person-months"


class FitsTab(Tab):
    """A bar a team, and what goes into it."""

    name, label = "capacity", "What fits"
    question = "What can the teams do, and where are they full?"
    layout = "wide-detail"
    state: OpportunityState

    def __init__(self, model: BoardModel, state: OpportunityState, page: Page) -> None:
        super().__init__(model, state, page)
        self._teams = Entries("What each team can do")
        self._items = Entries("What goes in", self._open, look="bars")
        self._outside = Entries("What no team's capacity speaks of", self._open)
        self._about = prose("", "wb-notice", "wb-calm")

    def cards(self) -> list[Any]:
        """Return the teams, what goes in, and what cannot be placed."""
        return [
            titled("What goes in", "person-months, from the top until the next does not fit", self._items, name="wb-wide"),
            titled("The teams", "taken of what they can give", self._about, self._teams, self._outside, name="wb-detail"),
        ]  # fmt: skip

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        found = fits.fill(self.state.standing).teams
        used, room = sum(team.used for team in found), sum(team.room for team in found)
        full, over = sum(team.stopped is not None for team in found), sum(team.over > 0 for team in found)
        facts = [
            (f"{number(used)} of {number(room)}", "person-months taken"),
            (f"{full} of {len(found)}", "teams have no room for their next item"),
        ]
        return [*facts, (number(over), "over by must-dos alone")] if over else facts

    def show(self, *, settled: bool) -> None:
        """Show it; what makes things jump only when settled."""
        if not settled:
            return
        found, lacking = fits.fill(self.state.standing)
        self._about.value = str(prose(self._basis()).value)
        self._teams.show([self._bar(team) for team in found], NOTHING)
        self._items.show([entry for team in found for entry in self._filled(team)], NOTHING)
        rest = [Entry(str(id_), self._title(str(id_)), why, selectable=True) for id_, why in lacking.items()]
        self._outside.show(rest)

    def _basis(self) -> str:
        """Say whose capacity it is, and whether it draws the line."""
        room = self.state.standing.room
        line = (
            "It draws the line."
            if room.draws_line
            else f"The line is drawn by count: top {self.state.standing.line}."
        )
        return f"Capacity {room.when()}. {line}"

    def _bar(self, team: Team) -> Entry:
        over = f"must-dos alone are {number(team.over)} {MONTHS} over" if team.over else ""
        return Entry(
            team.id, self._called(team), over or f"{number(team.left)} {MONTHS} left",
            f"{number(team.used)} of {number(team.room)} ", "warn" if over else "", _share(team.used, team),
        )  # fmt: skip

    def _filled(self, team: Team) -> list[Entry]:
        """Return a heading for a team, what goes in, and where it was full."""
        taken = f"{number(team.used)} of {number(team.room)}"
        left = f"{number(team.over)} over" if team.over else f"{number(team.left)} left"
        tone = "warn" if team.over else ""
        head = Entry(
            f"team {team.id}", "", f"{taken}, {left}", self._called(team), tone, _share(team.used, team)
        )
        items = [
            self._item(str(id_), effort, "must do" if must else "", team)
            for id_, effort, must in zip(
                team.items.index, team.items["effort"], team.items["must_do"], strict=True
            )
        ]
        return [head, *items, *self._end(team)]

    def _end(self, team: Team) -> list[Entry]:
        """Return the item at which it was full."""
        if team.stopped is None:
            return []
        effort = float(self.state.standing.whole["effort"][team.stopped])
        return [self._item(team.stopped, effort, "the first that does not fit", team, "c7")]

    def _item(self, id_: str, effort: float, said: str, team: Team, colour: str = "c1") -> Entry:
        sub = ", ".join(part for part in (number(effort), said) if part)
        share = _share(effort, team)
        return Entry(id_, self._title(id_), sub, share=share, colour=colour, selectable=True)

    def _called(self, team: Team) -> str:
        return self.state.standing.room.team(team.id)

    def _title(self, id_: str) -> str:
        return str(self.state.frame["title"].get(id_, id_))

    def _open(self, id_: str, _: str) -> None:
        """Show an item in the list."""
        if id_ in self.state.frame.index:
            with self.model.together():
                self.model.view.selected, self.model.view.tab = id_, ""


def _share(months: float, team: Team) -> float:
    return min(months / team.room, 1.0) if team.room else 1.0
