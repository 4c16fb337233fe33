"""The No that can be reopened: which of those that were put off could be looked at again."""

from typing import Any

import numpy as np
import pandas as pd

from workbench.columns import as_text
from workbench.opportunities.naming import label, said
from workbench.opportunities.standing import Standing
from workbench.opportunities.teams import by_teams
from workbench.opportunities.worth.guesses import met, parse
from workbench.planning.filling import is_must

__all__ = ["about", "come_true", "would_be_above"]

IN_WORDS = "Nobody checks a condition in words: look at it yourself."
BEYOND = {"<": "under", "<=": "down to", ">": "above", ">=": "up to"}


def come_true(standing: Standing) -> "pd.Series[str]":
    """Return why each of those that could be reopened could: a sentence by id.

    Of the rows that are "later" and have a rule (``reopen_rule``), those whose own number satisfies it, or which would
    stand above the line if they were open again, the list being what it is now. Conditions in words alone are never
    judged.
    """
    whole = standing.whole
    if "reopen_rule" not in whole:
        return pd.Series(dtype=object)
    waiting = whole[
        (whole["status_category"] == "later").to_numpy() & whole["reopen_rule"].notna().to_numpy()
    ]
    reasons = {str(id_): _why(standing, str(id_)) for id_ in waiting.index}
    return pd.Series({id_: sentence for id_, sentence in reasons.items() if sentence}, dtype=object)


def would_be_above(standing: Standing, id_: str) -> bool:
    """Return whether an item that is not open would stand above the line if it were, and nothing else changed."""
    row, score = _row(standing, id_), float(standing.scores[id_])
    if is_must(standing.whole.loc[[id_]])[0]:
        return True
    if standing.room.draws_line:
        others = standing.whole.loc[standing.placed.index].assign(score=standing.placed["score"])
        rivals = by_teams.Rivals.of(others, standing.room.by, id_, row["team"])
        return bool(rivals.fit(np.array([score]), float(row["effort"]))[0])
    open_ones = standing.placed[~standing.placed["must_do"]]
    better = open_ones["score"] > score
    level = (open_ones["score"] == score) & (open_ones.index.to_numpy(dtype=str) < id_)
    return bool(not np.isnan(score) and (better | level).sum() < standing.places)


def about(standing: Standing, id_: str) -> str:
    """Say of an item that was put off what it waits for, and whether that has come; "" of any other."""
    row = _row(standing, id_)
    if row.get("status_category") != "later":
        return ""
    words = row.get("reopen_when")
    waits = f"Not now. {words.rstrip('.')}." if isinstance(words, str) else "Not now, without a condition."
    if parse(as_text(row.get("reopen_rule"))) is None:
        return f"{waits} {IN_WORDS}" if isinstance(words, str) else waits
    return f"{waits} {_why(standing, id_) or 'That has not come true yet.'}"


def _why(standing: Standing, id_: str) -> str:
    row = _row(standing, id_)
    rule = as_text(row["reopen_rule"])
    true, above = met(rule, row), parse(rule) is not None and would_be_above(standing, id_)
    if true:
        there = "" if above else ", but it would still stand below the line"
        return f"It could be reopened: {_number(row, rule)}{there}."
    return "It could be reopened: it would stand above the line as the list is now." if above else ""


def _number(row: dict[str, Any], rule: str) -> str:
    """Say the number that satisfies a rule: "effort is 1.5, under 1.62"."""
    found = parse(rule)
    assert found is not None
    column, sign, limit = found
    return f"{label(column)} is {said(column, float(row[column]))}, {BEYOND[sign]} {said(column, limit)}"


def _row(standing: Standing, id_: str) -> dict[str, Any]:
    """Return a row with its assumed numbers; {} where there is none."""
    whole = standing.whole
    return (
        dict(zip(whole.columns, whole.loc[[id_]].to_numpy(dtype=object)[0], strict=True))
        if id_ in whole.index
        else {}
    )
