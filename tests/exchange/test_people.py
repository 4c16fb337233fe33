"""Names come in, addresses and account ids stay out."""

import pytest

from workbench.exchange import read, table
from workbench.exchange.people import names, scrubbed
from workbench.opportunities.tables import opportunities

ACCOUNT = "712020:0f0e0d0c-1111-2222-3333-444455556666"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Ana Li", "Ana Li"),
        ("ana.li@example.com", "ana.li"),
        ("Ana Li <ana@example.com>", "Ana Li"),
        ("Ana; bo@example.co.uk", "Ana, bo"),
        ("Ana, Ana", "Ana"),
        (ACCOUNT, ""),
        ("5f0c1d2e3a4b5c6d7e8f9a0b", ""),
        ("", ""),
    ],
)
def test_owners_are_names(cell, name):
    assert names(cell) == name


def test_addresses_and_accounts_are_taken_out_of_text():
    text = f"Ask ana@example.com or {ACCOUNT} or [~accountid:5f0c]."
    assert scrubbed(text) == "Ask (e-mail) or (person) or (person)."
    assert scrubbed("a-b-c-d: plain 10:30, x @ y") == "a-b-c-d: plain 10:30, x @ y"


def test_no_address_reaches_the_rows():
    rows, _ = table(
        read(("a.csv", b"title,owner,description,status\na@b.io,c@d.io,e@f.io,g@h.io\n"), opportunities)
    )
    assert "@" not in rows.to_csv()
