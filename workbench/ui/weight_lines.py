"""The criteria of a weighted method: a line each, with a slider, a field, its share of the whole, and a way out."""

from collections.abc import Callable, Mapping

import ipywidgets
import pandas as pd

from workbench.language.numbers import percent
from workbench.ui.bind import Bound
from workbench.ui.choice import Choice
from workbench.ui.dialog import prose
from workbench.ui.frame import row
from workbench.ui.toolbar import button

__all__ = ["WeightLines"]

FURTHEST = 10.0
ADD = "+ Criterion"


class WeightLines:
    """Lines that are made anew only where criteria come or go, so that a field keeps the keyboard.

    Parameters
    ----------
    on_weight : function(criterion, text)
        A weight was typed or slid.
    on_drop : function(criterion)
    """

    def __init__(self, on_weight: Callable[[str, str], None], on_drop: Callable[[str], None]) -> None:
        self._on_weight, self._on_drop = on_weight, on_drop
        self._said: Mapping[str, str] = {}
        self.lines: dict[str, _Line] = {}
        self.add = Choice(
            [""], lambda name: self._said.get(name, name) if name else ADD, self._add, "Add a criterion"
        )
        self._place = ipywidgets.VBox()
        self.box = ipywidgets.VBox([self._place, row(self.add.control)])
        self.box.add_class("wb-weights")

    def show(self, rows: pd.DataFrame, criteria: Mapping[str, str], *, locked: bool) -> None:
        """Show rows of ``weights``; ``criteria``: what can be weighed, and how it is said."""
        self._said = criteria
        names = rows["criterion"].astype(str).tolist()
        # before a new line shows: the next criterion may be chosen at once
        self.add.offer(["", *(name for name in criteria if name not in names)], "")
        if names != list(self.lines):
            self.lines = {
                name: _Line(criteria.get(name, name), name, self._on_weight, self._on_drop) for name in names
            }
            self._place.children = [line.box for line in self.lines.values()]
        whole = float(rows["weight"].abs().sum())
        for name, weight in zip(names, rows["weight"].astype(float), strict=True):
            self.lines[name].show(weight, abs(weight) / whole if whole else 0.0, locked=locked)
        self.add.control.disabled = locked

    def _add(self, criterion: str) -> None:
        if criterion:
            self._on_weight(criterion, "1")


class _Line:
    """One criterion."""

    def __init__(
        self, label: str, name: str, on_weight: Callable[[str, str], None], on_drop: Callable[[str], None]
    ) -> None:
        hint = f"Weight of {label}"
        self.slider = ipywidgets.FloatSlider(
            min=-FURTHEST, max=FURTHEST, step=0.5, readout=False, description=label, tooltip=hint
        )
        self.slider.add_class("wb-weight")
        self.field = ipywidgets.Text(continuous_update=False, tooltip=hint, placeholder=hint)
        self.field.add_class("wb-weight-field")
        self._share = prose("", "wb-weight-share")
        self._drop = button("×", lambda: on_drop(name), "wb-quiet", tooltip=f"Take {label} out")
        self._slid = Bound(self.slider, lambda value: on_weight(name, f"{value:g}"))
        self._typed = Bound(self.field, lambda text: on_weight(name, text))
        self.box = row(self.slider, self.field, self._share, self._drop)

    def show(self, weight: float, share: float, *, locked: bool) -> None:
        """Show a weight, and its share of all."""
        self._slid.show(min(max(weight, -FURTHEST), FURTHEST))
        self._typed.show(f"{weight:g}")
        against = " against" if weight < 0 else ""
        self._share.value = str(prose(f"{percent(share)}{against}").value)
        for control in (self.slider, self.field, self._drop):
            control.disabled = locked
