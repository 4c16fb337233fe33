"""What a person can do with the rows of a list board."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.sampling.words import count
from workbench.ui.acts import Acts
from workbench.ui.edits import moved, typed

if TYPE_CHECKING:
    from workbench.ui.list_board import ListBoard

__all__ = ["ListActs"]


class ListActs(Acts):
    """The verbs of one list board."""

    def __init__(self, board: "ListBoard") -> None:
        super().__init__(board)
        self._list = board

    def edit(self, cells: Sequence[tuple[str, str, str]]) -> None:
        """Take typed, pasted or deleted texts: what can be read is drafted, what cannot is said."""
        board = self._list
        cells = [cell for cell in cells if cell[0] in board.frame.index]
        edits, refused = typed(board.frame, cells, board.read)
        taken = (
            f" {count(len(cells) - len(refused), 'cell')} of {len(cells)} taken." if len(cells) > 1 else ""
        )
        board.bar.say(f"{refused[0][2]}{taken}" if refused else "", bad=bool(refused))
        board.draft.update({(board.table, id_, column): value for (id_, column), value in edits.items()})
        board.settle_now()
        for id_, column, sentence in refused[:1]:  # after the rows found their places
            board.grid.refuse(id_, column, sentence)
            if id_ == board.view.selected:
                board.inspector.refuse(column, sentence)

    def move(self, column: str, side: str, value: float) -> None:
        """Take a moved slider."""
        board = self._list
        edits = moved(board.frame.loc[board.view.selected], column, side, value)
        board.draft.update({(board.table, board.view.selected, name): new for name, new in edits.items()})

    def add(self) -> None:
        """Add a row and select it."""
        board, id_ = self._list, f"new-{secrets.token_hex(4)}"
        board.draft.update({(board.table, id_, column): value for column, value in board.fresh.items()})
        board.view.selected = id_
        board.settle_now()
        board.inspector.focus_name()

    def delete(self) -> None:
        """Take the selected row out, in the draft."""
        board = self._list
        if board.view.selected in board.frame.index:
            board.draft.remove(board.table, board.view.selected)
            board.settle_now()

    def sort(self, column: str) -> None:
        """Sort by a column: upwards, downwards, the board's own order."""
        view = self._list.view
        view.sort = {column: f"-{column}", f"-{column}": ""}.get(view.sort, column)
