"""What all files of the sample have in common: the seed, the last day, and how a file is written."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence

SEED = 20261124
LAST = dt.date(2026, 11, 13)
"""The last day on which somebody wrote something down."""

Row = Mapping[str, object]


def text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a file: CSV with a heading, blank where a row has nothing."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
