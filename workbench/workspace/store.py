"""Where a workspace is kept: one database, real tables, one transaction an act."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from workbench.workspace.errors import StoreError
from workbench.workspace.forking import survive_forks
from workbench.workspace.kept import FORMAT, facts, meta, metadata

__all__ = ["Store", "open_store"]


def open_store(url: str, *, make: bool = True) -> "Store":
    """Open the database behind a URL, or a path; a file is made where there is none, unless ``make`` is False.

    Raises
    ------
    StoreError
        Where it cannot be opened, is something else, or was written by a newer workbench.
    """
    kind, mark, _ = url.partition("://")
    if mark and kind.partition("+")[0] in ("postgresql", "postgres"):
        from workbench.workspace.postgres import PostgresStore

        return PostgresStore(url)
    from workbench.workspace.sqlite import SqliteStore

    return SqliteStore(url, make=make)


class Store(ABC):
    """One database, already open; see :func:`open_store`.

    Attributes
    ----------
    url : str
        What opens it again.
    name : str
        What people know it by, in sentences; never a password.
    engine : sqlalchemy.Engine
    """

    url: str
    name: str
    engine: sa.Engine

    def __init__(self) -> None:
        self._opened = False
        self._inherited: list[sa.Pool] = []
        try:
            self.facts = self._facts() or self._made()
            self._complete()
        except (DatabaseError, OSError) as error:
            raise StoreError(f"{self.name} cannot be opened as a workspace: {self._cure(error)}") from error
        self._check(self.facts)
        self._opened = True
        survive_forks(self)

    @cached_property
    def token(self) -> str:
        """What tells this workspace from every other, wherever it lies."""
        return self.facts["token"]

    @property
    def origin(self) -> tuple[str, str, str]:
        """What tells this content, at any version, from every other: the place, the workspace, the last filling."""
        return self.url, self.token, self.facts.get("filled", "")

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the database."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give the one connection that may write; all or nothing.

        Raises
        ------
        StoreError
            Where somebody else writes for too long, the database does not take it, or is no longer the one that was
            opened; nothing is written then.
        """
        try:
            with self._writing() as connection:
                if self._opened:
                    self._look(connection)
                yield connection
        except OperationalError as error:
            raise StoreError(
                f"{self.name} could not be written: {error.orig}. Nothing was saved; try again."
            ) from error

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sa.Connection]:
        """Begin as the only writer, waiting for others; end in a commit or in nothing."""

    @abstractmethod
    def _cure(self, error: Exception) -> str:
        """Say why it could not be opened, and what to do."""

    def shred(self) -> None:  # noqa: B027  nothing to do where deleted rows leave nothing beside the database
        """Leave nothing of what was deleted, as far as other readers let go of it."""

    def renew(self) -> None:
        """Read anew what the workspace says of itself: after it was filled from elsewhere."""
        self.facts = self._facts()
        self.__dict__.pop("token", None)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def before_fork(self) -> None:
        """Close the connections."""
        self.close()

    def after_fork(self) -> None:
        """Leave the connections to the process that this one was forked from; they are kept, so that nothing ends them.

        https://docs.sqlalchemy.org/en/20/core/pooling.html#using-connection-pools-with-multiprocessing-or-os-fork,
        https://sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_
        """
        self._inherited = [*self._inherited, self.engine.pool]
        self.engine.dispose(close=False)

    def _look(self, connection: sa.Connection) -> None:
        """Make sure that this is still the workspace that was opened."""
        self._check(facts(connection))

    def _check(self, now: Mapping[str, str]) -> None:
        form = now.get("format", 0)
        if int(form) > FORMAT:
            raise StoreError(
                f"{self.name} was written by a newer workbench (form {form}, this one reads {FORMAT}):"
                " update the workbench, then open it again."
            )
        if self._opened and now.get("token") != self.token:
            raise StoreError(
                f"{self.name} holds another workspace than when it was opened. Nothing was saved: open it again."
            )

    def _facts(self) -> dict[str, str]:
        with self.read() as connection:
            if not connection.dialect.has_table(connection, meta.name):
                return {}
            return facts(connection)

    def _complete(self) -> None:
        """Make those of the workspace's inner tables that came after it was made."""
        with self.read() as connection:
            missing = metadata.tables.keys() - set(sa.inspect(connection).get_table_names())
        if missing:
            with self.write() as connection:
                metadata.create_all(connection)

    def _made(self) -> dict[str, str]:
        """Make the workspace's inner tables, unless another process just did."""
        with self.write() as connection:
            if not connection.dialect.has_table(connection, meta.name):
                metadata.create_all(connection)
                facts = {"format": str(FORMAT), "token": uuid4().hex}
                connection.execute(sa.insert(meta), [{"name": name, "value": facts[name]} for name in facts])
        return self._facts()
