from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from workbench import TableError, Workspace


def changes(*rows):
    return pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object)


def test_an_empty_workspace_has_all_tables_and_no_version(ws):
    assert ws.version == 0
    assert set(ws.tables()) >= {"opportunities", "settings", "imports", "views"}
    assert ws["opportunities"].empty
    assert {"title", "reach", "reach_low", "reach_high", "must_do"} <= set(ws["opportunities"].columns)
    assert ws["opportunities"].index.name == "id"
    assert ws.saved() is None
    assert ws.history().empty


def test_a_bare_path_is_a_file_that_is_made_with_its_folder(tmp_path):
    ws = Workspace.open(str(tmp_path / "new" / "demo.db"), who="ana")
    assert (tmp_path / "new" / "demo.db").is_file()
    assert ws.url.endswith("new/demo.db")


def test_without_a_name_it_lies_in_the_users_data_folder(nobodys_home, monkeypatch):
    monkeypatch.setenv("WORKBENCH_USER", "mia")
    ws = Workspace.open()
    assert Path(ws.url.removeprefix("sqlite:///")).is_relative_to(nobodys_home)
    assert ws.who == "mia"


def test_the_environment_names_the_workspace_and_the_login_the_person(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "ours.db"))
    monkeypatch.setenv("LOGNAME", "joe")
    ws = Workspace.open()
    assert (tmp_path / "ours.db").is_file()
    assert ws.who == "joe"


def test_types_of_the_columns(filled):
    table = filled["opportunities"]
    assert table["reach"].dtype == "float64"
    assert table["title"].dtype == "str"
    assert table["due"].dtype.kind == "M"
    assert table["must_do"].dtype == "boolean"
    assert table.loc["export", "due"] == pd.Timestamp(date(2026, 5, 1))
    assert table.index.tolist() == ["dark", "export", "sso"]


def test_a_new_row_gets_the_declared_defaults(filled):
    assert filled["opportunities"]["status_category"].tolist() == ["open"] * 3
    assert not filled["opportunities"]["must_do"].any()


def test_a_table_is_a_copy(filled):
    table = filled["opportunities"]
    table.loc["sso", "reach"] = -5
    assert filled["opportunities"].loc["sso", "reach"] == 400


def test_edit_makes_one_version_and_none_clears(filled):
    assert filled.edit("opportunities", "sso", why="asked 20 people", reach=450, theme="Security") == 2
    assert filled.edit("opportunities", "sso", reach=None) == 3
    assert pd.isna(filled["opportunities"].loc["sso", "reach"])
    assert filled["opportunities"].loc["sso", "theme"] == "Security"


def test_an_edit_that_changes_nothing_makes_no_version(filled):
    assert filled.edit("opportunities", "sso", reach=400, theme=None) == 1
    assert filled.newest() == 1


def test_text_that_looks_like_a_number_stays_text(filled):
    for text in ("007", "1e5", "=1+1", "TRUE", "2026-01-01"):
        filled.edit("opportunities", "sso", theme=text)
        assert Workspace.open(filled.url)["opportunities"].loc["sso", "theme"] == text
        assert filled.history(id="sso")["new"].iloc[-1] == text


def test_every_problem_is_said_at_once_and_nothing_is_written(filled):
    with pytest.raises(TableError) as refused:
        filled.apply(
            changes(
                ("opportunities", "sso", "reach", -1),
                ("opportunities", "sso", "confidence", 1.2),
                ("opportunities", "dark", "effort", "=1+1"),
                ("opportunities", "dark", "size", "XXL"),
                ("opportunities", "dark", "efort", 2),
                ("opportunities", "new", "reach", 5),
                ("opportunities", "export", "reach", 7),
                ("opportunity", "x", "reach", 7),
                ("settings", "opportunities.lin", "value", 7),
            )
        )
    found = refused.value.problems
    assert list(found.columns) == ["table", "id", "column", "value", "problem"]
    assert set(zip(found["id"], found["column"], strict=True)) == {
        ("sso", "reach"), ("sso", "confidence"), ("dark", "effort"), ("dark", "size"), ("dark", "efort"),
        ("new", "title"), ("x", None), ("opportunities.lin", None),
    }  # fmt: skip
    sentences = " ".join(found["problem"])
    assert "Reach of opportunities 'sso' must be a number of at least 0, not -1." in sentences
    assert "did you mean 'effort'?" in sentences
    assert "did you mean 'opportunities'?" in sentences
    assert "did you mean 'opportunities.line'?" in sentences
    assert filled.newest() == 1
    assert pd.isna(filled["opportunities"].loc["export", "reach"])


