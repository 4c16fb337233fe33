"""The board's other parts without a browser: Kano, surveys, whom to call."""

import re
from datetime import date

import pytest
from needs_product import agree, plain, press, texts

# Kano


@pytest.fixture
def kano(board):
    board.view.tab = "kano"
    return board.tab("kano")


def test_the_plane_and_the_detail_say_what_each_feature_is(board, kano):
    assert list(board.state.features.index) == ["k1", "k2"]
    assert board.headlines() == [
        ("2", "features asked about"), ("1", "expected: not to be dropped"), ("1", "too close to call"),
    ]  # fmt: skip
    assert "Buffering" in plain(kano._title)
    assert "40 people from 20 customers answered" in plain(kano._title)
    assert "Expected, as good as certain." in plain(kano._notice)
    assert kano._quotes.entries[0]["href"] == ("opportunities.ipynb?selected=o1", "The opportunity, rank 1")
    assert texts(kano._quotes)[1] == "“We lost a night of data”"
    kano._chart.receive({"click": "k2"})
    assert board.view.feature == "k2"
    assert "feature=k2" in board.session.query
    assert "Too close to call" in plain(kano._notice)
    assert {entry["colour"] for entry in kano._chances.entries} >= {"c4", "c3"}
    assert sum(entry["share"] for entry in kano._chances.entries) == pytest.approx(1, abs=0.02)
    assert "Food: delighter" in kano._segments.entries[0]["sub"]
    assert "Water: expected" in kano._segments.entries[0]["sub"]
    kano._feature.control.value = "k1"
    assert board.view.feature == "k1"


def test_a_segment_shows_its_own_answers_and_one_without_says_so(board, kano, ws):
    board.view.feature = "k2"
    kano._segment.control.value = "f"
    assert board.view.segment == "f"
    assert "Delighter" in plain(kano._notice)
    board.view.segment = "w"
    assert kano._segment.control.value == "w"
    assert "Expected" in plain(kano._notice)
    ws.add("segments", {"b": {"name": "Buildings"}})
    board.view.segment = "b"
    assert "Nobody of this segment" in plain(kano._title)
    assert not kano._chances.entries
    assert not kano._quotes.entries
    assert board.headlines()[0] == ("0", "features asked about")
    for stale in ("gone", "-"):
        board.view.segment = stale
        assert kano._segment.control.value == stale
    board.view.segment = "all"
    assert "Rolling back" in plain(kano._title)


# Calls


@pytest.fixture
def calls(board):
    board.view.tab = "calls"
    return board.tab("calls")


def sent(board, monkeypatch):
    files = []
    monkeypatch.setattr(board.session, "download", lambda name, text: files.append((name, text)))
    return files


def test_nobody_who_answered_is_asked_again(board, calls, ws):
    found = [entry["id"] for entry in calls._all.entries]
    assert sorted(found) == ["brod", "cork", "solo"]
    answered_k2 = set(ws["responses"].query("question == 'k2'")["customer"])
    assert not answered_k2 & set(found)
    assert "acme" not in found
    assert all(entry["sub"] == "Would you miss Rolling back?" for entry in calls._all.entries)
    assert board.headlines()[0] == (str(len(found)), "could settle something")


def test_a_planned_call_has_question_quotes_people_and_a_calendar_entry(board, calls, monkeypatch):
    press(calls._all, "cork", "plan")
    about = {entry["id"]: entry for entry in calls._plan._about.entries}
    assert about["ask"]["text"] == "Would you miss Rolling back?"
    assert "Last heard 1 May 2025" in about["ask"]["sub"]
    assert about["yes"]["href"][0].startswith("mailto:kim@cork.example?")
    assert about["no"]["href"] is None
    assert "has not agreed" in about["no"]["sub"]
    assert "q6" in about
    files = sent(board, monkeypatch)
    press(calls._plan._about, "ask", "ics")
    ((name, text),) = files
    assert name == "call Cork.ics"
    assert "SUMMARY:Call Cork\r\n" in text
    day = date.fromisoformat(re.search(r"DTSTART;VALUE=DATE:(\d+)", text)[1])
    assert day > date.today()  # noqa: DTZ011
    assert day.weekday() < 5


def test_a_customer_never_heard_and_an_address_that_is_none(board, calls, ws):
    ws.add("customers", {"late": {"name": "Late", "segment": "w", "revenue": 500.0}})
    ws.add(
        "contacts", {"bad": {"customer": "late", "email": "two@x.example, three@x.example", "consent": True}}
    )
    board.refresh()
    board.settle_now()
    assert calls._all.entries[0]["id"] == "late"
    assert calls._all.entries[0]["text"] == "Water · never heard"
    press(calls._all, "late", "plan")
    ask, person = calls._plan._about.entries[:2]
    assert ask["sub"] == "Never heard"
    assert person["href"] is None
    assert "the mail address is none" in person["sub"]


