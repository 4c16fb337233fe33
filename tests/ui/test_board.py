"""A board with parts: one is looked at, its cards are made once, and only then."""

import asyncio

import ipywidgets
import pytest

from workbench.ui.board import Board


class Small(Board):
    title, question = "Small", "What is here?"
    tabs = {"": "First", "more": "More"}  # noqa: RUF012
    questions = {"more": "What else?"}  # noqa: RUF012

    def load(self):
        self.loaded = getattr(self, "loaded", 0) + 1

    def build(self):
        self.made, self.wrong = [], ""

    def body(self, tab):
        self.made.append(tab)
        return [ipywidgets.HTML(tab)]

    def score(self):
        if self.wrong:
            raise ValueError(self.wrong)

    def show(self, *, settled):
        pass

    def arranged(self):
        pass


@pytest.fixture
def board(ws):
    return Small(ws)


def shown(board):
    (body,) = [each for each in board._frame._place.children if each.layout.display != "none"]
    return body.children[0].value


def test_cards_are_made_when_they_are_first_looked_at_and_once(board):
    assert board.made == [""]
    board.view.tab = "more"
    board.view.tab = ""
    board.view.tab = "more"
    assert board.made == ["", "more"]
    assert board._frame.made == {"", "more"}
    assert shown(board) == "more"


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
    assert board.made == [""]
    board.view.read("?tab=more")
    assert shown(board) == "more"


def test_what_cannot_be_computed_is_said_and_the_board_lives_on(board):
    board.wrong = "row <1> is none"
    board.refresh()
    assert "This cannot be computed: row &lt;1&gt; is none" in board.bar.status.value
    board.wrong = ""
    board.refresh()
    assert board.settled is False


def test_what_a_press_writes_says_what_was_wrong_and_saves_nothing(board, ws):
    version = ws.version
    assert board.acts.write([("needs", "n", "title", "Need")], "made", "Done.") == ""
    assert "Done." in board.bar.status.value
    wrong = board.acts.write(
        [("feedback_needs", "l", "feedback", "gone"), ("feedback_needs", "l", "need", "n")], "x", "Done."
    )
    assert "gone" in wrong
    assert "wb-bad" in board.bar.status._dom_classes
    assert ws.version == version + 1
    board.acts.undo()
    assert ws["needs"].empty


def test_a_press_of_somebody_who_has_no_name_yet_is_done_when_there_is_one(board, ws, monkeypatch):
    monkeypatch.setattr(board.session, "ask_name", lambda _: None)
    board.visitor.known = False
    assert board.acts.write([("needs", "n", "title", "Need")], "made", "Done.")
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
    assert board.dialog.children == ()
    assert board.made == [""]
