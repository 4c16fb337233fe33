"""Killed writers, many writers, readers meanwhile: every acknowledged edit stays, and nothing by halves.

With WORKBENCH_LONG set the same in earnest: 200 kills, and 30 processes with 100 edits each.
"""

import random
import threading
import time

import pandas as pd
import pytest
from hardship import LONG, compete, processes, write

from workbench import Workspace

KILLS = 200 if LONG else 20
WRITERS, EDITS = (30, 100) if LONG else (6, 15)


@pytest.fixture
def two(ws):
    ws.add("opportunities", {row: {"title": row.upper()} for row in "ab"})
    return ws


def begin(ws):
    """Start a writer, and wait for its first acknowledged version."""
    ours, theirs = processes.Pipe(duplex=False)
    writer = processes.Process(target=write, args=(ws.url, theirs), daemon=True)
    writer.start()
    theirs.close()
    return writer, ours, ours.recv()


def heard(pipe, last):
    """The last pair (version, number) that was acknowledged."""
    try:
        while True:
            last = pipe.recv()
    except EOFError:
        return last


def whole(ws, replayed, cells, acknowledged):
    """Check that a workspace has what was acknowledged, and no half of anything."""
    after = Workspace.open(ws.url, who="ana")
    version, number = acknowledged
    table = after["opportunities"]
    assert after.version >= version
    assert table.at["a", "reach"] == table.at["b", "reach"] == after.setting("opportunities.line") >= number
    assert after.at(version)["opportunities"].at["a", "reach"] == number
    history = after.history()
    assert sorted(set(history["version"])) == list(range(1, after.version + 1))
    assert replayed(history) == cells(table)
    after.store.close()


def test_a_writer_that_is_killed_at_any_moment_leaves_whole_versions(two, replayed, cells):
    dice = random.Random(0)
    for _ in range(KILLS):
        writer, pipe, first = begin(two)
        time.sleep(dice.uniform(0, 0.1))
        writer.kill()
        writer.join()
        whole(two, replayed, cells, heard(pipe, first))


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_stops_at_once_keeps_what_it_acknowledged(two, postgres, replayed, cells):
    for seed in range(20 if LONG else 2):
        writer, pipe, first = begin(two)
        time.sleep(random.Random(seed).uniform(0, 0.2))
        postgres.stop("immediate")
        writer.join(30)
        postgres.up()
        whole(two, replayed, cells, heard(pipe, first))


def test_many_writers_lose_no_edit_and_each_conflict_is_settled(ws, replayed, cells):
    ws.add("opportunities", {row: {"title": row.upper()} for row in "abcde"})
    done = processes.Queue()
    writers = [
        processes.Process(target=compete, args=(ws.url, f"w{seed}", EDITS, seed, done), daemon=True)
        for seed in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    told = [done.get(timeout=300) for _ in writers]
    for writer in writers:
        writer.join(30)
        assert writer.exitcode == 0
    versions = sorted(version for _, mine, _ in told for version in mine)
    assert versions == list(range(2, 2 + WRITERS * EDITS))
    ws.sync()
    assert ws.version == versions[-1]
    history = ws.history()
    assert replayed(history) == cells(ws["opportunities"])
    for who, mine, _ in told:
        assert history.loc[history["who"] == who, "version"].tolist() == mine


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