def test_who_waits_is_said_and_answered_takes_them_off(board, calls, ws):
    assert board.headlines()[1:] == [("2", "wait for an answer"), ("1", "longer than was promised")]
    first, second = calls._waiting.entries
    assert (first["tag"], first["sub"]) == ("", "promised by ana for 22 Oct 2026: overdue")
    assert (second["tag"], second["sub"]) == ("Cork ", "promised for 3 Nov 2026: 3 days left")
    press(calls._waiting, "q8", "answered")
    assert [entry["id"] for entry in calls._waiting.entries] == ["q9"]
    assert ws["feedback"].at["q8", "answered"].date() == date.today()  # noqa: DTZ011
    board.model.undo()
    assert len(calls._waiting.entries) == 2


# Surveys


def rated(ws, kind, ratings, wave="2026-05-01", survey="r", **more):
    ws.add("surveys", {survey: {"title": survey, "started": wave}})
    ws.add("questions", {f"{survey}{kind}": {"survey": survey, "kind": kind, "title": kind.upper(), **more}})
    ws.add("responses", {
        f"{survey}{kind}{i}": {"question": f"{survey}{kind}", "respondent": f"p{i}", "rating": rating, "segment": "wf"[i % 2]}
        for i, rating in enumerate(ratings)
    })  # fmt: skip


def test_surveys_say_who_would_recommend_us_what_matters_and_how_exact_that_is(board, ws):
    rated(ws, "nps", [9, 10, 3, 8] * 10)
    rated(ws, "nps", [9, 10, 9, 3] * 10, wave="2026-05-20", survey="r2")
    rated(ws, "csat", [5, 5, 5, 1], survey="c")
    rated(ws, "importance", [8.0, 9.0], survey="i", need="n1")
    rated(ws, "satisfaction", [4.0], survey="j", need="n1")
    rated(ws, "importance", [7.0], survey="k", need="n2")
    board.view.tab = "surveys"
    assert board.headlines() == [
        ("+50", "would recommend us, of -100 to 100"), ("25", "more than the wave before"), ("75%", "content with cSAT"),
    ]  # fmt: skip
    whole = board.tab("surveys")._chart.figure["data"][1]
    assert whole["x"] == ["1 May 2026", "20 May 2026"]
    assert whole["y"] == [25.0, 50.0]
    assert [entry["sub"] for entry in board.tab("surveys")._matters.entries] == [
        "matters 8.5, met 4.0",
        "matters 7.0",
    ]
    said = {entry["id"]: entry["sub"] for entry in board.tab("surveys")._surveys.entries}
    assert said["s"].startswith("1 Mar 2026, 41 answers of 60 asked, a share may be off by ")


def test_best_and_worst_are_counted_survey_by_survey(board, ws):
    for survey in ("x", "y"):
        ws.add("surveys", {survey: {"title": survey}})
        for item, choice in (("Price", "worst"), ("Speed", "best"), ("Help", "none")):
            ws.add("questions", {f"{survey}{item}": {"survey": survey, "kind": "maxdiff", "title": item}})
            ws.add(
                "responses",
                {
                    f"{survey}{item}": {
                        "question": f"{survey}{item}",
                        "respondent": "1",
                        "set": 1,
                        "choice": choice,
                    }
                },
            )
    board.view.tab = "surveys"
    assert texts(board.tab("surveys")._matters) == ["Speed", "Help", "Price"] * 2
    assert board.tab("surveys")._matters.entries[0]["sub"] == "best 1, worst 0 of 1"


def test_an_answer_outside_its_scale_is_said_and_the_board_lives(board, ws):
    rated(ws, "nps", [9, 11, 10])
    board.view.tab = "surveys"
    assert "11 must be a whole number from 0 to 10" in board._frame.status.value
    board.view.tab = ""
    agree(board)


def test_a_survey_without_a_day_is_no_wave(board, ws):
    rated(ws, "nps", [9, 1, 10], wave=None)
    board.view.tab = "surveys"
    assert board.headlines() == []
    assert (
        "no date, 3 answers"
        in board.tab("surveys")._surveys.entries[0]["sub"] + board.tab("surveys")._surveys.entries[-1]["sub"]
    )


def test_features_follow_a_draft_of_what_they_are_made_from_and_of_nothing_else(board, kano):
    runs = board.state.everybody.version
    board.draft.set("needs", "n1", "title", "Keep every reading")
    board.settle_now()
    assert board.state.everybody.version == runs
    board.draft.set("questions", "k1", "title", "Buffering for a week")
    board.settle_now()
    assert board.state.everybody.version == runs + 1
    assert "Buffering for a week" in set(board.state.features["title"])
