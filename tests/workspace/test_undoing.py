import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from workbench import Conflict, Workspace

BLANK = {"title": None, "reach": None, "theme": None}


def test_undo_takes_back_and_redo_does_again(filled):
    filled.edit("opportunities", "sso", reach=1)
    filled.edit("opportunities", "sso", reach=2)
    assert [filled.undo(), filled.undo()] == [4, 5]
    assert filled["opportunities"].loc["sso", "reach"] == 400
    assert [filled.redo(), filled.redo(), filled.redo()] == [6, 7, None]
    assert filled["opportunities"].loc["sso", "reach"] == 2


def test_undo_of_everything_ends_in_nothing_to_undo(filled):
    assert filled.undo() == 2
    assert filled["opportunities"].empty
    assert filled.undo() is None
    assert filled.redo() == 3
    assert len(filled["opportunities"]) == 3


def test_a_new_edit_clears_redo(filled):
    filled.edit("opportunities", "sso", reach=1)
    filled.undo()
    filled.edit("opportunities", "dark", reach=7)
    assert filled.redo() is None


def test_a_removed_row_comes_back_as_it_was_without_new_defaults(filled):
    filled.edit("opportunities", "sso", status_category=None, must_do=None, due="2026-01-02")
    before = filled["opportunities"]
    filled.remove("opportunities", "sso")
    filled.undo()
    pd.testing.assert_frame_equal(filled["opportunities"], before)


def test_undo_is_of_the_person_not_of_the_last_save(filled, li):
    filled.edit("opportunities", "sso", reach=1)
    li.edit("opportunities", "dark", reach=7)
    filled.undo()
    assert filled["opportunities"]["reach"].loc[["sso", "dark"]].tolist() == [400, 7]
    assert li.undo() == 5


def test_undo_goes_on_in_another_session_of_the_same_person(filled):
    filled.edit("opportunities", "sso", reach=1)
    assert Workspace.open(filled.url, who="ana").undo() == 3


def test_a_cell_that_another_changed_since_is_a_conflict(filled, li):
    filled.edit("opportunities", "sso", reach=1, impact=1)
    li.sync()
    li.edit("opportunities", "sso", reach=2)
    with pytest.raises(Conflict) as clash:
        filled.undo()
    assert (clash.value.column, clash.value.mine, clash.value.theirs, clash.value.who) == (
        "reach",
        400.0,
        2.0,
        "li",
    )
    assert filled.newest() == 3


def test_a_row_that_came_and_went_again_stands_against_nothing(filled):
    filled.remove("opportunities", "sso")
    filled.add("opportunities", {"sso": {"title": "Another"}})
    assert [filled.undo(), filled.undo()] == [4, 5]
    assert filled["opportunities"].loc["sso", "title"] == "Single sign-on"
    filled.redo()
    filled.redo()
    assert filled["opportunities"].loc["sso", "title"] == "Another"


def test_what_another_took_back_already_counts_as_taken_back(filled, li):
    filled.edit("opportunities", "dark", reach=7)
    filled.edit("opportunities", "sso", reach=1)
    li.sync()
    li.edit("opportunities", "sso", reach=400)
    assert filled.undo() == 5
    assert filled.undo() == 6
    assert filled["opportunities"].loc["dark", "reach"] == 900


def test_undo_of_a_setting_gives_the_default_back(ws):
    ws.edit("settings", "opportunities.line", value=12)
    ws.undo()
    assert ws.setting("opportunities.line") == 10


def test_undo_of_a_column_takes_it_away_and_redo_brings_its_values(filled):
    filled.add_column("opportunities", "fit", kind="number")
    filled.edit("opportunities", "sso", fit=3)
    filled.undo()
    filled.undo()
    assert "fit" not in filled["opportunities"].columns
    filled.redo()
    filled.redo()
    assert filled["opportunities"].loc["sso", "fit"] == 3


