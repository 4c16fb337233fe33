"""What is edited and looked at on a board, and what a person can do: without a widget.

Every change goes the same way: a verb changes the draft, the view or the workspace, and the model says once, by
``on_change``, what kind of change it was. Nobody who changes something shows it, too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from workbench.ui.person import Person
from workbench.ui.view import View
from workbench.workspace.drafts import Key
from workbench.workspace.errors import Conflict, StoreError, TableError
from workbench.workspace.today import today

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["BoardModel", "Row"]

Row = tuple[str, str, str | None, Any]
"""Table, id, column, new value; column None: the row goes."""

KINDS = ("learnt", "release", "select", "move", "view", "edit", "saved")
"""What can change, the weakest first: something was worked out while nothing moved; a pointer let a slider go; another
row is selected; a slider moved; the view, the draft, the workspace changed."""


class BoardModel(traitlets.HasTraits):
    """The model of one board.

    Parameters
    ----------
    workspace : Workspace
    view : View
    on_change : function(kind)
        Called after each change with one of ``KINDS``.

    Examples
    --------
    >>> kinds = []
    >>> model = BoardModel(workbench.Workspace.open("sample.db"), View(), kinds.append)    # doctest: +SKIP
    >>> model.edit({("needs", "n", "title"): "Offline mode"})                              # doctest: +SKIP
    >>> kinds                                                                              # doctest: +SKIP
    ['edit']
    """

    held = traitlets.Bool()
    """Whether a pointer holds a slider: nothing jumps meanwhile."""
    said = traitlets.Tuple(("", False))
    """What just happened, or what was wrong and how to mend it (True)."""
    dirty = traitlets.Bool()
    """Whether the draft holds anything."""
    focus = traitlets.Unicode()
    """The column whose field the keyboard was last asked into."""
    why = traitlets.Unicode()
    """The reason that the next save gets."""

    def __init__(self, workspace: "Workspace", view: View, on_change: Callable[[str], None]) -> None:
        super().__init__()
        self.workspace, self.view, self.person = workspace, view, Person(workspace)
        self._on_change, self._waiting, self._depth, self._kind = on_change, "", 0, "edit"
        self._unheard = ""
        self._adopt("")
        view.observe(self._viewed)

    # Reading

    def table(self, name: str) -> pd.DataFrame:
        """Return a table with the draft over it, for reading."""
        found: pd.DataFrame = self.draft.over(name)
        return found

    def setting(self, name: str) -> Any:
        """Return a setting as the draft has it."""
        return self.draft.setting(name)

    def state(self, *tables: str) -> tuple[Any, ...]:
        """Return what a derivation follows from; the view only says what is looked at.

        Parameters
        ----------
        *tables : str
            What is read, where it is not everything: a draft of something else changes nothing then.
        """
        ws, drafted = self.workspace, self.draft.edits.items()
        edits = tuple((cell, value) for cell, value in drafted if not tables or cell[0] in tables)
        return ws.origin, ws.version, edits, today(self.setting)

    # The draft

    def edit(self, cells: Mapping[Key, Any], *, moving: bool = False) -> None:
        """Draft cells as one step of undo; ``moving`` while a hand is not done yet."""
        self._kind = "move" if moving else "edit"
        try:
            self.draft.update(cells)
        finally:
            self._kind = "edit"

    def remove(self, table: str, id: str) -> None:  # noqa: A002
        """Draft that a row goes."""
        self.draft.remove(table, id)

    def change_setting(self, name: str, value: Any) -> None:
        """Draft a setting."""
        self.edit({("settings", name, "value"): value})

    def save(self, why: str | None = None) -> None:
        """Save the whole draft as one version, with this reason or the one that was typed; who saves is asked first."""
        self.why = self.why if why is None else why
        if not self.draft.edits:
            return
        if not self.person.known:
            self.person.ask(self.save)
            return
        with self.together():
            try:
                self.draft.save(self.why.strip() or None)
            except Conflict:
                self.workspace.sync()
                self.say("Somebody saved one of these cells meanwhile: choose which value stays, then save.", bad=True)  # fmt: skip
            except (TableError, StoreError) as error:
                self.say(_sentence(error), bad=True)
            else:
                self.why = ""
                self.say("Saved.")
            self._changed("saved")

    def discard(self) -> None:
        """Drop the draft; at once in the store too, else a reload would bring it back."""
        self.say("")
        self.draft.discard()
        self.store()

    def choose(self, take: str) -> None:
        """Keep my value of the cell in conflict ("mine"), or take theirs ("theirs")."""
        conflicts = self.draft.conflicts()
        if len(conflicts):
            cell = conflicts.iloc[0]
            with self.together():
                self.draft.settle(cell["table"], cell["id"], cell["column"], take=take)
                self._changed("edit")

    def undo(self, *, again: bool = False) -> None:
        """Take back the last step of the draft, else my last save; ``again`` does it again."""
        if self.draft.edits or (again and self.draft.can(again=True)):
            (self.draft.redo if again else self.draft.undo)()
            return
        try:
            version = (self.workspace.redo if again else self.workspace.undo)()
        except (Conflict, StoreError, TableError) as error:
            self.say(f"That cannot be taken back: {error}", bad=True)
        else:
            done = "Done again and saved." if again else "Your last save is taken back."
            self.say("There is nothing to take back." if version is None else done)
        self._changed("saved")

    def store(self) -> None:
        """Put the draft where a reload, or a new kernel, finds it."""
        try:
            self.draft.store()
        except StoreError as error:
            self.say(f"The draft is on this page only: {error}", bad=True)

    # Beside the draft

    def write(self, rows: Sequence[Row], why: str, said: str) -> str:
        """Save what one press does as one version, beside the draft; Ctrl+Z takes it back, as every save.

        Parameters
        ----------
        rows : sequence of (table, id, column, new value)
        why : str
            The reason that the history gets.
        said : str
            What the page says once it is saved.

        Returns
        -------
        str
            The sentence of what was wrong, "" where it is saved.
        """
        if not self.person.known:
            self.person.ask(lambda: self.write(rows, why, said))
            return "Say who you are first, then try once more."
        wrong = ""
        changes = pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object)
        try:
            self.workspace.apply(changes, why)
        except Conflict:
            self.workspace.sync()
            wrong = "Somebody changed this meanwhile: look again, then try once more."
        except (TableError, StoreError) as error:
            wrong = _sentence(error)
        self.say(wrong or said, bad=bool(wrong))
        self._changed("saved")
        return wrong

    def wrote(self, said: str) -> None:
        """Take that an import saved something."""
        self.say(said)
        self._changed("saved")

    def ask_focus(self, column: str) -> None:
        """Ask for the keyboard in the field of the selected row's column."""
        self.focus = ""
        self.focus = column

    def learnt(self) -> None:
        """Take that something was worked out of what is there."""
        self._changed("learnt")

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Say what just happened, or what was wrong and how to mend it."""
        self.said = (str(sentence), bad)

    # People

    def greet(self, tab: str, who: str | None = None) -> None:
        """Take a visitor: the workspace as it is now, and the tab's draft. Nothing is said: a page shows it all."""
        self.workspace.sync()
        self.person.hello(who)
        self.draft.unobserve(self._drafted, "edits")
        self._adopt(tab)

    def named(self, who: str) -> None:
        """Take a person's name; the tab's draft goes on in it."""
        self.workspace.drop_draft(self.draft.tab)
        self.person.named(who)
        self.store()
        self.person.go_on()

    def heard(self, who: str) -> None:
        """Take that somebody else saved; while a slider is held, later."""
        if self.held:
            self._unheard = who
            return
        self._unheard = ""
        self.workspace.sync()
        self.say(f"{who} saved changes; this page shows them now.")
        self._changed("saved")

    def hold(self, held: bool) -> None:
        """Take the start and the end of a slider's move."""
        self.held = held
        if held:
            return
        if self._unheard:
            self.heard(self._unheard)
        else:
            self._changed("release")

    # The signal

    @contextmanager
    def together(self) -> Iterator[None]:
        """Say several changes as one, of the strongest kind."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth and self._waiting:
                kind, self._waiting = self._waiting, ""
                self._on_change(kind)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Let the view be completed (what is selected first) by who shows it just now."""
        self.view.unobserve(self._viewed)
        try:
            yield
        finally:
            self.view.observe(self._viewed)

    def _changed(self, kind: str) -> None:
        with self.together():
            self._waiting = max(self._waiting or kind, kind, key=KINDS.index)

    def _adopt(self, tab: str) -> None:
        self.draft = self.workspace.draft(tab)
        self.dirty = bool(self.draft.edits)
        self.draft.observe(self._drafted, "edits")

    def _drafted(self, _: Any) -> None:
        self.dirty = bool(self.draft.edits)
        self._changed(self._kind)

    def _viewed(self, change: Any) -> None:
        self._changed("select" if change.name == "selected" else "view")


def _sentence(error: TableError | StoreError) -> str:
    return " ".join(error.problems["problem"]) if isinstance(error, TableError) else str(error)
