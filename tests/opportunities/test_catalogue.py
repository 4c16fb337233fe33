"""Which methods a workspace has: with rows that are only drafted, broken ones, and one that is gone."""

import numpy as np
import pandas as pd
import pytest

from workbench import Workspace
from workbench.opportunities import custom, findings, register, weighted
from workbench.opportunities.board import OpportunityBoard
from workbench.opportunities.methods import catalogue
from workbench.opportunities.odds import Odds
from workbench.opportunities.standing import stand

ITEMS = {
    "a": {"title": "Alpha", "reach": 100.0, "impact": 3.0, "confidence": 0.5, "effort": 2.0},
    "b": {"title": "Beta", "reach": 300.0, "impact": 1.0, "confidence": 0.8, "effort": 0.0},
    "c": {"title": "Gamma", "reach": 200.0, "impact": 2.0},
}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.add("opportunities", ITEMS)
    made.add(
        "methods",
        {
            "cheap": {"name": EVIL, "kind": "formula", "formula": "reach / effort"},
            "fit": {"name": "Fit", "kind": "weighted", "about": "What suits us"},
        },
    )
    made.add(
        "weights",
        {
            "fit:reach": {"method": "fit", "criterion": "reach", "weight": 3},
            "fit:effort": {"method": "fit", "criterion": "effort", "weight": -1},
        },
    )
    return made


def test_registered_ones_come_first_then_the_workspaces(ws):
    found = catalogue.methods_of(ws.frame)
    assert list(found)[: len(register.methods())] == list(register.methods())
    assert list(found)[-2:] == ["cheap", "fit"]
    assert (found["cheap"].label, found["cheap"].about) == (EVIL, "reach / effort")
    assert (found["fit"].name, found["fit"].label, found["fit"].about) == ("fit", "Fit", "What suits us")
    assert catalogue.problems(ws.frame) == {}


def test_a_stored_method_is_the_plain_function(ws):
    table = ws["opportunities"]
    fit, cheap = (catalogue.get(name, ws.frame) for name in ("fit", "cheap"))
    pd.testing.assert_series_equal(fit(table), weighted.score(table, {"reach": 3, "effort": -1}))
    pd.testing.assert_series_equal(cheap(table), custom.score(table, "reach / effort"))
    assert fit(table).tolist()[:2] == [74.5, 225.0]
    assert np.isnan(fit(table)["c"])  # a blank effort
    assert cheap(table).isna().tolist() == [False, True, True]  # effort 0, and blank


def test_a_draft_counts(ws):
    draft = ws.draft()
    draft.update({("methods", "new", "name"): "New", ("methods", "new", "kind"): "weighted"})
    assert catalogue.problems(draft.over)["new"] == "No criterion is weighed; add at least one."
    draft.update(
        {
            ("weights", "w", "method"): "new",
            ("weights", "w", "criterion"): "impact",
            ("weights", "w", "weight"): 2.0,
        }
    )
    assert catalogue.get("new", draft.over)(ws["opportunities"]).tolist() == [3, 1, 2]
    draft.set("methods", "cheap", "formula", "reach / impct")
    assert "cheap" not in catalogue.methods_of(draft.over)
    assert "cheap" in catalogue.methods_of(ws.frame)


@pytest.mark.parametrize(
    ("row", "weights", "said"),
    [
        ({"kind": "formula"}, {}, "The formula is empty"),
        ({"kind": "formula", "formula": "reach * impct"}, {}, 'Formula, character 9, at "impct": no column has this name; did you mean impact?'),
        ({"kind": "formula", "formula": "reach +"}, {}, "Formula, character 8, at its end"),
        ({"kind": "formula", "formula": "title + 1"}, {}, 'Formula, character 1, at "title + 1": this column holds no numbers'),
        ({"kind": "formula", "formula": "__import__('os')"}, {}, "Formula, character 1"),
        ({"kind": "weighted"}, {}, "No criterion is weighed"),
        ({"kind": "weighted"}, {"gone": 1}, "The list has no numbers named gone"),
        ({"kind": "weighted"}, {"must_do": 1}, "The list has no numbers named must_do"),
        ({"kind": "weighted"}, {"reach": 0}, "All weights are 0"),
    ],
)  # fmt: skip
def test_a_broken_method_is_no_choice_and_says_why(ws, row, weights, said):
    ws.add("methods", {"bad": {"name": "Bad", **row}})
    ws.add(
        "weights",
        {f"bad:{name}": {"method": "bad", "criterion": name, "weight": w} for name, w in weights.items()},
    )
    assert "bad" not in catalogue.methods_of(ws.frame)
    assert catalogue.problems(ws.frame)["bad"].startswith(said)
    method, sentence = catalogue.chosen("bad", ws.frame)
    assert method.name == "rice"
    assert sentence.startswith(f"The method “Bad” cannot be used. {said}")


