import sqlite3

import pandas as pd
import pytest
from sqlalchemy.exc import OperationalError

from workbench import Workspace
from workbench.workspace import layout, sqlite
from workbench.workspace.errors import StoreError
from workbench.workspace.kept import FORMAT
from workbench.workspace.sqlite import SqliteStore

in_a_file = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@in_a_file
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
        SqliteStore(url)


def test_a_file_in_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        Workspace.open(str(tmp_path / "taken" / "work.db"))


@in_a_file
def test_a_file_that_somebody_holds_is_said_so_and_nothing_is_lost(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "WAIT", 0.01)
    ws = Workspace.open(filled.url, who="ana")
    holder = sqlite3.connect(tmp_path / "work.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"locked\. Nothing was saved; try again"):
        ws.edit("opportunities", "sso", reach=1)
    assert ws["opportunities"].loc["sso", "reach"] == 400  # readers are never held up
    holder.rollback()
    assert ws.edit("opportunities", "sso", reach=1) == 2


def test_two_files_are_two_workspaces_and_a_moved_file_stays_itself(tmp_path):
    one, other = SqliteStore(str(tmp_path / "one.db")), SqliteStore(str(tmp_path / "other.db"))
    assert one.token != other.token
    one.close()
    (tmp_path / "one.db").rename(tmp_path / "moved.db")
    assert SqliteStore(str(tmp_path / "moved.db")).token == one.token


@in_a_file
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


@in_a_file
def test_the_tables_are_real_tables(filled, tmp_path):
    with sqlite3.connect(tmp_path / "work.db") as file:
        found = pd.read_sql("SELECT id, title, reach, due FROM opportunities ORDER BY reach DESC", file)
    assert found["id"].tolist()[0] == "dark"
    assert found["due"].dropna().tolist() == ["2026-05-01"]


@in_a_file
def test_a_file_that_is_gone_does_not_come_back_empty(filled, tmp_path):
    filled.store.close()  # so that the next reader connects anew
    (tmp_path / "work.db").unlink()
    with pytest.raises(OperationalError):
        filled.newest()
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        filled.edit("opportunities", "sso", reach=1)
    assert not (tmp_path / "work.db").exists()


def test_statements_that_are_kept_outlive_what_they_were_made_of(filled):
    filled.edit("opportunities", "sso", reach=1)
    layout._light.cache_clear()  # as many other tables would do
    layout._one.cache_clear()
    assert filled.edit("opportunities", "sso", reach=2) == 3
    assert len(filled["opportunities"]) == 3
