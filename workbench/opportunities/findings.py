"""What the opportunities say: facts for the board's top, the home page, the briefing and the regression tests."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.opportunities import ranges, ranking, register
from workbench.opportunities.odds import Odds
from workbench.sampling.words import count, number, odds, tenths

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workspace.workspace import Workspace

__all__ = ["assess", "assumptions", "findings", "headlines", "judge", "ranking_table"]


def assumptions(setting: "Callable[[str], float]") -> dict[str, list[Any]]:
    """Return the words and sizes that ranges are assumed from, as :func:`ranges.assume` takes them, by the settings."""
    words = [replace(word, factor=setting(f"ranges.{word.name.replace(' ', '_')}")) for word in ranges.WORDS]
    sizes = [replace(size, effort=setting(f"sizes.{size.name}")) for size in ranges.SIZES]
    return {"words": words, "sizes": sizes}


def judge(placed: pd.DataFrame, p_top: pd.Series) -> pd.DataFrame:
    """Add the odds and their band to placed rows: p_top (a must-do has 1), band."""
    whole = p_top.reindex(placed.index).mask(placed["must_do"], 1.0)
    return placed.assign(p_top=whole, band=ranking.band(placed, whole))


def headlines(judged: pd.DataFrame, effort: pd.Series, line: int) -> pd.DataFrame:
    """Return the facts on the whole list.

    Parameters
    ----------
    judged : DataFrame
        From :func:`judge`.
    effort : Series
        Person-months by id.
    line : int
        Places above the line.

    Returns
    -------
    DataFrame
        name, value, unit, sentence; ``figure``: the value as the board's top says it, before its sentence.
    """
    bands = judged["band"].value_counts()
    inside, close = int(bands.get("In", 0)), int(bands.get("Too close to call", 0))
    taken = float(effort.reindex(judged.index)[judged["chosen"]].sum())
    unscored = int((judged["band"] == "Not scored yet").sum())
    rows = [
        ("in", inside, "opportunities", f"{inside} of {line}", "are in, 8 times in 10 or more"),
        ("close", close, "opportunities", number(close), "are too close to call"),
        ("effort", taken, "person-months", number(taken), f"person-months taken by the top {line}"),
    ]
    if unscored:
        rows.append(("unscored", unscored, "opportunities", number(unscored), "not scored yet"))
    return pd.DataFrame(rows, columns=["name", "value", "unit", "figure", "sentence"])


def assess(ws: "Workspace") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the whole table with assumed ranges, and its open rows judged, best first."""
    line = int(ws.setting("opportunities.line"))
    table = ranges.assume(ranking.candidates(ws["opportunities"]), **assumptions(ws.setting))
    method = register.get(ws.setting("opportunities.method"))
    rivals, top = ranking.contenders(table), ranking.free_places(table, line)
    trials, seed = int(ws.setting("opportunities.trials")), int(ws.setting("opportunities.seed"))
    placed = ranking.place(table, method(table), line)
    return table, judge(placed, Odds().of(rivals, method, trials, seed, top)["p_top"])


def findings(ws: "Workspace") -> pd.DataFrame:
    """Return the facts that opportunities add, from a workspace, a scenario or ``ws.at(version)``.

    Returns
    -------
    DataFrame
        id, name, value, unit, sentence. Rows without an id are headlines. With an id: ``rank``, and ``p_top``,
        the probability to be above the line.
    """
    line = int(ws.setting("opportunities.line"))
    table, judged = assess(ws)
    whole = headlines(judged, table["effort"], line)
    whole = whole.assign(id=None, sentence=whole["figure"] + " " + whole["sentence"])
    return pd.concat([whole, _places(judged, line)], ignore_index=True)[
        ["id", "name", "value", "unit", "sentence"]
    ]


def ranking_table(ws: "Workspace", rows: int = 14) -> pd.DataFrame:
    """Return the top of the ranking as text, made to be read and compared: rank, title, score, odds, band."""
    table, judged = assess(ws)
    top = judged[judged["rank"].notna()].head(rows)
    return pd.DataFrame(
        {
            "rank": [number(rank) for rank in top["rank"]],
            "title": table["title"].reindex(top.index).str.slice(0, 44),
            "score": [number(score) for score in top["score"]],
            "in the top": [f"{chance:.2f}" for chance in top["p_top"]],
            "band": top["band"],
        },
        index=top.index,
    )


def _places(judged: pd.DataFrame, line: int) -> pd.DataFrame:
    """Return rank and odds of each ranked item."""
    ranked = judged[judged["rank"].notna()]
    many = count(len(ranked), "open opportunity", "open opportunities")
    ranks = pd.DataFrame({"id": ranked.index, "name": "rank", "value": ranked["rank"].to_numpy(), "unit": ""})
    ranks["sentence"] = [f"Rank {number(rank)} of {many}" for rank in ranked["rank"]]
    chances = pd.DataFrame(
        {"id": ranked.index, "name": "p_top", "value": ranked["p_top"].to_numpy(), "unit": ""}
    )
    chances["sentence"] = [_chance(row.p_top, row.must_do, line) for row in ranked.itertuples()]
    return pd.concat([ranks, chances], ignore_index=True)


def _chance(p_top: float, must_do: object, line: int) -> str:
    if must_do:
        return "A must-do: in, whatever it scores"
    said = f"{tenths(p_top)} in 10" if 0 < tenths(p_top) < 10 else odds(p_top)  # noqa: PLR2004
    return f"In the top {line}: {said}"
