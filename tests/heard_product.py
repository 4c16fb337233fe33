"""A small product of which customers spoke, and score methods that read what they said."""

import pandas as pd

from workbench.opportunities import register

CUSTOMERS, ITEMS = ("c0", "c1", "c2", "c3"), ("o0", "o1", "o2", "o3", "o4")


def rows_of(table, **rows):
    return [(table, id_, column, value) for id_, cells in rows.items() for column, value in cells.items()]


def product(said, answered, line=2, people=100.0):
    """Return the rows of a small product: who said what of which need where, who answered the survey."""
    rows = rows_of("customers", **{name: {"name": name.upper(), "revenue": 100.0} for name in CUSTOMERS})
    for place, id_ in enumerate(ITEMS):
        cells = {"title": id_, "reach": 20.0 + 7 * place, "impact": 1.0, "confidence": 0.5, "effort": 1.0}
        rows += rows_of("opportunities", **{id_: cells | ({"must_do": True} if id_ == "o4" else {})})
    for need in ("n0", "n1", "n2"):
        rows += rows_of("needs", **{need: {"title": need}})
        rows += rows_of("need_opportunities", **{f"{need}-o": {"need": need, "opportunity": f"o{need[1]}"}})
    rows += rows_of("need_opportunities", extra={"need": "n2", "opportunity": "o1"})
    for place, (customer, need, channel, importance) in enumerate(said):
        cells = {"quote": "It hurts", "customer": customer, "channel": channel, "importance": importance}
        rows += rows_of("feedback", **{f"q{place}": {k: v for k, v in cells.items() if v is not None}})
        rows += rows_of("feedback_needs", **{f"q{place}-l": {"feedback": f"q{place}", "need": need}})
    rows += rows_of("surveys", s={"title": "Kano"})
    for id_ in ("o0", "o2"):
        rows += rows_of(
            "questions", **{f"k{id_}": {"survey": "s", "kind": "kano", "title": id_, "opportunity": id_}}
        )
    for place, (customer, item, first, second) in enumerate(answered):
        cells = {
            "question": f"k{item}",
            "respondent": f"R{place}",
            "customer": customer,
            "functional": first,
            "dysfunctional": second,
        }
        rows += rows_of("responses", **{f"a{place}": cells})
    rows += [
        ("settings", "opportunities.line", "value", line),
        ("settings", "opportunities.people", "value", people),
    ]
    return pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object)


LOUD = [
    ("c0", "n0", "support", 3), ("c0", "n0", "support", 3), ("c1", "n0", "interview", 1),
    ("c1", "n1", "support", 2), ("c2", "n1", "interview", 2), ("c2", "n2", "survey", 1),
]  # fmt: skip


def register_methods(monkeypatch):
    """Add a method that reads demand, and one that reads the survey too, until the test ends."""
    monkeypatch.setattr(register, "_METHODS", dict(register.methods()))

    @register.method("asked", needs=("demand", "effort"))
    def asked(table):
        return table["demand"] / table["effort"]

    @register.method("expected", needs=("reach", "demand", "kano_expected"))
    def expected(table):
        return table["reach"] * (1 + table["demand"].fillna(0)) * (1 + table["kano_expected"].fillna(0))
