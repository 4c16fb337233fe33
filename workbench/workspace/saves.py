"""What was saved when, by whom and why: the versions at which some tables changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd
import sqlalchemy as sa

from workbench.workspace.kept import history, versions
from workbench.workspace.lines import BASE

if TYPE_CHECKING:
    from workbench.workspace.snapshot import Snapshot

__all__ = ["saves", "worth_offering"]


def saves(ws: "Snapshot", tables: Iterable[str], many: int = 5000) -> pd.DataFrame:
    """Return the latest versions up to this one at which one of the tables changed, newest first.

    Parameters
    ----------
    many : int
        So many at most.

    Returns
    -------
    DataFrame by version
        when (UTC), who, why (None where nothing was said).
    """
    known, past = versions.c, history.c
    mine = sa.exists().where(
        past.version == known.version,
        past.scenario.in_({BASE, ws.scenario_name}),
        past.table.in_(list(tables)),
    )
    query = (
        sa.select(known.version, known.at, known.who, known.why)
        .where(known.version <= ws.version, mine)
        .order_by(known.version.desc())
        .limit(many)
    )
    with ws.store.read() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    found = pd.DataFrame(rows, columns=["version", "when", "who", "why"], dtype=object)
    when = pd.to_datetime(found["when"], utc=True)
    return found.assign(version=found["version"].astype("int64"), when=when).set_index("version")


def worth_offering(rows: pd.DataFrame, latest: int = 40) -> pd.DataFrame:
    """Return the saves to choose from: the latest, of each day before them the last, and the first of all.

    Parameters
    ----------
    rows : DataFrame by version
        As from :func:`saves`: newest first, when.
    latest : int

    Examples
    --------
    >>> days = pd.to_datetime(["2026-05-03", "2026-05-02", "2026-05-02", "2026-05-01", "2026-05-01"])
    >>> worth_offering(pd.DataFrame({"when": days}), latest=1).index.tolist()
    [0, 1, 3, 4]
    """
    older = rows.iloc[latest:]
    kept = ~older["when"].dt.date.duplicated()
    kept.iloc[-1:] = True
    found: pd.DataFrame = pd.concat([rows.iloc[:latest], older[kept]])
    return found
