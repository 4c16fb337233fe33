"""Dates by one vote of the file."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange import read, table
from workbench.exchange.dates import Vote, vote
from workbench.opportunities.tables import opportunities

DAY = dt.date(2023, 4, 3)


@pytest.mark.parametrize(
    "text",
    ["2023-04-03", "2023-04-03T14:03:00Z", "2023-04-03 14:03:11.22", "2023/04/03", "03/Apr/23 2:03 PM", "3-Apr-2023",
     "3 avr. 2023", "03/avr./23 14:03", "Apr 3, 2023", "April 3rd, 2023", "Mon Apr 03 2023 05:00:00 GMT+0000 (GMT)",
     "3.4.2023", "03.04.23", "3. April 2023"],
)  # fmt: skip
def test_forms_that_say_what_they_mean(text):
    assert vote([text]).read(text) == DAY


@pytest.mark.parametrize(("text", "month"), [("06/août/15", 8), ("10/oct./16", 10), ("22/sept./15", 9), ("12/juin/16", 6),
                                             ("1/juil./15", 7), ("17/mars/16", 3), ("2/févr./16", 2), ("9/déc./15", 12)])  # fmt: skip
def test_french_months(text, month):
    assert vote([text]).read(text).month == month


@given(st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), min_size=1), st.booleans())
def test_one_day_above_twelve_settles_the_file(days, day_first):
    form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    texts = [day.strftime(form) for day in days]
    found = vote(texts, day_first=day_first)
    assert found.sure == any(day.day > 12 for day in days)
    assert [found.read(text) for text in texts] == days


def test_doubt_is_said_and_settled_by_the_delimiter():
    us = read(("a.csv", b"title,created\nA,3/4/2025\n"), opportunities)
    eu = read(("a.csv", b"title;created\nA;3/4/2025\n"), opportunities)
    assert table(us)[0]["created"].iloc[0].month == 3
    assert table(eu)[0]["created"].iloc[0].month == 4
    assert any("month first" in note for note in us.notes)
    assert any("day first" in note for note in eu.notes)
    sure = read(("a.csv", b"title,created\nA,3/4/2025\nB,13/4/2025\n"), opportunities)
    assert table(sure)[0]["created"].iloc[0].month == 4
    assert not any("first" in note for note in sure.notes)


@pytest.mark.parametrize(
    "text", ["", "soon", "2023-02-30", "31/31/2023", "Q3 2026", "45292", "3/Foo/23", "2023-04-03x"]
)
def test_what_is_no_date_is_none(text):
    assert Vote(day_first=True, sure=True, asked=True).read(text) is None
