"""What a large workspace costs, held against pandas, SQLAlchemy and sqlite3 by themselves.

With $WORKBENCH_BENCH_POSTGRES, the address of a PostgreSQL database that a schema may be made in, there too.
"""

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pandas as pd
import sqlalchemy as sa

from workbench.bench import sample
from workbench.bench.report import Row, compare, measure
from workbench.workspace.kept import history, versions
from workbench.workspace.workspace import Workspace

__all__ = ["workspace"]

OPPORTUNITIES, QUOTES, EDITS, TIMED = 1_000, 100_000, 100_000, 500
QUICKLY = 50
"""How many times less of everything in a quick run."""
TITLE = "OPP-1"


async def workspace(folder: Path, *, quick: bool) -> list[Row]:
    """Time opening, reading, editing, looking back and hearing of others."""
    less = QUICKLY if quick else 1
    rows = _measured(f"sqlite:///{(folder / 'large.db').as_posix()}", "file", folder, less)
    server = os.environ.get("WORKBENCH_BENCH_POSTGRES")
    if server:
        with _schema(server) as url:
            rows += _measured(url, "PostgreSQL", folder, less)
    return rows


def _measured(url: str, part: str, folder: Path, less: int) -> list[Row]:
    ws = Workspace.open(url, who="bench")
    ws.add("opportunities", sample.opportunities(OPPORTUNITIES))
    ws.add("feedback", _quotes(QUOTES // less))
    early = ws.version
    rows = [
        *_reading(ws, part, "opportunities", 20, 2.0),
        *_reading(ws, part, "feedback", 5, 3.0),
        *_editing(ws, part, folder, TIMED // min(less, 10)),
        _hearing(ws, part),
    ]
    if part == "file":
        rows.append(_growing(ws, part, 1_000 // min(less, 10)))
    _edit_often(ws, EDITS // less - (ws.version - early))
    looked = [_timed(lambda: ws.at(early)["opportunities"]) for _ in range(3)]
    rows.append(measure(part, f"at(v) after {ws.version - early:,} edits", looked, limit=1_000.0))
    ws.store.close()
    return rows


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def _quotes(many: int) -> pd.DataFrame:
    draw = np.random.default_rng(2026)
    return pd.DataFrame(
        {
            "quote": [
                f"The {number}th thing that somebody said of it, at some length." for number in range(many)
            ],
            "channel": draw.choice(["support", "call", "survey"], many),
            "date": pd.Timestamp("2024-01-01") + pd.to_timedelta(draw.integers(0, 1000, many), "D"),
            "importance": draw.integers(0, 4, many).astype(float),
        },
        index=pd.Index([f"F-{number}" for number in range(many)], name="id"),
    )


def _reading(ws: Workspace, part: str, table: str, times: int, limit: float) -> list[Row]:
    """Alternate with pandas, each with a connection of its own."""

    def ours() -> None:
        opened = Workspace.open(ws.url)
        assert len(opened[table])
        opened.store.close()

    def plain() -> None:
        engine = sa.create_engine(ws.store.engine.url)
        assert len(pd.read_sql_table(table, engine, index_col="id"))
        engine.dispose()

    pairs = [(_timed(ours), _timed(plain)) for _ in range(times + 1)][1:]
    mine, theirs = zip(*pairs, strict=True)
    return [compare(part, f"open and read {table} / read_sql_table", mine, theirs, limit=limit)]


def _editing(ws: Workspace, part: str, folder: Path, times: int) -> list[Row]:
    """Alternate an edit with its statements alone, in a copy of their own, and with a bare commit."""
    replay = _Replay(ws)
    ours, plain, bare = [], [], []
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as commits:
        commits.execute("PRAGMA journal_mode=WAL")
        commits.execute("PRAGMA synchronous=FULL")
        commits.execute("CREATE TABLE IF NOT EXISTS t (x)")
        for number in range(times + 1):
            ours.append(_timed(lambda value=number: ws.edit("opportunities", TITLE, reach=value)))  # type: ignore[misc]
            plain.append(_timed(replay.again))
            replay.forget()
            bare.append(_timed(lambda: commits.execute("INSERT INTO t VALUES (1)")))
    ws.sync()
    rows = [compare(part, "one edit / its statements in plain SQLAlchemy", ours[1:], plain[1:], limit=2.5)]
    if part == "file":
        rows.append(compare(part, "one edit / a bare sqlite3 commit", ours[1:], bare[1:], limit=5.0))
    return rows


class _Replay:
    """What one edit sends to the database, sent again as it was, but for the version's number."""

    def __init__(self, ws: Workspace) -> None:
        self.engine = ws.store.engine
        self.sent: list[tuple[str, Any]] = []
        with _heard(self.engine, self.sent):
            self.version = ws.edit("opportunities", TITLE, reach=123_456)
        self.next = 1_000_000_000

    def forget(self) -> None:
        """Take it out again, so that the workspace does not count on from there."""
        with self.engine.begin() as connection:
            for table in (history, versions):
                connection.execute(sa.delete(table).where(table.c.version == self.next))

    def again(self) -> None:
        """Send it again."""
        with self.engine.connect() as connection, connection.begin():
            if self.engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            for statement, given in self.sent:
                result = connection.exec_driver_sql(statement, self._moved(given))
                if result.returns_rows:
                    result.fetchall()

    def _moved(self, given: Any) -> Any:
        if isinstance(given, dict):
            return {name: self._number(value) for name, value in given.items()}
        return tuple(map(self._number, given))

    def _number(self, value: Any) -> Any:
        return self.next if value == self.version and isinstance(value, int) else value


@contextmanager
def _heard(engine: sa.Engine, sent: list[tuple[str, Any]]) -> Iterator[None]:
    def hear(_: Any, __: Any, statement: str, given: Any, ___: Any, many: bool) -> None:
        if not statement.startswith("BEGIN"):
            sent.extend((statement, each) for each in (given if many else [given]))

    sa.event.listen(engine, "before_cursor_execute", hear)
    yield
    sa.event.remove(engine, "before_cursor_execute", hear)


def _growing(ws: Workspace, part: str, times: int) -> Row:
    """Return by how much an edit makes the file larger, its log written back."""
    path = Path(ws.url.removeprefix("sqlite:///"))

    def size() -> int:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.stat().st_size

    before = size()
    _edit_often(ws, times)
    return measure(
        part, "the file grows by, an edit", [(size() - before) / times / 1e3], unit="kB", limit=2.0
    )


def _edit_often(ws: Workspace, times: int) -> None:
    for number in range(times):
        ws.edit("opportunities", f"OPP-{number % OPPORTUNITIES + 1}", reach=number)


def _hearing(ws: Workspace, part: str) -> Row:
    """Return how long after a commit another process hears of it."""
    processes = multiprocessing.get_context("spawn")
    ours, theirs = processes.Pipe()
    listener = processes.Process(target=_listen, args=(ws.url, theirs), daemon=True)
    listener.start()
    ours.recv()
    took = []
    for number in range(10):
        time.sleep(0.05 * number)  # at any moment of the other's rhythm
        start = time.perf_counter()
        ws.edit("opportunities", TITLE, reach=number)
        ours.recv()
        took.append((time.perf_counter() - start) * 1e3)
    listener.kill()
    return measure(part, "another process hears of a commit, worst", took, limit=1_000.0, of=max)


def _listen(url: str, pipe: Connection) -> None:
    ws = Workspace.open(url, who="listener")
    ws.changes.observe(lambda version, *_: pipe.send(version))
    pipe.send(0)
    time.sleep(600)


@contextmanager
def _schema(server: str) -> Iterator[str]:
    name = f"bench_{uuid4().hex}"
    engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    try:
        yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()
