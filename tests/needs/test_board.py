"""The board's list without a browser: a control or an act on one side, state and what is shown on the other."""

from datetime import date

import pandas as pd
import pytest
from needs_product import ROWS, agree, demands, hear, heat, listed, plain, press, texts

from workbench import Workspace
from workbench.needs import demand

# The list, and what the filters let through


def test_needs_stand_by_demand_with_all_that_is_behind_them(board):
    assert listed(board) == ["n1", "n2", "n3"]
    assert demands(board) == {"n1": 10, "n2": 7, "n3": 0}
    assert board.tab().grid.rows["n1"]["demand"][0] == 1.0
    assert sum(board.tab().grid.rows["n1"]["months"]) == 5
    assert board.tab().grid.rows["n1"]["answer"][:2] == ["opportunities.ipynb?selected=o1", "Buffer, rank 1"]
    assert board.tab().grid.rows["n2"]["answer"] == [None, "no opportunity yet", "wb-warn"]
    assert board.headlines()[1:] == [("4", "customers heard"), ("2 of 3", "needs without an opportunity")]
    assert texts(board.tab().need_card._quotes)[0] == "“We lost a night of data”"
    assert (
        board.tab().need_card._quotes.entries[0]["sub"]
        == "Acme · Water · call, 1 Oct 2026 · cannot work without it"
    )


@pytest.mark.parametrize(
    "chosen",
    [
        {}, {"segment": "f"}, {"segment": "w"}, {"segment": "-"}, {"channel": "call"}, {"months": "3"},
        {"segment": "f", "channel": "call", "months": "6"}, {"segment": "gone"},
    ],
)  # fmt: skip
def test_filters_change_list_quotes_heat_map_and_headlines_together(board, chosen):
    for name, value in chosen.items():
        setattr(board.view, name, value)
    agree(board)
    said = board.state.evidence.said
    assert board.headlines()[0][1].startswith(f"demand, from {len(said)} quote")
    if "months" in chosen:
        assert said["date"].min() > pd.Timestamp("2026-11-01") - pd.DateOffset(months=int(chosen["months"]))
    if chosen.get("channel"):
        assert set(said["channel"]) == {chosen["channel"]}


def test_segments_are_chosen_by_name_and_quotes_of_none_are_among_them(board):
    options = board.tab().toolbar._choices["segment"].control.options
    assert options == (("Every segment", "all"), ("Food", "f"), ("no segment", "-"), ("Water", "w"))
    assert [label for _, label in board.tab().who.heat.table["columns"]] == ["Food", "Water", "no segment"]


def test_a_cell_of_the_heat_map_shows_its_quotes_and_pressed_again_all(board):
    board.tab().who.heat.receive({"cell": ["n2", "f"]})
    assert (board.view.selected, board.view.segment) == ("n2", "f")
    assert sorted(entry["id"] for entry in board.tab().need_card._quotes.entries) == ["q5", "q6", "q8"]
    assert "segment=f" in board.session.query
    board.tab().who.heat.receive({"cell": ["n2", "f"]})
    assert (board.view.selected, board.view.segment) == ("n2", "all")
    board.tab().who.heat.receive({"cell": ["n9", "f"]})
    assert board.view.selected == "n2"


def test_sort_and_search(board):
    board.tab().actions.sort("title")
    assert listed(board) == ["n1", "n3", "n2"]
    board.tab().actions.sort("title")
    assert listed(board) == ["n2", "n3", "n1"]
    for column in ("demand", "months", "answer"):
        board.tab().actions.sort(column)
        assert len(listed(board)) == 3
    board.view.search = "FEAR"
    assert listed(board) == list(heat(board)) == ["n2"]


def test_more_quotes_than_are_shown_are_counted(board, ws):
    many = {f"x{i}": {"quote": f"Data {i}", "customer": "acme", "date": "2026-10-01"} for i in range(70)}
    ws.add("feedback", many)
    ws.add("feedback_needs", {f"lx{i}": {"feedback": f"x{i}", "need": "n1"} for i in range(70)})
    board.refresh()
    board.settle_now()
    assert len(board.tab().need_card._quotes.entries) == 60
    assert board.tab().need_card._quotes.foot.startswith("15 more quotes")
    assert plain(board.tab().need_card._behind).strip().startswith("75 quotes")


