"""The part on methods without a browser: what it shows, and what its fields do to the draft and the workspace."""

import pytest

from workbench import Workspace
from workbench.opportunities.board import OpportunityBoard

EVIL = "<img src=x onerror=alert(1)>"
ITEMS = {
    "a": {"title": "Alpha", "reach": 100.0, "impact": 3.0, "confidence": 1.0, "effort": 3.0},
    "b": {"title": EVIL, "reach": 300.0, "impact": 1.0, "confidence": 0.8, "effort": 4.0},
    "c": {"title": "Gamma", "reach": 250.0, "impact": 0.5, "confidence": 0.5, "effort": 0.5},
    "d": {"title": "Delta", "reach": 10.0},
}


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.add("opportunities", ITEMS)
    made.edit("settings", "opportunities.line", value=2)
    return made


@pytest.fixture
def board(ws):
    made = OpportunityBoard(ws)
    made.view.tab = "methods"
    return made


@pytest.fixture
def tab(board):
    return board.tab("methods")


def cells(tab):
    names = [name for name, _ in tab.heat.table["columns"]]
    return {line["id"]: dict(zip(names, line["values"], strict=True)) for line in tab.heat.table["rows"]}


def sentences(tab):
    return {entry["id"]: entry["text"] for entry in tab.agreements.entries}


def add(tab, **weights):
    tab.editor._add("weighted")
    for criterion, weight in weights.items():
        tab.editor.lines._on_weight(criterion, str(weight))
    return tab.editor.name


def test_ranks_side_by_side_are_those_of_the_board_under_each_method(board, tab):
    shown = cells(tab)
    # rice: 100, 60, 125; without confidence: 100, 75, 250; value for effort: 1, 0.25, 1
    assert shown["a"] == {"rice": 2, "rice_without_confidence": 2, "value_effort": 1, "_apart": 1}
    assert shown["c"] == {"rice": 1, "rice_without_confidence": 1, "value_effort": 1, "_apart": 0}
    assert next(iter(shown)) == "a"  # where they disagree stands on top
    board.model.change_setting("opportunities.method", "value_effort")
    assert board.state.standing.placed.at["a", "rank"] == shown["a"]["value_effort"]
    assert next(iter(cells(tab)["a"])) == "value_effort"


def test_agreement_is_said_in_a_sentence(board, tab):
    name = add(tab, reach=1)
    assert cells(tab)["b"][name] == 1
    said = sentences(tab)[name]
    assert (
        said
        == f"RICE and New criteria agree on 1 of the top 2; they disagree most about {EVIL}: 3rd and 1st."
    )
    assert "wsjf" not in sentences(tab)
    assert tab.headlines()[1] == ("1 of 2", "at the top whichever way we count")


def test_a_pressed_rank_selects_and_a_button_orders_by_a_method(board, tab, ws):
    tab.heat.receive({"cell": ["c", "rice"]})
    assert board.view.selected == "c"
    tab.heat.receive({"cell": ["nowhere", "rice"]})
    assert board.view.selected == "c"
    tab.agreements.receive({"act": ["value_effort", "use"]})
    assert board.model.setting("opportunities.method") == "value_effort"
    assert board.state.standing.method.name == "value_effort"
    assert ws.setting("opportunities.method") == "rice"


def test_a_weighted_method_is_written_chosen_saved_and_kept(board, tab, ws):
    name = add(tab, reach=3, effort=-100)
    tab.editor.fields["name"].value = EVIL
    assert list(tab.editor.lines.lines) == ["effort", "reach"]
    tab.editor.lines.lines["reach"].field.value = "4"
    tab.editor._use()
    board.model.save()
    assert board.draft.edits == {}
    again = OpportunityBoard(Workspace.open(ws.url, who="li"))
    assert again.model.setting("opportunities.method") == name
    assert [id_ for band in again.tab().grid.order for id_ in band["ids"]][:3] == ["c", "b", "a"]
    assert again.tab().grid.rows["c"]["score"] == pytest.approx((4 * 250 - 100 * 0.5) / 104)
    assert ws["methods"].at[name, "name"] == EVIL
    assert "<img" not in again.explanation()
    assert EVIL in [label for label, _ in again.page._settings["opportunities.method"].control.options]
    assert set(ws.history("weights")["id"]) == {f"{name}:reach", f"{name}:effort"}


