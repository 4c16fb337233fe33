import pandas as pd
import pytest

import workbench
from workbench import Workspace
from workbench.parts import PARTS
from workbench.workspace import registry

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""Findings are worked out from frames, whatever these came from."""


@pytest.fixture
def counted(monkeypatch, stranger, url):
    """A workspace, and how often findings were worked out."""
    calls, rooms = [], registry._rooms

    def counting():
        theirs = rooms()["customers"]()
        return {**rooms(), "customers": lambda: lambda ws: calls.append(ws.version) or theirs(ws)}

    monkeypatch.setattr(registry, "_rooms", counting)
    ws = Workspace.open(url, who="ana")
    ws.add("people", {"ann": {"name": "Ann"}})
    return ws, calls


def test_findings_of_all_parts_and_of_other_packages(counted):
    ws, _ = counted
    found = workbench.findings(ws)
    assert list(found.columns) == ["part", "id", "name", "value", "unit", "sentence"]
    theirs = found[found["part"] == "customers"]
    assert theirs["sentence"].tolist() == ["1 people.", "Ann said 1 thing."]
    assert {part.name for part in PARTS} | {"customers"} >= set(found["part"])


def test_headlines_are_the_rows_without_an_id(counted):
    ws, _ = counted
    found = workbench.headlines(ws)
    assert found["id"].isna().all()
    assert found[found["part"] == "customers"]["sentence"].tolist() == ["1 people."]


def test_they_are_worked_out_once_a_version_and_scenario(counted):
    ws, calls = counted
    for _ in range(2):
        workbench.findings(ws)
        workbench.headlines(ws.at(ws.version))
        workbench.findings(Workspace.open(ws.url, who="li"))
    assert calls == [1]
    s = ws.scenario("More")
    workbench.findings(s)
    s.add("people", {"bob": {"name": "Bob"}})
    assert workbench.headlines(s)["sentence"].isin(["2 people."]).any()
    ws.sync()
    assert workbench.headlines(ws)["sentence"].isin(["1 people."]).any()
    assert calls == [1, 1, 2, 2]


def test_what_is_handed_out_can_be_changed_without_harm(counted):
    ws, _ = counted
    found = workbench.findings(ws)
    found["sentence"] = "spoilt"
    pd.testing.assert_frame_equal(workbench.findings(ws), workbench.findings(ws))
    assert not workbench.findings(ws)["sentence"].eq("spoilt").any()


def test_the_facts_of_one_part_cost_that_part_only(counted):
    ws, calls = counted
    assert set(workbench.findings(ws, "opportunities")["part"]) == {"opportunities"}
    assert calls == []
    assert set(workbench.findings(ws, "customers")["part"]) == {"customers"}
    assert calls == [1]
    assert workbench.findings(ws, "nobody").empty
