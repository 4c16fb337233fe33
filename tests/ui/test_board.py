"""A board with parts: one is looked at, its cards are made once, and only then."""

import asyncio

import ipywidgets
import pytest

from workbench.ui.board import Board
from workbench.ui.state import State
from workbench.ui.tab import Tab


class Wrong(State):
    wrong = ""

    def follow(self):
        if self.wrong:
            raise ValueError(self.wrong)


class First(Tab):
    label = "First"

    def __init__(self, model, state, page):
        super().__init__(model, state, page)
        self.made, self.shown = 0, []

    def cards(self):
        self.made += 1
        return [ipywidgets.HTML(self.name)]

    def show(self, *, settled):
        self.shown.append(settled)


class More(First):
    name, label, question = "more", "More", "What else?"


class Small(Board):
    title, question = "Small", "What is here?"
    state_class = Wrong
    tabs = (First, More)


@pytest.fixture
def board(ws):
    return Small(ws)


def shown(board):
    (body,) = [each for each in board._frame._place.children if each.layout.display != "none"]
    return body.children[0].value


def made(board):
    return [board.tab(name).made for name in ("", "more")]


def test_cards_are_made_when_they_are_first_looked_at_and_once(board):
    assert made(board) == [1, 0]
    for tab in ("more", "", "more"):
        board.view.tab = tab
    assert made(board) == [1, 1]
    assert board._frame.made == {"", "more"}
    assert shown(board) == "more"


def test_only_the_tab_that_is_looked_at_is_shown_and_only_once_its_cards_are_made(board):
    board.tab().shown.clear()
    board.view.tab = "more"
    assert board.tab("more").shown == [True]
    board.model.change_setting("product.name", "X")
    assert board.tab("more").shown == [True, False, True]
    assert board.tab().shown == []


def test_a_tab_has_its_question_its_button_and_its_link(board):
    board._frame._tabs.value = "more"
    assert board.view.tab == "more"
    assert board.session.query == "tab=more"
    assert "What else?" in board._frame._heading.value
    board.view.tab = ""
    assert board._frame._tabs.value == ""
    assert "What is here?" in board._frame._heading.value
    assert board.session.query == ""


def test_an_unknown_tab_in_a_link_is_the_first(board):
    board.view.read("?tab=nonsense")
    assert shown(board) == ""
    assert board._frame._tabs.value == ""
    assert made(board) == [1, 0]
    board.view.read("?tab=more")
    assert shown(board) == "more"


def test_what_cannot_be_computed_is_said_and_the_board_lives_on(board):
    board.state.wrong = "row <1> is none"
    board.refresh()
    assert "This cannot be computed: row &lt;1&gt; is none" in board._frame.status.value
    board.state.wrong = ""
    board.refresh()
    assert board.settled is False


def test_what_a_press_writes_says_what_was_wrong_and_saves_nothing(board, ws):
    version = ws.version
    assert board.model.write([("needs", "n", "title", "Need")], "made", "Done.") == ""
    assert "Done." in board._frame.status.value
    wrong = board.model.write(
        [("feedback_needs", "l", "feedback", "gone"), ("feedback_needs", "l", "need", "n")], "x", "Done."
    )
    assert "gone" in wrong
    assert "wb-bad" in board._frame.status._dom_classes
    assert ws.version == version + 1
    board.model.undo()
    assert ws["needs"].empty


def test_a_press_of_somebody_who_has_no_name_yet_is_done_when_there_is_one(board, ws, monkeypatch):
    monkeypatch.setattr(board.session, "ask_name", lambda _: None)
    board.model.person.known = False
    assert board.model.write([("needs", "n", "title", "Need")], "made", "Done.")
    assert ws["needs"].empty
    board.session.receive({"name": "Mia"})
    assert list(ws["needs"].index) == ["n"]
    assert ws.history().iloc[-1]["who"] == "Mia"


def foot(board):
    return [each.description for each in board.children[3].children if isinstance(each, ipywidgets.Button)]


def test_the_foot_asks_only_what_the_board_answers(board, ws):
    class Answering(Small):
        def explanation(self):
            return "By counting."

        def exported(self):
            return "small.csv", "id\n"

    assert foot(board)[:2] == ["Copy link", "Picture"]
    assert foot(Answering(ws))[:3] == ["How was this computed?", "Export CSV", "Copy link"]


def test_a_link_that_asks_for_the_import_opens_a_board_without_one(board):
    async def hello():
        board.hello("?import=1", "tab")

    asyncio.run(hello())
    assert board.page.dialog.children == ()
    assert made(board) == [1, 0]
