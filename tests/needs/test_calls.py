import re
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import parse_qs, unquote, urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.needs import calls

TODAY = "2026-07-01"
CUSTOMERS = pd.DataFrame(
    {
        "name": ["Ash", "Birch", "Cedar", "Dill"],
        "segment": ["food", "water", None, "food"],
        "revenue": [200.0, 100.0, None, 50.0],
        "since": ["2020-01-01", "2020-01-01", "2026-06-21", None],
    },
    index=["a", "b", "c", "d"],
)
HEARD = pd.DataFrame(
    {
        "customer": ["a", "a", "b", None, "x", "b"],
        "date": ["2026-06-01", "2026-06-21", "2024-01-01", "2026-06-30", "2026-06-30", "2026-08-01"],
    }
)
MATTERS = pd.DataFrame(
    {
        "question": ["Anything?", "How wet?", "How sweet?", "Who signs?"],
        "weight": [0.2, 0.8, 1.0, None],
        "segment": [None, "water", "food", None],
        "asked": [None, ["x"], {"d"}, float("nan")],
    },
    index=["m1", "m2", "m3", "m4"],
)


def test_silence_times_revenue_times_what_they_could_settle():
    found = calls.whom(CUSTOMERS, HEARD, MATTERS, TODAY, most=9)
    assert found.index.tolist() == ["b", "d", "a", "c"]
    assert found["days"].tolist() == [912, 365, 10, 10]
    assert found["last"].isna().tolist() == [False, True, False, True]
    assert found["silence"].tolist() == [1, 1, 10 / 365, 10 / 365]
    assert found["share"].tolist() == [0.5, 0.25, 1, 0.5]  # c's is not known: the middle one of 50, 100, 200
    assert found["worth"].tolist() == [0.8, 0.2, 1, 0.2]
    assert found["matter"].tolist() == ["m2", "m1", "m3", "m1"]
    assert found["question"].tolist() == ["How wet?", "Anything?", "How sweet?", "Anything?"]
    assert found["score"].tolist() == pytest.approx([0.4, 0.05, 10 / 365, 0.1 * 10 / 365])
    assert found.at["a", "last"] == pd.Timestamp("2026-06-21")
    assert calls.whom(CUSTOMERS, HEARD, MATTERS, TODAY).index.tolist() == ["b", "d", "a"]


def test_equals_by_days_then_id_and_the_first_question():
    same = pd.DataFrame({"segment": "x", "revenue": 0.0}, index=["b", "a", "c"])
    heard = pd.DataFrame({"customer": ["a", "b", "c"], "date": ["2025-01-01", "2025-01-01", "2024-01-01"]})
    matters = pd.DataFrame({"question": ["2", "1"], "weight": 1, "segment": None}, index=["m2", "m1"])
    found = calls.whom(same, heard, matters, TODAY)
    assert found.index.tolist() == ["c", "a", "b"]
    assert found["question"].tolist() == ["1"] * 3
    assert found["share"].tolist() == [1] * 3  # nobody pays: nobody pays less


def test_nobody_to_ask_is_an_empty_table():
    columns = ["days", "last", "revenue", "matter", "question", "silence", "share", "worth", "score"]
    for given_ in (
        (CUSTOMERS, HEARD, MATTERS.iloc[:0]),
        (CUSTOMERS.iloc[:0], HEARD, MATTERS),
        (CUSTOMERS.iloc[:1], HEARD, MATTERS.iloc[1:2]),
    ):
        found = calls.whom(*given_, TODAY)
        assert found.columns.tolist() == columns
        assert found.empty
    never = calls.whom(CUSTOMERS.drop(columns="since"), HEARD.iloc[:0], MATTERS, date(2026, 7, 1), most=9)
    assert never["days"].tolist() == [365] * 4


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"most": 0}, "most 0 must be 1 or more"),
        ({"customers": CUSTOMERS.assign(revenue=[1, 2, -3, 4])}, "'c', revenue: -3 must be 0 or more"),
        ({"customers": CUSTOMERS.rename(index={"b": "a"})}, "id 'a' is there twice"),
        ({"matters": MATTERS.assign(weight=[0, 0, 0, 2])}, "'m4', weight: 2 must be between 0 and 1"),
        ({"matters": MATTERS.assign(asked="abc")}, "asked: 'abc' must be a set or list"),
        ({"matters": MATTERS.drop(columns="question")}, "column 'question' is missing"),
        ({"feedback": HEARD[["customer"]]}, "column 'date' is missing"),
        ({"customers": CUSTOMERS[["segment"]]}, "column 'revenue' is missing"),
    ],
)
def test_what_cannot_be_weighed_is_one_sentence(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        calls.whom(
            **{"customers": CUSTOMERS, "feedback": HEARD, "matters": MATTERS, "today": TODAY, **change}
        )


people = st.lists(
    st.tuples(
        st.sampled_from(["food", "water", None]),
        st.one_of(st.none(), st.integers(0, 10**6)),
        st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2027, 1, 1))),
    ),
    max_size=6,
)
asked = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["food", None]), st.lists(st.sampled_from("ab"), max_size=2)),
    max_size=4,
)


