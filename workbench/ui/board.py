"""What all boards are: a model, what is derived from it, and tabs that show it; one way round for every change.

A change reaches :meth:`Board.take` by the model's one signal. What is cheap follows at once, what is dear (odds) when the
hand rests, and what would make things jump later still.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets
from markupsafe import Markup

from workbench.ui import frame
from workbench.ui.dialog import prose
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.rest import Rest
from workbench.ui.session import Session
from workbench.ui.set_aside import set_aside
from workbench.ui.state import State
from workbench.ui.tab import Tab
from workbench.ui.view import View

if TYPE_CHECKING:
    from workbench.ui.import_panel import Importer
    from workbench.workspace.workspace import Workspace

__all__ = ["Board"]

SETTLE, ORDER, STORE, ASIDE, ANEW = 0.06, 0.25, 0.3, 1.0, 0.3
"""Seconds of rest before the odds follow a move; from there to the order; before the draft is stored; before a board
that was shown is set aside; and before a visitor's is derived anew, where the page shows the very same already."""


class Board(ipywidgets.VBox):
    """A board: a declaration of its title, question, view, state and tabs.

    Parameters
    ----------
    workspace : Workspace
    """

    title: ClassVar[str]
    question: ClassVar[str]
    view_class: ClassVar[type[View]] = View
    state_class: ClassVar[type[State]] = State
    tabs: ClassVar[tuple[type[Tab], ...]]
    """Its tabs, the first one first."""
    styles: ClassVar[Path | None] = None
    """A stylesheet of its own, whose rules begin with ``.wb-part-`` and its title in small letters."""

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__()
        self.model = BoardModel(workspace, self.view_class(), self.take)
        self.state = self.state_class(self.model)
        self.session = Session(self.styles, on_hello=self.hello, on_name=self.model.named, on_key=self._key)
        self.model.person.on_ask = self.session.ask_name
        self.page = Page(self.model, self.session, self.importer if self.answers("importer") else None)
        self._forget: Callable[[], None] = lambda: None
        self._shown: tuple[Any, ...] = ()
        self._settle, self._order = Rest(SETTLE, self.settle), Rest(ORDER, self.arrange)
        self._anew, self._store = Rest(ANEW, self.show_anew), Rest(STORE, self.model.store)
        self._aside = Rest(ASIDE, set_aside)
        self._headlines = prose("", "wb-headlines")
        self._tabs = {each.name: each(self.model, self.state, self.page) for each in self.tabs}
        self._frame = frame.Frame(self, self._tabs, self._headlines)
        self.show_anew()

    # What not every board answers: without an answer there is no button that asks.

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        raise NotImplementedError

    def exported(self) -> tuple[str, str]:
        """Return the name and the text of the CSV file."""
        raise NotImplementedError

    def importer(self) -> "Importer":
        """Return what reads files."""
        raise NotImplementedError

    @classmethod
    def answers(cls, question: str) -> bool:
        """Tell whether this kind of board has a method of its own where :class:`Board` has no answer."""
        return getattr(cls, question) is not getattr(Board, question)

    # What notebooks and tests ask for

    @property
    def workspace(self) -> "Workspace":
        """The workspace under it."""
        return self.model.workspace

    @property
    def view(self) -> Any:
        """What is looked at."""
        return self.model.view

    @property
    def draft(self) -> Any:
        """What is not saved yet."""
        return self.model.draft

    def tab(self, name: str = "") -> Any:
        """Return a tab by its name; one that there is not is the first."""
        return self._tabs.get(name) or self._tabs[self.tabs[0].name]

    @property
    def seen(self) -> Any:
        """The tab that is looked at."""
        return self.tab(self.view.tab)

    @property
    def settled(self) -> bool:
        """Whether what is dear belongs to what is shown."""
        return not self._settle.pending

    # Visitors

    def hello(self, search: str, tab: str, who: str | None = None) -> None:
        """Take a visitor: the workspace as it is now, the tab's draft, the link's view. In the first frame."""
        self.model.greet(tab, who)
        self.view.read(search)
        if self._basis() == self._shown:  # mostly, where a kernel waited: the page comes first
            self._anew.later()
        else:
            self.show_anew()
        if "import=1" in search.lstrip("?").split("&"):  # as the home page links to a new product
            self.page.open_import()
        self._forget()
        loop = asyncio.get_running_loop()
        changes = self.workspace.changes
        changes.on_others = lambda names: loop.call_soon_threadsafe(self.session.set_trait, "others", names)
        self._forget = changes.observe(lambda _, who, __: loop.call_soon_threadsafe(self.model.heard, who))

    def _key(self, name: str) -> None:
        """Take a key of the page."""
        verbs: dict[str, Callable[[], object]] = {
            "undo": self.model.undo,
            "redo": lambda: self.model.undo(again=True),
            "save": self.model.save,
            "keys": self.page.show_keys,
            "close": self.page.dialog.close_card,
            "no picture": lambda: self.model.say(
                "This browser cannot make the picture; Print / PDF does.", bad=True
            ),
        }
        if name in verbs:
            verbs[name]()

    # Derivation

    def take(self, kind: str) -> None:
        """Take a change of the model: the only way in."""
        if kind == "learnt":
            self._derived(self.seen.learnt)
            self.show_headlines()
            return
        if kind in ("select", "view"):
            self.session.query = self.view.query()
        if kind in ("move", "edit"):
            self._store.later()
        if kind != "release":
            self.refresh()
        if kind not in ("select", "move"):
            self.settle_now()

    def show_anew(self) -> None:
        """Derive and show everything; work that a fork left waiting begins again."""
        self.refresh()
        self.settle_now()

    def settle_now(self) -> None:
        """Do not wait for rest: this was no move of a slider."""
        self._settle.later()
        self._settle.now()
        self._order.now()

    def refresh(self) -> None:
        """Derive and show what follows every change."""
        self._order.drop()
        self._anew.drop()
        if self._derived(self.state.follow):
            if self.seen.name in self._frame.made:
                self._derived(lambda: self.seen.show(settled=False))
            self._settle.later()

    def settle(self) -> None:
        """Derive and show what is dear; the order follows later still, and not while a slider is held."""
        if not self._derived(self.state.rest):
            return
        self.show_headlines()
        if self.seen.name in self._frame.made:
            self._derived(self.seen.rest)
        if not self.model.held:
            self._order.later()

    def arrange(self) -> None:
        """Show everything in its place."""
        self._frame.turn_to(self.seen)
        self._derived(lambda: self.seen.show(settled=True))
        self.page.show_settings()
        self.session.query = self.view.query()
        self.session.saved = self._saved()
        self.session.caption = " · ".join(frame.captioned(self))
        self._shown = self._basis()

    def show_headlines(self) -> None:
        """Show the facts at the top."""
        self._headlines.value = str(frame.headlines(self.headlines()))

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top: of the tab that is looked at."""
        found: list[tuple[str, str]] = []
        self._derived(lambda: found.extend(self.seen.headlines()))
        return found

    def _basis(self) -> tuple[Any, ...]:
        """Return what everything that is shown follows from."""
        return *self.state.key(), self.workspace.who, self.draft.can(again=True), self.view.query()

    def _derived(self, step: Callable[[], None]) -> bool:
        """Do one step; what cannot be computed is said, and the board keeps showing what it had."""
        try:
            step()
        except ValueError as error:
            self.model.say(f"This cannot be computed: {error}", bad=True)
            return False
        return True

    def _saved(self) -> dict[str, Any]:
        when, product = self.workspace.saved(), self.model.setting("product.name")
        return {"product": product, **({"when": when[0].isoformat(), "who": when[1]} if when else {})}

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Name the session beside the view: the page greets it before it asks for any state."""
        self._aside.later()
        return super()._repr_mimebundle_(**options), {"wb_session": self.session.model_id}
