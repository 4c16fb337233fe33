"""What all boards are: a draft and a view over a workspace, one way round for every change, and the page's frame.

A change of the draft or the view calls :meth:`Board.refresh`, at once; what is dear (odds) follows in
:meth:`Board.settle` when the hand rests, and what would make things jump in :meth:`Board.arrange`, later still.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import ipywidgets
from markupsafe import Markup

from workbench.ui import frame
from workbench.ui.acts import Acts
from workbench.ui.choice import Choice
from workbench.ui.dialog import Dialog, prose
from workbench.ui.draft_bar import DraftBar
from workbench.ui.part import Part
from workbench.ui.rest import Rest
from workbench.ui.session import Session
from workbench.ui.set_aside import set_aside
from workbench.ui.view import View
from workbench.ui.visitor import Visitor
from workbench.workspace.errors import StoreError
from workbench.workspace.today import today

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["Board", "Shows"]

SETTLE, ORDER, STORE, ASIDE, ANEW = 0.06, 0.25, 0.3, 1.0, 0.3
"""Seconds of rest before the odds follow a move; from there to the order; before the draft is stored; before a board
that was shown is set aside; and before a visitor's is derived anew, where the page shows the very same already."""


class Shows(Protocol):
    """What shows a setting."""

    def show(self, value: Any) -> None:
        """Show a value; nothing is written."""


