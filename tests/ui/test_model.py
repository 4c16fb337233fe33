"""The model of a board: every change is said once, by its kind; what a person does is kept or said."""

import pytest

from workbench import Workspace
from workbench.ui.model import BoardModel
from workbench.ui.view import View

CELL = ("needs", "n", "title")


@pytest.fixture
def model(ws):
    ws.add("needs", {"n": {"title": "Old"}, "m": {"title": "Other"}})
    kinds = []
    made = BoardModel(ws, View(), kinds.append)
    made.kinds = kinds
    return made


def test_each_change_is_said_once_by_its_kind(model):
    model.edit({CELL: "New"})
    model.edit({CELL: "Newer"}, moving=True)
    model.view.selected = "n"
    model.view.search = "x"
    model.hold(held=True)
    model.hold(held=False)
    model.learnt()
    assert model.kinds == ["edit", "move", "select", "view", "release", "learnt"]
    assert model.table("needs").at["n", "title"] == "Newer"


def test_a_draft_that_something_else_changes_is_an_edit_too(model):
    model.draft.set(*CELL, "New")
    model.draft.undo()
    assert model.kinds == ["edit", "edit"]
    assert not model.dirty


def test_changes_together_are_said_once_by_the_strongest(model):
    with model.together():
        model.view.selected = "n"
        model.edit({CELL: "New"})
        model.view.search = "x"
        assert model.kinds == []
    assert model.kinds == ["edit"]


def test_changes_together_are_said_though_one_of_them_fails(model):
    def fail():
        with model.together():
            model.edit({CELL: "New"})
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert model.kinds == ["edit"]


def test_what_who_shows_completes_is_not_said(model):
    with model.quiet():
        model.view.selected = "n"
    assert model.kinds == []
    model.view.selected = "m"
    assert model.kinds == ["select"]


def test_a_save_is_one_change_takes_the_reason_and_empties_it(model, ws):
    model.edit({CELL: "New"})
    model.why = "  heard twice "
    model.kinds.clear()
    model.save()
    assert model.kinds == ["saved"]
    assert (model.why, model.dirty, model.said) == ("", False, ("Saved.", False))
    assert ws.history().iloc[-1]["why"] == "heard twice"


def test_a_save_that_cannot_be_keeps_draft_and_reason(model, ws):
    model.edit({CELL: "Mine"})
    other = Workspace.open(ws.url, who="li")
    other.edit("needs", "n", title="Theirs")
    other.store.close()
    model.save("measured")
    assert model.said[1]
    assert "choose which value stays" in model.said[0]
    assert (model.why, model.dirty) == ("measured", True)
    model.choose("mine")
    model.save()
    assert ws["needs"].at["n", "title"] == "Mine"
    assert ws.history().iloc[-1]["why"] == "measured"


def test_what_others_save_waits_while_a_slider_is_held(model, ws):
    model.hold(held=True)
    other = Workspace.open(ws.url, who="li")
    other.edit("needs", "m", title="Theirs")
    other.store.close()
    model.heard("li")
    assert model.kinds == []
    assert model.table("needs").at["m", "title"] == "Other"
    model.hold(held=False)
    assert model.kinds == ["saved"]
    assert model.table("needs").at["m", "title"] == "Theirs"
    assert model.said[0].startswith("li saved changes")


def test_undo_takes_back_the_draft_first_then_the_last_save(model, ws):
    model.edit({CELL: "Saved"})
    model.save()
    model.edit({CELL: "Drafted"})
    model.undo()
    assert (ws["needs"].at["n", "title"], model.dirty) == ("Saved", False)
    model.undo()
    assert ws["needs"].at["n", "title"] == "Old"
    model.undo(again=True)
    assert model.table("needs").at["n", "title"] == "Drafted"


def test_a_save_that_was_taken_back_is_done_again(model, ws):
    model.edit({CELL: "Saved"})
    model.save()
    model.undo()
    model.undo(again=True)
    assert ws["needs"].at["n", "title"] == "Saved"
    assert model.said == ("Done again and saved.", False)


def test_a_reason_survives_while_the_name_is_asked_for(model, ws):
    model.greet("tab", "")
    asked = []
    model.person.on_ask = asked.append
    model.edit({CELL: "New"})
    model.save("measured")
    assert len(asked) == 1
    assert ws["needs"].at["n", "title"] == "Old"
    model.named("Mia")
    assert tuple(ws.history().iloc[-1][["who", "why"]]) == ("Mia", "measured")


def test_the_key_of_a_derivation_follows_its_tables_only(model):
    before = model.state("opportunities"), model.state()
    model.edit({CELL: "New"})
    assert model.state("opportunities") == before[0]
    assert model.state() != before[1]
