"""What the opportunities say: facts for the board's top, the home page, the briefing and the regression tests."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench.opportunities.odds import Odds
from workbench.opportunities.standing import Standing, stand
from workbench.sampling.words import count, number, odds, tenths

if TYPE_CHECKING:
    from workbench.workspace.snapshot import Snapshot

__all__ = ["findings", "headlines", "ranking_table"]


def headlines(standing: Standing) -> pd.DataFrame:
    """Return the facts on the whole list.

    Parameters
    ----------
    standing : Standing
        Weighed.

    Returns
    -------
    DataFrame
        name, value, unit, sentence; ``figure``: the value as the board's top says it, before its sentence.
    """
    line, placed = standing.line, standing.placed
    bands = placed["band"].value_counts()
    inside, close, unscored = (
        int(bands.get(name, 0)) for name in ("In", "Too close to call", "Not scored yet")
    )
    taken = float(standing.whole["effort"].reindex(placed.index)[placed["chosen"]].sum())
    rows = [
        ("in", inside, "opportunities", f"{inside} of {line}", "are in, 8 times in 10 or more"),
        ("close", close, "opportunities", number(close), "too close to call"),
        ("effort", taken, "person-months", number(taken), f"person-months taken by the top {line}"),
    ]
    if unscored:
        rows.append(("unscored", unscored, "opportunities", number(unscored), "not scored yet"))
    return pd.DataFrame(rows, columns=["name", "value", "unit", "figure", "sentence"])


def findings(ws: "Snapshot") -> pd.DataFrame:
    """Return the facts that opportunities add, from a workspace, a scenario or ``ws.at(version)``.

    Returns
    -------
    DataFrame
        id, name, value, unit, sentence. Rows without an id are headlines. With an id: ``rank``, and ``p_top``,
        the probability to be above the line.
    """
    standing = stand(ws["opportunities"], ws.setting).weighed(Odds(), ws.setting)
    whole = headlines(standing)
    whole = whole.assign(id=None, sentence=whole["figure"] + " " + whole["sentence"])
    return pd.concat([whole, _places(standing)], ignore_index=True)[
        ["id", "name", "value", "unit", "sentence"]
    ]


def ranking_table(ws: "Snapshot", rows: int = 14) -> pd.DataFrame:
    """Return the top of the ranking as text, made to be read and compared: rank, title, score, odds, band."""
    standing = stand(ws["opportunities"], ws.setting).weighed(Odds(), ws.setting)
    top = standing.placed[standing.placed["rank"].notna()].head(rows)
    return pd.DataFrame(
        {
            "rank": [number(rank) for rank in top["rank"]],
            "title": standing.whole["title"].reindex(top.index).str.slice(0, 44),
            "score": [number(score) for score in top["score"]],
            "in the top": [f"{chance:.2f}" for chance in top["p_top"]],
            "band": top["band"],
        },
        index=top.index,
    )


def _places(standing: Standing) -> pd.DataFrame:
    """Return rank and odds of each ranked item."""
    ranked = standing.placed[standing.placed["rank"].notna()]
    many = count(len(ranked), "open opportunity", "open opportunities")
    ranks = pd.DataFrame({"id": ranked.index, "name": "rank", "value": ranked["rank"].to_numpy(), "unit": ""})
    ranks["sentence"] = [f"Rank {number(rank)} of {many}" for rank in ranked["rank"]]
    chances = pd.DataFrame(
        {"id": ranked.index, "name": "p_top", "value": ranked["p_top"].to_numpy(), "unit": ""}
    )
    chances["sentence"] = [
        _chance(float(p_top), bool(must), standing.line)
        for p_top, must in zip(ranked["p_top"], ranked["must_do"], strict=True)
    ]
    return pd.concat([ranks, chances], ignore_index=True)


def _chance(p_top: float, must_do: bool, line: int) -> str:
    if must_do:
        return "A must-do: in, whatever it scores"
    said = f"{tenths(p_top)} in 10" if 0 < tenths(p_top) < 10 else odds(p_top)  # noqa: PLR2004
    return f"In the top {line}: {said}"
