"""The selected item: its name and facts as fields, its estimates as sliders with ranges."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets

from workbench.ui.bind import Bound
from workbench.ui.range_slider import RangeSlider

if TYPE_CHECKING:
    from workbench.workspace.schema import Column

__all__ = ["Inspector"]


class Inspector(ipywidgets.VBox):
    """Fields and sliders of one item; what is typed or moved goes to the board.

    Parameters
    ----------
    facts, estimates : sequence of Column
        Columns shown as fields; columns shown as sliders.
    on_text : function(column, text)
        A field was changed, or something typed beside a slider (``column`` with ``_low`` or ``_high`` at its ends).
    on_move : function(column, side, value)
        A slider was moved.
    on_hold : function(held)
        A slider was taken (True) or let go (False).
    on_next : function()
        Enter in the last slider's field.
    """

    def __init__(
        self,
        facts: Sequence["Column"],
        estimates: Sequence["Column"],
        *,
        on_text: Callable[[str, str], None],
        on_move: Callable[[str, str, float], None],
        on_hold: Callable[[bool], None],
        on_next: Callable[[], None],
    ) -> None:
        self._on_text, self._on_move, self._on_hold, self._on_next = on_text, on_move, on_hold, on_next
        self._fields = {column.name: _field(column) for column in facts}
        self._bound = {
            name: Bound(field, partial(_typed, on_text, name)) for name, field in self._fields.items()
        }
        self._made: dict[str, RangeSlider] = {}
        self.sliders: dict[str, RangeSlider] = {}
        """Those that are shown, by column."""
        self._grid = ipywidgets.Box()
        self._grid.add_class("wb-sliders")
        self.offer(estimates)
        title, *others = self._fields.values()
        title.add_class("wb-item-title")
        row = ipywidgets.HBox(others)
        row.add_class("wb-item-facts")
        self.head = ipywidgets.HBox([title])
        self.head.add_class("wb-item-head")
        super().__init__([self.head, row, self._grid])
        self.add_class("wb-inspector")

    def offer(self, estimates: Sequence["Column"]) -> None:
        """Show the sliders of these columns; each is made once."""
        for column in estimates:
            if column.name not in self._made:
                self._made[column.name] = _slider(
                    column, self._on_text, self._on_move, self._on_hold, self._go_on
                )
        self.sliders = {column.name: self._made[column.name] for column in estimates}
        self._grid.children = tuple(self.sliders.values())

    def _go_on(self, name: str) -> None:
        """Take Enter: on to the next slider's field, after the last one to the next item."""
        names = list(self.sliders)
        place = names.index(name) + 1
        if place < len(names):
            self.sliders[names[place]].focus()
        else:
            self._on_next()

    def scale(self, column: str, high: float, step: float) -> None:
        """Set how far a slider goes."""
        slider = self.sliders[column]
        with slider.hold_sync():
            slider.max, slider.step = high, step

    def show(
        self, item: str | None, facts: Mapping[str, Any], estimates: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Show an item's facts and, by column, what :meth:`RangeSlider.show` takes; None shows nothing."""
        for name, bound in self._bound.items():
            field = self._fields[name]
            bound.show(_shown(field, facts.get(name)))
            if field.disabled != (item is None):
                field.disabled = item is None
        for name, slider in self.sliders.items():
            slider.show(item, **estimates.get(name, {}))

    def refuse(self, column: str, sentence: str) -> None:
        """Show a sentence under the slider of a column, if it has one."""
        name = column.removesuffix("_low").removesuffix("_high")
        if name in self.sliders:
            self.sliders[name].refuse(sentence)

    def focus_name(self) -> None:
        """Put the keyboard into the item's name."""
        next(iter(self._fields.values())).focus()

    def focus(self) -> None:
        """Put the keyboard into the first slider's field."""
        next(iter(self.sliders.values())).focus()


def _field(column: "Column") -> ipywidgets.Widget:
    """Return the stock control for a column."""
    if column.kind == "choice":
        field = ipywidgets.Dropdown(options=list(column.choices), tooltip=column.label)
    elif column.kind == "yes/no":
        field = ipywidgets.ToggleButton(description=column.label, tooltip=column.help or column.label)
    else:
        field = ipywidgets.Text(placeholder=column.label, tooltip=column.label, continuous_update=False)
    field.add_class(f"wb-fact-{column.name}")
    return field


def _shown(field: ipywidgets.Widget, value: Any) -> Any:
    """Return what a control takes for a value that may be blank."""
    blank = value is None or value != value  # noqa: PLR0124 (NaN)
    if isinstance(field, ipywidgets.ToggleButton):
        return not blank and bool(value)
    if isinstance(field, ipywidgets.Dropdown):
        return None if blank else value
    return "" if blank else str(value)


def _typed(on_text: Callable[[str, str], None], name: str, value: Any) -> None:
    """Hand on a control's value as the text that a person would type."""
    on_text(name, ("yes" if value else "no") if isinstance(value, bool) else value or "")


def _slider(
    column: "Column",
    on_text: Callable[[str, str], None],
    on_move: Callable[[str, str, float], None],
    on_hold: Callable[[bool], None],
    on_enter: Callable[[str], None],
) -> RangeSlider:
    """Return the slider of a column, its messages named for the column."""
    name = column.name
    return RangeSlider(
        label=column.label,
        unit=column.unit,
        percent=column.percent,
        min=column.low or 0.0,
        max=column.high or 1.0,
        step=column.step or 0.1,
        on_move=lambda side, value: on_move(name, side, value),
        on_type=lambda side, text: on_text(name if side == "value" else f"{name}_{side}", text),
        on_hold=on_hold,
        on_enter=lambda _: on_enter(name),
    )
