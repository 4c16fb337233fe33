"""The board without a browser: a control or an act on one side, state and what is shown on the other."""

import json

import numpy as np
import pandas as pd
import pytest

from workbench import Workspace
from workbench.opportunities import rice
from workbench.opportunities.board import OpportunityBoard

ROWS = {
    "a": {
        "title": "Alpha",
        "reach": 1000.0,
        "impact": 1.0,
        "confidence": 0.8,
        "effort": 2.0,
        "theme": "Fleet",
    },
    "b": {
        "title": "Beta <img src=x onerror=alert(1)>",
        "reach": 600.0,
        "impact": 1.0,
        "confidence": 0.5,
        "effort": 2.0,
    },
    "c": {"title": "Gamma", "reach": 500.0, "impact": 2.0, "confidence": 1.0, "effort": 5.0, "must_do": True},
    "d": {"title": "Delta", "reach": 300.0, "impact": 1.0, "confidence": 0.8},
    "e": {
        "title": "Epsilon",
        "reach": 90.0,
        "impact": 1.0,
        "confidence": 0.8,
        "effort": 1.0,
        "status_category": "later",
    },
}


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.add("opportunities", ROWS)
    made.edit("settings", "opportunities.line", value=2)
    return made


@pytest.fixture
def board(ws):
    return OpportunityBoard(ws)


def shown(board):
    return {band["label"]: band["ids"] for band in board.tab().grid.order}


def listed(board):
    return [id_ for ids in shown(board).values() for id_ in ids]


def test_the_first_view_is_whole(board):
    assert set(listed(board)) == {"a", "b", "c", "d"}
    assert shown(board)["Not scored yet"] == ["d"]
    assert "c" in shown(board)["In"]
    assert board.tab().grid.rows["c"]["_tags"] == ["must do"]
    assert board.tab().grid.rows["a"]["score"] == 400.0


def test_a_move_is_a_draft_that_moves_score_bar_and_sentence(board, ws):
    board.view.selected = "b"
    board.tab().actions.move("reach", "value", 2400.0)
    assert board.draft.edits == {("opportunities", "b", "reach"): 2400.0}
    assert board.tab().grid.rows["b"]["score"] == 600.0
    assert board.tab().grid.rows["b"]["_draft"] == ["reach"]
    place = board.tab().pictures.ranking.figure["data"][0]["customdata"].index("b")
    assert board.tab().pictures.ranking.figure["data"][0]["x"][place] == 600.0
    assert "Reach 600 → 2,400. Score 150 → 600" in board.tab().bar._sentence.value
    assert ws["opportunities"].at["b", "reach"] == 600.0
    assert not board.settled
    board._settle.now()
    assert board.settled
    assert "in the top 2" in board.tab().bar._sentence.value


def test_odds_add_up_to_the_places(board):
    odds = [row["odds"][0] for row in board.tab().grid.rows.values() if row["odds"][0] is not None]
    assert sum(odds) == pytest.approx(2, abs=0.03)


def test_rows_hold_still_while_a_slider_is_held(board):
    board.view.selected = "b"
    before = board.tab().grid.order
    board.model.hold(held=True)
    board.tab().actions.move("reach", "value", 90000.0)
    board._settle.now()
    assert board.tab().grid.order == before
    board.model.hold(held=False)
    assert board.tab().grid.order != before
    assert board.tab().grid.ghost is None


def test_saving_makes_one_version_with_who_and_why(board, ws):
    board.view.selected = "a"
    board.tab().actions.move("effort", "value", 4.0)
    board.tab().edit([("a", "impact", "2")])
    version = ws.version
    board.model.save("measured")
    assert ws.version == version + 1
    last = ws.history("opportunities", "a").iloc[-1]
    assert (last["who"], last["why"]) == ("ana", "measured")
    assert board.draft.edits == {}
    assert board.model.why == ""
    assert not board.model.dirty


def test_discard_brings_the_old_values_back(board):
    board.view.selected = "a"
    board.tab().actions.move("effort", "value", 4.0)
    board.model.discard()
    assert board.tab().grid.rows["a"]["score"] == 400.0
    assert board.tab().inspector.sliders["effort"].shown["value"] == 2.0


def test_what_is_discarded_is_gone_at_once_where_a_reload_would_find_it(board, ws):
    board.model.greet("tab1")
    board.tab().edit([("a", "impact", "2")])
    board.model.store()
    assert ws.draft("tab1").edits
    board.model.discard()
    assert ws.draft("tab1").edits == {}


def test_what_cannot_be_read_is_refused_and_nothing_else_is_lost(board):
    board.view.selected = "a"
    board.tab().edit([("a", "reach", "1,500"), ("b", "effort", "=1+1"), ("b", "score", "9")])
    assert board.draft.edits == {("opportunities", "a", "reach"): 1500.0}
    assert board.tab().grid.refused["id"] == "b"
    assert "Effort must be a number" in board._frame.status.value
    assert "1 cell of 3 taken" in board._frame.status.value


def test_a_value_beyond_the_track_survives(board, ws):
    board.view.selected = "a"
    board.tab().edit([("a", "impact", "40")])
    board.model.save()
    assert ws["opportunities"].at["a", "impact"] == 40.0


