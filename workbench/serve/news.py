"""What changed since a version, in sentences that a colleague would say."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from workbench.language.numbers import number
from workbench.language.words import count

__all__ = ["news"]

Rows = Iterable[tuple[str, str]]
Names = Mapping[tuple[str, str], str]
_SHOWN = 5


def news(history: pd.DataFrame, before: Rows, after: Rows, titles: Names, labels: Names) -> dict[str, Any]:
    r"""Return what a history says: how many cells changed, who changed them, and the latest changes as sentences.

    Parameters
    ----------
    history : DataFrame
        Lines of :meth:`Workspace.history`, oldest first: version, who, table, id, column, old, new.
    before, after : pairs (table, id)
        The rows that were there then, and that are there now.
    titles : dict
        (table, id) -> how a person calls that row, a setting too; the id where it is missing.
    labels : dict
        (table, column) -> how a person calls that column; its name where it is missing.

    Returns
    -------
    dict
        count (cells changed, rows added or removed), who (names, the busiest first), sentences (at most five,
        newest first).

    Examples
    --------
    >>> line = {"version": 2, "who": "Li", "table": "opportunities", "id": "a", "column": "effort", "old": 3.0, "new": 5.0}
    >>> rows = [("opportunities", "a")]
    >>> news(pd.DataFrame([line]), rows, rows, {rows[0]: "Dark mode"}, {})["sentences"]
    ['Li: Effort of Dark mode 3\xa0→\xa05']
    """
    if history.empty:
        return {"count": 0, "who": [], "sentences": []}
    there, still = set(before), set(after)
    acts: list[tuple[str, str, int]] = []
    for (_, who, table), lines in history.groupby(["version", "who", "table"], sort=False):
        rows = [] if table == "settings" else [(str(table), str(row)) for row in lines["id"].unique()]
        added = [row for row in rows if row not in there]
        removed = [row for row in rows if row in there and row not in still and _emptied(lines, row[1])]
        there = there.union(added).difference(removed)
        told = (("added", added), ("removed", removed))
        acts += [(str(who), f" {verb} {_several(some, titles)}", len(some)) for verb, some in told if some]
        edits = lines[~lines["id"].isin([row for _, row in added + removed])]
        acts += [(str(who), f": {_edit(line, titles, labels)}", 1) for line in edits.to_dict("records")]
    by_who = pd.Series([many for _, _, many in acts]).groupby([who for who, _, _ in acts]).sum()
    return {
        "count": int(by_who.sum()),
        "who": by_who.sort_values(ascending=False, kind="stable").index.tolist(),
        "sentences": [f"{who}{sentence}" for who, sentence, _ in reversed(acts)][:_SHOWN],
    }


def _emptied(lines: pd.DataFrame, row: str) -> bool:
    return bool(lines.loc[lines["id"] == row, "new"].isna().all())


def _several(rows: list[tuple[str, str]], titles: Names) -> str:
    if len(rows) == 1:
        return titles.get(rows[0], rows[0][1])
    table = rows[0][0].replace("_", " ")
    one = f"{table.removesuffix('ies')}y" if table.endswith("ies") else table.removesuffix("s")
    return count(len(rows), one, table)


def _edit(line: dict[Any, Any], titles: Names, labels: Names) -> str:
    table, row, column = str(line["table"]), str(line["id"]), str(line["column"])
    title = titles.get((table, row), row)
    if table == "settings":
        return f"{title} {_move(line)}"
    label = labels.get((table, column)) or column.replace("_", " ").capitalize()
    return f"{label} of {title} {_move(line)}"


def _move(line: dict[Any, Any]) -> str:
    return f"{_said(line['old'])}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{_said(line['new'])}"


def _said(value: Any) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, pd.Timestamp):
        return f"{value:%d %B %Y}".lstrip("0")
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004  about one line of the card
