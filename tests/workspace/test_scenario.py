import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import Conflict, TableError, Workspace

MOVED = ["id", "column", "base_then", "base_now", "mine"]


@pytest.fixture
def lean(filled):
    return filled.scenario("Lean team")


def reach(snapshot):
    return snapshot["opportunities"]["reach"].to_dict()


def test_a_scenario_is_made_once_and_listed(filled, lean):
    filled.scenario("Lean team")
    filled.scenario("Big bang")
    assert filled.scenarios() == ["Big bang", "Lean team"]
    assert lean["opportunities"].equals(filled["opportunities"])
    assert filled.newest() == 1
    with pytest.raises(ValueError, match="has no scenarios"):
        lean.scenario("Leaner")
    with pytest.raises(ValueError, match="needs a name"):
        filled.scenario(" ")


def test_its_edits_do_not_move_the_base(filled, lean):
    assert lean.edit("opportunities", "sso", reach=1) == 2
    lean.add("opportunities", {"new": {"title": "New"}})
    lean.remove("opportunities", "dark")
    assert lean["opportunities"].index.tolist() == ["export", "new", "sso"]
    assert filled.version == 1
    filled.sync()
    assert filled["opportunities"].index.tolist() == ["dark", "export", "sso"]
    assert reach(filled)["sso"] == 400
    again = Workspace.open(filled.url, who="li").scenario("Lean team")
    pd.testing.assert_frame_equal(again["opportunities"], lean["opportunities"])


def test_base_edits_show_through_the_cells_it_did_not_touch(filled, lean):
    lean.edit("opportunities", "sso", reach=1)
    filled.edit("opportunities", "sso", impact=3)
    filled.edit("opportunities", "dark", reach=2)
    lean.sync()
    assert lean["opportunities"].loc["sso", ["reach", "impact"]].tolist() == [1, 3]
    assert reach(lean)["dark"] == 2


def test_a_cell_set_back_to_the_base_follows_it_again(filled, lean):
    lean.edit("opportunities", "sso", reach=1)
    lean.edit("opportunities", "sso", reach=400)
    assert lean.differences().empty
    filled.edit("opportunities", "sso", reach=7)
    lean.sync()
    assert reach(lean)["sso"] == 7


def test_differences_are_of_cells_and_of_rows(filled, lean):
    lean.edit("opportunities", "sso", reach=1)
    lean.remove("opportunities", "export")
    lean.add("opportunities", {"new": {"title": "New"}})
    found = lean.differences()
    assert list(found.columns) == ["table", "id", "column", "base", "mine"]
    assert found[found["id"] == "sso"].to_numpy().tolist() == [["opportunities", "sso", "reach", 400.0, 1.0]]
    assert ["opportunities", "export", "title", "Export", None] in found.to_numpy().tolist()
    assert ["opportunities", "new", "title", None, "New"] in found.to_numpy().tolist()


def test_history_names_the_scenario_on_the_one_counter(filled, lean):
    lean.edit("opportunities", "sso", why="fewer people", reach=1)
    assert filled.edit("opportunities", "sso", reach=2) == 3
    lines = filled.history(id="sso").tail(2)
    assert lines["scenario"].tolist() == ["Lean team", None]
    assert lines[["old", "new"]].to_numpy().tolist() == [[400.0, 1.0], [400.0, 2.0]]


def test_it_looks_as_it_did_at_every_version(filled, lean):
    lean.edit("opportunities", "sso", reach=1)
    filled.edit("opportunities", "dark", reach=2)
    lean.edit("opportunities", "dark", reach=3)
    assert [reach(lean.at(version))["dark"] for version in (2, 3, 4)] == [900, 2, 3]
    assert reach(lean.at(1))["sso"] == 400
    assert lean.diff(1, 4)[["id", "column", "old", "new"]].to_numpy().tolist() == [
        ["dark", "reach", 900.0, 3.0],
        ["sso", "reach", 400.0, 1.0],
    ]
    filled.sync()
    assert filled.diff(1, 4)["new"].tolist() == [2.0]


def test_settings_belong_to_the_scenario_columns_to_the_base(filled, lean):
    lean.edit("settings", "opportunities.line", value=5)
    filled.sync()
    assert (lean.setting("opportunities.line"), filled.setting("opportunities.line")) == (5, 10)
    with pytest.raises(TableError, match="cannot be added in a scenario"):
        lean.add_column("opportunities", "fit", kind="number")
    filled.add_column("opportunities", "fit", kind="number")
    lean.sync()
    lean.edit("opportunities", "sso", fit=3)
    filled.undo()
    lean.sync()
    assert "fit" not in lean["opportunities"].columns