# What was heard


def test_a_quote_that_was_heard_is_counted_and_undo_takes_it_back(board, ws):
    assert hear(board, need="lose no DATA", customer="acme", importance="2") == "Written down. And the next?"
    assert demands(board)["n1"] == 12
    new = ws["feedback"].loc[ws["feedback"].index.difference(list(ROWS["feedback"]))[0]]
    assert (new["customer"], new["channel"], new["heard_by"]) == ("acme", "call", "ana")
    assert new["date"] == pd.Timestamp("2026-10-30")
    agree(board)
    board.model.undo()
    assert demands(board)["n1"] == 10
    assert len(ws["feedback"]) == len(ROWS["feedback"])
    board.model.undo(again=True)
    assert demands(board)["n1"] == 12


def test_a_new_customer_and_a_new_need_are_made_at_once(board, ws):
    version = ws.version
    hear(board, customer="Dorn AG", segment="f", need="Sign in once", importance="3")
    assert ws.version == version + 1
    (customer,) = ws["customers"].query("name == 'Dorn AG'").index
    assert ws["customers"].at[customer, "segment"] == "f"
    (need,) = ws["needs"].query("title == 'Sign in once'").index
    assert demands(board)[need] == 3
    assert board.state.evidence.by_segment.at[need, "f"] == 3
    board.model.undo()
    assert "Sign in once" not in set(ws["needs"]["title"])


def test_what_cannot_be_written_down_says_why_and_stays_in_the_form(board, ws):
    board.tab().hear()
    form = board.page.dialog.children[0].children[1]
    version = ws.version
    form.fill(quote="  ", customer="Acme")
    form.submit()
    assert "Write what was said" in plain(form._said)
    form.fill(quote="It broke", date="last week")
    form.submit()
    assert "Date must be a date" in plain(form._said)
    assert form.texts["quote"] == "It broke"
    assert ws.version == version
    form.fill(date="2026-10-30")
    form.submit()
    assert "Written down" in plain(form._said)
    assert form.texts["quote"] == ""
    assert (form.texts["customer"], form.texts["date"]) == ("Acme", "2026-10-30")
    form.fill(quote="x", customer="Dorn", need="New\x00need")
    form.submit()
    assert form.texts["quote"] == "x" or ws.version == version + 2


def test_who_writes_is_asked_before_anything_is_typed(board):
    asked = []
    board.model.person.on_ask = asked.append
    board.model.person.known = False
    board.tab().hear()
    assert asked == ["ana"]
    assert not board.page.dialog.children
    board.session.receive({"name": "Mia"})
    assert board.page.dialog.children
    hear(board)
    assert board.workspace["feedback"]["heard_by"].eq("Mia").sum() == 1


def test_a_quote_without_words_for_its_day_is_of_today(board, ws):
    hear(board, date="")
    new = ws["feedback"].index.difference(list(ROWS["feedback"]))[0]
    assert ws["feedback"].at[new, "date"].date() == date.today()  # noqa: DTZ011


# Quotes and their needs


def test_link_and_unlink(board, ws):
    board.tab().acts.link("q9", "n2")
    assert demands(board)["n2"] == 8
    board.tab().acts.link("q9", "n2")
    assert demands(board)["n2"] == 8
    board.view.selected = "n2"
    press(board.tab().need_card._quotes, "q9", "unlink")
    assert demands(board)["n2"] == 7
    board.tab().acts.unlink("q9", "n2")
    assert "q9" in ws["feedback"].index
    agree(board)


def test_a_quote_without_a_need_is_linked_by_what_its_words_suggest_or_by_name(board, ws):
    (offer,) = board.tab()._offers
    assert offer.control.description == "1 quote without a need"
    offer.control.click()
    (entry,) = offer._list.entries
    labels = {label: name for name, label, _ in entry["actions"]}
    assert "Update without fear" in labels
    press(offer._list, "q9", labels["Other…"])
    form = board.page.dialog.children[0].children[2]
    form.submit()
    assert "Say which need" in plain(form._said)
    form.fill(need="Know before it breaks")
    form.submit()
    (need,) = ws["needs"].query("title == 'Know before it breaks'").index
    assert demands(board)[need] == 1
    assert offer._list.foot == "Every quote has its need."
    assert offer.control.layout.display == "none"
    board.model.undo()
    offer.control.click()
    press(offer._list, "q9", labels["Update without fear"])
    assert demands(board)["n2"] == 8


