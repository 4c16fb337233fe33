"""The part "Riskiest guesses": which number is worth finding out next, and what that could change."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.opportunities.state import OpportunityState
from workbench.opportunities.worth import guesses, riskiest
from workbench.opportunities.worth.knowing import Worth
from workbench.ui.dialog import prose
from workbench.ui.draft_bar import DraftButtons
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import card, heading, row, titled
from workbench.ui.heat import Heat
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.setting_field import SettingField
from workbench.ui.tab import Tab

if TYPE_CHECKING:
    from workbench.opportunities.standing import Standing

__all__ = ["VALUE", "GuessesTab"]

VALUE = "opportunities.value_per_point"
GUESSES, NEAR, ROWS, NUMBERS = 25, 6, 20, 3
"""So many guesses; items on each side of the line; rows of the heat map; and numbers that would change one's place."""
WAITING = "…"


class GuessesTab(Tab):
    """Three cards: guesses by what they are worth to know, where each item may land, and what would change its place."""

    name, label = "guesses", "Riskiest guesses"
    question = "Which number is worth finding out next, and what could it change?"
    layout = "two-wide"
    state: OpportunityState

    def __init__(self, model: BoardModel, state: OpportunityState, page: Page) -> None:
        super().__init__(model, state, page)
        self._guesses = Entries("Riskiest guesses", self._open, look="worth")
        self._near = Entries("What would change its place", self._open)
        self._heat = Heat("Where each item may land", lambda item, _: self._open(f" {item}", "select"))
        self._landing = prose("", "wb-card-title")

    def cards(self) -> list[Any]:
        """Return the three cards."""
        value = SettingField(self.model, self.page, VALUE, blank=0.0, hint="not given")
        tools = row(value.control, DraftButtons(self.model))
        hint = "what checking one number could change; most worth knowing first"
        return [
            titled("Which number is worth finding out next?", hint, tools, self._guesses, name="wb-guesses"),
            titled("What would change its place", "items near the line; nearest number first", self._near, name="wb-near"),
            card(self._landing, self._heat, name="wb-landing"),
        ]  # fmt: skip

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top; those of an earlier state until the new ones follow."""
        worth = self.state.knowing.worth
        if worth is None:
            return [(WAITING, "points more, if everything were known")]
        return riskiest.facts(worth.value, worth.standing, *self._money())

    def show(self, *, settled: bool) -> None:
        """Show the cards; what belongs to an earlier state stays, dimmed, until the new follows."""
        knowing, worth = self.state.knowing, self.state.knowing.worth
        for part in (self._guesses, self._near):
            (part.remove_class if knowing.current else part.add_class)("wb-waiting")
        if not settled:
            return
        self._show_landing()
        if worth is None:
            self._guesses.show([], WAITING)
            self._near.show([], WAITING)
        else:
            self._guesses.show(
                self._worth_knowing(worth), "No single number could change what is chosen.", self._more(worth)
            )
            self._near.show(near(worth), "Nothing competes for a place.")

    def _worth_knowing(self, worth: Worth) -> list[Entry]:
        """Return the guesses with what each is worth."""
        found = riskiest.order(worth.value).head(GUESSES)
        titles = riskiest.titles(worth.standing, found["id"].tolist())
        assumed, chosen = (
            {tuple(cell) for cell in worth.standing.whole.attrs["assumed"]},
            worth.standing.picks,
        )
        most = float(found["evppi"].max()) if len(found) else 1.0
        entries = []
        for id_, column, points, swaps in found.itertuples(index=False):
            guessed = bool({(id_, f"{column}_low"), (id_, f"{column}_high")} & assumed)
            entries.append(
                Entry(
                    f"{column} {id_}",
                    f"{riskiest.subject(column, titles[id_])}: {riskiest.sentence(swaps, chosen)}",
                    riskiest.gain(points, *self._money(), assumed=guessed),
                    share=points / most,
                    selectable=True,
                )
            )
        return entries

    def _more(self, worth: Worth) -> str:
        left = int((worth.value["evppi"] > 0).sum()) - GUESSES
        return f"{left} more could change it, each by less." if left > 0 else ""

    def _money(self) -> tuple[float, str]:
        return float(self.model.setting(VALUE)), str(self.model.setting("product.currency"))

    def _show_landing(self) -> None:
        """Show the heat map, from the odds' own draws."""
        standing, selected = self.state.standing, self.model.view.selected
        self._landing.value = str(heading("Where it may land", riskiest.reading(standing)))
        many = riskiest.competing(standing)
        ids = riskiest.rows(standing, ROWS, selected)
        ends = riskiest.classes(standing.free, many)
        if not ends:
            self._heat.show(pd.DataFrame(), {}, {})
            return
        cells = riskiest.out_of_a_hundred(self.state.places(ends).reindex(ids))
        labels = riskiest.labels(ends, standing.musts)
        self._heat.show(
            cells.mask(cells == 0), dict(riskiest.titles(standing, ids)), labels, selected, shares=cells / 100
        )

    def _open(self, entry: str, _: str) -> None:
        """Select the item, and go to its slider."""
        column, _, id_ = entry.partition(" ")
        with self.model.together():
            self.model.view.selected, self.model.view.tab = id_, ""
        self.model.ask_focus(column)


def near(worth: Worth) -> list[Entry]:
    """Return the items near the line with the numbers that would take each across it, the nearest item first."""
    standing = worth.standing
    found = []
    for id_ in _around(standing):
        flips = guesses.nearest(worth.flips, standing, id_)
        side = "Out" if standing.placed.at[id_, "chosen"] else "In"
        said = (
            f"{side}, if {guesses.crossings(flips, standing, NUMBERS)}."
            if len(flips)
            else "No single number would do it."
        )
        found.append((float(flips["away"].min()) if len(flips) else np.inf, id_, said))
    titles = riskiest.titles(standing, [id_ for _, id_, _ in found])
    return [
        Entry(f" {id_}", titles[id_], said, selectable=True)
        for _, id_, said in sorted(found, key=lambda each: each[0])
    ]


def _around(standing: "Standing") -> list[str]:
    """Return the items that compete nearest to the line, on both sides of it."""
    placed = standing.placed
    mine = placed[~placed["must_do"].to_numpy(dtype=bool) & placed["score"].notna().to_numpy()]
    inside = mine["chosen"].to_numpy(dtype=bool)
    return [*mine.index[inside][-NEAR:].tolist(), *mine.index[~inside][:NEAR].tolist()]
