"""Where things stand on a list board; how it looks is board.css's business."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ipywidgets
from markupsafe import Markup

from workbench.ui.dialog import prose
from workbench.ui.toolbar import button

if TYPE_CHECKING:
    from workbench.ui.list_board import ListBoard

__all__ = ["build", "card", "headlines"]


def card(*children: ipywidgets.Widget, name: str) -> ipywidgets.Box:
    """Return a card with a class of its own name."""
    made = ipywidgets.Box(children)
    made.add_class("wb-card")
    made.add_class(name)
    return made


def headlines(facts: Sequence[tuple[str, str]]) -> Markup:
    """Return the facts at the top: a figure and its sentence each."""
    line = Markup("<div class='wb-headline'><b>{}</b><span>{}</span></div>")
    return Markup("").join(line.format(figure, sentence) for figure, sentence in facts)


def build(board: "ListBoard") -> None:
    """Lay out a board's pieces."""
    heading = prose(Markup("<h1>{}</h1><p>{}</p>").format(board.title, board.question), "wb-heading")
    head = ipywidgets.HBox([heading, board._headlines])  # noqa: SLF001 (same room)
    head.add_class("wb-head")
    remove = button("Delete", board.acts.delete, "wb-quiet", tooltip="Take this item out of the list")
    board.inspector.head.children = (*board.inspector.head.children, remove, board.bar.buttons)
    body = ipywidgets.Box(
        [
            card(board.toolbar, board.grid, name="wb-list"),
            card(board.inspector, board.bar, name="wb-item"),
            *(
                _picture(title, hint, chart, place)
                for place, (title, hint, chart) in enumerate(board.charts())
            ),
        ]
    )
    body.add_class("wb-body")
    foot = ipywidgets.HBox(
        [
            board.bar.status,
            button("How was this computed?", board.acts.explain, "wb-quiet"),
            button("Export CSV", board.acts.export, "wb-quiet", tooltip="The table with its scores and odds"),
            button(
                "Copy link",
                board.session.copy_link,
                "wb-quiet",
                tooltip="This view: selection, filters, sort",
            ),
            button("Keys: ?", board.acts.show_keys, "wb-quiet"),
            board.visitor.control,
        ]
    )
    foot.add_class("wb-foot")
    board.children = [board.session, head, body, foot, board.dialog]
    board.add_class("wb-board")


def _picture(title: str, hint: str, chart: ipywidgets.Widget, place: int) -> ipywidgets.Box:
    heading = prose(Markup("<h2>{}</h2><span>{}</span>").format(title, hint), "wb-card-title")
    return card(heading, chart, name=f"wb-picture-{place + 1}")
