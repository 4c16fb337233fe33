"""The debrief: what was new, and whom to answer by when."""

import pandas as pd
import pytest

from workbench.needs import debrief

NOW = pd.Timestamp(2026, 11, 25, 9)


def day(number):
    return pd.Timestamp(2026, 11, number) if number else pd.NaT


@pytest.fixture
def tables():
    feedback = pd.DataFrame(
        {
            "quote": ["One", "Two", "Three", "Four", "Five"],
            "date": [day(24), day(24), day(23), day(2), pd.NaT],
            "customer": ["a", "b", None, "a", None],
            "segment": [None, "water", "energy", None, None],
            "contact": ["p", None, None, None, None],
            "importance": [3.0, None, 1.0, 2.0, 2.0],
            "heard_by": ["Ana", "Bo", "Bo", None, None],
            "answer_by": [day(26), day(24), day(25), day(4), pd.NaT],
            "answered": [pd.NaT, pd.NaT, day(25), pd.NaT, pd.NaT],
        },
        index=["q1", "q2", "q3", "q4", "q5"],
    )
    links = pd.DataFrame({"feedback": ["q1", "q1", "q4"], "need": ["n", "m", "n"]})
    needs = pd.DataFrame({"title": ["Install alone", "Update safely"]}, index=["n", "m"])
    contacts = pd.DataFrame({"name": ["Ann"], "email": ["ann@a.example"]}, index=["p"])
    customers = pd.DataFrame({"name": ["Acme", "Borg"], "segment": ["food", None]}, index=["a", "b"])
    return feedback, links, needs, contacts, customers


def test_what_is_new_has_no_need_and_comes_by_importance(tables):
    feedback, links, _, _, customers = tables
    found = debrief.unlinked(feedback, links, customers)
    assert list(found.index) == ["q5", "q3", "q2"]
    assert found["segment"].fillna("").tolist() == ["", "energy", "water"]
    assert found["who"].fillna("").tolist() == ["", "", "Borg"]
    assert list(debrief.unlinked(feedback, links, customers, since=day(24)).index) == ["q5", "q2"]


def test_whom_to_answer_the_most_urgent_first_to_the_end_of_the_day(tables):
    found = debrief.to_answer(*tables, now=NOW)
    assert list(found.index) == ["q4", "q2", "q1"]
    assert found["hours_left"].tolist() == [-20 * 24 - 9, -9, 39]
    assert found["overdue"].tolist() == [True, True, False]
    assert found.loc["q1", ["who", "name", "email", "about"]].tolist() == [
        "Acme",
        "Ann",
        "ann@a.example",
        "Install alone, Update safely",
    ]
    assert found.loc["q2", "name"] is None
    last = debrief.to_answer(*tables, now=pd.Timestamp(2026, 11, 26, 23, 59))
    assert not last.loc["q1", "overdue"]


def test_the_sentences_say_it(tables):
    whole = debrief.of(*tables, now=NOW, since=day(23))
    assert whole.sentences == [
        "4 quotes from 2 customers.",
        "3 quotes speak of something new.",
        "Heard most: Install alone (1), Update safely (1).",
        "2 answers are promised and not given, 1 of them overdue, the next by 26 November.",
    ]
    assert list(whole.answers.index) == ["q2", "q1"]
    late = debrief.of(*tables, now=pd.Timestamp(2026, 12, 1), since=day(24))
    assert late.sentences[-1] == "2 answers are promised and not given, all overdue."


def test_nothing_heard_is_said_and_empty_tables_are_no_fault(ws):
    blank = debrief.of(*(ws[name] for name in ORDER), now=NOW)
    assert blank.sentences == ["Nothing was heard."]
    assert blank.new.empty
    assert blank.answers.empty


ORDER = ("feedback", "feedback_needs", "needs", "contacts", "customers")


def test_the_sample_has_promises_that_wait(url, sample_at):
    ws = sample_at(url)
    found = debrief.of(*(ws[name] for name in ORDER), now=pd.Timestamp(2026, 11, 12, 12))
    waits = ws["feedback"]["answer_by"].notna() & ws["feedback"]["answered"].isna()
    assert len(found.answers) == waits.sum() > 0
    assert found.answers["overdue"].any()
    assert found.sentences[0] == "400 quotes from 60 customers."
