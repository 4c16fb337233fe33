"""Comments on a list board's items: saved at once, in one's own name, and gone with their item."""

import pytest
from part_boards import BOARDS

from workbench import Workspace
from workbench.ui.list_tab import ListTab

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(params=[kind for kind in BOARDS.values() if issubclass(kind.tabs[0], ListTab)])
def board(request, ws):
    table = request.param.tabs[0].source_class.table
    ws.add(table, {"a": {"title": "Alpha"}, "b": {"title": "Beta"}})
    made = request.param(ws)
    made.view.selected = "a"
    return made


def say(board, text):
    board.tab().comments._form.fill(text=text)
    board.tab().comments._form.submit()


def said(board):
    return [(entry["text"], entry["sub"].partition(",")[0], bool(entry["actions"])) for entry in board.tab().comments._said.entries]  # fmt: skip


def test_a_comment_is_one_version_and_stands_newest_last_with_its_author(board, ws):
    version = ws.version
    board.tab().comments.open()
    say(board, "First")
    assert ws.version == version + 1
    li = Workspace.open(ws.url, who="li")
    li.add(
        "comments",
        {
            "l": {
                "table": board.tab().source.table,
                "row": "a",
                "text": MARKUP,
                "who": "li",
                "at": "2999-01-01T00:00",
            }
        },
    )
    board.model.heard("li")
    assert said(board) == [("First", "ana", True), (MARKUP, "li", False)]
    assert board.tab().comments.control.description == "Comments (2)"
    assert board.tab().grid.rows["a"]["_said"] == 2
    assert not board.tab().grid.rows["b"].get("_said")
    assert board.draft.edits == {}
    board.view.selected = "b"
    assert board.tab().comments.control.description == "Comment"


def test_only_ones_own_comment_is_taken_back_and_undo_brings_it_again(board, ws):
    ws.add("comments", {"l": {"table": board.tab().source.table, "row": "a", "text": "Theirs", "who": "li"}})
    board.refresh()
    board.tab().comments.open()
    say(board, "Mine")
    mine = next(id_ for id_ in ws["comments"].index if id_ != "l")
    board.tab().comments._said.receive({"act": ["l", "delete"]})
    board.tab().comments._act("l", "delete")
    board.tab().comments._said.receive({"act": [mine, "delete"]})
    assert ws["comments"].index.tolist() == ["l"]
    assert board.tab().grid.rows["a"]["_said"] == 1
    board.model.undo()
    assert set(ws["comments"].index) == {"l", mine}
    assert board.tab().grid.rows["a"]["_said"] == 2
    board.tab().comments._said.receive({"act": [mine, "delete"]})
    ws.remove("comments", "l")
    board.refresh()
    board.settle_now()
    assert board.tab().grid.rows["a"]["_said"] == 0


def test_a_blank_one_and_one_on_an_unsaved_item_are_refused_and_nothing_is_lost(board, ws):
    board.tab().comments.open()
    say(board, "  ")
    assert "Write the comment first" in board.tab().comments._form._said.value
    board.page.dialog.close_card()
    board.tab().add()
    board.tab().comments.open()
    assert board.page.dialog.children == ()
    assert "is not saved yet" in board._frame.status.value
    assert ws["comments"].empty


def test_who_has_no_name_is_asked_and_then_it_is_added_in_that_name(board, ws, monkeypatch):
    monkeypatch.setattr(board.session, "ask_name", lambda _: None)
    board.model.person.known = False
    board.tab().comments.open()
    say(board, "Good idea")
    assert ws["comments"].empty
    assert board.tab().comments._form.texts["text"] == "Good idea"
    board.session.receive({"name": "Mia"})
    assert ws["comments"]["who"].tolist() == ["Mia"]
    assert board.tab().comments._form.texts["text"] == ""


def test_a_deleted_item_takes_its_comments_along(board, ws):
    board.tab().comments.open()
    say(board, "Soon gone")
    board.page.dialog.close_card()
    board.tab().actions.delete()
    assert board.tab().comments.counts() == {}
    assert "linked row" in board.tab().bar._sentence.value
    board.model.undo()
    assert board.tab().comments.counts() == {"a": 1}
    board.view.selected = "a"
    board.tab().actions.delete()
    board.model.save()
    assert ws["comments"].empty