def test_what_was_said_twice_is_kept_once_with_the_needs_of_both(board, ws):
    offer = board.tab()._offers[0]
    offer.open()
    (pair,) = offer._twice.entries
    version = ws.version
    press(offer._twice, pair["id"], "merge")
    assert ws.version == version + 1
    assert "q10" not in ws["feedback"].index
    links = ws["feedback_needs"]
    assert set(links.loc[links["feedback"] == "q5", "need"]) == {"n1", "n2"}
    assert offer._twice.foot == "Nothing was said twice."
    press(offer._twice, pair["id"], "merge")
    assert ws.version == version + 1
    board.model.undo()
    assert "q10" in ws["feedback"].index
    assert demands(board) == {"n1": 10, "n2": 7, "n3": 0}


def test_a_need_becomes_an_opportunity_or_is_met_by_one_that_is_there(board, ws):
    board.view.selected = "n2"
    card = board.tab().need_card
    card._new.click()
    (made,) = ws["opportunities"].query("title == 'Update without fear'").index
    assert board.tab().grid.rows["n2"]["answer"][0] == f"opportunities.ipynb?selected={made}"
    assert board.headlines()[2][0] == "1 of 3"
    card._link.control.value = "o2"
    assert board.tab().grid.rows["n2"]["answer"][1] == "Rollback, rank 2 and 1 more"
    assert card._link.control.value == ""
    assert "o2" not in [value for _, value in card._link.control.options]
    board.model.undo()
    board.model.undo()
    assert board.headlines()[2][0] == "2 of 3"


def test_a_need_that_only_the_draft_has_is_saved_before_it_is_linked(board, ws):
    board.tab().add()
    new, version = board.view.selected, ws.version
    for act in (
        lambda: board.tab().acts.link("q9", new),
        lambda: board.tab().acts.new_opportunity(new),
        lambda: board.tab().acts.answer(new, "o1"),
    ):
        act()
        assert "New need is not saved yet" in board._frame.status.value
    with pytest.raises(ValueError, match="New need is not saved yet"):
        hear(board, need="New need")
    assert ws.version == version
    board.model.save()
    board.tab().acts.link("q9", new)
    assert demands(board)[new] == 1


def test_the_loud_customer_is_named_with_what_the_list_would_be_without(board, ws):
    said = plain(board.tab().need_card._loud).strip()
    assert said == "Acme is behind 3 of the 5 quotes: without them this need falls from 1st to 2nd."
    ws.remove("feedback", ["q1", "q2", "q3"], with_references=True)
    counted = demand.by_need(demand.spoken(ws["feedback"], ws["customers"]), ws["feedback_needs"])
    assert demand.places(counted)["n1"] == 2
    board.refresh()
    board.settle_now()
    assert listed(board)[:2] == ["n2", "n1"]


# The draft, and others


def test_a_title_is_drafted_and_saved(board, ws):
    board.view.selected = "n1"
    board.tab().edit([("n1", "title", "Keep every value")])
    assert board.tab().grid.rows["n1"]["_draft"] == ["title"]
    assert ws["needs"].at["n1", "title"] == "Lose no data"
    assert board.tab().who.heat.table["rows"][0]["label"] == "Keep every value"
    board.tab().acts.link("q9", "n1")
    assert board.draft.edits == {("needs", "n1", "title"): "Keep every value"}
    assert demands(board)["n1"] == 11
    board.model.save()
    assert ws["needs"].at["n1", "title"] == "Keep every value"
    board.tab().edit([("n1", "demand", "99")])
    assert board.tab().grid.refused["id"] == "n1"