def test_a_criterion_that_is_there_twice_is_said(ws):
    ws.add("weights", {"other": {"method": "fit", "criterion": "reach", "weight": 1}})
    assert catalogue.problems(ws.frame) == {"fit": "Reach is weighed twice; take one of the two out."}


def test_a_name_that_is_taken_by_a_registered_method_is_said(ws):
    ws.add("methods", {"rice": {"name": "Mine", "kind": "formula", "formula": "reach"}})
    assert "comes with the workbench" in catalogue.problems(ws.frame)["rice"]
    assert catalogue.get("rice", ws.frame) is register.get("rice")


def test_an_analysts_column_can_be_weighed_between_its_own_bounds(ws):
    ws.add_column("opportunities", "strategic_fit", kind="number", low=-5, high=5, interval=True)
    ws.edit("opportunities", "a", strategic_fit=2, strategic_fit_low=-3, strategic_fit_high=4)
    ws.edit("opportunities", "b", strategic_fit=-4)
    ws.add("weights", {"fit:sf": {"method": "fit", "criterion": "strategic_fit", "weight": 100}})
    found = catalogue.get("fit", ws.frame)
    assert found.bounds["strategic_fit"] == (-5, 5)
    ws.edit("settings", "opportunities.method", value="fit")
    weighed = stand(ws["opportunities"], ws.setting, tables=ws.frame).weighed(Odds(), ws.setting)
    assert weighed.scores.notna().tolist() == [True, True, False]
    assert 0 < weighed.odds.at["a", "p_best"] <= 1


def test_a_registered_method_whose_columns_the_list_lacks_says_so(ws, monkeypatch):
    monkeypatch.setattr(register, "_METHODS", dict(register.methods()))
    register.method("theirs", needs=("revenue", "reach"))(lambda table: table["revenue"] * table["reach"])
    assert "theirs" not in catalogue.methods_of(ws.frame)
    assert catalogue.problems(ws.frame) == {
        "theirs": "The list has no numbers named revenue, which it needs."
    }


def test_board_findings_and_home_page_say_the_same_of_a_chosen_method(ws):
    ws.edit("settings", "opportunities.method", value="fit")
    board = OpportunityBoard(ws)
    ranks = findings.findings(ws).query("name == 'rank'").set_index("id")["value"]
    assert ranks.to_dict() == {"b": 1, "a": 2}
    assert [board.tab().grid.rows[id_]["rank"] for id_ in ("b", "a")] == [1, 2]
    assert board.tab().grid.rows["b"]["score"] == 225
    assert findings.ranking_table(ws)["title"].tolist()[:2] == ["Beta", "Alpha"]


@pytest.mark.parametrize("name", ["gone", "fit"])
def test_a_method_that_is_gone_or_broken_falls_back_with_a_sentence(ws, name):
    ws.edit("settings", "opportunities.method", value=name)
    ws.remove("weights", ["fit:reach", "fit:effort"])
    board = OpportunityBoard(ws)
    assert board.state.standing.method.name == "rice"
    figure, sentence = board.tab().headlines()[-1]
    assert figure == "RICE"
    assert sentence.startswith("orders the list. The method “")
    headline = findings.findings(ws).query("name == 'method'")["sentence"].item()
    assert headline == f"{figure} {sentence}"
    assert board.tab().grid.rows["a"]["score"] == 75


def test_a_name_is_text(ws):
    board = OpportunityBoard(ws)
    board.model.change_setting("opportunities.method", "cheap")
    assert EVIL in [label for label, _ in board.page._settings["opportunities.method"].control.options]
    assert "&lt;img" in board.explanation()
    assert "<img" not in board.explanation()