def test_values_are_checked_in_a_scenario_too(lean):
    with pytest.raises(TableError, match="at least 0"):
        lean.edit("opportunities", "sso", reach=-1)
    with pytest.raises(TableError, match="no row 'nope'"):
        lean.remove("opportunities", "nope")


def test_two_people_in_one_scenario_conflict_the_base_does_not(filled, lean, li):
    theirs = li.scenario("Lean team")
    theirs.edit("opportunities", "sso", reach=1)
    filled.edit("opportunities", "sso", impact=1)
    with pytest.raises(Conflict) as clash:
        lean.edit("opportunities", "sso", reach=2)
    assert (clash.value.theirs, clash.value.who) == (1.0, "li")
    lean.edit("opportunities", "sso", impact=3)
    assert lean.rebase()[MOVED].to_numpy().tolist() == [["sso", "impact", 2.0, 1.0, 3.0]]


def test_rebase_lists_the_cells_whose_base_changed(filled, lean):
    lean.edit("opportunities", "sso", reach=1, impact=1)
    assert lean.rebase().empty
    filled.edit("opportunities", "sso", reach=500, effort=1)
    assert lean.rebase().empty  # a snapshot of its own
    lean.sync()
    found = lean.rebase()
    assert list(found.columns) == ["table", *MOVED]
    assert found[MOVED].to_numpy().tolist() == [["sso", "reach", 400.0, 500.0, 1.0]]


@pytest.mark.parametrize(("take", "value"), [("mine", 1), ("theirs", 500)])
def test_rebase_settles_as_one_version_that_can_be_taken_back(filled, lean, take, value):
    lean.edit("opportunities", "sso", reach=1, impact=1)
    filled.edit("opportunities", "sso", reach=500)
    lean.sync()
    lean.rebase(take=take)
    assert lean.version == 4
    assert lean.rebase().empty
    assert lean["opportunities"].loc["sso", ["reach", "impact"]].tolist() == [value, 1]
    assert lean.undo() == 5
    assert len(lean.rebase()) == 1
    with pytest.raises(ValueError, match="mine"):
        lean.rebase(take="both")


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_rebase_over_rows_that_came_and_went(filled, lean, take):
    lean.edit("opportunities", "sso", reach=1)
    lean.remove("opportunities", "dark")
    lean.add("opportunities", {"new": {"title": "Mine"}})
    filled.remove("opportunities", "sso")
    filled.edit("opportunities", "dark", reach=5)
    filled.add("opportunities", {"new": {"title": "Theirs"}})
    lean.sync()
    assert set(lean.rebase()["id"]) == {"sso", "dark", "new"}
    lean.rebase(take=take)
    assert lean.rebase().empty
    table = lean["opportunities"]
    if take == "mine":
        assert table.index.tolist() == ["export", "new", "sso"]
        assert table.loc["sso", ["title", "reach"]].tolist() == ["Single sign-on", 1]
        assert table.loc["new", "title"] == "Mine"
    else:
        assert table.index.tolist() == ["dark", "export", "new"]
        assert table.loc["new", "title"] == "Theirs"
    lean.adopt()
    filled.sync()
    assert filled["opportunities"].equals(table)


def test_adopt_makes_one_version_of_the_base_and_empties_it(filled, lean):
    lean.edit("opportunities", "sso", reach=1)
    lean.add("opportunities", {"new": {"title": "New"}})
    lean.remove("opportunities", "dark")
    shown = lean["opportunities"]
    assert lean.adopt(why="decided") == 5
    assert lean.differences().empty
    filled.sync()
    pd.testing.assert_frame_equal(filled["opportunities"], shown)
    last = filled.history()
    last = last[last["version"] == 5]
    assert last["scenario"].isna().all()
    assert set(last["why"]) == {"decided"}
    assert lean.adopt() == 5


def test_adopt_waits_until_rebase_is_settled(filled, lean, li):
    lean.edit("opportunities", "sso", reach=1)
    li.edit("opportunities", "sso", reach=500)
    with pytest.raises(Conflict) as clash:
        lean.adopt()
    assert (clash.value.mine, clash.value.theirs, clash.value.who) == (1.0, 500.0, "li")
    filled.sync()
    assert reach(filled)["sso"] == 500


