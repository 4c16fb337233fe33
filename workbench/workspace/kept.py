"""A workspace's own tables: what it is, its versions, their history, names, and drafts."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

__all__ = [
    "FORMAT",
    "drafts",
    "facts",
    "filled_at",
    "history",
    "meta",
    "metadata",
    "names",
    "presence",
    "set_fact",
    "versions",
]

FORMAT = 1
"""Raised when the kept form changes so that an older workbench would read it wrongly."""

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")  # sorted the same everywhere

metadata = sa.MetaData()
meta = sa.Table("_meta", metadata, sa.Column("name", TEXT, primary_key=True), sa.Column("value", TEXT))
versions = sa.Table(
    "_versions",
    metadata,
    sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", TEXT, nullable=False),
    sa.Column("session", TEXT, nullable=False),
    sa.Column("scenario", TEXT, nullable=False),
    sa.Column("act", TEXT, nullable=False),
    sa.Column("of", sa.BigInteger),
    sa.Column("why", TEXT),
    sa.Index("_versions_by_who", "who", "scenario", "version"),
)
history = sa.Table(
    "_history",
    metadata,
    sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("scenario", TEXT, primary_key=True),
    sa.Column("table", TEXT, primary_key=True),
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("act", TEXT, nullable=False),
    sa.Column("cells", TEXT, nullable=False),
    sa.Column("laid", TEXT),
    sa.Index("_history_by_row", "table", "id", "version"),
    sa.Index("_history_by_scenario", "scenario", "version"),
)
names = sa.Table(
    "_names",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("kind", TEXT, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
)
drafts = sa.Table(
    "_drafts",
    metadata,
    sa.Column("who", TEXT, primary_key=True),
    sa.Column("tab", TEXT, primary_key=True),
    sa.Column("scenario", TEXT, primary_key=True),
    sa.Column("based_on", sa.BigInteger, nullable=False),
    sa.Column("edits", TEXT, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)

presence = sa.Table(
    "_presence",
    metadata,
    sa.Column("session", TEXT, primary_key=True),
    sa.Column("who", TEXT, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)


_FACTS = sa.select(meta.c.name, meta.c.value)


def facts(connection: sa.Connection) -> dict[str, str]:
    """Return the workspace's facts about itself: format, token, declared, filled."""
    return {row.name: row.value for row in connection.execute(_FACTS)}


def set_fact(connection: sa.Connection, name: str, value: str) -> None:
    """Keep a fact of the workspace about itself."""
    connection.execute(sa.delete(meta).where(meta.c.name == name))
    connection.execute(sa.insert(meta).values(name=name, value=value))


def filled_at(connection: sa.Connection) -> int:
    """Return the version at which all content last came from elsewhere; 0: never.

    Who saw an earlier one saw another content, whose version numbers say nothing about this one.
    """
    return int(facts(connection).get("filled", 0))
