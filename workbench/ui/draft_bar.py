"""What is not saved yet, in one sentence, with Save and Discard; a conflict with both values and two buttons."""

from collections.abc import Callable
from typing import Any

import ipywidgets
from markupsafe import Markup

from workbench.ui.dialog import prose

__all__ = ["DraftBar"]


class DraftBar(ipywidgets.VBox):
    """Shows a draft; edits nothing itself.

    Parameters
    ----------
    on_save : function(why)
        ``why`` is None where no reason was given.
    on_discard : function()
    on_settle : function(take)
        "mine" or "theirs", for the conflict that is shown.
    """

    def __init__(
        self,
        on_save: Callable[[str | None], None],
        on_discard: Callable[[], None],
        on_settle: Callable[[str], None],
    ) -> None:
        self._why = ipywidgets.Text(placeholder="Why? (optional)", continuous_update=True)
        self._discard = ipywidgets.Button(description="Discard", tooltip="Drop what is not saved")
        self._save = ipywidgets.Button(description="Save", tooltip="Save for everybody (Ctrl+S)")
        self._sentence = prose("", "wb-say")
        self._mine = ipywidgets.Button(description="Keep mine")
        self._theirs = ipywidgets.Button(description="Take theirs")
        self._conflict = ipywidgets.HBox([prose(""), self._mine, self._theirs])
        self._conflict.add_class("wb-conflict-bar")
        self.status = prose("", "wb-status")
        self._save.add_class("wb-primary")
        self.buttons = ipywidgets.HBox([self._why, self._discard, self._save])
        self.buttons.add_class("wb-draft-buttons")
        super().__init__([self._sentence, self._conflict])
        self.add_class("wb-draft-bar")
        self._save.on_click(lambda _: on_save(self.take_why()))
        self._discard.on_click(lambda _: on_discard())
        self._mine.on_click(lambda _: on_settle("mine"))
        self._theirs.on_click(lambda _: on_settle("theirs"))
        self.show("", dirty=False)
        self.show_conflict(None)

    def take_why(self) -> str | None:
        """Return the reason that was typed, and empty its field."""
        why, self._why.value = self._why.value.strip(), ""
        return why or None

    def keep_why(self, why: str | None) -> None:
        """Put a reason back that was not used yet."""
        self._why.value = why or ""

    def show(self, sentence: str, *, dirty: bool) -> None:
        """Show what the draft holds; without one, the sentence is what else there is to say of the item."""
        self._save.disabled = self._discard.disabled = not dirty
        (self.buttons.remove_class if dirty else self.buttons.add_class)("wb-clean")
        (self._sentence.add_class if dirty else self._sentence.remove_class)("wb-dirty")
        line = Markup("<p><b>Not saved</b> {}</p>") if dirty else Markup("<p>{}</p>")
        self._sentence.value = str(line.format(sentence))

    def show_conflict(self, cell: dict[str, Any] | None) -> None:
        """Show a cell that somebody else saved another value of: title, column, mine, theirs, who."""
        self._conflict.layout.display = "" if cell else "none"
        if cell:
            self._conflict.children[0].value = str(
                Markup("{column} of <b>{title}</b>: yours is {mine}, {who} saved {theirs}.").format(**cell)
            )
            self._theirs.description = f"Take {cell['who']}'s"

    def say(self, sentence: str | Markup, *, bad: bool = False) -> None:
        """Say what just happened, or what was wrong and how to mend it."""
        (self.status.add_class if bad else self.status.remove_class)("wb-bad")
        self.status.value = str(Markup("{}").format(sentence))
