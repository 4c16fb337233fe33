"""Evidence on the board without a browser: what is offered, what takes it, whom the list hangs on, why an item moved."""

import pytest
from heard_product import LOUD, product, register_methods
from markupsafe import escape

from workbench import Workspace
from workbench.opportunities.board import OpportunityBoard
from workbench.opportunities.evidence.suggestion_offer import SuggestedConfidence, SuggestedReach
from workbench.opportunities.moves.move_dialog import WhyMoved

EVIL = "Acme <img src=x onerror=alert(1)>"


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.apply(product(LOUD, [("c0", "o0", 3, 5), ("c1", "o2", 1, 5)], line=3))
    return made


@pytest.fixture
def board(ws):
    return OpportunityBoard(ws)


MINE = (SuggestedReach, SuggestedConfidence, WhyMoved)


def of_mine(board):
    return [offer for offer in board.tab().item.row._offers if isinstance(offer, MINE)]


def offers(board):
    shown = [offer.control for offer in of_mine(board)]
    return [control.description for control in shown if control.layout.display != "none"]


def press(board, start):
    (control,) = [offer.control for offer in of_mine(board) if offer.control.description.startswith(start)]
    control.click()


def dialog(board):
    """All widgets of the open dialog."""
    found, waiting = [], list(board.page.dialog.children)
    while waiting:
        found.append(waiting.pop(0))
        waiting += getattr(found[-1], "children", ())
    return found


def button(board, name):
    return next(each for each in dialog(board) if getattr(each, "description", "") == name)


def prose(board):
    return " ".join(each.value for each in dialog(board) if "wb-prose" in getattr(each, "_dom_classes", ()))


def test_the_list_shows_how_many_quotes_there_are_and_sorts_by_them(board):
    assert {id_: row["quotes"] for id_, row in board.tab().grid.rows.items()} == {
        "o0": 3,
        "o1": 3,
        "o2": 1,
        "o3": None,
        "o4": None,
    }
    assert "quotes" in [column["field"] for column in board.tab().grid.columns]
    board.view.sort = "quotes"
    assert board.tab().grid.order[0]["ids"][0] == "o2"


def test_a_product_without_feedback_has_no_column_of_quotes(tmp_path):
    ws = Workspace.open(str(tmp_path / "p.db"), who="ana")
    ws.add(
        "opportunities",
        {"a": {"title": "Alpha", "reach": 1.0, "impact": 1.0, "confidence": 1.0, "effort": 1.0}},
    )
    board = OpportunityBoard(ws)
    assert "quotes" not in [column["field"] for column in board.tab().grid.columns]
    assert offers(board) == ["Why did it move?"]
    assert board.tab().item.why() == ""


def test_a_suggestion_shows_its_arithmetic_and_is_taken_only_by_hand(board, ws):
    board.view.selected = "o0"
    assert offers(board) == [
        "Reach 50? from 2 customers",
        "Confidence 20%? from 2 customers",
        "Why did it move?",
    ]
    press(board, "Reach")
    assert (
        "2 of 4 customers asked for it, 50% of them. With 100 people a quarter at all customers that is 50."
        in prose(board)
    )
    assert "Now it is 20." in prose(board)
    assert not board.draft.edits
    button(board, "Take it").click()
    taken = {column: value for (_, id_, column), value in board.draft.edits.items() if id_ == "o0"}
    assert taken["reach"] == 50
    assert taken["reach_low"] < 50 < taken["reach_high"]
    assert not board.page.dialog.children
    assert offers(board) == ["Confidence 20%? from 2 customers", "Why did it move?"]
    press(board, "Confidence")
    assert "wild guess, 20%" in prose(board)
    assert "never as good as measured" in prose(board)
    button(board, "Take it").click()
    board.model.save()
    assert ws["opportunities"].loc["o0", ["reach", "confidence"]].tolist() == [50, 0.2]


def test_without_the_people_at_all_customers_there_is_no_number_until_somebody_gives_one(board, ws):
    ws.edit("settings", "opportunities.people", value=0)
    board.refresh()
    board.view.selected = "o0"
    assert offers(board)[0] == "Reach? from 2 customers"
    press(board, "Reach")
    assert "is not said yet" in prose(board)
    assert button(board, "Take it").layout.display == "none"
    form = next(each for each in dialog(board) if "wb-form" in getattr(each, "_dom_classes", ()))
    for wrong in ("many", "-4"):
        form.fill(people=wrong)
        form.submit()
        assert "wb-bad" in form._said._dom_classes
        assert not board.draft.edits
    form.fill(people="1,000")
    form.submit()
    assert board.draft.edits == {("settings", "opportunities.people", "value"): 1000.0}
    assert "that is 500." in prose(board)
    button(board, "Take it").click()
    assert board.tab().source.frame.at["o0", "reach"] == 500


