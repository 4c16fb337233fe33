"""What a person can do with the rows of a list: every change is a draft."""

import secrets
from collections.abc import Sequence

from workbench.language.words import count
from workbench.ui.edits import Refusals, moved, typed
from workbench.ui.list_source import ListSource

__all__ = ["ListActions"]


class ListActions:
    """The verbs of one list.

    Parameters
    ----------
    source : ListSource
    """

    def __init__(self, source: ListSource) -> None:
        self._source, self._model = source, source.model

    def edit(self, cells: Sequence[tuple[str, str, str]]) -> Refusals:
        """Take typed, pasted or deleted texts: what can be read is drafted; what cannot is said, and returned."""
        source, model = self._source, self._model
        cells = [cell for cell in cells if cell[0] in source.frame.index]
        edits, refused = typed(source.frame, cells, source.read)
        taken = (
            f" {count(len(cells) - len(refused), 'cell')} of {len(cells)} taken." if len(cells) > 1 else ""
        )
        model.say(f"{refused[0][2]}{taken}" if refused else "", bad=bool(refused))
        model.edit({(source.table, id_, column): value for (id_, column), value in edits.items()})
        return refused

    def move(self, column: str, side: str, value: float) -> None:
        """Take a moved slider."""
        source, id_ = self._source, self._model.view.selected
        edits = moved(source.frame.loc[id_], column, side, value)
        self._model.edit({(source.table, id_, name): new for name, new in edits.items()}, moving=True)

    def add(self) -> None:
        """Add a row and select it."""
        source, id_ = self._source, f"new-{secrets.token_hex(4)}"
        with self._model.together():
            self._model.edit({(source.table, id_, column): value for column, value in source.fresh.items()})
            self._model.view.selected = id_

    def delete(self) -> None:
        """Take the selected row out, in the draft."""
        if self._model.view.selected in self._source.frame.index:
            self._model.remove(self._source.table, self._model.view.selected)

    def sort(self, column: str) -> None:
        """Sort by a column: upwards, downwards, the list's own order."""
        view = self._model.view
        view.sort = {column: f"-{column}", f"-{column}": ""}.get(view.sort, column)
