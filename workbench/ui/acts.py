"""What a person can do on a list board.

Each act changes the draft, the view or the workspace, and says what went wrong; it draws nothing itself, the change
comes back to the board as every other does.
"""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.sampling.words import count
from workbench.ui import help_texts
from workbench.ui.dialog import prose
from workbench.ui.edits import moved, typed
from workbench.workspace.errors import Conflict, StoreError, TableError

if TYPE_CHECKING:
    from workbench.ui.list_board import ListBoard

__all__ = ["Acts"]


class Acts:
    """The verbs of one board."""

    def __init__(self, board: "ListBoard") -> None:
        self._board = board
        self.held = False
        """Whether a pointer holds a slider: nothing jumps meanwhile."""

    def edit(self, cells: Sequence[tuple[str, str, str]]) -> None:
        """Take typed, pasted or deleted texts: what can be read is drafted, what cannot is said."""
        board = self._board
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
        board = self._board
        edits = moved(board.frame.loc[board.view.selected], column, side, value)
        board.draft.update({(board.table, board.view.selected, name): new for name, new in edits.items()})

    def hold(self, held: bool) -> None:
        """Take the start and the end of a slider's move."""
        self.held = held
        if not held:
            self._board.let_go()

    def add(self) -> None:
        """Add a row and select it."""
        board, id_ = self._board, f"new-{secrets.token_hex(4)}"
        board.draft.update(
            {(board.table, id_, "title"): "New item", (board.table, id_, "status_category"): "open"}
        )
        board.view.selected = id_
        board.settle_now()
        board.inspector.focus_name()

    def delete(self) -> None:
        """Take the selected row out, in the draft."""
        board = self._board
        if board.view.selected in board.frame.index:
            board.draft.remove(board.table, board.view.selected)
            board.settle_now()

    def queue(self) -> None:
        """Start scoring what is not scored yet, one after another; or stop."""
        view, waiting = self._board.view, self._board.unscored()
        view.unscored = bool(waiting) and not view.unscored
        if view.unscored:
            view.selected = waiting[0]
            self._board.inspector.focus()

    def next_unscored(self) -> None:
        """Go on to the next item of the queue."""
        board = self._board
        if not board.view.unscored:
            return
        waiting = [id_ for id_ in board.unscored() if id_ != board.view.selected]
        if waiting:
            board.view.selected = waiting[0]
            board.inspector.focus()
        else:
            board.view.unscored = False
            board.bar.say("The queue is done.")

    def save(self, why: str | None = None) -> None:
        """Save the whole draft as one version."""
        board = self._board
        if not board.draft.edits:
            return
        if not board.visitor.known:
            board.bar.keep_why(why)
            board.visitor.ask(lambda: self.save(board.bar.take_why()))
            return
        try:
            board.draft.save(why)
        except Conflict:
            board.workspace.sync()
            board.bar.say(
                "Somebody saved one of these cells meanwhile: choose which value stays, then save.", bad=True
            )
            board.refresh()
        except TableError as error:
            board.bar.say(" ".join(error.problems["problem"]), bad=True)
        except StoreError as error:
            board.bar.say(str(error), bad=True)
        else:
            board.bar.say("Saved.")
        board.settle_now()

    def discard(self) -> None:
        """Drop the draft."""
        self._board.draft.discard()
        self._board.bar.say("")
        self._board.settle_now()

    def choose(self, take: str) -> None:
        """Keep my value of the cell in conflict ("mine"), or take theirs ("theirs")."""
        board = self._board
        conflicts = board.draft.conflicts()
        if len(conflicts):
            cell = conflicts.iloc[0]
            board.draft.settle(cell["table"], cell["id"], cell["column"], take=take)
            board.refresh()
            board.settle_now()

    def undo(self, *, again: bool = False) -> None:
        """Take back the last step of the draft, else my last save; ``again`` does it again."""
        board = self._board
        if board.draft.edits or (again and board.draft.can(again=True)):
            (board.draft.redo if again else board.draft.undo)()
        else:
            self._undo_save(again=again)
        board.refresh()
        board.settle_now()

    def _undo_save(self, *, again: bool) -> None:
        workspace, bar = self._board.workspace, self._board.bar
        try:
            version = (workspace.redo if again else workspace.undo)()
        except (Conflict, StoreError) as error:
            bar.say(f"That cannot be taken back: {error}", bad=True)
            return
        done = "Done again and saved." if again else "Your last save is taken back."
        bar.say("There is nothing to take back." if version is None else done)

    def sort(self, column: str) -> None:
        """Sort by a column: upwards, downwards, the board's own order."""
        view = self._board.view
        view.sort = {column: f"-{column}", f"-{column}": ""}.get(view.sort, column)

    def open_import(self, block: str | None = None) -> None:
        """Open the import panel, with a pasted block where there is one."""
        self._board.dialog.show("Import", [self._board.import_panel(self._imported, block)])

    def _imported(self, sentence: str) -> None:
        self._board.dialog.close_card()
        self._board.bar.say(sentence)
        self._board.refresh()
        self._board.settle_now()

    def key(self, name: str) -> None:
        """Take a key of the page."""
        acts = {
            "undo": self.undo,
            "redo": lambda: self.undo(again=True),
            "save": lambda: self.save(self._board.bar.take_why()),
            "keys": self.show_keys,
            "close": self._board.dialog.close_card,
        }
        if name in acts:
            acts[name]()

    def show_keys(self) -> None:
        """List the keys."""
        self._board.dialog.show("Keys", [prose(help_texts.KEYS)])

    def explain(self) -> None:
        """Answer "How was this computed?"."""
        self._board.dialog.show("How was this computed?", [prose(self._board.explanation())])

    def export(self) -> None:
        """Hand the table to the browser as CSV."""
        self._board.session.download(*self._board.exported())
