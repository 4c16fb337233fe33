"""The card on which a workspace's own score methods are written: a formula, or criteria and their weights."""

from collections.abc import Callable
from typing import Any

from workbench.columns import as_text
from workbench.opportunities.methods import catalogue
from workbench.opportunities.methods.method_acts import MethodActs
from workbench.ui.bind import Bound
from workbench.ui.choice import Choice
from workbench.ui.dialog import prose
from workbench.ui.draft_bar import DraftButtons
from workbench.ui.fields import field, stack
from workbench.ui.frame import row, titled
from workbench.ui.model import BoardModel
from workbench.ui.toolbar import button
from workbench.ui.weight_lines import WeightLines

__all__ = ["MethodEditor"]


class MethodEditor:
    """Fields bound to the draft; a sentence says what is wrong, and the old value stays."""

    def __init__(self, model: BoardModel) -> None:
        self._model, self.acts = model, MethodActs(model)
        self.said = prose("", "wb-notice", "wb-method-said")
        self.choice = Choice([""], self._called, self._turn, "Which method is edited")
        self.fields = {
            "name": field("Name", "What it is called", "wb-form-field"),
            "about": field("About", "What it measures, and for whom", "wb-form-field"),
            "formula": field(
                "Formula", "Of columns, such as reach * impact / effort", "wb-form-field", long=True
            ),
            "reason": field("Reason", "Why it is locked or unlocked", "wb-form-field"),
        }
        self._bound = {
            "name": self._bind("name", lambda text: self.acts.describe(self.name, "name", text)),
            "about": self._bind("about", lambda text: self.acts.describe(self.name, "about", text)),
            "formula": self._bind("formula", lambda text: self.acts.write(self.name, text)),
        }
        self.lines = WeightLines(
            lambda criterion, text: self._try(lambda: self.acts.weigh(self.name, criterion, text)),
            lambda criterion: self._try(lambda: self.acts.drop(self.name, criterion)),
        )
        self.lock = button("Lock", self._lock, "wb-quiet", tooltip="Refuse changes until somebody says why")
        self.delete = button(
            "Delete", lambda: self._try(self._delete), "wb-quiet", tooltip="Take this method out"
        )
        self.use = button("Order by it", self._use, "wb-quiet", tooltip="Let it order the list")
        name, about, formula, reason = self.fields.values()
        acts = row(self.lock, self.delete, self.use)
        self._form = stack(name, about, formula, self.lines.box, reason, acts, name="wb-method-form")
        self._refused = ""

    @property
    def name(self) -> str:
        """The id of the method that is edited; "" where there is none."""
        rows, asked = self._model.table("methods").index, self._model.view.method
        return asked if asked in rows else str(next(iter(rows), ""))

    def card(self) -> Any:
        """Return the card."""
        tools = row(
            self.choice.control,
            button("+ Formula", lambda: self._add("formula"), "wb-quiet", tooltip="A score of columns, as you write it"),
            button("+ Weighted criteria", lambda: self._add("weighted"), "wb-quiet", tooltip="Columns, each counting as you say"),
        )  # fmt: skip
        return titled(
            "Your own methods",
            "saved with Save",
            tools,
            row(DraftButtons(self._model)),
            self.said,
            self._form,
            name="wb-under",
        )

    def show(self) -> None:
        """Show the method as the draft has it."""
        tables, name = self._model.table, self.name
        rows = tables("methods")
        self.choice.offer(rows.index.tolist() or [""], name)
        for part in (self.choice.control, self._form):
            part.layout.display = "" if name else "none"
        wrong = catalogue.problem(name, tables) if name else ""
        self._say(self._refused or wrong)
        if not name:
            return
        mine, locked = rows.loc[name], self.acts.locked(name)
        weighted = mine["kind"] == "weighted"
        for column, bound in self._bound.items():
            if not (column == "formula" and self._refused):  # what was typed stays where its sentence stands
                bound.show(as_text(mine[column]))
        self.fields["formula"].disabled = locked
        self.fields["formula"].layout.display = "none" if weighted else ""
        self.lines.box.layout.display = "" if weighted else "none"
        if weighted:
            self.lines.show(self.acts.weights(name), catalogue.of_criteria(tables), locked=locked)
        self.lock.description = "Unlock" if locked else "Lock"
        self.delete.disabled = locked
        self.fields["reason"].placeholder = (
            f"Locked: {self.acts.reason(name)}. Why unlock it?" if locked else "Why it must stay as it is"
        )

    def _bind(self, column: str, act: Callable[[str], None]) -> Bound:
        return Bound(self.fields[column], lambda text: self._try(lambda: act(text)))

    def _try(self, act: Callable[[], Any]) -> None:
        """Do something, or say why it cannot be done."""
        self._refused = ""
        try:
            act()
        except ValueError as error:
            self._refused = str(error)
        self.show()

    def _add(self, kind: str) -> None:
        self._refused = ""
        self._model.view.method = self.acts.add(kind)
        self.show()
        self.fields["name"].focus()

    def _delete(self) -> None:
        self.acts.delete(self.name)

    def _lock(self) -> None:
        typed = self.fields["reason"]

        def act() -> None:
            # before the lock shows: the next reason may be typed at once
            reason, typed.value = typed.value, ""
            try:
                self.acts.lock(self.name, reason)
            except ValueError:
                typed.value = reason
                raise

        self._try(act)

    def _use(self) -> None:
        if self.name in catalogue.methods_of(self._model.table):
            self._model.change_setting("opportunities.method", self.name)

    def _turn(self, name: str) -> None:
        self._refused = ""
        self._model.view.method = name
        self.show()

    def _called(self, name: str) -> str:
        return catalogue.label(name, self._model.table) if name else ""

    def _say(self, sentence: str) -> None:
        self.said.value = str(prose(sentence).value) if sentence else ""
        self.said.layout.display = "" if sentence else "none"
