"""Who it hangs on: what would be chosen without each customer's voice."""

from typing import Any

from markupsafe import Markup

from workbench.language.numbers import number, percent
from workbench.language.words import count
from workbench.opportunities.evidence.voices import Change, Voices
from workbench.opportunities.state import OpportunityState
from workbench.ui.dialog import prose
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import titled
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.rest import Rest
from workbench.ui.stage import Stage
from workbench.ui.tab import Tab

__all__ = ["VoicesTab"]

PAUSE = 0.02
"""Seconds between one customer and the next where surveys are evaluated anew for each."""


class VoicesTab(Tab):
    """Each customer whose silence would change the list, and the list as customers' words would make it."""

    name, label = "voices", "Who it hangs on"
    question = "Whose voice, taken away, would change what is chosen?"
    layout = "wide-detail"
    state: OpportunityState

    def __init__(self, model: BoardModel, state: OpportunityState, page: Page) -> None:
        super().__init__(model, state, page)
        self._voices = Stage(lambda: (state.stood.version,), self._begin)
        self._found: dict[str, Change] = {}
        self.next = Rest(PAUSE, self._one_more)
        self._basis = prose("", "wb-notice", "wb-calm")
        self._each = Entries("Without each customer", look="bars")
        self._list = Entries("The list by what customers said")

    def cards(self) -> list[Any]:
        """Return those whom it hangs on, and the list that they were looked at on."""
        return [
            titled(
                "Without each customer", "all that it said and answered left out", self._each, name="wb-wide"
            ),
            titled("What was looked at", "", self._basis, self._list, name="wb-detail"),
        ]

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        voices, felt = self._voices.value, self._felt()
        line = len(voices.chosen)
        facts = [
            (number(len(felt)), f"of {count(len(voices.customers), 'customer')} would each change it alone")
        ]
        if felt:
            facts.append(
                (f"{felt[0].many} of {line}", f"would change without {self._name(felt[0].customer)}")
            )
        elif not self.next.pending and voices.customers:
            facts.append(("none", f"of the {line} hangs on one customer"))
        return facts

    def show(self, *, settled: bool) -> None:
        """Show it; computed at rest, once a state of the list."""
        if not settled:
            return
        voices = self._voices.value
        self._basis.value = str(Markup("{}").format(self._about(voices)))
        titles = self.state.frame["title"]
        line = len(voices.chosen)
        entries = [
            Entry(
                each.customer,
                self._sentence(each, line),
                f"{each.many} of {line}",
                share=each.many / max(line, 1),
            )
            for each in self._moving()
        ]
        self._each.show(entries, self._foot(voices), self._foot(voices))
        self._list.show([self._item(voices, id_, str(titles.get(id_, id_))) for id_ in voices.chosen])

    def _begin(self) -> Voices:
        """Begin to look: at all customers at once, where that is cheap."""
        model, state = self.model, self.state
        voices = Voices(state.frame, model.setting, model.table, model.workspace, state.backing.value)
        self._found = {}
        if voices.dear:
            self.next.later()
        else:
            self._found = {customer: voices.without(customer) for customer in voices.customers}
        return voices

    def _one_more(self) -> None:
        """Look at one more customer, and show it; the hand may move between two."""
        voices = self._voices.value
        left = [customer for customer in voices.customers if customer not in self._found]
        if not left:
            return
        self._found[left[0]] = voices.without(left[0])
        if len(left) > 1:
            self.next.later()
        self.model.learnt()

    def _felt(self) -> list[Change]:
        """Return those that change what is chosen, the most first."""
        return [each for each in self._moving() if each.many]

    def _moving(self) -> list[Change]:
        """Return those that move anything, if only a place: the most first, then by name."""
        moving = [each for each in self._found.values() if each.many or each.shifted]

        def order(each: Change) -> tuple[int, int, str, str]:
            return -each.many, -len(each.shifted), self._name(each.customer).casefold(), each.customer

        return sorted(moving, key=order)

    def _name(self, customer: str) -> str:
        name = self.model.workspace.frame("customers")["name"].get(customer)
        return name if isinstance(name, str) else customer

    def _sentence(self, each: Change, line: int) -> str:
        """Say what one customer's silence would change."""
        titles = self.state.frame["title"]
        if not each.many:
            places = "changes place" if len(each.shifted) == 1 else "change places"
            return f"Without {self._name(each.customer)}, none of the {line} would change; {len(each.shifted)} {places}."
        out, come = ([str(titles.get(id_, id_)) for id_ in ids] for ids in (each.out, each.come))
        parts = [f"out {', '.join(out)}" if out else "", f"in {', '.join(come)}" if come else ""]
        return f"Without {self._name(each.customer)}, {each.many} of the {line} would change: {'; '.join(part for part in parts if part)}."

    def _foot(self, voices: Voices) -> str:
        """Say how many customers change nothing, or are not looked at yet."""
        if not voices.basis:
            return ""
        every, looked = len(voices.customers), len(self._found)
        if not every:
            return "No customer has said anything yet that a need and an opportunity are linked to."
        if looked < every:
            return f"{looked} of {count(every, 'customer')} looked at so far."
        quiet = every - len(self._moving())
        if quiet == every:
            return f"None of the {count(every, 'customer')} would change the list alone."
        return f"{count(quiet, 'more customer')} would move nothing, not even a place." if quiet else ""

    def _about(self, voices: Voices) -> str:
        label = voices.method.label
        if voices.basis == "known":
            return f"{label} reads what customers said and answered itself: the list as it is."
        if not voices.basis:
            return f"{label} reads neither reach and confidence nor what customers said: this list hangs on no customer."
        if not voices.people:
            return (
                "The list if confidence were what the quotes say. Reach stays as estimated: how many people there are at all"
                " customers is not said yet (Reach? below the selected item asks for it)."
            )
        return (
            f"The list if reach and confidence were what the quotes say: reach is the share of the {count(voices.every, 'customer')}"
            f" who asked, of {number(voices.people)} people; confidence goes by how many asked and where. What meets no need of the"
            " Needs board keeps its estimates. Nothing of it is saved."
        )

    def _item(self, voices: Voices, id_: str, title: str) -> Entry:
        row: dict[Any, Any] = voices.standing.whole.loc[id_].to_dict()
        said = (
            f"reach {number(row['reach'])}, confidence {percent(row['confidence'])}"
            if voices.basis == "suggested"
            else ""
        )
        placed = self.state.standing.placed
        today = id_ in placed.index and bool(placed.at[id_, "chosen"])
        parts = [said, "" if today else "not above the line today"]
        rank = voices.standing.placed["rank"][id_]
        return Entry(
            id_,
            title,
            "; ".join(part for part in parts if part),
            tag=f"{number(rank)} ",
            tone="" if today else "warn",
        )