def test_the_part_says_what_each_customer_would_change(board, ws):
    ws.edit("customers", "c0", name=EVIL)
    board.refresh()
    board.view.tab = "voices"
    entries = board.tab("voices")._each.entries
    assert entries[0]["text"] == f"Without {EVIL}, 1 of the 3 would change: out o0; in o1."
    assert entries[0]["share"] == pytest.approx(1 / 3)
    assert entries == sorted(entries, key=lambda entry: -entry["share"])
    assert ("1 of 3", f"would change without {EVIL}") in board.headlines()
    assert str(escape(EVIL)) in board._headlines.value
    assert EVIL not in board._headlines.value
    assert {entry["id"] for entry in board.tab("voices")._list.entries} == {"o0", "o3", "o4"}
    board.view.tab = ""
    board.model.change_setting("opportunities.method", "value_effort")
    board.view.tab = "voices"
    assert board.tab("voices")._each.entries == []
    assert "hangs on no customer" in board.tab("voices")._basis.value


def test_where_surveys_are_evaluated_anew_it_goes_on_customer_by_customer(ws, monkeypatch):
    register_methods(monkeypatch)
    ws.edit("settings", "opportunities.method", value="expected")
    board = OpportunityBoard(ws)
    board.view.tab = "voices"
    assert board.tab("voices")._each.foot == "0 of 3 customers looked at so far."
    turns = 0
    while board.tab("voices").next.pending:
        board.tab("voices").next.now()
        turns += 1
    assert turns == 3
    assert set(board.tab("voices")._found) == {"c0", "c1", "c2"}


def test_it_is_computed_once_a_state_and_never_for_a_move(board, monkeypatch):
    asked = []
    from workbench.opportunities.evidence import voices_tab

    real = voices_tab.Voices
    monkeypatch.setattr(voices_tab, "Voices", lambda *given: asked.append(1) or real(*given))
    board.view.selected = "o0"
    board.tab().actions.move("reach", "value", 44.0)
    board.settle_now()
    assert not asked
    board.view.tab = "voices"
    board.settle_now()
    assert len(asked) == 1
    board.tab().edit([("o0", "effort", "9")])
    assert len(asked) == 2


def causes(board):
    return {entry["text"]: entry["sub"] for entry in of_mine(board)[-1]._causes.entries}


def test_why_it_moved_since_the_save_before_and_since_any_other(board, ws):
    ws.edit("opportunities", "o1", reach=21.0, why="counted")
    ws.edit("opportunities", "o0", effort=0.5, why="a better idea <b>")
    board.refresh()
    board.settle_now()
    board.view.selected = "o0"
    press(board, "Why")
    assert "Rank 5 → 3, 2 places up." in prose(board)
    assert causes(board) == {"Its effort 1 → 0.5": "2 places up"}
    since = next(each for each in dialog(board) if getattr(each, "tooltip", "") == "Since when")
    assert [value for _, value in since.options] == [3, 2, 1]
    assert "saved by ana: counted" in {value: label for label, value in since.options}[2]
    since.value = 1
    assert sum(float(said.split()[0]) for said in causes(board).values()) == 2
    since.value = 3
    assert "Rank 3, as then" in prose(board)
    assert of_mine(board)[-1]._causes.foot == "Nothing that counts for its rank changed since."


def test_a_draft_is_compared_with_the_last_save_and_a_baseline_has_its_name(board, ws):
    ws.baseline("Board meeting")
    board.view.selected = "o3"
    board.tab().edit([("o3", "reach", "5")])
    press(board, "Why")
    assert causes(board) == {"Its reach 41 → 5": "3 places down"}
    since = next(each for each in dialog(board) if getattr(each, "tooltip", "") == "Since when")
    assert since.options == (("Since Board meeting", 1),)


def test_titles_in_causes_and_in_the_dialogs_head_are_text(board, ws):
    ws.edit("opportunities", "o1", title=EVIL, reach=900.0)
    for id_ in ("o0", "o3"):
        ws.edit("opportunities", id_, title=EVIL)
    board.refresh()
    board.settle_now()
    board.view.selected = "o3"
    press(board, "Why")
    since = next(each for each in dialog(board) if getattr(each, "tooltip", "") == "Since when")
    since.value = 1
    assert causes(board) == {f"{EVIL}: reach 27 → 900": "1 place down"}  # Entries show text
    assert EVIL not in prose(board)
    board.page.dialog.close_card()
    board.view.selected = "o0"
    for name in ("Reach", "Confidence"):
        press(board, name)
        assert EVIL not in prose(board)
        assert str(escape(EVIL)) in prose(board)
        board.page.dialog.close_card()


def test_an_empty_product_survives_every_press(tmp_path):
    board = OpportunityBoard(Workspace.open(str(tmp_path / "empty.db"), who="ana"))
    assert offers(board) == []
    for offer in of_mine(board):
        offer.open()
    board.view.tab = "voices"
    assert "No customer has said anything yet" in board.tab("voices")._each.foot
