"""If this goes in, what falls out? The items, and the consequence in one sentence."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.language.numbers import number
from workbench.language.words import in_a_row
from workbench.opportunities import ranking
from workbench.opportunities.standing import Standing
from workbench.opportunities.teams import by_teams
from workbench.planning.filling import ROUNDING, is_must, pushes_out

__all__ = ["consequence", "could_be_taken_in", "falls_out", "sentence", "stands_by_decree", "taken"]

NAMED = 3
"""So many that fall out are named; of more, the number is said."""


def could_be_taken_in(standing: Standing, id_: str) -> bool:
    """Return whether an item is open, and below the line."""
    return id_ in standing.placed.index and not standing.placed.at[id_, "chosen"]


def stands_by_decree(standing: Standing, id_: str) -> bool:
    """Return whether an open must-do would be below the line if it were none."""
    rows = _rows(standing, id_)
    if standing.room.draws_line:
        placed, _ = by_teams.place(rows, standing.placed["score"], standing.room.by)
    else:
        placed = ranking.place(rows, standing.placed["score"], standing.line)
    must = bool(standing.placed.at[id_, "must_do"])
    return must and not placed.at[id_, "chosen"]


def taken(standing: Standing, id_: str, edits: Mapping[tuple[str, str, str | None], Any]) -> bool:
    """Return whether a draft makes a must-do of an open item that would not be in by itself."""
    drafted = edits.get(("opportunities", id_, "must_do")) is True
    return drafted and id_ in standing.placed.index and stands_by_decree(standing, id_)


def consequence(standing: Standing, id_: str, edits: Mapping[tuple[str, str, str | None], Any]) -> str:
    """Say what falls out for an item that a draft takes in; "" where none does."""
    return sentence(standing, id_) if taken(standing, id_, edits) else ""


def falls_out(standing: Standing, id_: str) -> list[str]:
    """Return the ids that fall below the line when an open item becomes a must-do, best first; it may be one already.

    Parameters
    ----------
    standing : Standing
    id_ : str
        Open. Where teams draw the line it needs a team with a capacity, and an effort.

    Raises
    ------
    ValueError
        It has no team, no effort, or its team no capacity; in the item's own words.
    """
    rows, scores = _rows(standing, id_), standing.placed["score"]
    if standing.room.draws_line:
        order = ranking.in_order(rows.index, scores.to_numpy())
        rows = rows.assign(score=scores).iloc[order]
        asked = rows[rows["score"].notna() | rows["must_do"] | (rows.index == id_)]
        return [str(each) for each in pushes_out(asked, standing.room.by, id_)]
    before = ranking.place(rows, scores, standing.line)["chosen"]
    with_it = rows.assign(must_do=rows["must_do"] | (rows.index == id_))
    after = ranking.place(with_it, scores, standing.line)["chosen"]
    return [str(each) for each in before.index[before] if not after[each]]


def sentence(standing: Standing, id_: str) -> str:
    """Say what taking an item in does: who falls out, the person-months and the score that go with them.

    "Taking in Digital twin pushes out Map view and Support bundle: 5.2 person-months of Team Fleet, 704 points of score
    less 322 gained."
    """
    title = _at(standing, id_, "title")
    try:
        out = falls_out(standing, id_)
    except ValueError:
        lacks = standing.unplaced.get(id_) or _lacks(standing, id_)
        return f"Taking in {title} pushes out nothing that could be said: it has {lacks}."
    if not out:
        return f"Taking in {title} pushes out nothing{_over(standing, id_) or _room(standing, id_)}."
    effort, score = (
        float(column.reindex(out).sum()) for column in (standing.whole["effort"], standing.scores)
    )
    gained = standing.scores[id_]
    gain = f" less {number(gained)} gained" if pd.notna(gained) else "; its own score is not known"
    months = f"{number(effort)} person-months{_of_team(standing, out)}"
    return (
        f"Taking in {title} pushes out {_named(standing, out)}: {months}, {number(score)} points of score{gain}"
        f"{_over(standing, id_)}{_tie(standing, out)}."
    )


def _rows(standing: Standing, id_: str) -> pd.DataFrame:
    """Return what the open rows are placed by, the item being no must-do."""
    rows = standing.whole.loc[standing.placed.index].reindex(columns=["must_do", *by_teams.COLUMNS])
    return rows.assign(must_do=is_must(rows) & (rows.index != id_))


def _named(standing: Standing, ids: list[str]) -> str:
    titles = [str(_at(standing, id_, "title")) for id_ in ids[:NAMED]]
    if len(ids) > NAMED:
        titles = [*titles[: NAMED - 1], f"{len(ids) - NAMED + 1} more"]
    return in_a_row(titles)


def _of_team(standing: Standing, ids: list[str]) -> str:
    """Name the team where it is one and the same."""
    if "team" not in standing.whole:
        return ""
    teams = set(standing.whole["team"][ids].dropna())
    return f" of {standing.room.team(str(teams.pop()))}" if len(teams) == 1 else ""


def _over(standing: Standing, id_: str) -> str:
    """Say by how much the must-dos with it exceed the room of its team."""
    if not standing.room.draws_line:
        return ""
    whole = standing.whole.loc[standing.placed.index]
    mine = (whole["team"] == _at(standing, id_, "team")) & (is_must(whole) | (whole.index == id_))
    team = str(_at(standing, id_, "team"))
    over = float(whole["effort"][mine].sum()) - float(standing.room.by.get(team, 0.0))
    return f", and {standing.room.team(team)} is {number(over)} person-months over" if over > ROUNDING else ""


def _room(standing: Standing, id_: str) -> str:
    """Say why nothing falls out."""
    if not standing.room.draws_line:
        return (
            ": the must-dos alone fill the line"
            if _musts(standing, id_) >= standing.line
            else ": there is a place left"
        )
    return f": {standing.room.team(str(_at(standing, id_, 'team')))} has room for it"


def _musts(standing: Standing, id_: str) -> int:
    must = pd.Series(is_must(standing.whole.loc[standing.placed.index]), index=standing.placed.index)
    return int(must.sum()) - int(must[id_])


def _lacks(standing: Standing, id_: str) -> str:
    """Say what keeps an item that is a must-do already from being placed."""
    if pd.isna(_at(standing, id_, "effort")):
        return "no effort"
    return "no team" if pd.isna(_at(standing, id_, "team")) else "no capacity"


def _at(standing: Standing, id_: str, column: str) -> Any:
    return standing.whole.at[id_, column]


def _tie(standing: Standing, out: list[str]) -> str:
    """Say of those that fall out whose score one that stays has too, that nothing but the id decides."""
    placed = standing.placed
    stay = placed[placed["chosen"] & ~placed["must_do"] & ~placed.index.isin(out)]
    score = standing.scores[out]
    tied = [id_ for id_ in out if (stay["score"] == score[id_]).any()]
    if not tied:
        return ""
    other = stay.index[(stay["score"] == score[tied[0]]).to_numpy()][0]
    titles = (_at(standing, id_, "title") for id_ in (tied[0], other))
    return ". {} scores the same as {}, which stays".format(*titles)
