"""In whose name a board saves."""

import pytest

from workbench import Workspace
from workbench.opportunities.board import OpportunityBoard
from workbench.ui.session import named


@pytest.fixture
def board(url, monkeypatch):
    ws = Workspace.open(url)
    ws.add("opportunities", {"a": {"title": "A", "reach": 1}})
    made = OpportunityBoard(ws)
    made.asked = []
    made.model.person.on_ask = made.asked.append
    return made


def greet(board, who):
    board.model.greet("tab1", who)


def edit(board, value):
    board.draft.set("opportunities", "a", "reach", value)


def named_on(board):
    """The name at the foot, where it is shown."""
    button = board.children[3].children[-1]
    return button.description if button.layout.display == "" else None


def last(board):
    return tuple(board.workspace.history().iloc[-1][["who", "why"]])


def test_the_first_save_asks_and_goes_on_in_the_name_that_is_given(board):
    login = board.workspace.who
    greet(board, "")
    edit(board, 5.0)
    board.model.store()
    board.model.save("measured")
    assert board.asked == [login]
    assert board.workspace.version == 1
    board.session.receive({"name": "  Ana\n López "})
    assert last(board) == ("Ana López", "measured")
    assert board.model.why == ""
    edit(board, 6.0)
    board.model.save()
    assert board.asked == [login]
    assert board.workspace.drafts().empty
    assert named_on(board) == "Ana López"


def test_who_was_asked_once_is_known_by_the_browser(board):
    greet(board, "Li")
    edit(board, 5.0)
    board.model.save()
    assert (board.asked, last(board)[0]) == ([], "Li")


def test_a_cancelled_question_keeps_draft_and_reason(board):
    greet(board, "")
    edit(board, 5.0)
    board.model.save("measured")
    assert board.draft.edits
    assert board.model.why == "measured"


def test_in_a_notebook_and_where_the_server_names_everybody_nobody_is_asked(board, monkeypatch):
    greet(board, None)
    edit(board, 5.0)
    board.model.save()
    monkeypatch.setenv("WORKBENCH_USER", "team")
    greet(board, "")
    edit(board, 6.0)
    board.model.save()
    assert board.asked == []


@pytest.mark.parametrize(("typed", "name"), [("\x00\n ", ""), ("a" * 90, "a" * 60), ("Ana", "Ana")])
def test_a_name_is_one_line_of_printable_letters(typed, name):
    assert named(typed) == name
