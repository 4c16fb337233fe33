"""Who else is here: a line a page, renewed while it is open, and forgotten soon after."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from workbench.workspace.kept import presence
from workbench.workspace.store import Store

__all__ = ["EVERY", "LASTS", "beat", "others"]

EVERY, LASTS = 10.0, 25.0
"""Seconds between two signs of life; and how long one of them is believed."""


def beat(store: Store, session: str, who: str) -> None:
    """Give a sign of life, and forget those who gave none for long."""
    now = _now()
    with store.write() as connection:
        gone = now - timedelta(seconds=LASTS)
        connection.execute(
            sa.delete(presence).where((presence.c.session == session) | (presence.c.at < gone))
        )
        connection.execute(sa.insert(presence).values(session=session, who=who, at=now))


def others(store: Store, session: str, who: str = "") -> list[str]:
    """Return the names of those who are here beside this session, each once, by name.

    Who has the same name is taken for the same person: a page that was just reloaded is still believed for a while.
    """
    query = (
        sa.select(presence.c.who)
        .distinct()
        .where(presence.c.session != session, presence.c.who != who)
        .where(presence.c.at >= _now() - timedelta(seconds=LASTS))
        .order_by(presence.c.who)
    )
    with store.read() as connection:
        return list(connection.scalars(query))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