def test_undo_of_an_adoption_gives_the_scenario_back(filled, lean):
    lean.edit("opportunities", "sso", reach=1)
    lean.adopt()
    assert lean.undo() is None
    assert filled.undo() == 4
    lean.sync()
    assert (reach(filled)["sso"], reach(lean)["sso"]) == (400, 1)
    filled.redo()
    lean.sync()
    assert reach(filled)["sso"] == 1
    assert lean.differences().empty


def test_each_takes_back_its_own_saves(filled, lean):
    filled.edit("opportunities", "sso", reach=2)
    lean.sync()
    lean.edit("opportunities", "sso", reach=1)
    filled.undo()
    assert reach(filled)["sso"] == 400
    lean.undo()
    assert lean.differences().empty
    lean.redo()
    assert reach(lean)["sso"] == 1


@pytest.mark.parametrize("last", ["base", "scenario"])
def test_a_removal_of_a_row_that_the_base_lost_is_taken_back_to_nothing(filled, lean, last):
    lean.remove("opportunities", "sso")
    for each in (filled, lean) if last == "scenario" else (lean, filled):
        each.sync()
        each.undo()
    lean.sync()
    assert filled["opportunities"].empty
    assert lean["opportunities"].empty
    lines = lean.history(id="sso").dropna(subset=["scenario"])
    assert set(lines["version"]) == ({2, 3} if last == "base" else {2})
    lean.redo()
    assert lean["opportunities"].empty


def test_drafts_of_a_scenario_are_its_own(filled, lean):
    draft = lean.draft("tab")
    draft.set("opportunities", "sso", "reach", 5.0)
    draft.store()
    assert filled.draft("tab").edits == {}
    draft.save()
    assert reach(lean)["sso"] == 5
    filled.sync()
    assert reach(filled)["sso"] == 400


def test_references_in_a_scenario_are_to_the_rows_it_shows(stranger, url):
    ws = Workspace.open(url, who="ana")
    ws.add("people", {"ann": {"name": "Ann"}})
    s = ws.scenario("More people")
    s.add("people", {"bob": {"name": "Bob"}})
    s.add("quotes", {"q": {"person": "bob"}})
    with pytest.raises(TableError, match="1 of quotes refer to it"):
        s.remove("people", "bob")
    with pytest.raises(TableError, match="must be the id of a row of people"):
        ws.add("quotes", {"q": {"person": "bob"}})
    s.adopt()
    ws.sync()
    assert ws["quotes"].loc["q", "person"] == "bob"


steps = st.lists(
    st.tuples(
        st.sampled_from(["base", "scenario"]),
        st.sampled_from(["reach", "impact", "remove", "add"]),
        st.sampled_from("abc"),
        st.sampled_from([1.0, 2.0, None]),
    ),
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@given(steps)
def test_a_scenario_is_the_base_and_its_edits(tmp_path_factory, todo):
    base = Workspace.open(str(tmp_path_factory.mktemp("s") / "work.db"), who="ana")
    base.add("opportunities", {row: {"title": row} for row in "ab"})
    s = base.scenario("S")
    seen = {}
    for where, what, row, value in todo:
        target = base if where == "base" else s
        target.sync()
        there = row in target["opportunities"].index
        if what == "add" and not there:
            target.add("opportunities", {row: {"title": where}})
        elif what == "remove" and there:
            target.remove("opportunities", row)
        elif what in ("reach", "impact") and there:
            target.edit("opportunities", row, **{what: value})
        base.sync()
        s.sync()
        seen[s.version] = (base["opportunities"], s["opportunities"])
        made = differently(base["opportunities"], s.differences(), s.declaration("opportunities"))
        pd.testing.assert_frame_equal(made, s["opportunities"])
    for version, (old, mine) in seen.items():
        pd.testing.assert_frame_equal(base.at(version)["opportunities"], old)
        pd.testing.assert_frame_equal(s.at(version)["opportunities"], mine)
    s.rebase(take="mine")
    shown = s["opportunities"]
    s.adopt()
    base.sync()
    pd.testing.assert_frame_equal(base["opportunities"], shown)


def differently(base, differences, table):
    """Return the base's frame with what differences() says."""
    from workbench.workspace.values import frame

    blank = base.astype(object).where(base.notna(), None)
    rows = {row: dict(zip(base.columns, blank.loc[row], strict=True)) for row in base.index}
    for line in differences.itertuples():
        rows.setdefault(line.id, {})[line.column] = line.mine
    kept = {row: cells for row, cells in rows.items() if cells.get("title") is not None}
    return frame(table, [(row, [cells.get(name) for name in table.by_name]) for row, cells in kept.items()])
