"""Workspaces with something in them, a second person, and a stranger's tables."""

import os
import sys
from uuid import uuid4

import pandas as pd
import psycopg
import pytest
from pg_server import Server, programs

from workbench import Workspace
from workbench.workspace import catalogue, registry

ROWS = {
    "sso": {"title": "Single sign-on", "reach": 400, "impact": 2, "confidence": 0.8, "effort": 3},
    "dark": {"title": "Dark mode", "reach": 900, "theme": "007"},
    "export": {"title": "Export", "due": "2026-05-01"},
}


@pytest.fixture
def filled(ws):
    """Three opportunities, at version 1."""
    ws.add("opportunities", ROWS)
    return ws


@pytest.fixture
def li(filled):
    """Another person at the same workspace."""
    return Workspace.open(filled.url, who="li")


@pytest.fixture
def stranger(tmp_path, monkeypatch):
    """Another package, that declares customers and what they said: installed as packages are."""
    (tmp_path / "customers.py").write_text(
        "import pandas as pd\n"
        "from workbench.workspace.schema import Column, Setting, Table\n"
        "people = Table('people', (Column('name', 'text', personal=True), Column('segment', 'text')))\n"
        "quotes = Table('quotes', (Column('said', 'text'), Column('person', 'text', required=True),\n"
        "               Column('about', 'text')), references={'person': 'people', 'about': 'opportunities'})\n"
        "TABLES = (people, quotes)\n"
        "SETTINGS = (Setting('people.segments', 'integer', 3),)\n"
        "def findings(ws):\n"
        "    rows = [(None, 'people', len(ws['people']), 'people', f'{len(ws[\"people\"])} people.'),\n"
        "            ('ann', 'quotes', 1, 'quotes', 'Ann said 1 thing.')]\n"
        "    return pd.DataFrame(rows, columns=['id', 'name', 'value', 'unit', 'sentence'])\n"
    )
    facts = tmp_path / "customers-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: customers\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(
        "[workbench.tables]\ncustomers = customers\n[workbench.findings]\ncustomers = customers:findings\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    catalogue.declared.cache_clear()
    registry.installed.cache_clear()
    yield
    sys.modules.pop("customers", None)
    catalogue.declared.cache_clear()
    registry.installed.cache_clear()


@pytest.fixture
def replayed():
    """Return a function that makes a table's cells from history alone: {id: {column: value}}."""

    def replay(history, table="opportunities"):
        rows = {}
        for line in history[history["scenario"].isna() & (history["table"] == table)].itertuples():
            row = rows.setdefault(line.id, {})
            row[line.column] = line.new
        return {
            row: {column: value for column, value in cells.items() if not blank(value)}
            for row, cells in rows.items()
            if not all(blank(value) for value in cells.values())
        }

    return replay


@pytest.fixture
def cells():
    """Return a function that gives a frame's cells that are not blank: {id: {column: value}}."""

    def of(frame):
        return {
            row: {column: frame.loc[row, column] for column in frame if not blank(frame.loc[row, column])}
            for row in frame.index
        }

    return of


def blank(value):
    """Whether a cell is blank."""
    return value is None or bool(pd.isna(value))


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server; skips where there is none, but never in CI."""
    found = programs()
    if found is None:
        assert "NEED_POSTGRES" not in os.environ, "there is no PostgreSQL, and here it must not be missing"
        pytest.skip("there is no PostgreSQL here: sudo apt-get install postgresql")
    server = Server.start(found)
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Where a workspace of this test lies: each test runs in a file and on a server."""
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / 'work.db').as_posix()}"
        return
    server, schema = request.getfixturevalue("postgres"), f"t{uuid4().hex}"
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA {schema}")
    yield f"{server.url}?options=-csearch_path%3D{schema}"
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute(f"DROP SCHEMA {schema} CASCADE")
