"""A small form: fields with labels, one button that hands the texts over, a sentence beside what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import ipywidgets

from workbench.ui.dialog import prose
from workbench.ui.toolbar import button

__all__ = ["Field", "Form"]


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes
    ----------
    kind : {"text", "long", "choice", "pick"}
        "pick" suggests the choices and takes any other text, too.
    choices : tuple of (label, value)
        A pick gives back the label.
    keep : bool
        Stays as it is when the form is emptied: where and when, for the next one.
    """

    name: str
    label: str
    kind: Literal["text", "long", "choice", "pick"] = "text"
    choices: tuple[tuple[str, str], ...] = ()
    value: str = ""
    keep: bool = False
    hint: str = ""


class Form(ipywidgets.VBox):
    """Fields and a button.

    Parameters
    ----------
    fields : sequence of Field
    done : str
        What the button says.
    on_done : function(texts by name)
        Raises ValueError with a sentence where the form stays as it is; else it is emptied for the next one.
    aside : bool
        Something else is what its dialog is for: the button does not stand out.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        done: str,
        on_done: Callable[[Mapping[str, str]], str],
        *,
        aside: bool = False,
    ) -> None:
        self._fields = {field.name: field for field in fields}
        self._controls = {field.name: _control(field) for field in fields}
        self._on_done = on_done
        self._said = prose("", "wb-form-said")
        grid = ipywidgets.Box(list(self._controls.values()))
        grid.add_class("wb-form-fields")
        foot = ipywidgets.HBox([self._said, button(done, self.submit, *([] if aside else ["wb-primary"]))])
        foot.add_class("wb-form-foot")
        super().__init__([grid, foot])
        self.add_class("wb-form")

    @property
    def texts(self) -> dict[str, str]:
        """What the fields hold."""
        return {name: str(control.value or "") for name, control in self._controls.items()}

    def fill(self, **texts: str) -> None:
        """Put texts into fields."""
        for name, text in texts.items():
            self._controls[name].value = text

    def focus(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self._controls.values())).focus()

    def submit(self) -> None:
        """Hand the texts over; say what came of it."""
        try:
            said = self._on_done(self.texts)
        except ValueError as error:
            self._say(str(error), bad=True)
            return
        self.fill(**{field.name: field.value for field in self._fields.values() if not field.keep})
        self._say(said)
        self.focus()

    def _say(self, sentence: str, *, bad: bool = False) -> None:
        (self._said.add_class if bad else self._said.remove_class)("wb-bad")
        self._said.value = str(prose(sentence).value)


def _control(field: Field) -> ipywidgets.Widget:
    common = {"description": field.label, "placeholder": field.hint, "tooltip": field.hint or field.label}
    if field.kind == "choice":
        made = ipywidgets.Dropdown(
            options=list(field.choices), value=field.value or field.choices[0][1], description=field.label,
            tooltip=field.hint or field.label,
        )  # fmt: skip
    elif field.kind == "pick":
        options = [label for label, _ in field.choices]
        made = ipywidgets.Combobox(options=options, value=field.value, ensure_option=False, **common)
    else:
        kind = ipywidgets.Textarea if field.kind == "long" else ipywidgets.Text
        made = kind(value=field.value, continuous_update=True, **common)
    made.add_class("wb-form-field")
    made.add_class(f"wb-form-{field.name}")
    return made
