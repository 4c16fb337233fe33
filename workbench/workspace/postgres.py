"""A workspace in a PostgreSQL database: for teams that have a server."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from workbench.workspace.errors import StoreError
from workbench.workspace.store import Store

__all__ = ["PostgresStore"]

WAIT = 15
"""Seconds to wait for the server, and for another writer."""
WRITER = 0x5747_4B42
"""The lock that the one writer of a schema holds."""


class PostgresStore(Store):
    """One database, or one schema of it.

    Parameters
    ----------
    url : str
        ``postgresql://user@host/database``; ``?options=-csearch_path%3Dname`` names a schema. The password may come
        from $PGPASSWORD.

    Raises
    ------
    StoreError
        As :func:`workbench.workspace.store.open_store`.
    """

    def __init__(self, url: str) -> None:
        try:
            address = sa.make_url(url)
        except ArgumentError as error:
            raise StoreError(
                f"{url!r} is no address of a database: write postgresql://user@host/database."
            ) from error
        self.url, self.name = url, address.set(drivername="postgresql").render_as_string(hide_password=True)
        self.engine = sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            isolation_level="REPEATABLE READ",  # a reader sees one state, over as many tables as it asks for
            pool_pre_ping=True,  # the server may have been started anew
            connect_args={"connect_timeout": WAIT, "application_name": "workbench"},
        )
        super().__init__()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        # What is read after the lock must be what the writer before left: REPEATABLE READ would fix it too early.
        writers = self.engine.execution_options(isolation_level="READ COMMITTED")
        with writers.connect() as connection, connection.begin():
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
            connection.execute(
                sa.select(sa.func.pg_advisory_xact_lock(WRITER, sa.func.hashtext(sa.func.current_schema())))
            )
            yield connection

    def _cure(self, error: Exception) -> str:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[-1]
        return f"{reason}. Is the server there, and may this user make tables in that database?"
