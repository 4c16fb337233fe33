"""Below the selected item: what would change its place, the riskiest guess of the list, and why the item is here."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench.opportunities.worth import riskiest
from workbench.opportunities.worth.guesses import WORDS, crossings, nearest, threshold
from workbench.ui.blocks import Blocks

if TYPE_CHECKING:
    from workbench.opportunities.standing import Standing
    from workbench.opportunities.worth.knowing import Knowing, Worth

__all__ = ["Hints", "place", "riskiest_guess"]

WAITING = "…"
TITLES = ("What would change its place", "Riskiest guess on the list", "Why it is here")


class Hints(Blocks):
    """Three short texts side by side; one without a text is not there."""

    def __init__(self) -> None:
        self._of: str | None = None
        super().__init__(TITLES)
        self.show(WAITING, WAITING, "")

    def show(self, place: str, guess: str, why: str) -> None:
        """Show what would change the item's place, the riskiest guess, and why it is here."""
        self.fill(place, guess, why)

    def draw(self, knowing: "Knowing", standing: "Standing", selected: str | None, why: str = "") -> None:
        """Show what is known of the selected item; what belongs to an earlier state stays, dimmed, until it is."""
        worth = knowing.worth
        (self.remove_class if knowing.current else self.add_class)("wb-waiting")
        if worth is None:
            self.show(WAITING, WAITING, why)
        elif knowing.current:
            self._of = selected
            self.show(place(worth, standing, selected), riskiest_guess(worth), why)
        elif selected != self._of:
            self._of = selected
            self.show(WAITING, riskiest_guess(worth), why)


def place(worth: "Worth", standing: "Standing", selected: str | None) -> str:
    """Say what would change an item's place, of the numbers that are nearest to doing so."""
    placed = standing.placed
    if selected is None or selected not in placed.index:
        return "Only open opportunities have a place."
    if placed.at[selected, "must_do"]:
        return "A must-do: it stays in, whatever its numbers are."
    if placed["score"].isna()[selected]:
        return "It has no place yet: estimates are missing."
    line, first = (nearest(flips, standing, selected) for flips in (worth.flips, worth.first))
    inside = bool(placed.at[selected, "chosen"])
    said = [
        f"{'Falls out' if inside else 'Comes in'} if {crossings(line, standing, 1)}." if len(line) else "",
        _first(line, first, standing, now=bool(placed.at[selected, "rank"] == 1)) if len(first) else "",
    ]
    return " ".join(part for part in said if part) or "No single number would change its place."


def _first(line: pd.DataFrame, first: pd.DataFrame, standing: "Standing", *, now: bool) -> str:
    """Say what would make an item the first; short where it is the number that was just spoken of."""
    start, column = "No longer first" if now else "First", str(first.index[0])
    said = f"if {crossings(first, standing, 1)}"
    if len(line) and line.index[0] == column:
        to, today = (float(first[name].iloc[0]) for name in ("to", "today"))
        sign, _, text = threshold(column, to, today, standing.method.bounds.get(column))
        said = f"{WORDS[sign]}{text}" if WORDS[sign] else said
    return f"{start} {said}."


def riskiest_guess(worth: "Worth") -> str:
    """Say which one number is most worth finding out."""
    found = riskiest.order(worth.value)
    if found.empty:
        return "None: no single number could change what is chosen."
    id_, column, _, swaps = found.iloc[0].tolist()
    title = riskiest.titles(worth.standing, [id_])[id_]
    return f"{riskiest.subject(column, title)}: {riskiest.sentence(swaps, worth.standing.picks)}."