class Board(ipywidgets.VBox):
    """A board; subclasses declare and answer, this class moves things."""

    title: ClassVar[str]
    question: ClassVar[str]
    view_class: ClassVar[type[View]] = View
    tabs: ClassVar[Mapping[str, str]] = {}
    """Its parts: the value of ``view.tab`` and what its button says; the first has the value ""."""
    parts: Mapping[str, Part] = MappingProxyType({})
    """What stands behind each tab but the first."""
    layout: ClassVar[str] = "one"
    """The first part's layout: the name of one in board.css."""
    styles: ClassVar[Path | None] = None
    """A stylesheet of its own, whose rules begin with ``.wb-part-`` and its title in small letters."""
    questions: ClassVar[Mapping[str, str]] = {}
    """What a part answers, where that is another question than the board's."""

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__()
        self.workspace, self.view = workspace, self.view_class()
        self.acts = self.make_acts()
        self._settings: dict[str, Shows] = {}
        self._forget: Callable[[], None] = lambda: None
        self._unheard = ""
        self._shown: tuple[Any, ...] = ()
        self._settle, self._order = Rest(SETTLE, self.settle), Rest(ORDER, self.arrange)
        self._anew = Rest(ANEW, self.show_anew)
        self._store, self._aside = Rest(STORE, self.store), Rest(ASIDE, set_aside)
        self._adopt(workspace.draft(""))
        self._made()
        self.load()
        self.build()
        self._frame = frame.Frame(self)
        self.view.observe(self._viewed)
        self.refresh()
        self.settle_now()

    # What a board answers. Each reads the draft, the view and settings only.

    def make_acts(self) -> Acts:
        """Return what a person can do."""
        return Acts(self)

    def load(self) -> None:
        """Read the tables with the draft over them."""
        raise NotImplementedError

    def build(self) -> None:
        """Make the pieces, and derive what they show first."""
        raise NotImplementedError

    def body(self, tab: str) -> Sequence[ipywidgets.Widget]:
        """Return the cards of one part, made when it is first looked at."""
        raise NotImplementedError

    def score(self) -> None:
        """Derive what follows every move: cheap."""
        raise NotImplementedError

    def weigh(self) -> None:
        """Derive what follows at rest: odds and the like."""

    def show(self, *, settled: bool) -> None:
        """Show what was derived; what makes things jump is left to :meth:`arranged`."""
        raise NotImplementedError

    def arranged(self) -> None:
        """Show every row in its order, and the pictures with their axes."""
        raise NotImplementedError

    def summary(self) -> list[tuple[str, str]]:
        """Return the facts at the top of the first part: figure and sentence."""
        return []

    def caption(self) -> list[str]:
        """Return what a picture or a sheet of paper says of what is seen, besides product, question and version."""
        return []

    # What not every board answers: without an answer there is no button that asks.

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        raise NotImplementedError

    def import_panel(self, on_done: Callable[[str], None], block: str | None = None) -> ipywidgets.Widget:
        """Return the import panel, with a pasted block where there is one."""
        raise NotImplementedError

    def exported(self) -> tuple[str, str]:
        """Return the name and the text of the CSV file."""
        raise NotImplementedError

    @classmethod
    def answers(cls, question: str) -> bool:
        """Tell whether this kind of board has a method of its own where :class:`Board` has no answer."""
        return getattr(cls, question) is not getattr(Board, question)

    # State

    def select(self, id_: str) -> None:
        """Select a row."""
        self.view.selected = id_

    def setting(self, name: str) -> Any:
        """Return a setting as the draft has it."""
        return self.draft.setting(name)

    def setting_choice(
        self, name: str, values: Sequence[Any], say: Callable[[Any], str], tooltip: str
    ) -> ipywidgets.Dropdown:
        """Return a choice that shows a setting and drafts it."""
        choice = Choice(values, say, lambda value: self.change_setting(name, value), tooltip)
        self.show_setting(name, choice)
        return choice.control

    def show_setting(self, name: str, control: Shows) -> None:
        """Let a control show a setting whenever the board shows itself."""
        self._settings[name] = control

    def change_setting(self, name: str, value: Any) -> None:
        """Put a setting into the draft."""
        self.draft.set("settings", name, "value", value)
        self.settle_now()

    def _adopt(self, draft: Any) -> None:
        self.draft = draft
        draft.observe(self._drafted, "edits")

    def _drafted(self, _: Any) -> None:
        self.refresh()
        self._store.later()

    def _viewed(self, change: Any) -> None:
        self.session.query = self.view.query()
        self.refresh()
        if change.name != "selected":
            self.settle_now()

    def store(self) -> None:
        """Put the draft where a reload, or a new kernel, finds it."""
        try:
            self.draft.store()
        except StoreError as error:
            self.bar.say(f"The draft is on this page only: {error}", bad=True)

    def hello(self, search: str, tab: str, who: str | None = None) -> None:
        """Take a visitor: the workspace as it is now, the tab's draft, the link's view. In the first frame."""
        self.workspace.sync()
        self.visitor.hello(who)
        self.draft.unobserve(self._drafted, "edits")
        self._adopt(self.workspace.draft(tab))
        self.view.read(search)
        if self._basis() == self._shown:  # mostly, where a kernel waited: the page comes first
            self._anew.later()
        else:
            self.show_anew()
        asked = search.lstrip("?").split("&")
        if "import=1" in asked and self.answers("import_panel"):  # as the home page links to a new product
            self.acts.open_import()
        self._forget()
        loop = asyncio.get_running_loop()
        changes = self.workspace.changes
        changes.on_others = lambda names: loop.call_soon_threadsafe(self.session.set_trait, "others", names)
        self._forget = changes.observe(lambda _, who, __: loop.call_soon_threadsafe(self.heard, who))

    def show_anew(self) -> None:
        """Derive and show everything; work that a fork left waiting begins again."""
        self.refresh()
        self.settle_now()

    def heard(self, who: str) -> None:
        """Somebody else saved: follow, unless a slider is held."""
        if self.acts.held:
            self._unheard = who
            return
        self._unheard = ""
        self.workspace.sync()
        self.bar.say(f"{who} saved changes; this page shows them now.")
        self.refresh()
        self.settle_now()

    def let_go(self) -> None:
        """Take what waited until the slider is free."""
        if self._unheard:
            self.heard(self._unheard)
        else:
            self.settle_now()

    # Derivation

    def settle_now(self) -> None:
        """Do not wait for rest: this was no move of a slider."""
        self._settle.later()
        self._settle.now()
        self._order.now()

    @property
    def settled(self) -> bool:
        """Whether what is dear belongs to what is shown."""
        return not self._settle.pending

    def refresh(self) -> None:
        """Derive and show what follows every change; takes nothing, reads only state."""
        self._order.drop()
        self._anew.drop()
        self.load()
        if self._derived(self.score):
            self.show(settled=False)
            self._settle.later()

    def settle(self) -> None:
        """Derive and show what is dear; the order follows later still, and not while the slider is held."""
        if not self._derived(self.weigh):
            return
        self.show_headlines()
        self.show(settled=True)
        if not self.acts.held:
            self._order.later()

    def arrange(self) -> None:
        """Show everything in its place."""
        self._frame.turn_to(self.view.tab)
        self.arranged()
        self.session.saved = self._saved()
        self.session.caption = " · ".join(frame.captioned(self))
        for name, control in self._settings.items():
            control.show(self.setting(name))
        self._shown = self._basis()

    def _basis(self) -> tuple[Any, ...]:
        """Return what everything that is shown follows from."""
        return *self.state(), self.workspace.who, self.draft.can(again=True), self.view.query()

    def state(self, *tables: str) -> tuple[Any, ...]:
        """Return what the derivation follows from; the view only says what is looked at.

        Parameters
        ----------
        *tables : str
            What is read, where it is not everything: a draft of something else changes nothing then.
        """
        ws, drafted = self.workspace, self.draft.edits.items()
        edits = tuple((cell, value) for cell, value in drafted if not tables or cell[0] in tables)
        return ws.origin, ws.version, edits, today(self.setting)

    def show_headlines(self) -> None:
        """Show the facts at the top."""
        self._headlines.value = str(frame.headlines(self.headlines()))

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top: of the part that is looked at."""
        part, found = self.parts.get(self.view.tab), []
        if part is None:
            return self.summary()
        self._derived(lambda: found.extend(part.headlines()))
        return found

    def _derived(self, step: Callable[[], None]) -> bool:
        """Do one step; what cannot be computed is said, and the board keeps showing what it had."""
        try:
            step()
        except ValueError as error:
            self.bar.say(f"This cannot be computed: {error}", bad=True)
            return False
        return True

    def _saved(self) -> dict[str, Any]:
        when = self.workspace.saved()
        product = self.setting("product.name")
        return (
            {"product": product, "when": when[0].isoformat(), "who": when[1]}
            if when
            else {"product": product}
        )

    def _made(self) -> None:
        """Make what every page has."""
        self.visitor = Visitor(self)
        self.session = Session(
            self.styles, on_hello=self.hello, on_name=self.visitor.named, on_key=self.acts.key
        )
        self.dialog = Dialog()
        self.bar = DraftBar(self.acts.save, self.acts.discard, self.acts.choose)
        self._headlines = prose("", "wb-headlines")

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Name the session beside the view: the page greets it before it asks for any state."""
        self._aside.later()
        return super()._repr_mimebundle_(**options), {"wb_session": self.session.model_id}
