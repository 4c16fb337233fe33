"""A plotly figure as a widget that never carries plotly.js and is changed by small patches."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from workbench.ui.widget import Widget

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["Chart"]


class Chart(Widget):
    """A figure on the page.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        Drawn whole once; later changes come through :meth:`patch`.
    label : str
        What a screen reader says.
    on_click : function(id), optional
        Called with the first ``customdata`` of a clicked mark.
    """

    kind = "Chart"
    figure = traitlets.Dict().tag(sync=True)
    patch_ = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, figure: "go.Figure", *, label: str, on_click: Callable[[str], None] | None = None, **traits: Any
    ) -> None:
        super().__init__(figure=json.loads(figure.to_json()), label=label, **traits)
        self._seq = 0
        self._sent: dict[str, Any] = {}
        self._on_click = on_click

    def patch(self, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any] | None = None) -> None:
        """Send what differs from the last patch: attributes of traces, and layout keys, by dotted name.

        ``traces`` has one mapping a trace of the figure, in its order: the same number each time, with empty
        lists instead of missing traces, so that a patch never has to add or remove one.
        """
        if len(traces) != len(self.figure["data"]):
            raise ValueError(f"a patch needs {len(self.figure['data'])} traces, not {len(traces)}")
        changed = {str(i): self._news(f"trace {i}", trace) for i, trace in enumerate(traces)}
        changed = {i: change for i, change in changed.items() if change}
        moved = self._news("layout", layout or {})
        if not changed and not moved:
            return
        for i, change in changed.items():
            _assign(self.figure["data"][int(i)], change)  # in place: nothing is sent, later views are right
        _assign(self.figure["layout"], moved)
        self._seq += 1  # makes every patch differ, or traitlets would not send it
        self.patch_ = {"seq": self._seq, "traces": changed, "layout": moved}

    def _news(self, place: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that are not what was last sent for this place, and remember them."""
        last = self._sent.setdefault(place, {})
        news = {name: value for name, value in values.items() if name not in last or last[name] != value}
        last.update(news)
        return news

    def receive(self, message: dict[str, Any]) -> None:
        """Pass on the id of a clicked mark."""
        if self._on_click and isinstance(message.get("click"), str):
            self._on_click(message["click"])


def _assign(target: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Set values by dotted name."""
    for path, value in changes.items():
        *inner, last = path.split(".")
        place = target
        for key in inner:
            place = place.setdefault(key, {})
        place[last] = value
