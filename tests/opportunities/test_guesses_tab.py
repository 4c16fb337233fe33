"""The part "Riskiest guesses" and the hints of the first part: what they say, when, and of which state."""

import numpy as np
import pandas as pd
import pytest

from workbench import Workspace
from workbench.opportunities import ranking
from workbench.opportunities.board import OpportunityBoard
from workbench.opportunities.worth import riskiest
from workbench.opportunities.worth.flip import flip
from workbench.opportunities.worth.guesses_tab import VALUE
from workbench.opportunities.worth.information import value_of_information

ESTIMATES = {"impact": 1.0, "confidence": 0.5, "effort": 2.0}
REACH = {"a": 1000.0, "b": 800.0, "c": 700.0, "d": 650.0, "e 5": 400.0, "f": 50.0}
ROWS = {id_: {"title": f"Item {id_.upper()}", "reach": reach, **ESTIMATES} for id_, reach in REACH.items()}


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.add("opportunities", ROWS | {"m": {"title": "Law", "must_do": True, "reach": 10.0, **ESTIMATES}})
    made.edit("settings", "opportunities.line", value=4)
    made.edit("settings", "opportunities.trials", value=400)
    return made


@pytest.fixture
def board(ws):
    return OpportunityBoard(ws)


@pytest.fixture
def tab(board):
    board.view.tab = "guesses"
    board.state.knowing.now()
    return board.tab("guesses")


def texts(board):
    return [block.value for block in board.tab().item.hints.children[:2]]


def same_as_the_plain_functions(board):
    rows = ranking.contenders(board.state.standing.whole)
    worth = board.state.knowing.worth
    pd.testing.assert_frame_equal(worth.flips, flip(rows, "rice", top=3), check_exact=True)
    first = flip(ranking.candidates(board.state.standing.whole), "rice", top=1)
    pd.testing.assert_frame_equal(worth.first, first, check_exact=True)
    value = value_of_information(rows, "rice", pick=3, trials=400)
    pd.testing.assert_frame_equal(worth.value, value, check_exact=True)
    assert worth.value.attrs == value.attrs


def test_it_follows_at_rest_and_is_what_the_plain_functions_say(board):
    assert board.state.knowing.pending
    assert all("…" in text for text in texts(board))
    board.state.knowing.now()
    same_as_the_plain_functions(board)
    board.view.selected = "d"
    board._settle.now()
    place, guess = texts(board)
    assert "Comes in if reach is above 701 people a quarter." in place
    assert "First above 1,001." in place
    best = riskiest.order(board.state.knowing.worth.value).iloc[0]
    assert (
        f"{best['column'].capitalize()} of {ROWS[best['id']]['title']}: checking it would change the top 4 in"
        in guess
    )


def test_what_has_no_place_or_cannot_lose_it_says_so(board):
    board.state.knowing.now()
    board.view.selected = "m"
    board._settle.now()
    assert "A must-do: it stays in" in texts(board)[0]
    board.tab().edit([("f", "reach", "")])
    board.state.knowing.now()
    board.view.selected = "f"
    board._settle.now()
    assert "estimates are missing" in texts(board)[0]
    board.tab().edit([("f", "status_category", "done")])
    board.state.knowing.now()
    assert "Only open opportunities" in texts(board)[0]


def test_a_move_in_between_drops_it_and_what_comes_belongs_to_the_last_state(board):
    board.state.knowing.now()
    board.view.selected = "d"
    board._settle.now()
    before = texts(board)
    for reach in (680.0, 720.0, 900.0):
        board.tab().actions.move("reach", "value", reach)
        assert not board.state.knowing.pending  # nothing of it is done in the slider's own callback
        board._settle.now()
        assert board.state.knowing.pending
        for _ in range(20):  # it is under way when the next move comes
            board.state.knowing._slow._step()
        assert board.state.knowing.pending
        assert texts(board) == before  # the former words stay, dimmed
        assert "wb-waiting" in board.tab().item.hints._dom_classes
    board.state.knowing.now()
    assert board.state.knowing.worth.standing.scores["d"] == board.state.standing.scores["d"] == 225.0
    same_as_the_plain_functions(board)
    assert "Falls out if" in texts(board)[0]
    assert "wb-waiting" not in board.tab().item.hints._dom_classes


def test_a_range_alone_makes_it_anew_and_another_selection_does_not(board):
    board.state.knowing.now()
    board.view.selected = "b"
    board._settle.now()
    assert not board.state.knowing.pending
    board.tab().actions.move("reach", "high", 9000.0)
    board._settle.now()
    assert board.state.knowing.pending
    board.state.knowing.now()
    same_as_the_plain_functions(board)
    board.model.change_setting("opportunities.line", 3)
    assert board.state.knowing.pending