ids = st.sampled_from("abcd")
numbers = st.none() | st.sampled_from([0.0, 0.1, 1.0, 1e9])
texts = st.none() | st.sampled_from(["007", "1e5", "=1+1", "é"])


class Machine(RuleBasedStateMachine):
    """A workspace against a dict: every version looks as it did, whatever came after."""

    @initialize()
    def start(self):
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.ws = Workspace.open(f"{self.folder.name}/work.db", who="ana")
        self.seen = {0: {}}
        self.done, self.undone = [{}], []

    @property
    def now(self):
        return self.done[-1]

    def saved(self, after, version):
        if after == self.now:
            assert version == self.ws.version
            return
        self.done.append(after)
        self.undone = []
        self.looked(version)

    def looked(self, version):
        assert version == self.ws.version > max(self.seen)
        self.seen[version] = self.now

    @rule(row=ids, title=st.sampled_from(["A", "B"]), reach=numbers)
    def add(self, row, title, reach):
        if row not in self.now:
            cells = {"title": title, "reach": reach}
            self.saved({**self.now, row: BLANK | cells}, self.ws.add("opportunities", {row: cells}))

    @precondition(lambda self: self.now)
    @rule(data=st.data(), reach=numbers, theme=texts)
    def edit(self, data, reach, theme):
        row = data.draw(st.sampled_from(sorted(self.now)))
        after = {**self.now, row: self.now[row] | {"reach": reach, "theme": theme}}
        self.saved(after, self.ws.edit("opportunities", row, reach=reach, theme=theme))

    @rule(rows=st.dictionaries(ids, st.none() | st.tuples(st.sampled_from(["A", "B"]), texts), min_size=1))
    def apply(self, rows):
        changes, after = [], dict(self.now)
        for row, cells in rows.items():
            if cells is None and row in after:
                del after[row]
                changes.append((row, None, None))
            elif cells is not None:
                new = dict(zip(("title", "theme"), cells, strict=True))
                after[row] = after.get(row, BLANK) | new
                changes += [(row, column, value) for column, value in new.items()]
        if changes:
            frame = pd.DataFrame(changes, columns=["id", "column", "new"], dtype=object).assign(
                table="opportunities"
            )
            self.saved(after, self.ws.apply(frame))

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def remove(self, data):
        rows = data.draw(st.sets(st.sampled_from(sorted(self.now)), min_size=1))
        after = {row: cells for row, cells in self.now.items() if row not in rows}
        self.saved(after, self.ws.remove("opportunities", rows))

    @rule()
    def undo(self):
        version = self.ws.undo()
        if len(self.done) == 1:
            assert version is None
            return
        self.undone.append(self.done.pop())
        self.looked(version)

    @rule()
    def redo(self):
        version = self.ws.redo()
        if not self.undone:
            assert version is None
            return
        self.done.append(self.undone.pop())
        self.looked(version)

    @rule()
    def open_again(self):
        self.ws = Workspace.open(self.ws.url, who="ana")

    @rule(data=st.data())
    def look_back(self, data):
        version = data.draw(st.sampled_from(sorted(self.seen)))
        assert model(self.ws.at(version)) == self.seen[version]
        other = data.draw(st.sampled_from(sorted(self.seen)))
        touched = {
            (line.id, line.column)
            for line in self.ws.diff(version, other).itertuples()
            if line.column in BLANK
        }
        assert touched == differing(self.seen[version], self.seen[other])

    @invariant()
    def agrees(self):
        assert model(self.ws) == self.now

    def teardown(self):
        if hasattr(self, "folder"):
            self.ws.store.close()
            self.folder.cleanup()


def model(snapshot):
    table = snapshot["opportunities"][list(BLANK)].astype(object)
    return table.where(table.notna(), None).to_dict("index")


def differing(one, other):
    rows = one.keys() | other.keys()
    return {
        (row, column)
        for row in rows
        for column in BLANK
        if one.get(row, BLANK)[column] != other.get(row, BLANK)[column]
    }


Machine.TestCase.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestMachine = Machine.TestCase
