"""Where a workspace is kept: one database, real tables, one transaction an act."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from workbench.workspace.errors import StoreError

__all__ = ["Store", "drafts", "history", "metadata", "names", "versions"]

FORMAT = 1
"""Raised when the kept form changes so that an older workbench would read it wrongly."""
WAIT, TRIES = 15, 3

metadata = sa.MetaData()
meta = sa.Table("_meta", metadata, sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text))
versions = sa.Table(
    "_versions",
    metadata,
    sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("session", sa.Text, nullable=False),
    sa.Column("scenario", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("of", sa.BigInteger),
    sa.Column("why", sa.Text),
    sa.Index("_versions_by_who", "who", "scenario", "version"),
)
history = sa.Table(
    "_history",
    metadata,
    sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("scenario", sa.Text, primary_key=True),
    sa.Column("table", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("cells", sa.Text, nullable=False),
    sa.Column("laid", sa.Text),
    sa.Index("_history_by_row", "table", "id", "version"),
    sa.Index("_history_by_scenario", "scenario", "version"),
)
names = sa.Table(
    "_names",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
)
drafts = sa.Table(
    "_drafts",
    metadata,
    sa.Column("who", sa.Text, primary_key=True),
    sa.Column("tab", sa.Text, primary_key=True),
    sa.Column("scenario", sa.Text, primary_key=True),
    sa.Column("based_on", sa.BigInteger, nullable=False),
    sa.Column("edits", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)


class Store:
    """One database.

    Parameters
    ----------
    url : str
        ``sqlite:///file.db`` or a bare path; made where there is none.

    Raises
    ------
    StoreError
        Where it cannot be opened, is something else, or was written by a newer workbench.
    """

    def __init__(self, url: str) -> None:
        self.path = _path(url)
        self.url = f"sqlite:///{self.path.as_posix()}"
        self._place: tuple[int, int] | None = None
        self.engine = sa.create_engine(self.url, connect_args={"timeout": WAIT})
        sa.event.listen(self.engine, "connect", _connected)
        sa.event.listen(self.engine, "begin", _begun)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.facts = self._facts() or self._made()
        except (DatabaseError, OSError) as error:
            reason = str(getattr(error, "orig", error))
            raise StoreError(
                f"{self.path} cannot be opened as a workspace: {reason}. Name another file, or move this one away."
            ) from error
        self._check_form(self.facts["format"])
        self._place = _place(self.path)

    @cached_property
    def token(self) -> str:
        """What tells this workspace from every other, wherever its file lies."""
        return self.facts["token"]

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
            Where somebody else writes for too long, the disk does not take it, or the file is no longer the one that
            was opened; nothing is written then.
        """
        if self._place and _place(self.path) != self._place:
            raise StoreError(
                f"{self.path} was moved, deleted or replaced while it was open. Nothing was saved:"
                " put it back, or open the workspace again."
            )
        try:
            with self.engine.connect() as connection:
                writer = connection.execution_options(begin="BEGIN IMMEDIATE")
                with _patiently(writer):
                    if self._place:
                        self._check_form(fact(writer, "format") or "0")
                    yield writer
        except OperationalError as error:
            raise StoreError(
                f"{self.path} could not be written: {error.orig}. Nothing was saved; try again."
            ) from error

    def shred(self) -> None:
        """Leave nothing of what was deleted in the log beside the file, as far as other readers let go of it."""
        with self.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _check_form(self, form: str) -> None:
        if int(form) > FORMAT:
            raise StoreError(
                f"{self.path} was written by a newer workbench (form {form}, this one reads {FORMAT}):"
                " update the workbench, then open it again."
            )

    def _facts(self) -> dict[str, str]:
        with self.read() as connection:
            if not connection.dialect.has_table(connection, meta.name):
                return {}
            return {row.name: row.value for row in connection.execute(sa.select(meta))}

    def _made(self) -> dict[str, str]:
        """Make the workspace's inner tables, unless another process just did."""
        with self.write() as connection:
            if not connection.dialect.has_table(connection, meta.name):
                metadata.create_all(connection)
                facts = {"format": str(FORMAT), "token": uuid4().hex}
                connection.execute(sa.insert(meta), [{"name": name, "value": facts[name]} for name in facts])
        return self._facts()


def fact(connection: sa.Connection, name: str) -> str | None:
    """Return one of the workspace's facts about itself."""
    return connection.scalar(sa.select(meta.c.value).where(meta.c.name == name))


def set_fact(connection: sa.Connection, name: str, value: str) -> None:
    """Keep a fact of the workspace about itself."""
    connection.execute(sa.delete(meta).where(meta.c.name == name))
    connection.execute(sa.insert(meta).values(name=name, value=value))


def _place(path: Path) -> tuple[int, int] | None:
    """Tell a file from another of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _path(url: str) -> Path:
    kind, mark, rest = url.partition("://")
    if mark and kind != "sqlite":
        raise StoreError(f"{kind}:// cannot be opened: a workspace is a file, such as sqlite:///demo.db.")
    path = rest.removeprefix("/") if mark else url
    if not path or path == ":memory:":
        raise StoreError(f"{url!r} names no file: write sqlite:///demo.db, or a path.")
    return Path(path).expanduser().absolute()


def _connected(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: Python's driver would say it too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def _patiently(connection: sa.Connection) -> Iterator[None]:
    """Begin, waiting for other writers; end in a commit or in nothing."""
    for left in reversed(range(TRIES)):
        try:
            transaction = connection.begin()
            break
        except OperationalError:
            if not left:
                raise
            time.sleep(0.05)
    with transaction:
        yield
