"""What the quotes say of the selected item's reach and confidence: offered with the arithmetic, taken by a person."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from workbench.columns import floats
from workbench.language.numbers import number, percent
from workbench.language.words import count
from workbench.opportunities import naming
from workbench.opportunities.evidence import suggestions
from workbench.opportunities.evidence.voices import PEOPLE
from workbench.opportunities.state import TABLE, OpportunityState
from workbench.ui.dialog import prose
from workbench.ui.form import Field, Form
from workbench.ui.frame import row
from workbench.ui.offer import Offer
from workbench.ui.page import Page
from workbench.ui.toolbar import button

__all__ = ["SuggestedConfidence", "SuggestedReach"]


class _Suggested(Offer):
    """One estimate that the quotes have something to say of."""

    column = ""

    def __init__(self, state: OpportunityState, page: Page) -> None:
        super().__init__(
            self._words, self.open, f"What customers said of it makes this {self.column}; nothing changes yet"
        )
        self._state, self._model, self._page = state, state.model, page
        self._said = prose("")
        self._take = button("Take it", self.take, "wb-primary", tooltip="Into the draft; saved with the rest")

    def counts(self) -> dict[str, int]:
        """Return what stands behind the selected item; empty where nobody spoke of it, or the list does not ask."""
        state, id_ = self._state, self._model.view.selected
        known = state.backing.value.counts
        if id_ not in known.index or id_ not in state.frame.index or self.column not in state.standing.inputs:
            return {}
        row_ = known.loc[id_]
        return {str(name): int(row_[name]) for name in ("customers", "channels", "answered")}

    def edits(self) -> dict[str, float]:
        """Return the cells that taking it would draft; empty where there is no number."""
        raise NotImplementedError

    def open(self) -> None:
        """Show the arithmetic, and the button that takes it."""
        if not self.counts():
            return
        self.refresh()
        title = str(self._state.frame.at[self._model.view.selected, "title"])
        self._page.dialog.show(
            f"{self.column.capitalize()} of “{title}” by what customers said", self.pieces()
        )

    def pieces(self) -> list[Any]:
        """Return what the dialog shows."""
        return [self._said, row(self._take)]

    def refresh(self) -> None:
        """Show the arithmetic as it is now."""
        said = (Markup("<p>{}</p>").format(line) for line in self.lines() if line)
        self._said.value = str(Markup("").join(said))
        self._take.layout.display = "" if self.edits() else "none"

    def lines(self) -> list[str]:
        """Return the arithmetic, a sentence or two a line."""
        raise NotImplementedError

    def take(self) -> None:
        """Draft it."""
        edits, id_ = self.edits(), str(self._model.view.selected)
        if edits:
            self._page.dialog.close_card()
            self._model.edit({(TABLE, id_, name): value for name, value in edits.items()})

    def _words(self) -> str:
        counts = self.counts()
        return self.offered(counts) if counts and not self._is_there() else ""

    def offered(self, counts: Mapping[str, int]) -> str:
        """Say what there is to take."""
        raise NotImplementedError

    def _is_there(self) -> bool:
        edits = self.edits()
        return bool(edits) and self._value() == edits[self.column]

    def _value(self) -> float:
        return float(
            floats(self._state.frame[self.column])[self._state.frame.index == self._model.view.selected][0]
        )

    def _now(self) -> str:
        return f"Now it is {naming.said(self.column, self._value())}."


class SuggestedReach(_Suggested):
    """Reach by the share of the customers who asked."""

    column = "reach"

    def edits(self) -> dict[str, float]:
        """Return reach with its range, where the people at all customers are known."""
        heard, every, people = self._numbers()
        if not (heard and people):
            return {}
        low, high = suggestions.reach_range(heard, every, people)
        value = float(suggestions.reach(float(heard), every, people))
        return {"reach": value, "reach_low": low, "reach_high": high}

    def offered(self, counts: Mapping[str, int]) -> str:
        """Say the reach and from how many customers it is."""
        heard, found = counts["customers"], self.edits()
        number_ = f" {number(found['reach'])}" if found else ""
        return f"Reach{number_}? from {count(heard, 'customer')}" if heard else ""

    def lines(self) -> list[str]:
        """Return the arithmetic."""
        heard, every, people = self._numbers()
        found = self.edits()
        sure = (
            f"By the share of {every} customers alone it may as well be {number(found['reach_low'])} or"
            f" {number(found['reach_high'])}: taken as low and high, 1 case in 10 beyond either."
            if found
            else ""
        )
        return [
            suggestions.reach_said(heard, every, people),
            sure,
            f"Who needs it and did not say so is not counted. {self._now()}",
        ]

    def pieces(self) -> list[Any]:
        """Return the arithmetic, the button, and the number that it rests on."""
        _, __, people = self._numbers()
        field = Field(
            "people",
            "People",
            value=f"{people:.15g}" if people else "",
            keep=True,
            hint="people a quarter at all customers",
        )
        form = Form([field], "Set the people at all customers", self._set, aside=True)
        return [*super().pieces(), form]

    def _set(self, texts: Mapping[str, str]) -> str:
        """Draft how many people there are; ValueError with a sentence where that is no number."""
        people = self._model.workspace.catalogue.setting(PEOPLE).column.read(texts["people"])
        self._model.change_setting(PEOPLE, people)
        self.refresh()
        return "Drafted: it is saved with the rest."

    def _numbers(self) -> tuple[int, int, float]:
        return (
            self.counts().get("customers", 0),
            len(self._model.workspace.frame("customers")),
            float(self._model.setting(PEOPLE) or 0.0),
        )


class SuggestedConfidence(_Suggested):
    """Confidence by how many independent customers asked, and by which kinds of source."""

    column = "confidence"

    def edits(self) -> dict[str, float]:
        """Return the confidence of the rule."""
        counts = self.counts()
        if not counts:
            return {}
        return {
            "confidence": float(
                suggestions.confidence(
                    *(float(counts[name]) for name in ("customers", "channels", "answered"))
                )
            )
        }

    def offered(self, counts: Mapping[str, int]) -> str:
        """Say the confidence and from how many customers it is."""
        heard = counts["customers"]
        from_ = count(heard, "customer") if heard else "a survey" if counts["answered"] else "quotes"
        return f"Confidence {percent(self.edits()['confidence'])}? from {from_}"

    def lines(self) -> list[str]:
        """Return the arithmetic and the rule."""
        counts = self.counts()
        return [suggestions.confidence_said(**counts), suggestions.RULE, self._now()] if counts else []
