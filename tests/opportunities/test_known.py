"""What customers said reaches the opportunities: on the board, and in a score method that asks for it."""

import pandas as pd
import pytest

from workbench import Workspace
from workbench.opportunities import findings, known, register
from workbench.opportunities.board import OpportunityBoard
from workbench.opportunities.standing import stand

ROWS = [
    ("opportunities", "a", "title", "Alpha"),
    ("opportunities", "a", "reach", 10),
    ("opportunities", "b", "title", "Beta"),
    ("opportunities", "b", "reach", 20),
    ("needs", "N", "title", "Sign in once"),
    ("need_opportunities", "l", "need", "N"),
    ("need_opportunities", "l", "opportunity", "a"),
    ("surveys", "S", "title", "Kano"),
    ("questions", "Q", "survey", "S"),
    ("questions", "Q", "kind", "kano"),
    ("questions", "Q", "title", "Alpha"),
    ("questions", "Q", "opportunity", "a"),
    *((("feedback", f"q{n}", "quote", "Too many passwords")) for n in range(3)),
    *(("feedback", f"q{n}", "importance", 3) for n in range(3)),
    *(("feedback_needs", f"q{n}:N", "feedback", f"q{n}") for n in range(3)),
    *(("feedback_needs", f"q{n}:N", "need", "N") for n in range(3)),
    *(("responses", f"r{n}", "question", "Q") for n in range(20)),
    *(("responses", f"r{n}", "respondent", f"R{n}") for n in range(20)),
    *(("responses", f"r{n}", "functional", 3) for n in range(20)),
    *(("responses", f"r{n}", "dysfunctional", 5) for n in range(20)),
]


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.apply(pd.DataFrame(ROWS, columns=["table", "id", "column", "new"], dtype=object))
    return made


@pytest.fixture
def by_demand(monkeypatch):
    """A method that counts what customers asked for, and what they take for granted."""
    monkeypatch.setattr(register, "_METHODS", dict(register.methods()))

    @register.method("asked", needs=("reach", "demand", "kano_expected"))
    def asked(table):
        return table["reach"] * table["demand"].fillna(0) * (1 + table["kano_expected"].fillna(0))


def test_demand_and_category_are_known_of_the_opportunity_that_would_meet_the_need(ws):
    found = known.known(ws)
    assert found.loc["a", ["demand", "kano_expected", "kano_delighter"]].tolist() == [9, 1, 0]
    assert "b" not in found.index
    assert known.said(ws, "a") == "Demand 9: 3 quotes from 0 customers. Expected, as good as certain."
    assert known.said(ws, "b") == ""


def test_nothing_is_known_of_an_empty_product(tmp_path):
    empty = Workspace.open(str(tmp_path / "empty.db"))
    assert known.known(empty).empty
    assert known.known(empty).columns.tolist() == list(known.NAMES)


def test_a_method_can_use_what_customers_said(ws, by_demand):
    ws.edit("settings", "opportunities.method", value="asked")
    standing = stand(ws["opportunities"], ws.setting, lambda: known.known(ws))
    assert standing.scores.to_dict() == {"a": 10 * 9 * 2, "b": 0}
    ranks = findings.findings(ws).query("name == 'rank'").set_index("id")["value"]
    assert ranks.to_dict() == {"a": 1, "b": 2}
    assert OpportunityBoard(ws).tab().grid.rows["a"]["score"] == 180


def test_the_board_says_it_of_the_selected_item_when_it_has_nothing_else_to_do(ws):
    board = OpportunityBoard(ws)
    board.view.selected = "a"
    assert "Demand 9" not in board.tab().bar._sentence.value
    board.state.known.learn()
    assert "Demand 9: 3 quotes" in board.tab().bar._sentence.value
    board.view.selected = "b"
    assert "Demand" not in board.tab().bar._sentence.value


def test_it_is_asked_anew_after_another_save(ws):
    board = OpportunityBoard(ws)
    board.view.selected = "a"
    board.state.known.learn()
    Workspace.open(ws.url, who="li").edit("feedback", "q0", importance=0)
    board.model.heard("li")
    board.state.known.learn()
    assert "Demand 6" in board.tab().bar._sentence.value


@pytest.mark.parametrize(("way", "scores"), [("multiplier", [20, 20]), ("gate", [10, 20])])
def test_what_customers_expect_counts_in_any_method(ws, way, scores):
    for id_ in "ab":
        ws.edit("opportunities", id_, impact=1, confidence=1, effort=1)
    ws.edit("settings", "opportunities.line", value=1)
    ws.edit("settings", "opportunities.kano", value=way)
    board = OpportunityBoard(ws)
    assert [board.tab().grid.rows[id_]["score"] for id_ in "ab"] == scores
    assert board.tab().grid.rows["a"]["_tags"] == (["must do"] if way == "gate" else [])
    assert findings.findings(ws).query("name == 'rank' and id == 'a'")["value"].item() == 1
    board.view.selected = "a"
    assert ("stands above the line" in board.tab().bar._sentence.value) == (way == "gate")
    assert "Kano" in board.explanation()


def test_what_nobody_minds_is_left_out_by_the_gate_and_not_asked_for_estimates(ws):
    for id_ in "ab":
        ws.edit("opportunities", id_, impact=1, confidence=1, effort=1)
    ws.apply(
        pd.DataFrame(
            [("responses", f"r{n}", side, 3) for n in range(20) for side in ("functional", "dysfunctional")],
            columns=["table", "id", "column", "new"],
        )
    )
    ws.edit("settings", "opportunities.kano", value="gate")
    board = OpportunityBoard(ws)
    assert board.tab().grid.rows["a"]["score"] is None
    assert board.state.unscored == []
    assert ("1", "left out: customers do not mind them") in board.tab().headlines()
    assert not any("not scored yet" in sentence for _, sentence in board.tab().headlines())
