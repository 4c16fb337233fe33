"""The workspace: a pinned snapshot that can be edited."""

import getpass
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

import pandas as pd
import platformdirs
import sqlalchemy as sa

from workbench.workspace import drafts, erasing, undoing
from workbench.workspace.catalogue import declared
from workbench.workspace.changes import Changes
from workbench.workspace.commit import Saved, commit
from workbench.workspace.draft import Draft
from workbench.workspace.errors import PROBLEM, TableError
from workbench.workspace.examine import Act, Edit, examine
from workbench.workspace.forking import survive_forks
from workbench.workspace.kept import filled_at, names
from workbench.workspace.layout import ensure
from workbench.workspace.lines import BASE, newest_version, tables_since
from workbench.workspace.plan import Plan, from_changes, from_rows
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.store import Store, open_store

if TYPE_CHECKING:
    from workbench.workspace.scenario import Scenario

__all__ = ["Workspace"]

Step = Callable[[sa.Connection, Act], Saved | None]


class Workspace(Snapshot):
    """All tables as of :attr:`version`; only its own saves and :meth:`sync` move it.

    Examples
    --------
    >>> ws = Workspace.open("sqlite:///demo.db", who="ana")            # doctest: +SKIP
    >>> ws.add("opportunities", {"sso": {"title": "Single sign-on"}})  # doctest: +SKIP
    1
    """

    def __init__(self, store: Store, who: str, scenario: str = BASE) -> None:
        with store.read() as connection:
            newest = newest_version(connection)
        super().__init__(store, newest, scenario)
        self.who = who
        self._begin()
        survive_forks(self)

    @classmethod
    def open(cls, url: str | None = None, who: str | None = None) -> Self:
        """Open a workspace; made where there is none.

        Parameters
        ----------
        url : str, optional
            ``sqlite:///demo.db`` or a path. Default: $WORKBENCH_WORKSPACE, else a file in the user's data folder.
        who : str, optional
            In whose name is saved. Default: $WORKBENCH_USER, else the login name.

        Raises
        ------
        StoreError
            Where it cannot be opened, or was written by a newer workbench.
        """
        place = url or os.environ.get("WORKBENCH_WORKSPACE") or default_path()
        store = open_store(place, make="WORKBENCH_SERVED" not in os.environ)
        ensure(store, declared())
        return cls(store, who or os.environ.get("WORKBENCH_USER") or getpass.getuser())

    def before_fork(self) -> None:
        """Nothing: the store closes its connections."""

    def after_fork(self) -> None:
        """Be another Workspace object, whose saves are told from those of the one that was forked."""
        self._begin()

    def _begin(self) -> None:
        self.session = uuid4().hex
        self.changes = Changes(self.store, self.session)

    def newest(self) -> int:
        """Return the newest version there is, cheaply; :meth:`sync` moves to it."""
        with self.store.read() as connection:
            return newest_version(connection)

    def sync(self) -> int:
        """Move to the newest version, and return it."""
        self._move(self.newest())
        return self.version

    def edit(
        self,
        table: str,
        id: str,  # noqa: A002 (contract)
        /,
        *,
        why: str | None = None,
        based_on: int | None = None,
        **values: Any,
    ) -> int:
        """Change cells of one row; None clears a cell. Return the version.

        Raises
        ------
        TableError
            Where a value is refused, or there is no such row or column.
        Conflict
            Where another Workspace object changed one of these cells since ``based_on``, to another value.
        """
        return self._save(Edit({table: {id: values}}, self._seen(based_on), "known"), why)

    def apply(self, changes: pd.DataFrame, why: str | None = None, based_on: int | None = None) -> int:
        """Write many changes as one version, all or nothing. Return the version.

        Parameters
        ----------
        changes : DataFrame
            table, id, column, new. An unknown id is added by its rows; a row whose column is blank removes the id.
        based_on : int, optional
            The version that their author saw; default: this snapshot's.

        Raises
        ------
        TableError, Conflict
            As :meth:`edit`, with all problems, or all cells.
        """
        return self._save(Edit(self._planned(changes), self._seen(based_on)), why)

    def add(
        self, table: str, rows: "pd.DataFrame | Mapping[str, Mapping[str, Any]]", why: str | None = None
    ) -> int:
        """Add rows, a DataFrame indexed by id or ``{id: {column: value}}``, as one version; return it.

        Raises
        ------
        TableError
            Where a value is refused, or an id is there already.
        """
        return self._save(Edit(from_rows(table, rows), self.version, "new"), why)

    def remove(
        self, table: str, ids: str | Iterable[str], why: str | None = None, *, with_references: bool = False
    ) -> int:
        """Remove rows as one version; return it.

        Parameters
        ----------
        with_references : bool
            Rows that refer to them lose the reference, or go too where their column must not be blank.

        Raises
        ------
        TableError
            Where an id is unknown, or, with the count, where other rows refer to one.
        """
        listed = [ids] if isinstance(ids, str) else list(ids)
        plan: Plan = {table: dict.fromkeys(listed)}
        return self._save(Edit(plan, self.version, with_references=with_references), why)

    def problems(self, changes: pd.DataFrame) -> pd.DataFrame:
        """Return what :meth:`apply` would refuse, without writing: table, id, column, value, problem."""
        try:
            plan = self._planned(changes)
        except TableError as error:
            return error.problems
        with self.store.read() as connection:
            found = examine(connection, Edit(plan, self.version), self._act(None))
        return pd.DataFrame(found.problems, columns=list(PROBLEM), dtype=object)

    def undo(self) -> int | None:
        """Take back the last save of this person, as a new version; again goes further back.

        Returns
        -------
        int or None
            None: nothing to take back.

        Raises
        ------
        Conflict
            Where another person changed one of its cells since.
        """
        return self._again(undoing.undo)

    def redo(self) -> int | None:
        """Do again what :meth:`undo` took back; a save in between clears it. As :meth:`undo`."""
        return self._again(undoing.redo)

    def baseline(self, name: str) -> int:
        """Name this version, for :meth:`at` and :meth:`diff`; return it.

        Raises
        ------
        ValueError
            Where the name is taken or blank.
        """
        with self.store.write() as connection:
            give_name(connection, name, "baseline", self.version)
        return self.version

    def scenario(self, name: str) -> "Scenario":
        """Return a scenario, a snapshot of its own at the newest version; made where there is none."""
        from workbench.workspace.scenario import Scenario

        return Scenario.named(self, name)

    def add_column(self, table: str, name: str, kind: str, *, why: str | None = None, **facts: Any) -> int:
        """Give a table a column, as one version; return it.

        Parameters
        ----------
        kind : {"number", "integer", "text", "date", "yes/no", "choice"}
        facts
            label, unit, low, high, choices, step, help, interval, percent, personal: as :class:`Column` has them.

        Raises
        ------
        TableError
            Where the name is taken, or a fact is refused.
        """
        cells = {"table": table, "name": name, "kind": kind, **facts}
        if "choices" in cells:
            cells["choices"] = "\n".join(cells["choices"])
        return self._save(Edit({"columns": {f"{table}.{name}": cells}}, self.version, "new"), why)

    def erase(self, table: str, id: str, /) -> int:  # noqa: A002 (contract)
        """Take a person's data out of a row, of drafts and of all history, as one version; return it.

        Columns declared personal are blanked, where a table declares none all of them; the id stays. This is the only
        act that rewrites the past, and it cannot be taken back.

        Raises
        ------
        TableError
            Where there is and was no such row.
        """
        with self.store.write() as connection:
            version = erasing.erase(connection, table, id, self._act(None))
        self.store.shred()
        self._frames = {}
        self._move(version)
        return version

    def draft(self, tab: str = "") -> Draft:
        """Return the draft of a browser tab, as it was left; "" is kept nowhere."""
        return Draft(self, tab)

    def drafts(self) -> pd.DataFrame:
        """Return the drafts that this person left: tab, when (UTC), count; the latest first."""
        return drafts.listed(self)

    def drop_draft(self, tab: str) -> None:
        """Forget a draft that was left behind."""
        drafts.drop(self, tab)

    def _act(self, why: str | None) -> Act:
        return Act(self.who, self.session, self.scenario_name, why=why)

    def _seen(self, based_on: int | None) -> int:
        if based_on is not None and not 0 <= based_on <= self.newest():
            raise ValueError(
                f"based_on must be a version of this workspace, 0 to {self.newest()}, not {based_on}."
            )
        return self.version if based_on is None else based_on

    def _planned(self, changes: pd.DataFrame) -> Plan:
        plan, twice = from_changes(changes)
        if twice:
            raise TableError(twice)
        return plan

    def _save(self, edit: Edit, why: str | None) -> int:
        self._again(lambda connection, act: commit(connection, edit, act), why)
        return self.version

    def _again(self, step: Step, why: str | None = None) -> int | None:
        with self.store.write() as connection:
            saved = step(connection, self._act(why))
            if saved is None:
                return None
            news = False, saved.tables
            if (
                saved.version > self.version + 1
            ):  # others saved in between; asked here: a further read costs more
                news = self._news(connection, saved.version)
        self._become(saved.version, *news)
        return saved.version

    def _move(self, version: int) -> None:
        """Become the snapshot of a newer version."""
        if version != self.version:
            with self.store.read() as connection:
                news = self._news(connection, version)
            self._become(version, *news)

    def _news(self, connection: sa.Connection, version: int) -> tuple[bool, set[str]]:
        """Return whether a copy came in since, and which tables changed."""
        return filled_at(connection) > self.version, tables_since(connection, self.version, version)

    def _become(self, version: int, anew: bool, touched: set[str]) -> None:
        """Show a newer version; tables that nobody touched stay as they were read."""
        if anew:  # a copy came in: what history says of its versions says nothing of what was here
            self.store.renew()
            self.origin = self.store.origin
        self._frames = {name: frame for name, frame in self._frames.items() if name not in touched}
        if anew or "columns" in touched:
            self._catalogue, self._frames = None, {}
        self._version = version


def give_name(connection: sa.Connection, name: str, kind: str, version: int) -> None:
    """Name a version or a scenario; ValueError where the name is taken or blank."""
    if not name.strip() or not name.isprintable():
        raise ValueError(f"A {kind} needs a name of printable characters, not {name!r}.")
    taken = sa.select(names).where(names.c.name == name, names.c.kind == kind)
    if connection.execute(taken).first():
        raise ValueError(f"There is a {kind} {name!r} already: choose another name.")
    connection.execute(sa.insert(names).values(name=name, kind=kind, version=version))


def default_path() -> str:
    """Return where a workspace lies that nobody named a place for."""
    return str(platformdirs.user_data_path("strategy-workbench", appauthor=False) / "workbench.db")
