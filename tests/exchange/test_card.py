"""A trade-show card's export: quotes, persons and links in one file, and never twice."""

import json

import pytest

from workbench.cli import main
from workbench.exchange import ImportProblem, apply, read
from workbench.exchange.importer import Importer
from workbench.exchange.plan import plan, plan_together

A, B, C = (f"{digit * 8}-0000-4000-8000-{digit * 12}" for digit in "abc")
WHOLE = {"format": "trade-show card", "version": 1, "card": "5e", "product": "Gateway", "event": "SPS 2026"}
ENTRY = {"date": "2026-11-24", "heard_by": "Ana", "importance": 2, "answer": False, "consent": False}
KEEN = {
    **ENTRY,
    "id": A,
    "quote": "We cannot send a specialist to every site.",
    "segment": "food",
    "segment_name": "Food and beverage",
    "need": "N-1",
    "need_title": "Install without a specialist",
    "importance": 3,
    "answer": True,
    "company": "Acme Foods",
    "consent": True,
    "name": "Ann Lee",
    "email": "ann@acme.example",
}
ENTRIES = [
    KEEN,
    {
        **ENTRY,
        "id": B,
        "quote": "Ask bo@acme.example, he knows.",
        "company": "acme foods",
        "importance": None,
    },
    {**ENTRY, "id": C, "quote": "It must speak Modbus.", "segment": "food", "name": "Cy", "company": "Borg"},
]


@pytest.fixture
def show(ws):
    """A workspace that knows the card's segment and need."""
    ws.add("segments", {"food": {"name": "Food and beverage"}})
    ws.add("needs", {"N-1": {"title": "Install without a specialist"}})
    return ws


def file(entries=ENTRIES, **more):
    return "card.json", json.dumps({**WHOLE, "entries": entries, **more}).encode()


def planned(ws, entries=ENTRIES, table="opportunities", **how):
    return plan(ws, ws.declaration(table), read(file(entries), ws.declaration(table)), **how)


@pytest.mark.parametrize("table", ["feedback", "opportunities", "contacts"])
def test_it_is_known_whatever_table_is_asked_for(show, table):
    found = planned(show, table=table)
    assert found.sentence == (
        "3 new, 0 updated, 0 as before; 2 new in customers: Borg, Acme Foods; 1 new in contacts; 1 new in feedback_needs."
    )
    apply(show, found)
    quotes = show["feedback"]
    assert list(quotes.index) == [A, B, C]
    assert set(quotes["channel"]) == {"trade show"}
    assert set(quotes["heard_by"]) == {"Ana"}
    assert set(quotes["source"]) == {"SPS 2026"}
    assert quotes["importance"].tolist()[::2] == [3, 2]
    assert quotes["importance"].isna().tolist() == [False, True, False]
    assert quotes["answer_by"].dt.strftime("%F").fillna("").tolist() == ["2026-11-26", "", ""]
    assert quotes["customer"].tolist() == ["acme-foods", "acme-foods", "borg"]
    assert quotes.loc[A, ["segment", "contact"]].tolist() == ["food", A]
    assert show["feedback_needs"].loc[A].tolist() == [A, "N-1"]


def test_personal_data_comes_in_only_where_the_person_agreed(show):
    made = planned(show)
    assert any(
        "1 who did not agree are left out" in note for note in read(file(), show.declaration("needs")).notes
    )
    apply(show, made)
    assert show["contacts"].loc[A, ["customer", "name", "email", "consent"]].tolist() == [
        "acme-foods",
        "Ann Lee",
        "ann@acme.example",
        True,
    ]
    assert list(show["contacts"].index) == [A]
    assert "bo@acme.example" not in " ".join(show["feedback"]["quote"])
    assert not show.history()["why"].str.contains("Ann|ann@").any()


def test_a_second_import_changes_nothing_and_an_edit_on_the_device_updates(show):
    apply(show, planned(show))
    version = show.version
    assert planned(show).changes.empty
    assert planned(show).sentence == "0 new, 0 updated, 3 as before."
    assert apply(show, planned(show)) == version
    other = {**KEEN, "importance": 1, "email": "lee@acme.example"}
    made = planned(show, [other, *ENTRIES[1:]])
    assert made.sentence.startswith("0 new, 1 updated, 2 as before")
    apply(show, made)
    assert show["feedback"].loc[A, "importance"] == 1
    assert show["contacts"]["email"].tolist() == ["lee@acme.example"]
    assert planned(show, [{**other, "name": "Ann Li"}, *ENTRIES[1:]]).sentence.startswith(
        "0 new, 1 updated, 2 as"
    )


