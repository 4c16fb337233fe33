"""The list of the Needs board: its columns, what stands in them, and in which order."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from workbench.language.numbers import number
from workbench.needs.evidence import Evidence
from workbench.ui.grid import GridColumn

__all__ = ["COLUMNS", "answers", "bands", "cells", "opportunity_link"]

NOBODY = "no opportunity yet"
COLUMNS = (
    GridColumn("title", "Need", "title", editable=True, grow=4),
    GridColumn("demand", "Demand", "bar", width=236, slim=120, help="The importance (0 to 3) of its quotes, added up"),
    GridColumn("months", "12 months", "spark", width=110, wide=True, help="Quotes a month"),
    GridColumn("answer", "Answered by", "link", grow=3, wide=True, help="The opportunity that would meet it"),
)  # fmt: skip


def answers(met: pd.DataFrame, opportunities: pd.DataFrame, ranks: Mapping[str, float]) -> pd.DataFrame:
    """Return by need the opportunity that would meet it: the best ranked one, then the first by id.

    Returns
    -------
    DataFrame by need
        opportunity, title, rank (NaN where it is not ranked), many: how many there are.
    """
    known = met[met["opportunity"].isin(opportunities.index)]
    rows = pd.DataFrame(
        {
            "need": known["need"],
            "opportunity": known["opportunity"],
            "title": known["opportunity"].map(opportunities["title"]),
            "rank": known["opportunity"].map(ranks).astype(float),
        }
    )
    first = (
        rows.sort_values(["rank", "opportunity"], na_position="last")
        .drop_duplicates("need")
        .set_index("need")
    )
    return first.assign(many=rows.groupby("need").size())


def cells(
    evidence: Evidence, titles: "pd.Series[str]", answered: pd.DataFrame, touched: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return the grid's cells of the needs in ``titles``."""
    needs, monthly = evidence.needs, evidence.monthly
    most, top = float(needs["demand"].max() or 1.0), int(monthly.to_numpy().max(initial=1))
    found = {}
    for id_, title in titles.items():
        asked = float(needs["demand"].get(id_, 0.0))
        found[str(id_)] = {
            "title": title,
            "demand": [asked / most if most else 0.0, number(asked)],
            "months": monthly[id_].tolist() if id_ in monthly else [0] * len(monthly),
            "answer": _answer(answered, str(id_)),
            "_top": top,
            "_draft": sorted(name for name in touched.get(str(id_), ()) if name),
        }
    return found


def _answer(answered: pd.DataFrame, need: str) -> list[str | None]:
    if need not in answered.index:
        return [None, NOBODY, "wb-warn"]
    first: dict[Any, Any] = answered.loc[need].to_dict()
    place = f", rank {number(first['rank'])}" if pd.notna(first["rank"]) else ""
    more = f" and {first['many'] - 1} more" if first["many"] > 1 else ""
    return [opportunity_link(first["opportunity"]), f"{first['title']}{place}{more}", ""]


def opportunity_link(id_: str) -> str:
    """Return the place of an opportunity on its board."""
    return f"opportunities.ipynb?{urlencode({'selected': id_})}"


def bands(
    evidence: Evidence, titles: "pd.Series[str]", answered: pd.DataFrame, sort: str
) -> list[dict[str, Any]]:
    """Return the needs by demand, or in the order of a column (with a minus: downwards)."""
    keys = pd.DataFrame(
        {
            "title": titles.str.casefold(),
            "demand": evidence.needs["demand"].reindex(titles.index).fillna(0.0),
            "months": evidence.monthly.tail(3).sum().reindex(titles.index).fillna(0.0),
            "answer": answered["rank"].reindex(titles.index),
        },
        index=titles.index,
    )
    column, up = sort.removeprefix("-"), not sort.startswith("-")
    by = [column] if column in keys else ["demand"]
    order = keys.sort_values(by, ascending=up if column in keys else False, kind="stable", na_position="last")
    return [{"label": "", "ids": order.index.tolist()}] if len(order) else []
