import threading

import pytest

from workbench import Workspace
from workbench.workspace import changes as watching


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(watching, "EVERY", 0.01)


class Heard:
    """What an observer was told, and a way to wait for it."""

    def __init__(self):
        self.told, self.threads, self.came = [], set(), threading.Semaphore(0)

    def __call__(self, version, who, tables):
        self.told.append((version, who, tables))
        self.threads.add(threading.current_thread())
        self.came.release()

    def wait(self):
        assert self.came.acquire(timeout=20)
        return self.told[-1]


def watchers():
    return [thread for thread in threading.enumerate() if thread.name == "workbench-changes"]


def test_others_commits_are_announced_with_who_and_which_tables(filled, li):
    heard = Heard()
    end = filled.changes.observe(heard)
    li.edit("opportunities", "sso", reach=1)
    assert heard.wait() == (2, "li", ["opportunities"])
    li.edit("settings", "opportunities.line", value=12)
    assert heard.wait() == (3, "li", ["settings"])
    end()
    assert filled.version == 1  # it only announces
    assert threading.current_thread() not in heard.threads


def test_ones_own_commits_are_not_but_those_of_another_tab_are(filled):
    heard = Heard()
    end = filled.changes.observe(heard)
    filled.edit("opportunities", "sso", reach=1)
    Workspace.open(filled.url, who="ana").edit("opportunities", "dark", reach=1)
    assert heard.wait() == (3, "ana", ["opportunities"])
    assert len(heard.told) == 1
    end()


def test_a_scenarios_commits_are_announced_too(filled, li):
    heard = Heard()
    end = filled.changes.observe(heard)
    li.scenario("Lean").edit("opportunities", "sso", reach=1)
    assert heard.wait() == (2, "li", ["opportunities"])
    end()


def test_an_observer_that_fails_does_not_stop_the_others(filled, li, caplog):
    def fails(*_):
        raise RuntimeError("no")

    heard = Heard()
    ends = [filled.changes.observe(fails), filled.changes.observe(heard)]
    li.edit("opportunities", "sso", reach=1)
    heard.wait()
    li.edit("opportunities", "sso", reach=2)
    assert heard.wait()[0] == 3
    assert "An observer of changes failed." in caplog.text
    for end in ends:
        end()


def test_one_thread_starts_with_the_first_observer_and_ends_with_the_last(filled):
    assert not watchers()
    ends = [filled.changes.observe(Heard()) for _ in range(3)]
    assert len(watchers()) == 1
    (thread,) = watchers()
    assert thread.daemon
    for end in ends:
        end()
    ends[0]()
    thread.join(20)
    assert not thread.is_alive()
    heard = Heard()
    again = filled.changes.observe(heard)
    Workspace.open(filled.url, who="li").edit("opportunities", "sso", reach=1)
    assert heard.wait()[1] == "li"
    again()
