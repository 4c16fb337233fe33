import pytest

from workbench import Workspace
from workbench.workspace import catalogue
from workbench.workspace.catalogue import Catalogue, added_column, declared
from workbench.workspace.schema import Column, Table


def test_the_parts_and_the_workspaces_own_tables_are_declared():
    assert {"settings", "imports", "views", "columns", "opportunities"} <= set(declared().tables)
    assert declared().settings["opportunities.line"].default == 10


@pytest.mark.parametrize(
    "table", [each for each in declared().tables.values() if each.guard], ids=lambda table: table.name
)
def test_every_guard_is_where_its_table_says(table):
    assert callable(table.rule)


def test_another_packages_tables_and_settings_are_found(stranger, url):
    ws = Workspace.open(url, who="ana")
    assert {"people", "quotes"} <= set(ws.tables())
    assert ws.setting("people.segments") == 3
    ws.add("people", {"ann": {"name": "Ann"}})
    assert Workspace.open(url)["people"].loc["ann", "name"] == "Ann"


def test_a_workspace_opens_without_the_package_that_added_tables(stranger, url, monkeypatch):
    ws = Workspace.open(url, who="ana")
    ws.add("people", {"ann": {"name": "Ann"}})
    monkeypatch.setattr(catalogue, "entry_points", lambda group: [])
    declared.cache_clear()
    without = Workspace.open(url)
    assert "people" not in without.tables()
    assert without.history()["table"].tolist() == ["people"]
    assert without.diff(0, 1).empty


def test_a_table_of_a_taken_name_is_refused(stranger, tmp_path):
    path = tmp_path / "customers.py"
    path.write_text(path.read_text().replace("Table('people'", "Table('settings'"))
    with pytest.raises(ValueError, match="customers declares a table 'settings'"):
        declared()


def test_given_columns_come_after_the_declared_and_never_twice():
    table = Table("ideas", (Column("title", "text"),))
    rows = [
        {"table": "ideas", "name": "fit", "kind": "choice", "choices": "high\nlow", "label": "Fit"},
        {"table": "ideas", "name": "title", "kind": "number"},
        {"table": "gone", "name": "x", "kind": "number"},
    ]
    wide = Catalogue({"ideas": table}, {}).extended(rows)
    assert [column.kind for column in wide.tables["ideas"].columns] == ["text", "choice"]
    assert wide.tables["ideas"].column("fit").choices == ("high", "low")
    assert added_column(rows[1]).label == "Title"