def test_problems_says_the_same_without_writing(filled):
    bad = changes(("opportunities", "sso", "reach", -1), ("opportunities", "new", "theme", "x"))
    found = filled.problems(bad)
    assert found["column"].tolist() == ["reach", "title"]
    assert filled.problems(changes(("opportunities", "sso", "reach", 5))).empty
    assert filled.newest() == 1


def test_edit_refuses_an_unknown_row_with_the_nearest(filled):
    with pytest.raises(TableError, match="no row 'sssso'; did you mean 'sso'"):
        filled.edit("opportunities", "sssso", reach=1)


def test_ids_are_text(filled):
    with pytest.raises(TableError, match="must be text, not 7"):
        filled.add("opportunities", pd.DataFrame({"title": ["A"]}, index=[7]))
    for wrong in ("", "a\nb", "x" * 201):
        with pytest.raises(TableError, match="printable"):
            filled.add("opportunities", {wrong: {"title": "A"}})


def test_apply_adds_edits_and_removes_as_one_version(filled):
    version = filled.apply(
        changes(
            ("opportunities", "new", "title", "New"),
            ("opportunities", "sso", "reach", 1),
            ("opportunities", "dark", None, None),
        ),
        why="Tuesday",
    )
    assert version == 2
    assert filled["opportunities"].index.tolist() == ["export", "new", "sso"]
    assert set(filled.history()["why"].dropna()) == {"Tuesday"}


def test_apply_takes_a_cell_once(filled):
    twice = changes(("opportunities", "sso", "reach", 1), ("opportunities", "sso", "reach", 2))
    with pytest.raises(TableError, match="twice"):
        filled.apply(twice)
    both = changes(("opportunities", "sso", "reach", 1), ("opportunities", "sso", None, None))
    with pytest.raises(TableError, match="twice"):
        filled.apply(both)
    with pytest.raises(ValueError, match="'new'"):
        filled.apply(twice.drop(columns="new"))


def test_changes_read_from_a_text_file_are_read_as_typed_text(filled):
    filled.apply(
        pd.DataFrame({"table": ["opportunities"], "id": ["sso"], "column": ["reach"], "new": ["1,450"]})
    )
    assert filled["opportunities"].loc["sso", "reach"] == 1450


def test_add_refuses_what_is_there_and_ids_twice(filled):
    with pytest.raises(TableError, match="has a row 'sso' already"):
        filled.add("opportunities", {"sso": {"title": "Again"}})
    with pytest.raises(ValueError, match="twice"):
        filled.add("opportunities", pd.DataFrame({"title": ["A", "B"]}, index=["a", "a"]))


def test_add_takes_many_rows_as_one_version(ws):
    rows = pd.DataFrame(
        {"title": [f"Item {n}" for n in range(1200)], "reach": 5}, index=[f"i{n}" for n in range(1200)]
    )
    assert ws.add("opportunities", rows) == 1
    assert len(Workspace.open(ws.url)["opportunities"]) == 1200
    assert ws.remove("opportunities", list(rows.index[:700])) == 2
    assert len(ws["opportunities"]) == 500


def test_an_interval_must_be_the_right_way_round(filled):
    with pytest.raises(
        TableError, match="Reach low of opportunities 'sso' must be at most its reach, 400, not 500"
    ):
        filled.edit("opportunities", "sso", reach_low=500)
    filled.edit("opportunities", "sso", reach_low=100, reach_high=800)
    with pytest.raises(
        TableError, match="Reach of opportunities 'sso' must be at most its reach high, 800, not 900"
    ):
        filled.edit("opportunities", "sso", reach=900)
    filled.edit("opportunities", "sso", reach=None)
    with pytest.raises(TableError, match=r"Reach low of .* at most its reach high"):
        filled.edit("opportunities", "sso", reach_low=900)


def test_remove_refuses_the_unknown_and_history_keeps_what_was(filled):
    with pytest.raises(TableError, match="no row 'nope'"):
        filled.remove("opportunities", ["sso", "nope"])
    filled.remove("opportunities", "sso", why="merged")
    assert "sso" not in filled["opportunities"].index
    last = filled.history(table="opportunities", id="sso").iloc[-1]
    assert (last["new"], last["why"]) == (None, "merged")
    assert filled.at(1)["opportunities"].loc["sso", "reach"] == 400