def test_the_queue_asks_for_every_unscored_item_and_ends(board):
    board.tab().queue.toggle()
    assert (board.view.unscored, board.view.selected) == (True, "d")
    board.tab().edit([("d", "effort", "M")])
    assert board.tab().grid.rows["d"]["score"] == 240.0
    board.tab().queue.go_on()
    assert not board.view.unscored


def test_story_points_are_a_guess_of_effort_on_a_click_and_no_more_on_the_next(board, ws):
    board.draft.update({("opportunities", "d", "story_points"): 40.0})
    board.settle_now()
    offer = board.tab()._offers[1]
    assert offer.control.description == "Guess 1 effort"
    offer.control.click()
    assert board.tab().grid.rows["d"]["effort"] == 2.0
    assert {"effort"} <= set(board.tab().grid.rows["d"]["_assumed"])
    assert board.tab().grid.rows["d"]["score"] is not None
    assert "20 points a person-month, an assumption" in board._frame.status.value
    board.view.selected = "d"
    assert "guessed from 40 points" in board.tab().inspector.sliders["effort"].shown["hint"]
    board.model.save()
    assert pd.isna(ws["opportunities"].at["d", "effort"])
    assert ws.setting("ranges.points_a_month") == 20.0
    assert "20 of them make a person-month" in board.explanation()
    offer.control.click()
    assert board.tab().grid.rows["d"]["effort"] is None
    assert offer.control.description == "Guess 1 effort"


def test_plus_new_is_selected_and_seen_and_undo_takes_it_back(board):
    board.view.status = "done"
    board.tab().add()
    new = board.view.selected
    assert new in listed(board)
    board.model.undo()
    assert new not in board.tab().source.frame.index


def test_undo_takes_back_the_last_save_when_nothing_is_drafted(board, ws):
    board.view.selected = "a"
    board.tab().edit([("a", "reach", "10")])
    board.model.save()
    board.model.undo()
    assert ws["opportunities"].at["a", "reach"] == 1000.0
    board.model.undo(again=True)
    assert ws["opportunities"].at["a", "reach"] == 10.0


def test_delete_then_save_removes_the_row(board, ws):
    board.view.selected = "b"
    board.tab().actions.delete()
    assert "b" not in board.tab().grid.rows
    assert board.view.selected in board.tab().source.frame.index
    board.model.save()
    assert "b" not in ws["opportunities"].index


def test_search_filter_and_sort_are_the_view_and_the_link(board):
    board.view.search = "a <img"
    assert listed(board) == ["b"]
    board.view.search = ""
    board.view.status = "later"
    assert listed(board) == ["e"]
    board.view.status = "all"
    board.tab().actions.sort("reach")
    assert listed(board)[0] == "e"
    assert "sort=reach" in board.session.query
    assert "status=all" in board.session.query


def test_a_hello_brings_the_tab_its_draft_and_the_newest_data(board, ws, tmp_path):
    board.model.greet("tab-1")
    board.view.selected = "a"
    board.tab().actions.move("reach", "value", 1234.0)
    board.draft.store()
    other = Workspace.open(ws.url, who="ana")
    other.edit("opportunities", "b", title="Renamed")
    late = OpportunityBoard(Workspace.open(ws.url, who="ana"))
    late.model.greet("tab-1")
    late.show_anew()
    assert late.draft.edits == {("opportunities", "a", "reach"): 1234.0}
    assert late.tab().grid.rows["b"]["title"] == "Renamed"


def test_a_conflict_shows_both_values_and_mine_can_win(board, ws):
    board.view.selected = "a"
    board.tab().edit([("a", "reach", "1500")])
    Workspace.open(ws.url, who="li").edit("opportunities", "a", reach=1300)
    board.model.save()
    said = board.tab().bar._conflict.children[0].value
    assert "1500" in said.replace(",", "")
    assert "1300" in said.replace(",", "")
    assert "li" in said
    board.model.choose("mine")
    board.model.save()
    assert ws["opportunities"].at["a", "reach"] == 1500.0


def test_markup_in_a_title_is_text_everywhere(board):
    board.view.selected = "b"
    board.tab().edit([("b", "title", "<script>alert(1)</script>")])
    assert "<script>" not in board.tab().bar._sentence.value
    assert "<script>" not in json.dumps(board.tab().pictures.ranking.figure)
    assert "<script>" not in board.explanation()
    name, text = board.exported()
    assert name == "opportunities.csv"
    assert "<script>alert(1)</script>" in text


def test_a_formula_in_a_title_is_guarded_in_the_export(board):
    board.view.selected = "b"
    board.tab().edit([("b", "title", '=HYPERLINK("http://x")')])
    assert "'=HYPERLINK" in board.exported()[1]


def test_a_setting_is_drafted_and_saved_like_a_cell(board, ws):
    board.model.change_setting("opportunities.line", 1)
    assert board.headlines()[0][0].endswith("of 1")
    board.model.save()
    assert ws.setting("opportunities.line") == 1


