"""Files that call rows of other tables by name, and files that refer to one another."""

import pytest

from workbench.exchange import read
from workbench.exchange.plan import apply, plan, plan_together

QUOTES = "id,quote,customer,date\nq1,It must not need us on site,Acme Foods,2026-03-01\nq2,Too slow,acme foods,2026-03-02\n"


def reading(ws, table, text):
    return read((f"{table}.csv", text.encode()), ws.declaration(table))


def planned(ws, table, text):
    return plan(ws, ws.declaration(table), reading(ws, table, text))


def test_a_customer_that_nobody_knew_comes_along_once(ws):
    found = planned(ws, "feedback", QUOTES)
    assert found.sentence == "2 new, 0 updated, 0 as before; 1 new in customers: Acme Foods."
    apply(ws, found)
    assert ws["customers"]["name"].tolist() == ["Acme Foods"]
    assert set(ws["feedback"]["customer"]) == set(ws["customers"].index)
    assert planned(ws, "feedback", QUOTES).sentence == "0 new, 0 updated, 2 as before."


def test_a_known_customer_is_found_by_name_and_by_id(ws):
    ws.add("customers", {"C1": {"name": "Acme Foods"}})
    assert apply(ws, planned(ws, "feedback", QUOTES.replace("acme foods", "c1")))
    assert ws["feedback"]["customer"].tolist() == ["C1", "C1"]
    assert len(ws["customers"]) == 1


def test_a_new_name_never_takes_the_id_of_another(ws):
    ws.add("customers", {"acme-foods": {"name": "Other"}})
    apply(ws, planned(ws, "feedback", QUOTES))
    assert ws["feedback"]["customer"].tolist() == ["acme-foods-2"] * 2


def test_what_needs_more_than_a_name_is_refused_with_its_row(ws):
    found = planned(ws, "feedback", "id,quote,contact\nq1,Too slow,Ann\n")
    assert found.refused
    assert found.problems["problem"].tolist() == [
        "Contact of feedback 'q1' must be the id of a row of contacts, not 'Ann'."
    ]
    assert not found.made


def test_a_bad_row_brings_nothing_along(ws):
    text = QUOTES + "q3,,Borg,2026-03-02\n"
    kept = plan(ws, ws.declaration("feedback"), reading(ws, "feedback", text), skip_bad=True)
    apply(ws, kept)
    assert ws["customers"]["name"].tolist() == ["Acme Foods"]


@pytest.mark.parametrize("order", [("feedback", "customers"), ("customers", "feedback")])
def test_files_that_refer_to_one_another_come_in_together(ws, order):
    texts = {"feedback": QUOTES.replace("acme foods", "C9"), "customers": "id,name\nC9,Acme Foods\n"}
    plans = plan_together(ws, [reading(ws, name, texts[name]) for name in order])
    assert [each.file for each in plans] == [f"{name}.csv" for name in order]
    assert apply(ws, plans) == 1
    assert ws["feedback"]["customer"].tolist() == ["C9", "C9"]


def test_mail_addresses_come_in_only_where_they_belong(ws):
    ws.add("customers", {"C1": {"name": "Acme"}})
    apply(
        ws,
        planned(ws, "contacts", "id,customer,name,email,role\np1,C1,Ann,ann@acme.example,ann@acme.example\n"),
    )
    assert ws["contacts"].loc["p1", ["email", "role"]].tolist() == ["ann@acme.example", "(e-mail)"]