def test_settings_have_defaults_and_are_edited_like_any_cell(ws):
    assert ws.setting("opportunities.line") == 10
    assert ws.edit("settings", "opportunities.line", value=12) == 1
    assert ws.setting("opportunities.line") == 12
    ws.apply(
        changes(
            ("settings", "opportunities.line", "value", "15"), ("settings", "product.name", "value", "007")
        )
    )
    again = Workspace.open(ws.url)
    assert (again.setting("opportunities.line"), again.setting("product.name")) == (15, "007")
    ws.edit("settings", "opportunities.line", value=None)
    assert ws.setting("opportunities.line") == 10
    with pytest.raises(
        TableError, match=r"Line of settings 'opportunities.line' must be a whole number of at least 0"
    ):
        ws.edit("settings", "opportunities.line", value=1.5)
    with pytest.raises(KeyError, match=r"opportunities\.line"):
        ws.setting("opportunities.lime")


def test_unknown_tables_are_named_with_the_nearest(ws):
    with pytest.raises(KeyError, match="did you mean 'opportunities'"):
        ws["oportunities"]


def test_saved_says_when_and_who(filled, li):
    li.edit("opportunities", "sso", reach=1)
    when, who = filled.saved()
    assert who == "ana"
    filled.sync()
    later, who = filled.saved()
    assert who == "li"
    assert str(later.tz) == "UTC"
    assert later >= when


def test_history_is_a_line_a_cell_with_when_who_and_why(filled, li):
    li.edit("opportunities", "sso", why="measured", reach=410, impact=3)
    filled.sync()
    lines = filled.history("opportunities", "sso").tail(2)
    assert lines[["version", "who", "column", "old", "new", "why"]].to_numpy().tolist() == [
        [2, "li", "reach", 400.0, 410.0, "measured"],
        [2, "li", "impact", 2.0, 3.0, "measured"],
    ]
    assert lines["scenario"].isna().all()
    assert str(lines["when"].dtype) == "datetime64[us, UTC]"


def test_history_of_a_pinned_snapshot_ends_at_its_version(filled, li):
    li.edit("opportunities", "sso", reach=410)
    assert filled.history()["version"].max() == 1


def test_a_snapshot_stays_until_sync(filled, li):
    li.edit("opportunities", "sso", reach=410)
    li.remove("opportunities", "dark")
    li.add("opportunities", {"new": {"title": "New"}})
    pinned = Workspace.open(filled.url).at(1)
    for snapshot in (filled, pinned):  # one read its table before, the other only now
        assert snapshot["opportunities"].loc["sso", "reach"] == 400
        assert snapshot["opportunities"].index.tolist() == ["dark", "export", "sso"]
    assert filled.newest() == 4
    assert filled.sync() == 4
    assert filled["opportunities"].index.tolist() == ["export", "new", "sso"]


def test_diff_compares_two_versions_either_way(filled):
    filled.edit("opportunities", "sso", reach=1, theme="x")
    filled.edit("opportunities", "sso", theme=None)
    filled.add("opportunities", {"new": {"title": "New"}})
    found = filled.diff(1, 4)
    assert ("opportunities", "sso", "reach", 400.0, 1.0) in list(found.itertuples(index=False, name=None))
    assert "theme" not in set(found["column"])
    assert set(found[found["id"] == "new"]["column"]) == {"title", "status_category", "must_do"}
    back = filled.diff(4, 1).rename(columns={"old": "new", "new": "old"})
    pd.testing.assert_frame_equal(back[found.columns], found)
    assert filled.diff(3, 3).empty


def test_a_baseline_names_a_version_once(filled):
    assert filled.baseline("Board meeting") == 1
    filled.edit("opportunities", "sso", reach=1)
    assert filled.at("Board meeting")["opportunities"].loc["sso", "reach"] == 400
    assert filled.diff("Board meeting", 2)["new"].tolist() == [1.0]
    assert filled.baselines().to_dict() == {"Board meeting": 1}
    with pytest.raises(ValueError, match="already"):
        filled.baseline("Board meeting")
    with pytest.raises(ValueError, match="Board meeting"):
        filled.at("Bored meeting")
    with pytest.raises(ValueError, match="no version 9"):
        filled.at(9)


def test_the_past_can_only_be_read(filled):
    assert not hasattr(filled.at(1), "edit")