def test_an_empty_workspace_shows_a_sentence_and_survives_every_act(tmp_path):
    board = OpportunityBoard(Workspace.open(str(tmp_path / "empty.db"), who="ana"))
    assert board.tab().grid.nothing.startswith("No opportunities yet")
    for act in (
        board.tab().actions.delete,
        board.tab().queue.toggle,
        board.model.save,
        board.model.discard,
        board.model.undo,
        board.exported,
        board.explanation,
        board.page.show_keys,
    ):
        act()
    board.tab().actions.sort("score")
    board.tab().add()
    assert len(board.tab().source.frame) == 1


def test_the_board_and_the_method_agree(board, ws):
    table = ws["opportunities"]
    expected = rice.score(table[["reach", "impact", "confidence", "effort"]])
    for id_, row in board.tab().grid.rows.items():
        score = np.nan if row["score"] is None else row["score"]
        assert pd.isna(score) == pd.isna(expected[id_])
        assert pd.isna(score) or score == expected[id_]


WSJF = {"business_value": 8.0, "time_criticality": 5.0, "risk_reduction": 2.0, "job_size": 5.0}


def test_another_method_brings_its_own_columns_sliders_and_odds(board, ws):
    ws.apply(
        pd.DataFrame(
            [("opportunities", id_, name, value / (2 if id_ == "b" and name == "job_size" else 1))
             for id_ in ("a", "b", "d") for name, value in WSJF.items()],
            columns=["table", "id", "column", "new"],
        ),
        "",
    )  # fmt: skip
    board.model.change_setting("opportunities.method", "wsjf")
    fields = [column["field"] for column in board.tab().grid.columns]
    assert fields[:7] == ["rank", "title", *WSJF, "score"]
    assert list(board.tab().inspector.sliders) == list(WSJF)
    assert [child.label for child in board.tab().inspector.sliders.values()] == [
        child.label for child in board.tab().inspector._grid.children
    ]
    assert board.tab().grid.rows["a"]["score"] == 3.0
    assert board.tab().grid.rows["b"]["score"] == 6.0
    board.view.selected = "b"
    size = board.tab().inspector.sliders["job_size"]
    assert (size.shown["low"], size.shown["value"], size.shown["high"]) == (2.0, 2.5, 3.0)
    assert set(size.shown["assumed"]) == {"low", "high"}
    assert 0.5 < board.state.standing.placed["p_top"]["b"] < 1.0, "one step either way: not certain"
    size._on_move("value", 8.0)
    board.settle_now()
    assert board.draft.edits["opportunities", "b", "job_size"] == 8.0
    assert "Job size 2.5 → 8" in board.tab().source.consequence("b")
    board.model.discard()
    assert list(board.tab().inspector.sliders) == ["reach", "impact", "confidence", "effort"]
    assert [column["field"] for column in board.tab().grid.columns][2:6] == list(
        board.tab().inspector.sliders
    )


def test_the_second_picture_follows_the_method(board):
    def said():
        return [note["text"] for note in board.tab().pictures.plane.figure["layout"]["annotations"]]

    assert said() == ["effort, person-months", "value: score × effort"]
    board.model.change_setting("opportunities.method", "odi")
    assert said() == ["effort, person-months", "score"]
    board.model.change_setting("opportunities.method", "wsjf")
    assert said() == ["job size", "value: score × size"]


def test_confidence_counts_twice_only_where_it_does(board):
    assert "Confidence counts twice" in board.explanation()
    board.model.change_setting("opportunities.method", "rice_without_confidence")
    assert "Confidence counts twice" not in board.explanation()


# What is computed when


def computed(board):
    """How often the list was ranked, and its odds drawn."""
    return board.state.stood.version, board.state.weighed.version


def test_a_new_board_ranks_and_draws_once_and_so_does_a_visitor_who_sees_the_same(board):
    assert computed(board) == (1, 1)
    board.show_anew()
    assert computed(board) == (1, 1)


def test_who_only_looks_ranks_nothing(board):
    for name, value in {
        "selected": "b",
        "search": "a",
        "sort": "-title",
        "theme": "Fleet",
        "tab": "methods",
    }.items():
        setattr(board.view, name, value)
        board.settle_now()
    assert computed(board) == (1, 1)


def test_a_move_ranks_once_and_the_rest_draws_once(board):
    board.model.hold(held=True)
    for number in (1100.0, 1200.0, 1300.0):
        board.tab().actions.move("reach", "value", number)
    assert board.state.stood.version == 4
    before = board.state.standing.placed["p_top"].copy()
    board.model.hold(held=False)
    board.settle_now()
    assert computed(board) == (4, 2)
    assert board.state.standing.scores["a"] == rice.score(board.tab().source.frame)["a"]
    assert not board.state.standing.placed["p_top"].equals(before)


def test_another_persons_save_and_a_setting_rank_anew(board, ws):
    other = Workspace.open(ws.url, who="li")
    other.edit("opportunities", "b", reach=9000)
    other.store.close()
    board.model.heard("li")
    assert computed(board) == (2, 2)
    assert board.state.standing.scores["b"] == 9000 * 0.5 / 2
    board.model.change_setting("opportunities.line", 3)
    assert computed(board) == (3, 3)
