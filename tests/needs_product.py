"""A small product whose every number can be counted by hand, and what a person sees and presses on its board."""

import re

MARKUP = "<img src=x onerror=alert(1)>"
ROWS = {
    "segments": {"w": {"name": "Water"}, "f": {"name": "Food"}},
    "customers": {
        "acme": {"name": "Acme", "segment": "w", "revenue": 100.0},
        "brod": {"name": "Brod", "segment": "f", "revenue": 50.0},
        "cork": {"name": "Cork", "segment": "f", "revenue": 20.0},
        "solo": {"name": "Solo"},
    },
    "contacts": {
        "yes": {"customer": "cork", "name": "Kim", "role": "Buyer", "email": "kim@cork.example", "consent": True},
        "no": {"customer": "cork", "name": "Lou", "email": "lou@cork.example"},
    },
    "needs": {
        "n1": {"title": "Lose no data", "theme": "Storage", "owner": "Li"},
        "n2": {"title": "Update without fear"},
        "n3": {"title": "Nobody spoke of this"},
    },
    "opportunities": {
        "o1": {"title": "Buffer", "reach": 100.0, "impact": 1.0, "confidence": 1.0, "effort": 1.0},
        "o2": {"title": "Rollback", "reach": 90.0, "impact": 1.0, "confidence": 1.0, "effort": 1.0},
    },
    "feedback": {
        "q1": {"quote": "We lost a night of data", "customer": "acme", "channel": "call", "date": "2026-10-01", "importance": 3},
        "q2": {"quote": "Every gap costs a report", "customer": "acme", "channel": "survey", "date": "2026-09-01", "importance": 3},
        "q3": {"quote": "Data must not be lost", "customer": "acme", "channel": "call", "date": "2026-03-01", "importance": 2},
        "q4": {"quote": "Keep the data on the box", "customer": "brod", "channel": "call", "date": "2026-10-10", "importance": 1},
        "q5": {"quote": "An update stopped our line", "customer": "brod", "channel": "call", "date": "2026-10-11", "importance": 3},
        "q6": {"quote": "We skip every update", "customer": "cork", "channel": "survey", "date": "2025-05-01"},
        "q7": {"quote": "Updates at night, please", "customer": "solo", "channel": "review", "date": "2026-10-15", "importance": 2},
        "q8": {"quote": "Tell us before an update", "segment": "f", "channel": "trade show", "date": "2026-10-20", "importance": 1, "answer_by": "2026-10-22", "heard_by": "ana"},
        "q9": {"quote": "The update stopped our line again", "customer": "cork", "channel": "call", "date": "2025-04-20", "answer_by": "2026-11-03"},
        "q10": {"quote": "An update  stopped our line", "customer": "brod", "channel": "support", "date": "2026-10-13"},
    },
    "surveys": {"s": {"title": "Features", "started": "2026-03-01", "invited": 60}},
    "questions": {
        "k1": {"survey": "s", "kind": "kano", "title": "Buffering", "opportunity": "o1"},
        "k2": {"survey": "s", "kind": "kano", "title": "Rolling back", "opportunity": "o2"},
    },
}  # fmt: skip
LINKS = {
    "q1": "n1",
    "q2": "n1",
    "q3": "n1",
    "q4": "n1",
    "q5": "n2",
    "q6": "n2",
    "q7": "n2",
    "q8": "n2",
    "q10": "n1",
}


def answered(question, customer, functional, dysfunctional, many):
    return {
        f"{question}-{customer}-{i}": {
            "question": question, "respondent": f"{customer}-{i}", "customer": customer,
            "functional": functional, "dysfunctional": dysfunctional,
        }
        for i in range(many)
    }  # fmt: skip


def fill(ws):
    for table, rows in ROWS.items():
        ws.add(table, rows)
    ws.add("feedback_needs", {f"l{q}": {"feedback": q, "need": n} for q, n in LINKS.items()})
    ws.add("need_opportunities", {"m1": {"need": "n1", "opportunity": "o1"}})
    everybody = {f"c{i}": {"name": f"Customer {i}", "segment": "wf"[i % 2]} for i in range(20)}
    ws.add("customers", everybody)
    rows = {}
    for i, customer in enumerate(everybody):  # k1 is a must to all; k2 splits the segments
        rows |= answered("k1", customer, 2, 5, 2)
        rows |= answered("k2", customer, *((1, 3) if i % 2 else (2, 5)), 2)
    rows |= answered("k2", "acme", 2, 5, 1)
    ws.add("responses", rows)
    ws.edit("settings", "product.today", value="2026-11-01")
    return ws


def listed(board):
    return [id_ for band in board.tab().grid.order for id_ in band["ids"]]


def demands(board):
    return {id_: float(board.tab().grid.rows[id_]["demand"][1]) for id_ in listed(board)}


def heat(board):
    return {row["id"]: row["values"] for row in board.tab().who.heat.table["rows"]}


def texts(entries):
    return [entry["text"] for entry in entries.entries]


def plain(widget):
    return re.sub("<[^>]+>", " ", widget.value)


def press(entries, id_, name):
    entries.receive({"act": [id_, name]})


def agree(board):
    """Check that list, headlines, heat map, quotes and sentence say the same."""
    shown = demands(board)
    assert float(board.headlines()[0][0]) == sum(shown.values())
    assert {id_: sum(values) for id_, values in heat(board).items()} == shown
    assert list(heat(board)) == listed(board)
    for need in shown:
        board.view.selected = need
        said = plain(board.tab().need_card._behind)
        many = len(board.tab().need_card._quotes.entries)
        assert f"demand {shown[need]:.0f}" in said or not many
        assert said.startswith((f" {many} quote", f"{many} quote")) or "Nobody has spoken of it" in said


def hear(board, **said):
    plain_ = {
        "quote": "It broke", "customer": "", "need": "", "importance": "", "channel": "call",
        "date": "2026-10-30", "segment": "",
    }  # fmt: skip
    return board.tab().acts.hear(plain_ | said)
