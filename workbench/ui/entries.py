"""A list of things to read and act on: quotes, customers to call, surveys."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import traitlets

from workbench.ui.widget import Widget

__all__ = ["Entries", "Entry"]


@dataclass(frozen=True)
class Entry:
    """One thing of a list; all of it is shown as text, never as markup."""

    id: str
    text: str
    sub: str = ""
    """A second, quieter line."""
    tag: str = ""
    """What stands before the text, in bold."""
    tone: str = ""
    """"quote", "warn" or nothing."""
    share: float | None = None
    """A bar of 0 to 1."""
    colour: str = ""
    """The token of the bar's colour; blank: that of all bars."""
    actions: tuple[tuple[str, str, str], ...] = ()
    """Buttons: name, label, tooltip."""
    href: tuple[str, str] | None = None
    """A link within this server and its words."""
    selectable: bool = False
    """The text itself is a button: the act "select"."""


class Entries(Widget):
    """Entries in their order.

    Parameters
    ----------
    label : str
        What a screen reader says.
    on_act : function(id, name)
        A button was pressed.
    look : {"plain", "quotes", "bars"}
    """

    kind = "Entries"
    entries = traitlets.List().tag(sync=True)
    foot = traitlets.Unicode().tag(sync=True)
    """What stands below: that there is nothing, or how much more there is."""
    label = traitlets.Unicode().tag(sync=True)
    look = traitlets.Unicode("plain").tag(sync=True)

    def __init__(
        self, label: str, on_act: Callable[[str, str], None] = lambda _, __: None, **traits: Any
    ) -> None:
        super().__init__(label=label, **traits)
        self._on_act = on_act

    def show(self, entries: Sequence[Entry], nothing: str = "", more: str = "") -> None:
        """Show these; ``nothing`` is what an empty list says, ``more`` what stands below another."""
        with self.hold_sync():
            self.foot = more if entries else nothing
            self.entries = [asdict(entry) for entry in entries]

    def receive(self, message: dict[str, Any]) -> None:
        """Take a pressed button: one that is there."""
        act = message.get("act")
        if isinstance(act, list) and len(act) == 2:  # noqa: PLR2004 (id and name)
            id_, name = map(str, act)
            shown = next((entry for entry in self.entries if entry["id"] == id_), None)
            if shown and (
                name in [each[0] for each in shown["actions"]] or (name == "select" and shown["selectable"])
            ):
                self._on_act(id_, name)
