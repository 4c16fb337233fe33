"""What the opportunities say: facts for the board's top, the home page, the briefing and the regression tests."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.language.numbers import number, odds, tenths
from workbench.language.words import count
from workbench.opportunities.deciding.reopening import come_true
from workbench.opportunities.known import known
from workbench.opportunities.odds import Odds
from workbench.opportunities.ranking import UNPLACED
from workbench.opportunities.standing import Standing, stand

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
    placed, room = standing.placed, standing.room
    line = int(placed["chosen"].sum()) if room.draws_line else standing.line
    bands = placed["band"].value_counts()
    inside, close, unplaced, unscored = (
        int(bands.get(name, 0)) for name in ("In", "Too close to call", UNPLACED, "Not scored yet")
    )
    taken = float(standing.whole["effort"].reindex(placed.index)[placed["chosen"]].sum())
    rows = [
        ("in", inside, "opportunities", f"{inside} of {line}", "are in, 8 times in 10 or more"),
        ("close", close, "opportunities", number(close), "too close to call"),
        ("effort", taken, "person-months", f"{number(taken)} of {number(room.total)}" if room.known else number(taken),
         "person-months taken" if room.draws_line else f"person-months taken by the top {line}"),
    ]  # fmt: skip
    again = len(come_true(standing))
    if again:  # before what only says that there is work to do: the home page shows the first few
        rows.append(("reopen", again, "opportunities", number(again), "said “not now” could be reopened"))
    if unplaced:
        rows.append(("unplaced", unplaced, "opportunities", number(unplaced), "without a team or an effort"))
    blank = placed.index[placed["score"].isna() & ~placed["must_do"]]
    shut = int(blank.isin(list(standing.gated)).sum())
    unscored -= shut
    if shut:
        rows.append(("shut", shut, "opportunities", number(shut), "left out: customers do not mind them"))
    if unscored:
        rows.append(("unscored", unscored, "opportunities", number(unscored), "not scored yet"))
    if standing.said:
        rows.append(("method", np.nan, "", standing.method.label, f"orders the list. {standing.said}"))
    return pd.DataFrame(rows, columns=["name", "value", "unit", "figure", "sentence"])


def findings(ws: "Snapshot") -> pd.DataFrame:
    """Return the facts that opportunities add, from a workspace, a scenario or ``ws.at(version)``.

    Returns
    -------
    DataFrame
        id, name, value, unit, sentence. Rows without an id are headlines. With an id: ``rank``, and ``p_top``,
        the probability to be above the line; and ``reopen``, 1 for what was put off and could be reopened.
    """
    standing = _stood(ws)
    whole = headlines(standing)
    whole = whole.assign(id=None, sentence=whole["figure"] + " " + whole["sentence"])
    return pd.concat([whole, _places(standing), _again(standing)], ignore_index=True)[
        ["id", "name", "value", "unit", "sentence"]
    ]


def ranking_table(ws: "Snapshot", rows: int = 14) -> pd.DataFrame:
    """Return the top of the ranking as text, made to be read and compared: rank, title, score, odds, band."""
    standing = _stood(ws)
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


def _stood(ws: "Snapshot") -> Standing:
    return stand(ws["opportunities"], ws.setting, partial(known, ws), ws.frame).weighed(Odds(), ws.setting)


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
        _chance(float(p_top), bool(must), standing.among, unplaced)
        for p_top, must, unplaced in zip(
            ranked["p_top"], ranked["must_do"], standing.unplaced[ranked.index], strict=True
        )
    ]
    return pd.concat([ranks, chances], ignore_index=True)


def _again(standing: Standing) -> pd.DataFrame:
    """Return what was put off and could be reopened, and why."""
    found = come_true(standing)
    cells = {"id": found.index, "name": "reopen", "value": 1.0, "unit": "", "sentence": found.to_numpy()}
    return pd.DataFrame(cells)


def _chance(p_top: float, must_do: bool, among: str, unplaced: str) -> str:
    if must_do:
        return "A must-do: in, whatever it scores"
    if unplaced:
        return f"Not placed: {unplaced}"
    said = f"{tenths(p_top)} in 10" if 0 < tenths(p_top) < 10 else odds(p_top)  # noqa: PLR2004
    return f"{among[0].upper()}{among[1:]}: {said}"
