"""The pattern of a board: a list, the selected item, pictures, and one way round for every change.

A change of the draft or the view calls :meth:`ListBoard.refresh`: point scores and what is moved, at once. What is
dear (odds) or would make rows jump (order) follows in :meth:`ListBoard.settle`, when the hand rests. A board declares
its columns and answers a few questions; see ``opportunities/board.py``.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets
import numpy as np
import pandas as pd
from markupsafe import Markup

from workbench.sampling.words import round_up
from workbench.ui import frame
from workbench.ui.acts import Acts
from workbench.ui.choice import Choice
from workbench.ui.dialog import Dialog, prose
from workbench.ui.draft_bar import DraftBar
from workbench.ui.grid import Grid, GridColumn
from workbench.ui.inspector import Inspector
from workbench.ui.item import show_item
from workbench.ui.offer import Offer
from workbench.ui.rest import Rest
from workbench.ui.session import Session
from workbench.ui.toolbar import Toolbar
from workbench.ui.view import ALL, View
from workbench.ui.visitor import Visitor
from workbench.workspace.errors import StoreError

if TYPE_CHECKING:
    from workbench.ui.chart import Chart
    from workbench.workspace.workspace import Workspace

__all__ = ["ListBoard"]

SETTLE, ORDER, STORE = 0.06, 0.25, 0.3
"""Seconds of rest before the odds follow a move; from there to the order; and before the draft is stored."""


class ListBoard(ipywidgets.VBox):
    """A board over one table; subclasses declare and answer, this class moves things."""

    table: ClassVar[str]
    title: ClassVar[str]
    question: ClassVar[str]
    nothing: ClassVar[str] = "Nothing here yet."
    columns: ClassVar[tuple[GridColumn, ...]]
    facts: ClassVar[tuple[str, ...]]
    """Columns shown as fields of the selected item; the first is its name."""
    estimates: ClassVar[tuple[str, ...]]
    """Columns shown as sliders of the selected item."""
    least: ClassVar[Mapping[str, float]] = {}
    """How far a slider goes at least, where the data do not ask for more."""

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__()
        self.workspace, self.view = workspace, View()
        self.acts = Acts(self)
        self._settings: dict[str, Choice] = {}
        self._forget: Callable[[], None] = lambda: None
        self._unheard = ""
        self._settle, self._order = Rest(SETTLE, self.settle), Rest(ORDER, self.arrange)
        self._store = Rest(STORE, self.store)
        self._adopt(workspace.draft(""))
        self.frame = self.draft.over(self.table)
        self._build()
        self.view.observe(self._viewed)
        self.refresh()
        self.settle_now()

    # What a board answers. Each reads self.frame (the table with the draft over it), self.view and settings only.

    def score(self) -> None:
        """Derive what follows every move: cheap."""
        raise NotImplementedError

    def weigh(self) -> None:
        """Derive what follows at rest: odds and the like."""

    def cells(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the grid's cells of these rows."""
        raise NotImplementedError

    def bands(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the order of these rows: ``[{"label": ..., "ids": [...]}, ...]``."""
        raise NotImplementedError

    def unscored(self) -> list[str]:
        """Return the rows that miss an estimate, in the order to be asked for."""
        return []

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top: figure and sentence."""
        return []

    def charts(self) -> "list[tuple[str, str, Chart]]":
        """Return the pictures, made once: title, how to read it, chart."""
        return []

    def draw(self, *, settled: bool) -> None:
        """Patch the pictures; their order and axes only when settled."""

    def notes(self) -> dict[str, dict[str, Any]]:
        """Return, by column, what the sliders say beside their values: hint, assumed sides, values to fill in."""
        return {}

    def consequence(self) -> str:
        """Say what the draft does to the selected item."""
        return ""

    def about(self, row: Mapping[str, Any]) -> str:
        """Say what else is known of the selected item."""
        text = row.get("description")
        return text if isinstance(text, str) else ""

    def tools(self) -> list[ipywidgets.Widget]:
        """Return the board's own controls for the toolbar."""
        return []

    def offers(self) -> list[Offer]:
        """Return the buttons that are there only while there is something to do: here the queue of the unscored."""
        tip = "Score them one after another, by keyboard"
        return [Offer(self._queue, self.acts.queue, tip)]

    def read(self, column: str, text: str) -> dict[str, Any]:
        """Read a typed text as cells to change; ValueError with a sentence where it cannot be one."""
        return {column: self.workspace.declaration(self.table).column(column).read(text)}

    def explanation(self) -> Markup:
        """Answer "How was this computed?"."""
        return Markup()

    def import_panel(self, on_done: Callable[[str], None], block: str | None = None) -> ipywidgets.Widget:
        """Return the import panel, with a pasted block where there is one."""
        raise NotImplementedError

    def exported(self) -> tuple[str, str]:
        """Return the name and the text of the CSV file."""
        raise NotImplementedError

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
        self._settings[name] = choice
        return choice.control

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
        self.refresh()
        self.settle_now()
        if "import=1" in search.lstrip("?").split("&"):  # the home page's link where there is nothing yet
            self.acts.open_import()
        self._forget()
        loop = asyncio.get_running_loop()
        changes = self.workspace.changes
        changes.on_others = lambda names: loop.call_soon_threadsafe(self.session.set_trait, "others", names)
        self._forget = changes.observe(lambda _, who, __: loop.call_soon_threadsafe(self.heard, who))

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
        """Whether the odds belong to what is shown."""
        return not self._settle.pending

    def refresh(self) -> None:
        """Derive and show what follows every change; takes nothing, reads only state."""
        self._order.drop()
        self.frame = self.draft.over(self.table)
        if not self._derived(self.score):
            return
        self.draw(settled=False)  # first: the page draws while the rest is still being said
        if self.view.selected in self.grid.rows and self.view.selected in self.frame.index:
            self.grid.patch(self.cells([self.view.selected]))
        show_item(self)
        self._settle.later()

    def settle(self) -> None:
        """Derive and show the odds; the order follows later still, and not while the slider is held."""
        if not self._derived(self.weigh):
            return
        self.grid.patch(self.cells([id_ for id_ in self.grid.rows if id_ in self.frame.index]))
        self._headlines.value = str(frame.headlines(self.headlines()))
        show_item(self)
        if self.acts.held:
            self.grid.ghost = self._landing()
        else:
            self._order.later()

    def _derived(self, step: Callable[[], None]) -> bool:
        """Do one step; what cannot be computed is said, and the board keeps showing what it had."""
        try:
            step()
        except ValueError as error:
            self.bar.say(f"This cannot be computed: {error}", bad=True)
            return False
        return True

    def arrange(self) -> None:
        """Show every row in its order, the headlines and the pictures."""
        self.grid.ghost = None
        order = self.bands(self._listed())
        shown = [id_ for band in order for id_ in band["ids"]]
        if self.view.selected not in self.frame.index:
            self.view.selected = shown[0] if shown else None
            self._derived(self.weigh)
            self._settle.drop()
        self.grid.nothing = (
            self.nothing if self.frame.empty else "Nothing matches this search and these filters."
        )
        self.grid.show(self.cells(self.frame.index), order)
        self.grid.selected = self.view.selected
        for name in ("theme", "owner"):
            self.toolbar.offer(name, self.frame[name].dropna())
        for offer in self._offers:
            offer.show()
        self.session.saved = self._saved()
        self._scale()
        for name, choice in self._settings.items():
            choice.show(self.setting(name))
        show_item(self)
        self.draw(settled=True)

    def _listed(self) -> list[str]:
        """Return the rows that search, filters and queue let through."""
        table, view = self.frame, self.view
        if view.unscored:
            return self.unscored()
        keep = pd.Series(data=True, index=table.index)
        if view.status != ALL:
            keep &= table["status_category"].fillna("open") == view.status
        for name in ("theme", "owner"):
            if getattr(view, name) != ALL:
                keep &= table[name] == getattr(view, name)
        if view.search:
            keep &= table["title"].str.contains(view.search, case=False, regex=False, na=False)
        new = self.draft.touched(self.table)
        return [
            id_
            for id_ in table.index
            if keep[id_] or (id_ in new and id_ not in self.workspace[self.table].index)
        ]

    def _queue(self) -> str:
        if self.view.unscored:
            return "Stop scoring"
        many = len(self.unscored())
        return f"Score {many} unscored" if many else ""

    def _landing(self) -> str | None:
        """Return the row before which the moved one will land, where that is not where it is."""
        shown = [id_ for band in self.bands(self._listed()) for id_ in band["ids"]]
        now = [id_ for band in self.grid.order for id_ in band["ids"]]
        if shown == now or self.view.selected not in shown:
            return None
        after = shown.index(self.view.selected) + 1
        return shown[after] if after < len(shown) else None

    def _scale(self) -> None:
        """Let the sliders of unbounded columns go a little further than the data."""
        declared = self.workspace.declaration(self.table)
        for name in self.estimates:
            column = declared.column(name)
            if column.high is None:
                ends = self.frame[[name, f"{name}_high"]].to_numpy(dtype=float)
                furthest = max(float(np.nanmax(ends, initial=0.0)), self.least.get(name, 0.0))
                self.inspector.scale(name, round_up(furthest), column.step or 0.1)

    def _saved(self) -> dict[str, Any]:
        when = self.workspace.saved()
        product = self.setting("product.name")
        return (
            {"product": product, "when": when[0].isoformat(), "who": when[1]}
            if when
            else {"product": product}
        )

    # Building

    def _build(self) -> None:
        declared = self.workspace.declaration(self.table)
        self.visitor = Visitor(self)
        self.session = Session(on_hello=self.hello, on_name=self.visitor.named, on_key=self.acts.key)
        self.dialog = Dialog()
        self.grid = Grid(
            self.columns, on_edit=self.acts.edit, on_sort=self.acts.sort, on_paste=self.acts.open_import
        )
        self.grid.observe(lambda change: setattr(self.view, "selected", change.new), "selected")
        self._offers = self.offers()
        self.toolbar = Toolbar(
            self.view,
            on_new=self.acts.add,
            on_import=self.acts.open_import,
            offers=[offer.control for offer in self._offers],
            tools=self.tools(),
        )
        self.inspector = Inspector(
            [declared.column(name) for name in self.facts],
            [declared.column(name) for name in self.estimates],
            on_text=lambda column, text: self.acts.edit([(self.view.selected, column, text)]),
            on_move=self.acts.move,
            on_hold=self.acts.hold,
            on_next=self.acts.next_unscored,
        )
        self.bar = DraftBar(self.acts.save, self.acts.discard, self.acts.choose)
        self._headlines = prose("", "wb-headlines")
        self.score()
        self.weigh()
        frame.build(self)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Name the session beside the view: the page greets it before it asks for any state."""
        return super()._repr_mimebundle_(**options), {"wb_session": self.session.model_id}
