"""What others save, announced: one thread that asks for the newest version."""

import logging
import threading
import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from workbench.workspace import presence
from workbench.workspace.catalogue import declared
from workbench.workspace.errors import StoreError
from workbench.workspace.kept import filled_at, history, versions
from workbench.workspace.lines import newest_version
from workbench.workspace.store import Store

__all__ = ["Changes"]

EVERY = 0.5
"""Seconds between two looks."""

Observer = Callable[[int, str, list[str]], object]

log = logging.getLogger(__name__)


class Changes:
    """Others' commits, and who else is here. The thread starts with the first observer and ends with the last.

    Attributes
    ----------
    who : str or None
        The name to give signs of life in, while there are observers; None: none are given.
    on_others : function(names)
        Called on the poll thread when others come or go.
    """

    def __init__(self, store: Store, session: str) -> None:
        self._store, self._session = store, session
        self.who: str | None = None
        self.on_others: Callable[[list[str]], object] = lambda _: None
        self._beaten: tuple[float, str | None] = (0.0, None)
        self._around: list[str] = []
        self._observers: list[Observer] = []
        self._lock = threading.Lock()
        self._stop: threading.Event | None = None

    def observe(self, fn: Observer) -> Callable[[], None]:
        """Call ``fn(version, who, tables)`` at every commit of another Workspace object, on the poll thread.

        Returns
        -------
        function
            Ends it; calling it twice does no harm.
        """

        def end() -> None:
            with self._lock:
                self._observers = [each for each in self._observers if each is not once]
                if not self._observers and self._stop:
                    self._stop.set()
                    self._stop = None

        def once(version: int, who: str, tables: list[str]) -> object:
            return fn(version, who, tables)

        with self._lock:
            self._observers = [*self._observers, once]
            if self._stop is None:
                self._stop = threading.Event()
                start = self._newest()
                threading.Thread(
                    target=self._watch, args=(self._stop, start), daemon=True, name="workbench-changes"
                ).start()
        return end

    def _watch(self, stop: threading.Event, last: int) -> None:
        while not stop.wait(EVERY):
            try:
                newest = self._newest()
                for version, who, tables in self._between(last, newest):
                    self._tell(version, who, tables)
                last = newest
                self._look_around()  # last: a sign of life may wait for a writer, news must not
            except (SQLAlchemyError, StoreError):
                log.warning("The workspace could not be asked for changes; asking again.", exc_info=True)

    def _look_around(self) -> None:
        """Give a sign of life when it is time, or the name changed; tell who else does."""
        if self.who is None:
            return
        at, who = self._beaten
        if self.who != who or time.monotonic() - at > presence.EVERY:
            self._beaten = (time.monotonic(), self.who)
            presence.beat(self._store, self._session, self.who)
        around = presence.others(self._store, self._session, self.who)
        if around != self._around:
            self._around = around
            self.on_others(around)

    def _newest(self) -> int:
        with self._store.read() as connection:
            return newest_version(connection)

    def _between(self, last: int, newest: int) -> list[tuple[int, str, list[str]]]:
        """Return others' commits after ``last``, up to ``newest``: what comes meanwhile is told the next time."""
        if newest <= last:
            return []
        found: dict[tuple[int, str], list[str]] = {}
        with self._store.read() as connection:
            filled = filled_at(connection)
            if last < filled <= newest:  # a copy came in: one commit, of all tables; its history is not told
                query = sa.select(versions.c.who, versions.c.session).where(versions.c.version == filled)
                who, session = connection.execute(query).one()
                found = {} if session == self._session else {(filled, who): sorted(declared().tables)}
                last = filled
            query = (
                sa.select(versions.c.version, versions.c.who, history.c.table)
                .distinct()
                .join(history, history.c.version == versions.c.version)
                .where(versions.c.version > last, versions.c.version <= newest)
                .where(versions.c.session != self._session)
                .order_by(versions.c.version, history.c.table)
            )
            for row in connection.execute(query):
                found.setdefault((row.version, row.who), []).append(row.table)
        return [(version, who, tables) for (version, who), tables in found.items()]

    def _tell(self, version: int, who: str, tables: list[str]) -> None:
        for observer in self._observers:
            try:
                observer(version, who, tables)
            except Exception:
                log.exception("An observer of changes failed.")