@given(people, asked, st.integers(1, 4), st.randoms(use_true_random=False))
def test_each_factor_is_a_share_and_the_order_of_rows_is_nothing(rows, matters, most, random):
    customers = pd.DataFrame(rows, columns=["segment", "revenue", "since"], index=list("abcdef"[: len(rows)]))
    customers["revenue"] = customers["revenue"].astype(float)
    questions = pd.DataFrame(matters, columns=["weight", "segment", "asked"]).assign(question="?")
    questions.index = [f"m{at}" for at in range(len(matters))]
    questions["weight"] = questions["weight"].astype(float)
    found = calls.whom(customers, HEARD, questions, TODAY, most)
    assert len(found) <= most
    assert found["score"].is_monotonic_decreasing
    for column in ("silence", "share", "worth", "score"):
        assert found[column].between(0, 1).all()
    assert (found["score"] == found["silence"] * found["share"] * found["worth"]).all()
    for customer, matter in found["matter"].items():
        assert customer not in questions.at[matter, "asked"]
    shuffled = customers.sample(frac=1, random_state=random.randrange(99))
    again = calls.whom(shuffled, HEARD.iloc[::-1], questions.iloc[::-1], TODAY, most)
    pd.testing.assert_frame_equal(again, found)


def test_the_sample_has_water_utilities_to_call(tmp_path, sample_at):
    sample = sample_at(tmp_path / "sample.db")
    matters = pd.DataFrame({"question": ["Why?"], "weight": [1.0], "segment": ["water"]}, index=["m"])
    found = calls.whom(sample["customers"], sample["feedback"], matters, "2026-11-16")
    assert len(found) == 3
    assert (found["days"] > 180).all()
    assert set(sample["customers"].loc[found.index, "segment"]) == {"water"}


def test_a_mail_says_what_was_given():
    link = urlsplit(calls.mail("o'hara+x@exämple.org", "A & B?\r\nBcc: c@d", "Hi,\n\n100 %: <b>\"é'</b> #1"))
    assert link.scheme == "mailto"
    assert unquote(link.path) == "o'hara+x@exämple.org"
    assert parse_qs(link.query) == {
        "subject": ["A & B? Bcc: c@d"],
        "body": ["Hi,\r\n\r\n100 %: <b>\"é'</b> #1"],
    }


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b", "a@b@c", "a@b\r\nBcc: x@y", "a@b\n", "a@b,c@d", "a@b;c@d", "A <a@b>", "a b@c", "a@b\x00"],
)  # fmt: skip
def test_what_is_not_one_address_is_refused(address):
    with pytest.raises(ValueError, match="is not one mail address"):
        calls.mail(address, "s", "b")
    if address:
        with pytest.raises(ValueError, match="is not one mail address"):
            calls.invitation("n", "q", date(2026, 3, 2), address, "u", datetime(2026, 3, 1, tzinfo=UTC))


anything = st.text(st.characters(codec=None), max_size=60)


@given(st.text(st.characters(codec=None), max_size=8), anything, anything)
def test_nothing_breaks_out_of_a_mail(address, subject, body):
    try:
        link = calls.mail(f"{address}@b.example", subject, body)
    except ValueError:
        return
    assert re.fullmatch(r"mailto:[\w.%~-]+@b\.example\?subject=[\w.%~-]*&body=[\w.%~-]*", link, re.ASCII)
    assert "\n" not in unquote(link.partition("&body")[0])


def entry(name="Ash", question="Why?", day=date(2026, 3, 2), organiser="", uid="u", stamp=None):
    return calls.invitation(name, question, day, organiser, uid, stamp or datetime(2026, 3, 1, 9, tzinfo=UTC))


def test_an_entry_is_what_the_standard_wants():
    stamp = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    assert entry("A; B", "One,\r\ntwo \\", organiser="a@b.example", stamp=stamp).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//strategy-workbench//calls//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:u",
        "DTSTAMP:20260301T073000Z",
        "DTSTART;VALUE=DATE:20260302",
        r"SUMMARY:Call A\; B",
        r"DESCRIPTION:One\,\ntwo \\",
        "ORGANIZER:mailto:a@b.example",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert not {"METHOD", "ORGANIZER"} & {line.partition(":")[0] for line in entry().split("\r\n")}


def test_an_entry_without_a_name_of_its_own_or_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="uid is blank"):
        entry(uid=" ")
    with pytest.raises(ValueError, match="2026-03-01T00:00:00 has no time zone"):
        entry(stamp=datetime(2026, 3, 1))  # noqa: DTZ001


def read(text):
    """Unfold and unescape by the words of RFC 5545, not by our code."""
    lines = text.replace("\r\n ", "").split("\r\n")
    values = dict(line.partition(":")[::2] for line in lines if line)
    return {
        key: re.sub(r"\\(.)", lambda hit: {"n": "\n", "N": "\n"}.get(hit[1], hit[1]), value)
        for key, value in values.items()
    }


@given(anything, st.text(st.sampled_from('é,;\\n\n機🙂 \t:"'), max_size=200), anything)
def test_an_entry_keeps_its_words_within_75_octets_a_line(name, question, uid):
    text = entry(name, question, uid="u" + uid)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", "".join(lines))
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert sum(line.startswith("BEGIN:") for line in lines) == 2
    assert read(text)["DESCRIPTION"] == question
    assert entry(name, question, uid="u" + uid) == text
