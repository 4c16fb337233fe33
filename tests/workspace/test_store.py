import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pandas as pd
import pytest

from workbench import Workspace
from workbench.workspace import store
from workbench.workspace.errors import StoreError
from workbench.workspace.store import FORMAT, Store

WRITER = """
import sys
import pandas as pd
from workbench import Workspace
ws = Workspace.open(sys.argv[1], who="writer")
n = 0
while True:
    n += 1
    rows = [("opportunities", "a", "reach", n), ("opportunities", "b", "reach", n), ("settings", "opportunities.line", "value", n)]
    ws.apply(pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object))
    print(n, flush=True)
"""

COUNTER = """
import sys
from workbench import Conflict, Workspace
ws = Workspace.open(sys.argv[1], who=sys.argv[2])
for n in range(50):
    ws.edit("opportunities", sys.argv[2], reach=n + 1)
    while True:
        ws.sync()
        try:
            ws.edit("opportunities", "shared", theme=ws["opportunities"].loc["shared", "theme"] + sys.argv[2][0])
            break
        except Conflict:
            pass
"""


def run(program, *arguments):
    return subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True)


def test_a_newer_form_is_refused_with_a_sentence(ws, tmp_path):
    with sqlite3.connect(tmp_path / "work.db") as file:
        file.execute("UPDATE _meta SET value = ? WHERE name = 'format'", (str(FORMAT + 1),))
    with pytest.raises(StoreError, match=r"newer workbench.*update the workbench"):
        Workspace.open(ws.url)


def test_a_file_that_is_something_else_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database, just some notes " * 40)
    with pytest.raises(StoreError, match=r"notes\.txt cannot be opened as a workspace"):
        Workspace.open(str(path))
    assert path.read_text().startswith("not a database")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("mysql://x/y", "is a file"), ("sqlite://", "names no file"), (":memory:", "names no file")],
)
def test_what_is_no_file_is_refused(url, sentence):
    with pytest.raises(StoreError, match=sentence):
        Store(url)


def test_a_file_in_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        Workspace.open(str(tmp_path / "taken" / "work.db"))


def test_a_file_that_somebody_holds_is_said_so_and_nothing_is_lost(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "WAIT", 0.01)
    ws = Workspace.open(filled.url, who="ana")
    holder = sqlite3.connect(tmp_path / "work.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"locked\. Nothing was saved; try again"):
        ws.edit("opportunities", "sso", reach=1)
    assert ws["opportunities"].loc["sso", "reach"] == 400  # readers are never held up
    holder.rollback()
    assert ws.edit("opportunities", "sso", reach=1) == 2


def test_two_files_are_two_workspaces_and_a_moved_file_stays_itself(tmp_path):
    one, other = Store(str(tmp_path / "one.db")), Store(str(tmp_path / "other.db"))
    assert one.token != other.token
    one.close()
    (tmp_path / "one.db").rename(tmp_path / "moved.db")
    assert Store(str(tmp_path / "moved.db")).token == one.token


def test_columns_that_a_newer_package_declares_are_added_to_an_older_file(filled, tmp_path):
    with sqlite3.connect(tmp_path / "work.db") as file:
        file.execute("ALTER TABLE opportunities DROP COLUMN ice_impact_low")
        file.execute("DROP TABLE views")
        file.execute("UPDATE _meta SET value = 'older' WHERE name = 'declared'")
    ws = Workspace.open(filled.url)
    assert ws["views"].empty
    assert ws["opportunities"].loc["sso", "reach"] == 400
    ws.edit("opportunities", "sso", ice_impact_low=2)
    assert ws["opportunities"].loc["sso", "ice_impact_low"] == 2


def test_the_tables_are_real_tables(filled, tmp_path):
    with sqlite3.connect(tmp_path / "work.db") as file:
        found = pd.read_sql("SELECT id, title, reach, due FROM opportunities ORDER BY reach DESC", file)
    assert found["id"].tolist()[0] == "dark"
    assert found["due"].dropna().tolist() == ["2026-05-01"]


@pytest.mark.parametrize("seed", range(3))
def test_a_writer_that_is_killed_leaves_whole_versions(ws, replayed, cells, seed):
    ws.add("opportunities", {"a": {"title": "A"}, "b": {"title": "B"}})
    writer = run(WRITER, ws.url)
    writer.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.25))
    writer.send_signal(signal.SIGKILL)
    said = [int(line) for line in writer.communicate()[0].split()]
    after = Workspace.open(ws.url, who="ana")
    table = after["opportunities"]
    assert table.loc["a", "reach"] == table.loc["b", "reach"] == after.setting("opportunities.line")
    assert after.version - 1 >= max(said, default=1)
    assert sorted(set(after.history()["version"])) == list(range(1, after.version + 1))
    assert replayed(after.history()) == cells(table)
    assert after.edit("opportunities", "a", theme="still works") == after.version


def test_two_processes_lose_no_edit(ws, replayed, cells):
    ws.add("opportunities", {row: {"title": row, "theme": "-"} for row in ("one", "two", "shared")})
    writers = [run(COUNTER, ws.url, who) for who in ("one", "two")]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    for writer in writers:
        writer.stdout.close()
    ws.sync()
    assert ws["opportunities"]["reach"].loc[["one", "two"]].tolist() == [50, 50]
    assert sorted(ws["opportunities"].loc["shared", "theme"]) == ["-"] + ["o"] * 50 + ["t"] * 50
    assert ws.version == 201
    assert replayed(ws.history()) == cells(ws["opportunities"])


def test_a_reader_of_many_tables_never_sees_two_versions(ws):
    ws.apply(mark(0))
    stop = threading.Event()

    def write():
        writer, n = Workspace.open(ws.url, who="li"), 0
        while not stop.is_set():
            n += 1
            writer.apply(mark(n))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        reader, met = Workspace.open(ws.url, who="mo"), set()
        while len(met) < 15:
            assert thread.is_alive()
            reader.sync()
            seen = {
                reader["opportunities"].loc["a", "theme"],
                reader["views"].loc["a", "name"],
                reader["imports"].loc["a", "source"],
                reader.setting("product.name"),
            }
            assert len(seen) == 1
            met |= seen
    finally:
        stop.set()
        thread.join()


def mark(n):
    rows = [
        ("opportunities", "a", "title", "A"),
        ("opportunities", "a", "theme", f"{n}"),
        ("views", "a", "board", "x"),
        ("views", "a", "name", f"{n}"),
        ("imports", "a", "table", "opportunities"),
        ("imports", "a", "row", "a"),
        ("imports", "a", "source", f"{n}"),
        ("settings", "product.name", "value", f"{n}"),
    ]
    return pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object)
