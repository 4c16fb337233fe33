"""Where things stand on a board; how it looks is board.css's business."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import ipywidgets
from markupsafe import Markup

from workbench.ui.bind import Bound
from workbench.ui.dialog import prose
from workbench.ui.status import Status, name_button
from workbench.ui.tab import Tab
from workbench.ui.toolbar import button

if TYPE_CHECKING:
    from workbench.ui.board import Board

__all__ = ["Frame", "captioned", "card", "heading", "headlines", "row", "titled"]


def card(*children: ipywidgets.Widget, name: str) -> ipywidgets.Box:
    """Return a card with a class of its own name."""
    made = ipywidgets.Box(children)
    made.add_class("wb-card")
    made.add_class(name)
    return made


def titled(title: str, hint: str, *children: ipywidgets.Widget, name: str) -> ipywidgets.Box:
    """Return a card under a title, with a few words on how to read it."""
    return card(prose(heading(title, hint), "wb-card-title"), *children, name=name)


def heading(title: str, hint: str) -> Markup:
    """Return a card's title, and a few words on how to read it."""
    return Markup("<h2>{}</h2><span>{}</span>").format(title, hint)


def row(*children: ipywidgets.Widget) -> ipywidgets.HBox:
    """Return a row of controls."""
    made = ipywidgets.HBox(children)
    made.add_class("wb-row")
    return made


def headlines(facts: Sequence[tuple[str, str]]) -> Markup:
    """Return the facts at the top: a figure and its sentence each."""
    line = Markup("<div class='wb-headline'><b>{}</b><span>{}</span></div>")
    return Markup("").join(line.format(figure, sentence) for figure, sentence in facts)


def captioned(board: "Board") -> list[str]:
    """Return what stands over a printed board, or one that is a picture: what it is, what is seen, of which version."""
    product = board.model.setting("product.name")
    asked = board.seen.question or board.question
    unsaved = ["with changes that are not saved"] if board.draft.edits else []
    version = f"version {board.workspace.version}"
    return [
        *([str(product)] if product else []),
        asked,
        *(board.seen.caption() or board.tab().caption()),
        version,
        *unsaved,
    ]


class Frame:
    """A board's head, body and foot; the cards of a tab are made when it is first turned to, and kept.

    Parameters
    ----------
    board : Board
    tabs : mapping of str to Tab
    facts : Widget
        Shows the facts at the top.
    """

    def __init__(self, board: "Board", tabs: Mapping[str, Tab], facts: ipywidgets.Widget) -> None:
        self._title, self._question = board.title, board.question
        self._heading, self.status = prose("", "wb-heading"), Status(board.model)
        self._tabs = ipywidgets.ToggleButtons(options=[(tab.label, name) for name, tab in tabs.items()])
        self._tabs.add_class("wb-tabs")
        self._bound = Bound(self._tabs, lambda tab: setattr(board.view, "tab", tab))
        self._bodies: dict[str, ipywidgets.Box] = {}
        self._place = ipywidgets.Box()
        self._place.add_class("wb-body-place")
        head = ipywidgets.HBox([self._heading, *([self._tabs] if len(tabs) > 1 else []), facts])
        head.add_class("wb-head")
        board.children = [board.session, head, self._place, _foot(board, self.status), board.page.dialog]
        board.add_class("wb-board")
        board.add_class(f"wb-part-{board.title.lower().replace(' ', '-')}")
        self.turn_to(next(iter(tabs.values())))

    @property
    def made(self) -> set[str]:
        """The tabs whose cards are there already."""
        return set(self._bodies)

    def turn_to(self, tab: Tab) -> None:
        """Show a tab."""
        if tab.name not in self._bodies:
            body = ipywidgets.Box(list(tab.cards()))
            body.add_class("wb-body")
            body.add_class(f"wb-tab-{tab.name or 'first'}")
            body.add_class(f"wb-layout-{tab.layout}")
            body.layout.display = "none"
            self._bodies[tab.name] = body
            self._place.children = tuple(self._bodies.values())
        for name, body in self._bodies.items():
            if name != tab.name:  # hidden, not taken away: the page keeps what was patched into it
                body.layout.display = "none"
        self._bodies[tab.name].layout.display = ""
        asked = tab.question or self._question
        self._heading.value = str(Markup("<h1>{}</h1><p>{}</p>").format(self._title, asked))
        self._bound.show(tab.name)


def _foot(board: "Board", status: Status) -> ipywidgets.HBox:
    session, page = board.session, board.page
    link = "This view: selection, filters, sort"
    picture = "This board as a PNG file, with what it shows and of when"
    paper = "The whole list and the pictures, on A4"
    foot = ipywidgets.HBox(
        [
            status,
            *_asking(board),
            button("Copy link", session.copy_link, "wb-quiet", tooltip=link),
            button("Picture", lambda: session.picture(board.title.lower(), board.workspace.version), "wb-quiet", tooltip=picture),
            button("Print / PDF", session.print_out, "wb-quiet", "wb-page-only", tooltip=paper),
            button("Keys: ?", page.show_keys, "wb-quiet"),
            name_button(board.model.person),
        ]
    )  # fmt: skip
    foot.add_class("wb-foot")
    return foot


def _asking(board: "Board") -> list[ipywidgets.Button]:
    """Return the buttons that ask what not every board answers."""
    found, dialog, asked = [], board.page.dialog, "How was this computed?"
    if board.answers("explanation"):
        found.append(button(asked, lambda: dialog.show(asked, [prose(board.explanation())]), "wb-quiet"))
    if board.answers("exported"):
        hint = "The table with what was computed"
        found.append(button("Export CSV", lambda: board.page.download(*board.exported()), "wb-quiet", tooltip=hint))  # fmt: skip
    return found
