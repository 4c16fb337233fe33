"""What a person can do on every board.

Each act changes the draft, the view or the workspace, and says what went wrong; it draws nothing itself, the change
comes back to the board as every other does.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.ui import help_texts
from workbench.ui.dialog import prose
from workbench.workspace.errors import Conflict, StoreError, TableError

if TYPE_CHECKING:
    from workbench.ui.board import Board

__all__ = ["Acts", "Row"]

Row = tuple[str, str, str | None, Any]
"""Table, id, column, new value; column None: the row goes."""


class Acts:
    """The verbs of one board."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self.held = False
        """Whether a pointer holds a slider: nothing jumps meanwhile."""

    def hold(self, held: bool) -> None:
        """Take the start and the end of a slider's move."""
        self.held = held
        if not held:
            self._board.let_go()

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

    def write(self, rows: Sequence[Row], why: str, said: str) -> str:
        """Save what one press does as one version, beside the draft: rows of (table, id, column, new).

        Ctrl+Z takes it back, as every save. Returns the sentence of what was wrong, "" where it is saved.
        """
        board = self._board
        if not board.visitor.known:
            board.visitor.ask(lambda: self.write(rows, why, said))
            return "Say who you are first, then try once more."
        wrong = self._applied(rows, why)
        board.bar.say(wrong or said, bad=bool(wrong))
        board.refresh()
        board.settle_now()
        return wrong

    def _applied(self, rows: Sequence[Row], why: str) -> str:
        workspace = self._board.workspace
        changes = pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object)
        try:
            workspace.apply(changes, why)
        except Conflict:
            workspace.sync()
            return "Somebody changed this meanwhile: look again, then try once more."
        except TableError as error:
            return " ".join(error.problems["problem"])
        except StoreError as error:
            return str(error)
        return ""

    def discard(self) -> None:
        """Drop the draft; at once in the store too, else a reload would bring it back."""
        self._board.draft.discard()
        self._board.store()
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
        except (Conflict, StoreError, TableError) as error:
            bar.say(f"That cannot be taken back: {error}", bad=True)
            return
        done = "Done again and saved." if again else "Your last save is taken back."
        bar.say("There is nothing to take back." if version is None else done)

    def open_import(self, block: str | None = None) -> None:
        """Open the import panel, with a pasted block where there is one."""
        self._board.dialog.show("Import", [self._board.import_panel(self.imported, block)])

    def imported(self, sentence: str) -> None:
        """Say what an import did, and show it."""
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
            "no picture": self.no_picture,
        }
        if name in acts:
            acts[name]()

    def picture(self) -> None:
        """Hand the board as it is seen to the browser as a picture."""
        self._board.session.picture(self._board.title.lower(), self._board.workspace.version)

    def no_picture(self) -> None:
        """Say that the browser could not make it."""
        self._board.bar.say("This browser cannot make the picture; Print / PDF does.", bad=True)

    def show_keys(self) -> None:
        """List the keys."""
        self._board.dialog.show("Keys", [prose(help_texts.KEYS)])

    def explain(self) -> None:
        """Answer "How was this computed?"."""
        self._board.dialog.show("How was this computed?", [prose(self._board.explanation())])

    def export(self) -> None:
        """Hand the table to the browser as CSV."""
        self._board.session.download(*self._board.exported())
