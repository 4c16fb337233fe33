"""Whatever is done, in whatever order: every version, of the base and of every scenario, looks as it did."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from workbench import Conflict, Workspace
from workbench.workspace import folder
from workbench.workspace.errors import TableError

TABLE = "opportunities"
ids = st.sampled_from("abc")
names = st.sampled_from(["bold", "lean"])
cells = st.fixed_dictionaries(
    {"title": st.sampled_from(["A", "=B", "é ☾"])},
    optional={
        "reach": st.none() | st.sampled_from([0.0, 0.1, 1e9]),
        "theme": st.none() | st.just("007"),
        "owner": st.uuids().map(str),
    },
)
SAID = {"title", "reach", "theme", "owner"}
takes = st.sampled_from(["mine", "theirs"])


def shown(snapshot):
    """What a snapshot shows: {id: {column: value}}, without blanks."""
    table = snapshot[TABLE].astype(object)
    return {
        row: {column: value for column, value in values.items() if pd.notna(value)}
        for row, values in table.to_dict("index").items()
    }


def blanked(table, row):
    """What is to be seen of a table once a row is erased."""
    return table | {row: {}} if row in table else table


class AnyOrder(RuleBasedStateMachine):
    """A workspace, and what was seen of each of its versions."""

    @initialize()
    def start(self):
        self.place = tempfile.TemporaryDirectory()
        self.copies = 0
        self.ws = Workspace.open(f"{self.place.name}/0.db", who="ana")
        self.seen = {("", 0): {}}
        self.said = {row: set() for row in "abc"}  # since it was last erased

    def views(self):
        """The base and every scenario, at the newest version."""
        self.ws.sync()
        return {"": self.ws, **{name: self.ws.scenario(name) for name in self.ws.scenarios()}}

    def on(self, name):
        """The base ("") or a scenario that there is."""
        views = self.views()
        return views[name if name in views else ""]

    def do(self, act, *given, **named):
        """Do it, unless it conflicts; then look at everything."""
        with suppress(Conflict):
            act(*given, **named)
        for name, view in self.views().items():
            self.seen.setdefault((name, view.version), shown(view))

    @rule(name=st.just("") | names, row=ids, values=cells)
    def write(self, name, row, values):
        view = self.on(name)
        self.said[row].update(values.values())
        if row in view[TABLE].index:
            self.do(view.edit, TABLE, row, **values)
        else:
            self.do(view.add, TABLE, {row: values})

    @rule(name=st.just("") | names, rows=st.dictionaries(ids, st.none() | cells, min_size=1))
    def block(self, name, rows):
        view = self.on(name)
        changes = [
            (TABLE, row, column, value)
            for row, values in rows.items()
            for column, value in ({None: None} if values is None else values).items()
            if values is not None or row in view[TABLE].index
        ]
        for row, values in rows.items():
            self.said[row].update((values or {}).values())
        if changes:
            self.do(view.apply, pd.DataFrame(changes, columns=["table", "id", "column", "new"], dtype=object))

    @rule(name=st.just("") | names, row=ids)
    def erase(self, name, row):
        view = self.on(name)
        if not any(row in table for table in self.seen.values()):
            with pytest.raises(TableError, match="never had a row"):
                view.erase(TABLE, row)
            return
        before = {(each, view.version + 1): shown(view) for each, view in self.views().items()}
        assert view.erase(TABLE, row) == view.version == self.ws.sync()
        self.seen = {key: blanked(table, row) for key, table in (self.seen | before).items()}
        gone, self.said[row] = self.said[row], set()
        kept = b"".join(file.read_bytes() for file in Path(self.place.name).glob(f"{self.copies}.db*"))
        owners = {str(value) for value in gone.difference(*self.said.values()) if str(value).count("-") == 4}
        assert not {owner for owner in owners if owner.encode() in kept}

    @rule(name=st.just("") | names)
    def undo(self, name):
        self.do(self.on(name).undo)

    @rule(name=st.just("") | names)
    def redo(self, name):
        self.do(self.on(name).redo)

    @rule(name=names)
    def begin_scenario(self, name):
        self.do(self.ws.scenario, name)

    @precondition(lambda self: self.ws.scenarios())
    @rule(name=names, take=takes)
    def rebase(self, name, take):
        if name in self.ws.scenarios():
            self.do(self.ws.scenario(name).rebase, take)

    @precondition(lambda self: self.ws.scenarios())
    @rule(name=names)
    def adopt(self, name):
        if name in self.ws.scenarios():
            self.do(self.ws.scenario(name).adopt)

    @rule()
    def out_and_in_again(self):
        """Go on in a copy that was written to a folder and read back."""
        self.copies += 1
        text, copy = Path(self.place.name, f"text{self.copies}"), Path(self.place.name, f"{self.copies}.db")
        version = folder.write(self.ws.store, text)
        self.ws.store.close()
        self.ws = Workspace.open(str(copy), who="ana")
        assert folder.read(text, self.ws) == version
        folder.write(self.ws.store, Path(self.place.name, "same"))
        for file in text.rglob("*.*"):
            assert file.read_bytes() == Path(self.place.name, "same", file.relative_to(text)).read_bytes()

    @rule(data=st.data())
    def look_back(self, data):
        name, version = data.draw(st.sampled_from(sorted(self.seen)))
        view = self.ws.scenario(name) if name else self.ws
        view.sync()
        assert shown(view.at(version)) == self.seen[name, version]

    @invariant()
    def the_newest_is_what_was_seen(self):
        for name, view in self.views().items():
            now = shown(view)
            assert now == self.seen.get((name, view.version), now)
            for row, values in now.items():
                assert {values[column] for column in SAID & values.keys()} <= self.said[row]

    def teardown(self):
        if hasattr(self, "place"):
            for (name, version), table in self.seen.items():
                view = self.ws.scenario(name) if name else self.ws
                view.sync()
                assert shown(view.at(version)) == table
            self.ws.store.close()
            self.place.cleanup()


AnyOrder.TestCase.settings = settings(
    max_examples=12, stateful_step_count=18, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAnyOrder = AnyOrder.TestCase
