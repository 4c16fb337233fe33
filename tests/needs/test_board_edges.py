"""The board at its edges: nothing there yet, very much, and texts that would be markup or formulas."""

import json
from pathlib import Path

import pandas as pd
from needs_product import MARKUP, ROWS, agree, answered, demands, hear, plain

from workbench import Workspace
from workbench.needs.board import NeedsBoard

# Nothing yet, much, and hostile


def test_an_empty_product_has_a_sentence_everywhere_and_survives_every_act(tmp_path):
    board = NeedsBoard(Workspace.open(str(tmp_path / "empty.db"), who="ana"))
    assert board.tab().grid.nothing.startswith("No needs yet")
    assert board.tab().three.foot == "Nobody has been silent whose answer would settle something."
    for act in (
        board.tab().actions.delete,
        board.model.save,
        board.model.discard,
        board.model.undo,
        board.exported,
        board.explanation,
        board.page.show_keys,
        board.tab().card,
        board.tab().hear,
        board.tab()._offers[0].open,
    ):
        act()
    assert board.tab()._offers[0]._list.foot == "Every quote has its need."
    for column in ("title", "demand", "months", "answer"):
        board.tab().actions.sort(column)
    said = {}
    for tab in ("kano", "surveys", "calls"):
        board.view.tab = tab
        said[tab] = board.headlines()
    assert said["kano"][0] == ("0", "features asked about")
    assert said["surveys"] == []
    assert "No Kano survey yet" in plain(board.tab("kano")._title)
    assert board.tab("surveys")._matters.foot == "Nobody was asked what matters yet."
    assert board.tab("surveys")._surveys.foot == "No survey yet."
    assert board.tab("calls")._waiting.foot == "Nobody waits."
    board.view.tab = ""
    assert hear(board, need="First need", customer="First customer")
    assert demands(board) == {board.view.selected: 1}
    agree(board)


def test_whatever_is_typed_is_text_everywhere_and_guarded_in_exports(board, ws):
    evil = "javascript:alert(1)"
    ws.add("segments", {evil: {"name": MARKUP}})
    ws.add("customers", {evil: {"name": MARKUP, "segment": evil, "revenue": 900.0}})
    ws.add(
        "contacts",
        {evil: {"customer": evil, "name": MARKUP, "role": MARKUP, "email": f"{MARKUP}@x", "consent": True}},
    )
    ws.add("needs", {evil: {"title": MARKUP}, "=1": {"title": "=1+1"}})
    ws.add("opportunities", {evil: {"title": MARKUP}})
    ws.add(
        "feedback", {evil: {"quote": MARKUP, "customer": evil, "heard_by": MARKUP, "answer_by": "2026-10-01"}}
    )
    ws.add("feedback_needs", {evil: {"feedback": evil, "need": evil}})
    ws.add("need_opportunities", {evil: {"need": evil, "opportunity": evil}})
    ws.add("questions", {evil: {"survey": "s", "kind": "kano", "title": MARKUP, "opportunity": evil}})
    ws.add("responses", answered(evil, evil, 2, 5, 1))
    board.view.feature = evil
    markups = []
    for tab in ("", "kano", "surveys", "calls"):
        board.view.tab, board.view.selected = tab, evil
        markups += [
            board.tab().need_card._behind.value,
            board.tab().need_card._loud.value,
            board._headlines.value,
            board._frame.status.value,
            board.tab("kano")._title.value,
            board.tab("kano")._notice.value,
            board.tab().bar._sentence.value,
        ]
    board.tab("calls")._plan.open(evil, "plan")
    markups += [
        child.value for child in board.page.dialog.children[0].children[0].children if hasattr(child, "value")
    ]
    board.tab()._offers[0].open()
    board.tab()._offers[0]._link(evil, "other")
    markups.append(board.page.dialog.children[0].children[1].value)
    assert not any("<img" in markup for markup in markups)
    assert "<img" not in json.dumps(board.tab("kano")._chart.figure)
    assert "<img" not in json.dumps(board.tab("surveys")._chart.figure)
    assert (
        board.tab().grid.rows[evil]["answer"][0] == "opportunities.ipynb?selected=javascript%3Aalert%281%29"
    )
    name, text = board.exported()
    assert name == "needs.csv"
    assert "'=1+1" in text
    assert "\n=1" not in text
    assert "kim@cork.example" not in text


def test_thousands_of_quotes_are_counted_like_ten(board, ws):
    many = range(2_000)
    customers = [*ROWS["customers"], None]
    ws.add("feedback", pd.DataFrame(
        {"quote": [f"Words {i} of {i % 97}" for i in many], "customer": [customers[i % 5] for i in many],
         "importance": [float(i % 4) for i in many], "date": pd.Timestamp("2026-10-01"), "channel": "call"},
        index=[f"m{i}" for i in many],
    ))  # fmt: skip
    ws.add(
        "feedback_needs",
        pd.DataFrame(
            {"feedback": [f"m{i}" for i in many], "need": [f"n{i % 3 + 1}" for i in many]},
            index=[f"lm{i}" for i in many],
        ),
    )
    board.refresh()
    board.settle_now()
    assert float(board.headlines()[0][0].replace(",", "")) == 17 + sum(i % 4 for i in many)


def test_every_cell_of_the_notebook_runs_where_there_is_nothing_yet(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "empty.db"))
    notebook = json.loads(
        (Path(__file__).parents[2] / "notebooks" / "needs.ipynb").read_text(encoding="utf-8")
    )
    known = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), known)
    assert "NeedsBoard" in known