def test_a_formula_with_an_error_shows_its_sentence_and_keeps_the_old_one(board, tab):
    tab.editor._add("formula")
    field, name = tab.editor.fields["formula"], tab.editor.name
    field.value = "reach * impact"
    field.value = "reach * impct"
    assert "character 9" in tab.editor.said.value
    assert field.value == "reach * impct"
    assert board.draft.over("methods").at[name, "formula"] == "reach * impact"
    field.value = "reach * 2"
    assert tab.editor.said.value == ""
    assert board.draft.over("methods").at[name, "formula"] == "reach * 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [("many", "Weight must be a number"), ("", "A weight is needed"), ("1e999", "Weight must be")],
)
def test_a_weight_that_is_none_is_refused(board, tab, text, said):
    name = add(tab, reach=3)
    tab.editor.lines.lines["reach"].field.value = text
    assert said in tab.editor.said.value
    assert tab.editor.acts.weights(name)["weight"].tolist() == [3]


def test_criteria_are_taken_out_and_a_method_with_its_weights(board, tab, ws):
    name = add(tab, reach=3, effort=-1)
    board.model.save()
    tab.editor.lines._on_drop("effort")
    assert tab.editor.acts.weights(name)["criterion"].tolist() == ["reach"]
    board.model.change_setting("opportunities.method", name)
    tab.editor._try(tab.editor._delete)
    assert board.state.standing.method.name == "rice"
    assert "is not there any more" in board.state.standing.said
    board.model.save()
    assert ws["methods"].empty
    assert ws["weights"].empty


def test_a_lock_needs_a_reason_and_holds_until_it_is_unlocked_with_another(board, tab, ws):
    name, editor = add(tab, reach=3), tab.editor
    editor._lock()
    assert "Say why it is locked" in editor.said.value
    editor.fields["reason"].value = "Agreed on 3 May"
    editor._lock()
    board.model.save()
    assert ws["methods"].at[name, "locked"]
    line = editor.lines.lines["reach"]
    assert line.field.disabled
    assert editor.lock.description == "Unlock"
    line.field.value = "9"  # as if somebody enabled it in the page
    assert "It is locked (“Agreed on 3 May”)" in editor.said.value
    board.draft.update({("weights", f"{name}:reach", "weight"): 9.0})  # past the fields
    board.model.save()
    assert "belongs to the locked method" in board._frame.status.value
    assert ws["weights"].at[f"{name}:reach", "weight"] == 3
    board.draft.discard()
    editor.fields["reason"].value = "New strategy"
    editor._lock()
    line.field.value = "5"
    board.model.save()
    assert ws["weights"].at[f"{name}:reach", "weight"] == 5
    assert not ws["methods"].at[name, "locked"]


def test_a_change_is_saved_before_it_is_locked_again(board, tab, ws):
    name, editor = add(tab, reach=3), tab.editor
    for reason in ("Agreed", "Once more"):
        editor.fields["reason"].value = reason
        editor._lock()
        board.model.save()
    editor.fields["reason"].value = "Locked for good"
    editor._lock()
    board.model.save()
    editor.fields["reason"].value = "Open again"
    editor._lock()
    editor.lines.lines["reach"].field.value = "7"
    editor.fields["reason"].value = "Shut again"
    editor._lock()
    assert "Save what you changed first" in editor.said.value
    board.model.save()
    editor._lock()
    board.model.save()
    assert ws["methods"].at[name, "locked"]
    assert ws["weights"].at[f"{name}:reach", "weight"] == 7


def test_an_undo_of_what_another_locked_is_said_and_not_raised(board, tab, ws):
    name = add(tab, reach=3)
    board.model.save()
    tab.editor.lines.lines["reach"].field.value = "4"
    board.model.save()
    li = Workspace.open(ws.url, who="li")
    li.edit("methods", name, locked=True, lock_reason="Agreed")
    board.model.heard("li")
    board.model.undo()
    assert "That cannot be taken back" in board._frame.status.value
    assert Workspace.open(ws.url)["weights"]["weight"].tolist() == [4]


def test_kano_is_a_setting_of_the_draft(board, tab, ws):
    tab.kano.choice.control.value = "multiplier"
    assert board.model.setting("opportunities.kano") == "multiplier"
    assert tab.kano.fields["kano.expected"].value == "2"
    tab.kano.fields["kano.expected"].value = "3"
    assert board.model.setting("kano.expected") == 3
    tab.kano.fields["kano.expected"].value = "much"
    assert "must be a number" in board._frame.status.value
    assert board.model.setting("kano.expected") == 3
    assert "expected × 3" in board.explanation()
    tab.kano.choice.control.value = ""
    assert board.model.setting("opportunities.kano") is None
    assert ("settings", "opportunities.kano", "value") not in board.draft.edits


def test_an_empty_product_has_nothing_to_compare(tmp_path):
    board = OpportunityBoard(Workspace.open(str(tmp_path / "empty.db"), who="ana"))
    board.view.tab = "methods"
    assert board.headlines() == [
        ("0", "methods have what they need to score"),
        ("0 of 0", "at the top whichever way we count"),
    ]
    assert board.tab("methods").agreements.foot
