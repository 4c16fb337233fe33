"""The list of the Opportunities board: its columns, what stands in them, and in which order."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.columns import or_none
from workbench.language.numbers import number, odds
from workbench.opportunities import naming, ranking
from workbench.opportunities.plane import Axes
from workbench.opportunities.standing import Standing
from workbench.ui.grid import GridColumn
from workbench.ui.theme import categories
from workbench.workspace.schema import Column, Table

__all__ = ["bands", "cells", "columns", "rows"]

FIRST = (
    GridColumn("rank", "#", "rank", width=40, align="right", help="Place among the open ones"),
    GridColumn("title", "Opportunity", "title", editable=True, grow=4),
)
LAST = (
    GridColumn("score", "Score", "score", width=68, align="right"),
    GridColumn("odds", "In, how often", "odds", width=160, slim=96, align="right",
               help="In how many of 10 cases it is above the line"),
)  # fmt: skip
QUOTES = GridColumn(
    "quotes",
    "Quotes",
    "number",
    width=64,
    align="right",
    wide=True,
    help="What customers said that it would meet",
)


def columns(inputs: Sequence[str], declared: Table, *, quotes: bool = False) -> tuple[GridColumn, ...]:
    """Return the list's columns under a score method that reads these of the table; with the quotes, if asked."""
    shown = (_input(name, declared.by_name.get(name)) for name in inputs)
    return (*FIRST, *shown, *((QUOTES,) if quotes else ()), *LAST)


def _input(name: str, column: Column | None) -> GridColumn:
    label = column.label if column else naming.heading(name)
    title, kind = column.short if column else label, "percent" if column and column.percent else "number"
    said = f"{label}: {column.help}".removesuffix(": ") if column else label
    width = min(max(64, 8 * len(title) + 10), 120)
    return GridColumn(name, title, kind, column is not None, width, align="right", wide=True, help=said)


def rows(standing: Standing, selected: str | None, ids: "pd.Index[str] | None" = None) -> pd.DataFrame:
    """Return what pictures and cells are made from: of some rows, at every move, else of all.

    Returns
    -------
    DataFrame by id
        title, theme, source, reach, what the method reads, score, colour (a token), selected; x and y in the second
        picture; hover; and of the open rows rank, must_do, chosen, p_top, unplaced.
    """
    whole, placed = standing.whole, standing.placed
    ids = whole.index if ids is None else ids
    at, of_open = whole.index.get_indexer(ids), placed.index.get_indexer(ids)

    def plain(name: str) -> Any:
        return whole[name].array.take(at)

    def ranked(name: str, blank: Any) -> Any:
        return (
            np.where(of_open < 0, blank, placed[name].to_numpy()[of_open])
            if len(placed)
            else np.full(len(at), blank)
        )

    colours, axes = categories(whole["theme"]), Axes.of(standing.inputs)
    read = dict.fromkeys(("title", "theme", "source", "reach", axes.cost, *standing.inputs))
    made = pd.DataFrame(
        {
            **{name: plain(name) for name in read},
            "score": standing.scores.to_numpy()[at],
            "colour": [colours.get(theme, "c7") for theme in plain("theme")],
            "selected": ids == selected,
            "rank": ranked("rank", np.nan),
            "must_do": ranked("must_do", blank=False),
            "chosen": ranked("chosen", blank=False),
            "p_top": ranked("p_top", np.nan),
            "unplaced": ranked("unplaced", "") if "unplaced" in placed else "",
        },
        index=ids,
    )
    return axes.place(made).assign(hover=_hover(made, standing))


def _hover(made: pd.DataFrame, standing: Standing) -> list[str]:
    """Return the full title and every input of each row, for plotly, which reads a little markup."""
    heads = {name: html.escape(naming.heading(name)) for name in standing.inputs}
    values = zip(*(made[name].astype(float).tolist() for name in standing.inputs), strict=True)
    each = zip(made["title"].tolist(), made["score"].tolist(), values, strict=True)
    return [
        f"<b>{html.escape(str(title), quote=False)}</b><br>"
        + " · ".join(
            f"{heads[name]} {naming.said(name, value)}"
            for name, value in zip(standing.inputs, row, strict=True)
        )
        + f"<br>Score {number(score)}"
        for title, score, row in each
    ]


def cells(
    made: pd.DataFrame,
    ids: Sequence[str],
    inputs: Sequence[str],
    touched: Mapping[str, Any],
    assumed: Sequence[tuple[str, str]],
) -> dict[str, dict[str, Any]]:
    """Return the grid's cells of some rows.

    Parameters
    ----------
    made : DataFrame
        From :func:`rows`.
    ids : sequence of str
    inputs : sequence of str
        The columns that the method reads.
    touched : {id: columns}
        Drafted cells.
    assumed : collection of (id, column)
    """
    at, guesses = made.index.get_indexer(pd.Index(ids)), set(assumed)
    columns = {str(name): made[name].to_numpy()[at].tolist() for name in made}
    plain = (
        {name: or_none(value) for name, value in zip(columns, row, strict=True)}
        for row in zip(*columns.values(), strict=True)
    )
    return {
        id_: _cells(id_, row, inputs, touched.get(id_, ()), guesses)
        for id_, row in zip(ids, plain, strict=True)
    }


def _cells(
    id_: str,
    row: Mapping[str, Any],
    inputs: Sequence[str],
    drafted: Sequence[str],
    guesses: set[tuple[str, str]],
) -> dict[str, Any]:
    p_top, must = row["p_top"], row["must_do"]
    return {
        **{name: row[name] for name in ("title", *inputs, "score")},
        "rank": None if row["rank"] is None else int(row["rank"]),
        "odds": [None, ""]
        if p_top is None or (row["score"] is None and not must)
        else [None, row["unplaced"]]
        if row["unplaced"]
        else [round(p_top, 2), "must do" if must else odds(p_top)],
        "_colour": row["colour"] if row["theme"] else None,
        "_tags": ["must do"] if must else [],
        "_link": row["source"],
        "_draft": sorted(name for name in drafted if name),
        "_assumed": [name for name in inputs if (id_, name) in guesses],
    }


def bands(made: pd.DataFrame, standing: Standing, ids: Sequence[str], sort: str) -> list[dict[str, Any]]:
    """Return the order of some rows: by band and place, or by a column (with a minus: downwards)."""
    listed = made.loc[list(ids)]
    column = {"odds": "p_top"}.get(sort.removeprefix("-"), sort.removeprefix("-"))
    if column in listed:  # a link may name one that is no more
        by = listed[column]
        if pd.api.types.is_string_dtype(by):
            by = by.str.casefold()
        order = by.sort_values(ascending=not sort.startswith("-"), kind="stable", na_position="last")
        return [{"label": "", "ids": order.index.tolist()}]
    placed = standing.placed[np.isin(standing.placed.index, listed.index)]
    shown = [{"label": band, "ids": placed.index[placed["band"] == band].tolist()} for band in ranking.BANDS]
    rest = listed[~np.isin(listed.index, placed.index)].sort_values(
        "score", ascending=False, na_position="last"
    )
    return [band for band in (*shown, {"label": "Not ranked", "ids": rest.index.tolist()}) if band["ids"]]
