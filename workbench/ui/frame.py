"""Where things stand on a board; how it looks is board.css's business."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ipywidgets
from markupsafe import Markup

from workbench.ui.bind import Bound
from workbench.ui.dialog import prose
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
    product = board.setting("product.name")
    asked = board.questions.get(board.view.tab, board.question)
    unsaved = ["with changes that are not saved"] if board.draft.edits else []
    version = f"version {board.workspace.version}"
    return [*([str(product)] if product else []), asked, *board.caption(), version, *unsaved]


class Frame:
    """A board's head, body and foot; the cards of a tab are made when it is first turned to, and kept."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self._heading = prose("", "wb-heading")
        self._tabs = ipywidgets.ToggleButtons(
            options=[(label, tab) for tab, label in board.tabs.items()] or [("", "")]
        )
        self._tabs.add_class("wb-tabs")
        self._bound = Bound(self._tabs, lambda tab: setattr(board.view, "tab", tab))
        self._bodies: dict[str, ipywidgets.Box] = {}
        self._place = ipywidgets.Box()
        self._place.add_class("wb-body-place")
        head = ipywidgets.HBox(
            [self._heading, *([self._tabs] if board.tabs else []), board._headlines]  # noqa: SLF001 (same room)
        )
        head.add_class("wb-head")
        board.children = [board.session, head, self._place, _foot(board), board.dialog]
        board.add_class("wb-board")
        board.add_class(f"wb-part-{board.title.lower().replace(' ', '-')}")
        self.turn_to("")

    @property
    def made(self) -> set[str]:
        """The tabs whose cards are there already."""
        return set(self._bodies)

    def turn_to(self, tab: str) -> None:
        """Show a tab; one that there is not is the first."""
        board = self._board
        tab = tab if tab in board.tabs else ""
        if tab not in self._bodies:
            body = ipywidgets.Box(list(board.body(tab)))
            body.add_class("wb-body")
            body.add_class(f"wb-tab-{tab or 'first'}")
            body.add_class(f"wb-layout-{(board.parts.get(tab) or board).layout}")
            body.layout.display = "none"
            self._bodies[tab] = body
            self._place.children = tuple(self._bodies.values())
        for name, body in self._bodies.items():
            if name != tab:  # hidden, not taken away: the page keeps what was patched into it
                body.layout.display = "none"
        self._bodies[tab].layout.display = ""
        asked = board.questions.get(tab, board.question)
        self._heading.value = str(Markup("<h1>{}</h1><p>{}</p>").format(board.title, asked))
        if board.tabs:
            self._bound.show(tab)


def _foot(board: "Board") -> ipywidgets.HBox:
    acts = board.acts
    foot = ipywidgets.HBox(
        [
            board.bar.status,
            *_asking(board),
            button(
                "Copy link",
                board.session.copy_link,
                "wb-quiet",
                tooltip="This view: selection, filters, sort",
            ),
            button(
                "Picture",
                acts.picture,
                "wb-quiet",
                tooltip="This board as a PNG file, with what it shows and of when",
            ),
            button(
                "Print / PDF",
                board.session.print_out,
                "wb-quiet",
                "wb-page-only",
                tooltip="The whole list and the pictures, on A4",
            ),
            button("Keys: ?", acts.show_keys, "wb-quiet"),
            board.visitor.control,
        ]
    )
    foot.add_class("wb-foot")
    return foot


def _asking(board: "Board") -> list[ipywidgets.Button]:
    """Return the buttons that ask what not every board answers."""
    found = []
    if board.answers("explanation"):
        found.append(button("How was this computed?", board.acts.explain, "wb-quiet"))
    if board.answers("exported"):
        hint = "The table with what was computed"
        found.append(button("Export CSV", board.acts.export, "wb-quiet", tooltip=hint))
    return found