def test_a_table_is_given_a_column(filled, li):
    facts = {"label": "Strategic fit", "low": 0, "high": 5, "help": "How well it fits."}
    assert filled.add_column("opportunities", "fit", kind="number", **facts) == 2
    filled.edit("opportunities", "sso", fit=4)
    assert "fit" not in li["opportunities"].columns
    li.sync()
    assert li["opportunities"]["fit"].tolist()[-1] == 4
    assert li.declaration("opportunities").column("fit").label == "Strategic fit"
    with pytest.raises(
        TableError, match="Strategic fit of opportunities 'sso' must be a number from 0 to 5, not 6"
    ):
        li.edit("opportunities", "sso", fit=6)
    assert "fit" not in filled.at(1)["opportunities"].columns
    assert filled.history(table="columns")["version"].unique().tolist() == [2]


def test_columns_of_every_kind(filled):
    filled.add_column("opportunities", "cost", kind="number", interval=True, unit="k€")
    filled.add_column("opportunities", "seats", kind="integer")
    filled.add_column("opportunities", "note", kind="text")
    filled.add_column("opportunities", "asked", kind="date")
    filled.add_column("opportunities", "legal", kind="yes/no")
    filled.add_column("opportunities", "tier", kind="choice", choices=("gold", "silver"))
    values = {
        "cost": 5.5,
        "cost_low": 2.0,
        "seats": 3,
        "note": "007",
        "asked": "2026-01-02",
        "legal": True,
        "tier": "gold",
    }
    filled.edit("opportunities", "sso", **values)
    row = Workspace.open(filled.url)["opportunities"].loc["sso"]
    assert {name: row[name] for name in values} == values | {"asked": pd.Timestamp("2026-01-02")}


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ({"name": "reach", "kind": "number"}, "is there already"),
        ({"name": "Fit", "kind": "number"}, "small letters"),
        ({"name": "fit", "kind": "choice"}, "needs choices"),
        ({"name": "fit", "kind": "money"}, "one of number, integer"),
        ({"name": "fit", "kind": "text", "low": 1}, "only where its kind is number"),
        ({"name": "fit", "kind": "number", "low": 5, "high": 1}, "low of at most its high"),
        ({"name": "fit", "kind": "number", "colour": 1}, "no column 'colour'"),
    ],
)
def test_a_column_that_cannot_be_is_refused(filled, column, sentence):
    with pytest.raises(TableError, match=sentence):
        filled.add_column("opportunities", **column)
    assert filled.newest() == 1


def test_a_columns_kind_cannot_change_not_even_after_undo(filled):
    filled.add_column("opportunities", "fit", kind="number")
    with pytest.raises(TableError, match="keeps its"):
        filled.edit("columns", "opportunities.fit", kind="text")
    filled.undo()
    with pytest.raises(TableError, match="another kind once"):
        filled.add_column("opportunities", "fit", kind="text")
    assert filled.add_column("opportunities", "fit", kind="number") == 4


def test_rows_that_others_refer_to_are_not_removed_unseen(stranger, url):
    ws = Workspace.open(url, who="ana")
    ws.add("opportunities", {"sso": {"title": "SSO"}})
    ws.add("people", {"ann": {"name": "Ann"}, "bob": {"name": "Bob"}})
    with pytest.raises(TableError, match="must be the id of a row of people, not 'eve'"):
        ws.add("quotes", {"q1": {"person": "eve"}})
    ws.add(
        "quotes", {"q1": {"person": "ann", "about": "sso"}, "q2": {"person": "ann"}, "q3": {"person": "bob"}}
    )
    with pytest.raises(TableError, match="2 of quotes refer to it"):
        ws.remove("people", "ann")
    version = ws.remove("opportunities", "sso", with_references=True)
    assert ws["quotes"].index.tolist() == ["q1", "q2", "q3"]
    assert pd.isna(ws["quotes"].loc["q1", "about"])
    assert ws.remove("people", "ann", with_references=True) == version + 1
    assert ws["quotes"].index.tolist() == ["q3"]


def test_rows_and_what_they_refer_to_can_come_and_go_together(stranger, url):
    ws = Workspace.open(url, who="ana")
    both = changes(("quotes", "q1", "person", "ann"), ("people", "ann", "name", "Ann"))
    ws.apply(both)
    ws.apply(changes(("people", "ann", None, None), ("quotes", "q1", None, None)))
    assert ws["people"].empty
    assert ws.undo() == 3
    assert ws["quotes"].loc["q1", "person"] == "ann"
