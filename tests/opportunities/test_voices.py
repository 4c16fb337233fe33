"""Who the chosen items hang on: the quick way against deleting a customer's rows by hand."""

import numpy as np
import pandas as pd
import pytest
from heard_product import CUSTOMERS, ITEMS, LOUD, product, register_methods
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench import Workspace
from workbench.opportunities.evidence.backing import Backing
from workbench.opportunities.evidence.voices import SPOKEN, Change, Voices
from workbench.opportunities.known import known
from workbench.opportunities.standing import stand

CHANNELS = ("support", "interview", "survey")
voices = st.lists(
    st.tuples(
        st.sampled_from([*CUSTOMERS, None]), st.sampled_from(["n0", "n1", "n2"]), st.sampled_from([*CHANNELS, None]), st.sampled_from([0, 1, 3, None])
    ),
    max_size=12,
)  # fmt: skip
answers = st.lists(
    st.tuples(st.sampled_from(CUSTOMERS), st.sampled_from(["o0", "o2"]), st.integers(1, 5), st.integers(1, 5)), max_size=8
)  # fmt: skip


def opened(tmp_path_factory, rows):
    ws = Workspace.open(str(tmp_path_factory.mktemp("product") / "p.db"), who="ana")
    ws.apply(rows)
    return ws


def of(ws):
    return Voices(ws["opportunities"], ws.setting, ws.frame, ws)


def by_hand(ws, customer):
    """Delete everything that a customer said and answered, and look at the list again."""
    version = ws.version
    for table in SPOKEN:
        rows = ws[table]
        mine = rows.index[rows["customer"] == customer]
        if len(mine):
            ws.remove(table, mine, with_references=True)
    found = of(ws).chosen
    while ws.version > version and len(ws.diff(version, ws.version)):
        ws.undo()
    return found


def agree(ws):
    """Check each customer; return how many change something."""
    voices = of(ws)
    changed = 0
    for customer in voices.customers:
        change, now = voices.without(customer), by_hand(ws, customer)
        assert change == Change.between(customer, voices.chosen, now)
        changed += change.many > 0
    return changed


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=voices, answered=answers, line=st.integers(1, 4), people=st.sampled_from([0.0, 100.0]))
def test_without_a_customer_is_as_if_its_rows_were_deleted(tmp_path_factory, said, answered, line, people):
    agree(opened(tmp_path_factory, product(said, answered, line, people)))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=voices, answered=answers)
def test_counts_without_each_are_counts_without_one(tmp_path_factory, said, answered):
    rows = product(said, answered)
    tables = {
        name: part.pivot(index="id", columns="column", values="new").rename_axis(columns=None)  # noqa: PD010
        for name, part in rows.groupby("table")
    }

    def frame(name):
        wanted = {
            "feedback": ["customer", "segment", "importance", "channel"], "customers": ["segment", "revenue"], "feedback_needs": ["feedback", "need"],
            "responses": ["question", "customer", "functional", "dysfunctional", "rating", "choice", "text"],
        }.get(name)  # fmt: skip
        found = tables.get(name, pd.DataFrame())
        found = found.reindex(columns=wanted) if wanted else found
        numbers = [column for column in ("importance", "revenue") if column in found]
        return found.astype(dict.fromkeys(numbers, float))

    backing = Backing.of(frame)
    each = backing.without_each()
    for customer in backing.customers:
        one = backing.without(customer).counts.reindex(backing.counts.index).fillna(0.0)
        pd.testing.assert_frame_equal(each.loc[customer], one[list(each)], check_dtype=False)


def test_who_changes_what_worked_by_hand(tmp_path_factory):
    """o0 has c0 and c1, o1 has c1 and c2, o2 has c2: of 4 customers with 100 people in all, all wild guesses."""
    voices = of(opened(tmp_path_factory, product(LOUD, [])))
    scores = voices.standing.scores
    # reach 50, 50, 25 at 20%; o3 keeps its 41 at 50%
    assert scores[["o0", "o1", "o2", "o3"]].round(9).tolist() == [10.0, 10.0, 5.0, 20.5]
    assert set(voices.chosen) == {"o3", "o4"}
    voices = of(opened(tmp_path_factory, product(LOUD, [], line=3)))
    assert set(voices.chosen) == {"o3", "o4", "o0"}
    assert voices.without("c0").out == ("o0",)
    assert voices.without("c0").come == ("o1",)
    assert voices.without("c2").many == 0


@pytest.fixture
def methods(monkeypatch):
    register_methods(monkeypatch)


@pytest.mark.parametrize("method", ["asked", "expected"])
def test_a_method_that_reads_what_was_said_is_asked_itself(tmp_path_factory, methods, method):
    answered = [
        ("c0", "o0", 3, 5),
        ("c1", "o0", 3, 3),
        ("c2", "o2", 3, 5),
        ("c2", "o2", 3, 5),
        ("c3", "o2", 1, 3),
    ]
    ws = opened(tmp_path_factory, product(LOUD, answered))
    ws.edit("settings", "opportunities.method", value=method)
    voices = of(ws)
    assert voices.basis == "known"
    assert voices.dear == (method == "expected")
    shown = stand(ws["opportunities"], ws.setting, lambda: known(ws), ws.frame).placed
    assert voices.chosen == shown.index[shown["chosen"]].tolist()
    assert agree(ws)


def test_a_method_that_reads_nothing_of_it_hangs_on_nobody(tmp_path_factory):
    ws = opened(tmp_path_factory, product(LOUD, []))
    ws.edit("settings", "opportunities.method", value="value_effort")
    assert of(ws).basis == ""
    assert of(ws).customers == []


def test_the_sample_with_and_without_its_loud_customer(sample_at, tmp_path):
    ws = sample_at(tmp_path / "sample.db")
    ws.edit("settings", "opportunities.line", value=9)
    voices = of(ws)
    changed = [customer for customer in voices.customers if voices.without(customer).many]
    names = ws["customers"]["name"]
    (valmora,) = names.index[names == "Valmora Packaging"]
    for customer in (valmora, *changed[:2]):
        now = by_hand(ws, customer)
        assert voices.without(customer) == Change.between(customer, voices.chosen, now)
    assert changed
    assert len(changed) < len(voices.customers)


def test_teams_that_are_full_draw_the_line_without_a_customer_too(tmp_path_factory):
    ws = opened(tmp_path_factory, product(LOUD, [], line=3))
    ws.add("teams", {"t": {"name": "Team"}})
    ws.add(
        "capacity",
        {"now": {"team": "t", "start": "2000-01-01", "finish": "2090-01-01", "person_months": 3.0}},
    )
    for id_ in ITEMS:
        ws.edit("opportunities", id_, team="t")
    ws.edit("settings", "opportunities.line_by", value="capacity")
    assert set(of(ws).chosen) == {"o3", "o4", "o0"}
    assert agree(ws) == 1
    assert np.isfinite(of(ws).standing.scores).all()