def test_a_need_is_deleted_with_its_links_and_comes_back(board, ws):
    board.view.selected = "n1"
    board.tab().actions.delete()
    assert listed(board) == ["n2", "n3"]
    assert board.headlines()[0][0] == "7"
    assert "6 linked rows with it" in board.tab().bar._sentence.value
    assert board.tab()._offers[0].control.description == "6 quotes without a need"
    board.model.save()
    assert "n1" not in ws["needs"].index
    assert not ws["feedback_needs"]["need"].eq("n1").any()
    assert len(ws["feedback"]) == len(ROWS["feedback"])
    board.model.undo()
    assert demands(board)["n1"] == 10


def test_what_another_person_saves_shows_with_the_draft_kept(board, ws):
    board.tab().edit([("n2", "title", "Mine")])
    other = Workspace.open(ws.url, who="li")
    other.add("feedback", {"q11": {"quote": "Data!", "importance": 3}})
    other.add("feedback_needs", {"l11": {"feedback": "q11", "need": "n1"}})
    board.model.heard("li")
    assert demands(board)["n1"] == 13
    assert board.tab().grid.rows["n2"]["title"] == "Mine"
    other.edit("needs", "n2", title="Theirs")
    board.model.heard("li")
    board.model.save()
    assert "li" in board.tab().bar._conflict.children[0].value


def test_an_act_on_what_somebody_took_away_says_so(board, ws):
    Workspace.open(ws.url, who="li").remove("feedback", ["q9"], with_references=True)
    board.tab().acts.link("q9", "n2")
    assert board._frame.status.value
    assert "q9" not in set(ws["feedback_needs"]["feedback"])
    board.tab().acts.answered("q9")
    board.refresh()
    board.settle_now()
    assert "q9" not in board.state.all.said.index


def test_themes_by_month_lead_to_the_quotes_behind_them(board):
    board.view.table = "months"
    board.settle_now()
    table = board.tab().who.heat.table
    assert len(table["columns"]) == 12
    line, column, count = next(
        (row["id"], column, value)
        for row in table["rows"]
        for (column, _), value in zip(table["columns"], row["values"], strict=True)
        if value
    )
    board.tab().who.heat.receive({"cell": [line, column]})
    assert len(board.tab().who._quotes.entries) == count
    board.view.table = "gone"
    board.settle_now()
    assert "segment" in board.tab().who.heat.label


def test_an_opportunity_of_a_quote_is_linked_to_its_need_or_to_one_of_the_same_name(board):
    ws = board.workspace
    quote, need = ws["feedback_needs"].iloc[0][["feedback", "need"]]
    before = set(ws["opportunities"].index)
    board.tab().acts.opportunity_of(quote, need)
    (made,) = set(ws["opportunities"].index) - before
    assert ws["opportunities"].at[made, "title"].rstrip("…") in ws["feedback"].at[quote, "quote"]
    assert (
        (ws["need_opportunities"]["need"] == need) & (ws["need_opportunities"]["opportunity"] == made)
    ).any()
    free = str(board.state.all.unlinked().index[0])
    board.tab().acts.opportunity_of(free)
    mine = ws["feedback_needs"].set_index("feedback").at[free, "need"]
    assert mine in set(ws["need_opportunities"]["need"])


def test_answers_in_words_become_quotes_once(board):
    ws = board.workspace
    rows = {"survey": "S-words", "kind": "open", "title": "Anything else?"}
    ws.add("surveys", {"S-words": {"title": "Words"}})
    ws.add("questions", {"Q-words": rows})
    who = ws["customers"].index[0]
    ws.add(
        "responses",
        {
            "A-w1": {"question": "Q-words", "respondent": "r1", "text": "=1+1 please", "customer": who, "answered": "2026-03-01"},
            "A-w2": {"question": "Q-words", "respondent": "r2"},
        },
    )  # fmt: skip
    board.view.tab = "surveys"
    board.settle_now()
    assert board.tab("surveys")._words.control.description == "Make quotes of 1 answer in words"
    board.tab().acts.take_answers()
    assert ws["feedback"].loc["A-w1", ["quote", "channel", "customer"]].tolist() == [
        "=1+1 please",
        "survey",
        who,
    ]
    assert board.tab("surveys")._words.control.layout.display == "none"
