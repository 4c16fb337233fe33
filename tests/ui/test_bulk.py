"""One change of several rows: a draft of all of them in one step, or a sentence and nothing."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities.board import OpportunityBoard
from workbench.ui.bulk import changed
from workbench.workspace.schema import Column

ROWS = {
    "a": {"title": "Alpha", "reach": 1000.0, "reach_low": 800.0, "reach_high": 1500.0, "impact": 1.0, "confidence": 0.8, "effort": 2.0},
    "b": {"title": "Beta", "reach": 600.0, "impact": 1.0, "confidence": 0.5, "effort": 2.0, "owner": "Li"},
    "c": {"title": "Gamma", "reach": 500.0, "impact": 2.0, "confidence": 1.0, "effort": 5.0},
    "d": {"title": "Delta", "impact": 1.0},
}  # fmt: skip
REACH = Column("reach", "number", "Reach", low=0, interval=True)


@pytest.fixture
def board(ws):
    ws.add("teams", {"t1": {"name": "Blue"}, "t2": {"name": "Ann"}})
    ws.add("opportunities", ROWS)
    made = OpportunityBoard(ws)
    made.view.status = "all"
    return made


def choose(board, *ids):
    board.tab().grid.chosen = list(ids)


def change(board, column, value, way="set"):
    board.tab().bulk.open()
    board.tab().bulk._column.value = column
    board.tab().bulk._way.value = way
    board.tab().bulk._place.children[0].value = value
    board.tab().bulk.change()


def said(board):
    return board.tab().bulk._said.value


def test_the_button_is_there_for_more_than_one_row_of_the_list(board):
    assert board.tab().bulk.control.layout.display == "none"
    for ids in (["a"], ["a", "gone"], [{"a": 1}, ["b"]]):
        choose(board, *ids)
        assert board.tab().bulk.control.layout.display == "none"
        board.tab().bulk.open()
        assert board.page.dialog.children == ()
    choose(board, "c", "a")
    assert board.tab().bulk.control.description == "Change 2 items"
    assert board.tab().bulk.control.layout.display == ""
    assert "chosen" not in board.view.query()


def test_what_a_filter_hides_is_not_changed(board):
    choose(board, "a", "b", "c")
    board.view.search = "a"
    assert set(board.tab().bulk.ids) == {"a", "b", "c"}
    board.view.search = "mm"
    assert board.tab().bulk.ids == ["c"]
    assert board.tab().bulk.control.layout.display == "none"


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [("status_category", "later", "later"), ("owner", "Mia", "Mia"), ("theme", "Fleet", "Fleet"), ("must_do", "yes", True),
     ("team", "t2", "t2"), ("effort", "3", 3.0), ("confidence", "60%", 0.6), ("due", "2027-01-31", pd.Timestamp("2027-01-31"))],
)  # fmt: skip
def test_a_value_is_one_step_of_the_draft_and_one_version(board, ws, column, value, kept):
    before = ws["opportunities"]
    choose(board, "a", "b", "c")
    change(board, column, value)
    assert board.page.dialog.children == ()
    assert {key[1] for key in board.draft.edits} == {"a", "b", "c"}
    assert ws["opportunities"].equals(before)
    board.model.undo()
    assert board.draft.edits == {}
    board.model.undo(again=True)
    version = ws.version
    board.model.save()
    assert ws.version == version + 1
    assert ws["opportunities"].loc[["a", "b", "c"], column].tolist() == [kept] * 3
    assert pd.isna(before.at["d", column]) == pd.isna(ws["opportunities"].at["d", column])


def test_a_factor_takes_the_range_along_and_leaves_blanks(board):
    choose(board, "a", "b", "d")
    change(board, "reach", "1.1", "times")
    assert board.draft.edits == {
        ("opportunities", "a", "reach"): 1100.0,
        ("opportunities", "a", "reach_low"): 880.0,
        ("opportunities", "a", "reach_high"): 1650.0,
        ("opportunities", "b", "reach"): 660.0,
    }
    assert "Reach of 2 items changed" in board._frame.status.value
    assert "1 item without a number" in board._frame.status.value


def test_an_amount_is_added_and_taken_away_in_per_cent_too(board):
    choose(board, "b", "c")
    change(board, "confidence", "-10", "plus")
    assert board.tab().source.frame.loc[["b", "c"], "confidence"].tolist() == [0.4, 0.9]
    change(board, "effort", "0.5", "plus")
    assert board.tab().source.frame.loc[["b", "c"], "effort"].tolist() == [2.5, 5.5]


@pytest.mark.parametrize(
    ("column", "value", "way", "sentence"),
    [("confidence", "120%", "times", "Gamma: Confidence must be a number from 0 to 1, not 1.2. Nothing is changed."),
     ("reach", "much", "times", "Type what to multiply by"), ("reach", "", "times", "Type what to multiply by"),
     ("reach", "-2", "times", "Type what to multiply by"), ("reach", "some", "plus", "Type how much to add"),
     ("reach", "-550", "plus", "Gamma: Reach must be a number of at least 0, not -50.0. Nothing is changed."),
     ("reach", "many", "set", "Reach must be a number of at least 0"), ("due", "soon", "set", "Due must be a date"),
     ("ease", "2", "times", "None of these 3 items has a number in Ease.")],
)  # fmt: skip
def test_what_one_row_cannot_take_none_takes(board, column, value, way, sentence):
    choose(board, "a", "b", "c")
    change(board, column, value, way)
    assert sentence in said(board).replace("&#x27;", "'")
    assert board.draft.edits == {}
    assert board.page.dialog.children


def test_titles_and_values_are_text_in_the_card(board):
    board.tab().edit([("a", "title", "<img src=x>"), ("b", "theme", "<img src=x>")])
    choose(board, "a", "b")
    board.tab().bulk.open()
    (card,) = board.page.dialog.children
    assert "&lt;img src=x&gt;" in card.children[1].value
    assert "<img" not in json.dumps([each.value for each in (card.children[1], card.children[3])])
    board.tab().bulk._column.value = "theme"
    assert "<img src=x>" in board.tab().bulk._place.children[0].options


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1e9)), min_size=1, max_size=8),
    st.floats(0, 1e3).map(lambda factor: round(factor, 3)),
)
def test_a_factor_multiplies_every_number_and_no_blank(numbers, factor):
    ids = [str(place) for place in range(len(numbers))]
    frame = pd.DataFrame(
        {"reach": pd.Series(numbers, ids, dtype=float), "reach_low": None, "reach_high": None}
    )
    wanted = {id_: number * factor for id_, number in zip(ids, numbers, strict=True) if number is not None}
    if not wanted:
        with pytest.raises(ValueError, match="None of these"):
            changed(frame, REACH, ids, "times", str(factor), dict)
        return
    found = changed(frame, REACH, ids, "times", f"{factor:f}", dict)
    assert {id_: value for (id_, _), value in found.items()} == pytest.approx(wanted, rel=1e-11)
