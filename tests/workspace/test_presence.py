"""Who else has the workspace open: seen soon, forgotten soon, and nothing of it in history."""

from datetime import timedelta

import pytest

from workbench.workspace import presence


@pytest.fixture
def quick(monkeypatch):
    """Time that a test can move: seconds from now."""
    moved = {"by": 0.0}
    now = presence._now

    monkeypatch.setattr(presence, "_now", lambda: now() + timedelta(seconds=moved["by"]))
    return moved


def test_others_are_named_once_each_and_never_oneself(ws):
    for session, who in (("s1", "Ana"), ("s2", "Li"), ("s3", "Li"), ("s4", "Bo")):
        presence.beat(ws.store, session, who)
    assert presence.others(ws.store, "s1") == ["Bo", "Li"]
    assert presence.others(ws.store, "s2") == ["Ana", "Bo", "Li"]
    assert presence.others(ws.store, "s2", "Li") == ["Ana", "Bo"]


def test_who_gives_no_sign_of_life_is_forgotten(ws, quick):
    presence.beat(ws.store, "s1", "Ana")
    presence.beat(ws.store, "s2", "Li")
    quick["by"] = presence.LASTS - 1
    presence.beat(ws.store, "s2", "Li")
    quick["by"] = presence.LASTS + 1
    assert presence.others(ws.store, "s2") == []
    assert presence.others(ws.store, "s1") == ["Li"]


def test_it_is_told_when_others_come_and_is_no_version(filled, li, until):
    version, told = filled.version, []
    filled.changes.on_others = told.append
    filled.changes.who, li.changes.who = "Ana", "Li"
    ends = [filled.changes.observe(lambda *_: None), li.changes.observe(lambda *_: None)]
    until(lambda: told == [["Li"]])
    li.changes.who = "Li Wei"
    until(lambda: told[-1] == ["Li Wei"])
    for end in ends:
        end()
    assert filled.newest() == version
