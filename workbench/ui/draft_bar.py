"""What is not saved yet, in one sentence; Save and Discard; a conflict with both values and two buttons."""

from typing import Any

import ipywidgets
from markupsafe import Markup

from workbench.ui.bind import bind
from workbench.ui.dialog import prose
from workbench.ui.model import BoardModel

__all__ = ["DraftBar", "DraftButtons"]


class DraftButtons(ipywidgets.HBox):
    """Why, Discard and Save; quiet while there is nothing to save.

    Parameters
    ----------
    model : BoardModel
    """

    def __init__(self, model: BoardModel) -> None:
        why = ipywidgets.Text(placeholder="Why? (optional)", continuous_update=True)
        self.discard = ipywidgets.Button(description="Discard", tooltip="Drop what is not saved")
        self.save = ipywidgets.Button(description="Save", tooltip="Save for everybody (Ctrl+S)")
        self.save.add_class("wb-primary")
        super().__init__([why, self.discard, self.save])
        self.add_class("wb-draft-buttons")
        self._why = bind(why, model, "why")
        self.save.on_click(lambda _: model.save())
        self.discard.on_click(lambda _: model.discard())
        model.observe(lambda change: self._show(dirty=change.new), "dirty")
        self._show(dirty=model.dirty)

    def _show(self, *, dirty: bool) -> None:
        self.save.disabled = self.discard.disabled = not dirty
        (self.remove_class if dirty else self.add_class)("wb-clean")


class DraftBar(ipywidgets.VBox):
    """Says what the draft does, or what else there is to say of the selected item; shows a conflict.

    Parameters
    ----------
    model : BoardModel
    """

    def __init__(self, model: BoardModel) -> None:
        self._sentence = prose("", "wb-say")
        self._mine = ipywidgets.Button(description="Keep mine")
        self._theirs = ipywidgets.Button(description="Take theirs")
        self._conflict = ipywidgets.HBox([prose(""), self._mine, self._theirs])
        self._conflict.add_class("wb-conflict-bar")
        super().__init__([self._sentence, self._conflict])
        self.add_class("wb-draft-bar")
        self._mine.on_click(lambda _: model.choose("mine"))
        self._theirs.on_click(lambda _: model.choose("theirs"))
        self.show("", dirty=False)
        self.show_conflict(None)

    def show(self, sentence: str, *, dirty: bool) -> None:
        """Show what the draft holds; without one, the sentence is what else there is to say of the item."""
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
