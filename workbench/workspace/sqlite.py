"""A workspace in a file: SQLite, which every Python has."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from workbench.workspace.errors import StoreError
from workbench.workspace.store import Store

__all__ = ["SqliteStore", "copy_file"]

WAIT, TRIES = 15, 3
"""Seconds to wait for another writer, and how often."""


class SqliteStore(Store):
    """One file.

    Parameters
    ----------
    url : str
        ``sqlite:///file.db`` or a bare path.
    make : bool
        Make the file where there is none.

    Raises
    ------
    StoreError
        As :func:`workbench.workspace.store.open_store`.
    """

    def __init__(self, url: str, *, make: bool = True) -> None:
        self.path = _path(url)
        self.name, self.url = str(self.path), f"sqlite:///{self.path.as_posix()}"
        if not make and not self.path.exists():
            raise StoreError(f"{self.path} is not there any more. Put it back, or start the workbench again.")
        self._place: tuple[int, int] | None = None
        self.engine = sa.create_engine(self.url, creator=self._connected)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.name} cannot be opened as a workspace: {self._cure(error)}") from error
        super().__init__()
        self._place = _place(self.path)

    def _connected(self) -> sqlite3.Connection:
        """Connect; the file is made at the first opening only: one that is gone must not come back empty."""
        address = f"file:{quote(self.path.as_posix())}?mode={'rw' if self._place else 'rwc'}"
        # isolation_level: we say BEGIN ourselves, Python's driver would say it too late
        connection = sqlite3.connect(
            address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the database."""
        with self.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self._place and _place(self.path) != self._place:
            raise StoreError(
                f"{self.path} was moved, deleted or replaced while it was open. Nothing was saved:"
                " put it back, or open the workspace again."
            )
        with self.engine.connect() as connection, connection.begin():
            _alone(connection)
            yield connection

    def _look(self, connection: sa.Connection) -> None:
        """Look only where somebody else wrote since this connection did: https://sqlite.org/pragma.html#pragma_data_version."""
        now = connection.connection.cursor().execute("PRAGMA data_version").fetchone()
        if connection.info.get("data_version") != now:
            super()._look(connection)
            connection.info["data_version"] = now

    def copy(self, path: Path) -> None:
        """Copy the whole file, drafts too, while others write; the copy is one file, without a log beside it."""
        copy_file(self.path, path)

    def _cure(self, error: Exception) -> str:
        return f"{getattr(error, 'orig', error)}. Name another file, or move this one away."

    def shred(self) -> None:
        """Leave nothing of what was deleted in the log beside the file, as far as other readers let go of it."""
        with self.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy_file(source: Path, target: Path) -> None:
    """Copy a database, with what is in a log beside it, to one file; the source is only read.

    Raises
    ------
    StoreError
        Where it is no database, or there is no room for another.
    """
    address = f"file:{quote(source.absolute().as_posix())}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as kept,
            closing(sqlite3.connect(target)) as copy,
        ):
            kept.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{source} could not be copied: {error}.") from error


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


def _alone(connection: sa.Connection) -> None:
    """Begin as the only writer, waiting for others."""
    for left in reversed(range(TRIES)):
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError:
            if not left:
                raise
            time.sleep(0.05)
        else:
            return