def test_what_was_tidied_here_stays_tidied(show):
    apply(show, planned(show))
    show.add("customers", {"C-1": {"name": "Acme Group"}})
    show.edit("feedback", A, customer="C-1")
    show.edit("feedback", B, customer="C-1")
    show.edit("contacts", A, customer="C-1")
    show.remove("customers", "acme-foods")
    show.remove("feedback", C)
    show.sync()
    assert planned(show).changes.empty


def test_whose_data_was_erased_does_not_come_back(show):
    apply(show, planned(show))
    show.erase("contacts", A)
    show.sync()
    assert planned(show).changes.empty
    assert show["contacts"]["email"].isna().all()


def test_a_need_that_is_gone_comes_back_by_its_name_and_one_that_was_renamed_is_found(show):
    show.edit("needs", "N-1", title="Set up alone")
    show.remove("segments", "food")
    found = planned(show)
    assert {name for _, name in found.made.items()} == {"Acme Foods", "Borg", "Food and beverage"}
    show.remove("needs", "N-1")
    apply(show, planned(show))
    assert show["needs"]["title"].tolist() == ["Install without a specialist"]


def test_a_customer_from_the_list_is_found_though_renamed(show):
    show.add("customers", {"C-1": {"name": "Acme Group"}})
    apply(show, planned(show, [{**KEEN, "customer": "C-1"}]))
    assert show["feedback"]["customer"].tolist() == ["C-1"]
    assert len(show["customers"]) == 1


def test_a_person_without_a_company_is_told_and_left_out(show):
    reading = read(file([{**KEEN, "company": " "}]), show.declaration("feedback"))
    assert "the entry says no company" in reading.notes[-1]
    apply(show, plan(show, reading.target, reading))
    assert show["contacts"].empty


def test_one_bad_entry_keeps_the_file_out_unless_it_may_be_skipped(show):
    entries = [{**KEEN, "quote": " "}, {**ENTRIES[1], "date": "soon"}, ENTRIES[2]]
    found = planned(show, entries)
    assert found.refused
    assert set(found.problems["row"]) == {1, 2}
    with pytest.raises(ImportProblem, match=r"Nothing comes in: 2 rows"):
        apply(show, found)
    apply(show, planned(show, entries, skip_bad=True))
    assert list(show["feedback"].index) == [C]
    assert show["feedback_needs"].empty


def test_two_devices_and_a_list_of_customers_come_in_together(show):
    customers = read(("customers.csv", b"id,name\nC-9,Acme Foods\n"), show.declaration("customers"))
    cards = [read(file([one]), show.declaration("opportunities")) for one in ENTRIES[:2]]
    apply(show, plan_together(show, [*cards, customers]))
    assert show["feedback"]["customer"].tolist() == ["C-9", "C-9"]
    assert show["contacts"]["customer"].tolist() == ["C-9"]


def test_the_panel_of_another_board_takes_it_too(show):
    importer = Importer(show, "opportunities")
    reading = importer.read(*file())
    assert ("Quote", "quote") in importer.targets()
    importer.apply(importer.plan(reading))
    assert len(show["feedback"]) == 3
    importer.read("list.csv", b"title\nSearch\n")
    assert ("Quote", "quote") not in importer.targets()


def test_the_command_takes_it_without_a_table(tmp_path, show, url, capsys):
    path = tmp_path / "card.json"
    path.write_bytes(file()[1])
    assert main(["import", str(path), "--workspace", url, "--yes"]) == 0
    assert main(["import", str(path), "--workspace", url]) == 0
    said = capsys.readouterr().out
    assert "an export of the trade-show card, 3 rows" in said
    assert "0 new, 0 updated, 3 as before." in said
    assert "ann@" not in said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"version": 2}, "newer trade-show card"),
        ({"entries": None}, "not whole"),
        ({"entries": [1]}, "not whole"),
        ({"entries": []}, "without an entry"),
    ],
)
def test_what_is_no_whole_card_is_refused_with_a_sentence(show, more, words):
    with pytest.raises(ImportProblem, match=words):
        read(file(**more), show.declaration("feedback"))


def test_an_entry_without_an_id_or_with_one_twice_is_refused(show):
    found = planned(show, [{**KEEN, "id": ""}, ENTRIES[1], ENTRIES[1]])
    assert found.refused
    assert {1, 2, 3} == set(found.problems["row"])