def test_the_guesses_stand_by_what_they_are_worth_with_the_sum_at_the_top(board, tab):
    worth = board.state.knowing.worth.value
    entries = tab._guesses.entries
    assert [entry["share"] for entry in entries] == sorted(
        (entry["share"] for entry in entries), reverse=True
    )
    assert entries[0]["share"] == 1
    assert len(entries) == int((worth["evppi"] > 0).sum()) <= 25
    assert "its range is assumed" in entries[0]["sub"]
    figures = {sentence: figure for figure, sentence in board.headlines()}
    assert float(figures["points more, if everything were known"].replace(",", "")) == pytest.approx(
        worth.attrs["evpi"], rel=0.01
    )


def test_a_value_per_point_is_a_drafted_setting_and_turns_points_into_money(board, tab, ws):
    field = board.page._settings[VALUE]
    assert field.control.value == ""
    assert "worth up to" not in tab._guesses.entries[0]["sub"]
    field.control.value = "1,000"
    assert board.draft.edits == {("settings", VALUE, "value"): 1000.0}
    best = board.state.knowing.worth.value["evppi"].max()
    said = tab._guesses.entries[0]["sub"]
    assert f"worth up to {riskiest.money(best * 1000, '€')} to know" in said
    assert not board.state.knowing.pending  # the same list
    assert "knowing everything would be worth" in [sentence for _, sentence in board.headlines()]
    field.control.value = "much"
    assert field.control.value == "1,000"
    assert "must be a number of at least 0" in board._frame.status.value
    board.model.save()
    assert ws.setting(VALUE) == 1000
    field.control.value = ""
    assert board.model.setting(VALUE) == 0


def test_the_classes_up_to_the_line_add_up_to_the_odds(board, tab):
    table = tab._heat.table
    names = [label for _, label in table["columns"]]
    assert names == [
        "2",
        "3–4",
        "5–6",
        "7",
    ]  # a must-do takes the first place, and the line is after the fourth
    odds = board.state.standing.odds["p_top"]
    assert [row["id"] for row in table["rows"]] == [*list("abcd"), "e 5", "f"]
    for row in table["rows"]:
        numbers = [value or 0 for value in row["values"]]
        assert sum(numbers[:2]) == pytest.approx(100 * odds[row["id"]], abs=1.01)
        assert sum(numbers) == pytest.approx(100, abs=2.01)


def test_a_pressed_guess_leads_to_its_slider_and_a_pressed_cell_to_its_item(board, tab, monkeypatch):
    focused = []
    for name, slider in board.tab().inspector.sliders.items():
        monkeypatch.setattr(slider, "focus", lambda name=name: focused.append(name))
    guess = next(entry for entry in tab._guesses.entries if entry["id"] == "reach e 5")
    tab._guesses.receive({"act": [guess["id"], "select"]})
    assert (board.view.selected, board.view.tab, focused) == ("e 5", "", ["reach"])
    board.view.tab = "guesses"
    tab._heat.receive({"cell": ["b", tab._heat.table["columns"][0][0]]})
    assert (board.view.selected, board.view.tab) == ("b", "")
    board.view.tab = "guesses"
    tab._near.receive({"act": [" e 5", "select"]})
    assert (board.view.selected, board.view.tab, focused) == ("e 5", "", ["reach"])


def test_items_near_the_line_say_what_would_take_them_across(tab):
    said = {entry["text"]: entry["sub"] for entry in tab._near.entries}
    assert set(said) == {"Item A", "Item B", "Item C", "Item D", "Item E 5", "Item F"}
    assert said["Item D"].startswith(
        "In, if reach is above 701 people a quarter, or effort is under 1.85 person-months"
    )
    assert said["Item C"].startswith("Out, if reach is under 649 people a quarter")
    assert next(iter(said)) in ("Item C", "Item D")  # the nearest first


def test_an_empty_list_has_an_empty_part(tmp_path):
    board = OpportunityBoard(Workspace.open(str(tmp_path / "new.db"), who="ana"))
    board.view.tab = "guesses"
    board.state.knowing.now()
    tab = board.tab("guesses")
    assert tab._guesses.foot == "No single number could change what is chosen."
    assert tab._near.foot == "Nothing competes for a place."
    assert tab._heat.table == {"columns": [], "rows": []}
    assert np.isfinite(float(board.headlines()[0][0]))
