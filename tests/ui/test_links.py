"""Whatever changes what is seen is in the link, and the link brings it back."""

import ipywidgets
import pytest
import traitlets
from part_boards import BOARDS

STRANGE = "a & b=c/ü <i>"
ACTS = {"An opportunity that is there already"}
"""Chips that do something at once, and go back to what they were."""


@pytest.fixture(scope="module", params=BOARDS.values(), ids=BOARDS)
def opened(request, sample_at, tmp_path_factory):
    ws = sample_at(tmp_path_factory.mktemp("links") / "product.db")
    return request.param, ws


def others(board, name):
    """Return values of a trait that are not the plain view's, as many as change what is seen differently."""
    table = board.tab().source.frame
    known = {
        "tab": [tab.name for tab in board.tabs if tab.name],
        "selected": [table.index[len(table) // 2]],
        "search": ["e", STRANGE],
        "sort": ["title", "-title"],
        "status": ["all", "later"],
        "months": ["3"],
        "table": ["months"],
    }
    if name in known:
        return known[name]
    if isinstance(board.view.traits()[name], traitlets.Bool):
        return [True]
    choices = board.tab().source.choices().get(name, ())
    return [*list(choices)[:1], STRANGE]


def seen(board):
    """Return what is seen, without what a computation at rest may still add."""
    return board.view.query(), board.tab().grid.order, board._frame._tabs.value, board.session.caption


def look(board, query):
    board.view.read(query)
    board.refresh()
    board.settle_now()


def test_every_trait_of_the_view_comes_back_from_its_query(opened):
    make, ws = opened
    board, other = make(ws), make(ws)
    plain, first = board.view_class(), board.view.query()
    for name in board.view.traits():
        for value in others(board, name):
            setattr(board.view, name, value)
            assert name in board.session.query, name
            for each in other.view.traits():
                setattr(other.view, each, getattr(plain, each))
            look(other, f"?{board.session.query}")
            assert getattr(other.view, name) == value
            assert seen(other) == seen(board), (name, value)
        setattr(board.view, name, getattr(plain, name))
    board.view.selected = None
    board.arrange()
    assert board.view.query() == first


def chips(widget):
    if isinstance(widget, ipywidgets.Dropdown) and "wb-chip" in widget._dom_classes:
        yield widget
    for child in getattr(widget, "children", ()):
        yield from chips(child)


def test_every_chip_is_in_the_link_or_in_the_draft(opened):
    make, ws = opened
    board = make(ws)
    board.view.selected = board.tab().source.frame.index[0]
    tried = 0
    for tab in [each.name for each in board.tabs]:
        board.view.tab = tab
        for chip in list(chips(board._frame._bodies[tab])):
            values = [value for _, value in chip.options if value != chip.value]
            if not values or chip.tooltip in ACTS or chip.disabled:
                continue
            before = board.view.query(), dict(board.draft.edits)
            chip.value = values[0]
            assert (board.view.query(), dict(board.draft.edits)) != before, (tab, chip.tooltip)
            board.draft.discard()
            look(board, f"?{before[0]}")
            tried += 1
    assert tried >= 5
