"""What the Opportunities board says and reads: effects of a draft, notes beside a slider, words for numbers."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from workbench.language.numbers import number, odds
from workbench.opportunities import naming, points, ranges, scales
from workbench.opportunities.evidence import suggestions
from workbench.opportunities.standing import Standing, assumptions

__all__ = ["changes", "effects", "explanation", "notes", "read"]


def notes(whole: pd.DataFrame, id_: str, columns: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what the sliders show beside their own values: assumed numbers, the word for a confidence.

    Parameters
    ----------
    whole : DataFrame
        With assumed ranges.
    id_ : str
    columns : sequence of str
    """
    guessed = {name for row, name in whole.attrs["assumed"] if row == id_}
    said: dict[str, dict[str, Any]] = {}
    for column in columns:
        sides = {"low": f"{column}_low", "value": column, "high": f"{column}_high"}
        filled = {side: float(_at(whole, id_, name)) for side, name in sides.items() if name in guessed}
        said[column] = {"assumed": list(filled), "fill": filled}
        if {"low", "high"} & filled.keys():
            said[column]["hint"] = "range assumed"
    if "value" in said.get("effort", {}).get("assumed", ()) and pd.isna(_at(whole, id_, "size")):
        said["effort"]["hint"] = f"guessed from {number(_at(whole, id_, 'story_points'))} points"
    confidence = _at(whole, id_, "confidence")
    if "confidence" in said and pd.notna(confidence):
        said["confidence"]["hint"] = ranges.word(confidence).name
    return said


def changes(id_: str, columns: Sequence[str], saved: pd.DataFrame, frame: pd.DataFrame) -> str:
    """Say which cells of one item a draft changes: "Reach 1,150 → 1,450."."""
    if id_ not in saved.index or id_ not in frame.index:
        return "New." if id_ in frame.index else "Removed."
    parts = [
        _change(name, _at(saved, id_, name), _at(frame, id_, name))
        for name in frame.columns
        if name in columns
    ]
    return _sentence(parts)


def effects(id_: str, before: Standing, now: Standing, *, settled: bool) -> str:
    """Say what a draft does to one item's score, place and odds; the odds only once they belong to it."""
    if id_ not in before.scores.index or id_ not in now.scores.index:
        return ""
    parts = [_effect("score", _score(before, id_), _score(now, id_))]
    if id_ in before.placed.index and id_ in now.placed.index:
        parts.append(_effect("rank", _at(before.placed, id_, "rank"), _at(now.placed, id_, "rank")))
        was, is_ = (_chance(standing.placed, id_) for standing in (before, now))
        if settled and was != is_:
            parts.append(f"{now.among}: {is_} (was {was})")
    return _sentence(parts)


def _score(standing: Standing, id_: str) -> float:
    return float(standing.scores.to_numpy()[standing.scores.index.get_loc(id_)])


def _chance(placed: pd.DataFrame, id_: str) -> str:
    """Say the odds as the list says them."""
    if _at(placed, id_, "must_do"):
        return "must do"
    return odds(_at(placed, id_, "p_top")) if pd.notna(_at(placed, id_, "score")) else "not scored"


def _at(frame: pd.DataFrame, id_: str, column: str) -> Any:
    return frame.at[id_, column]


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _change(name: str, old: Any, new: Any) -> str:
    if old == new or (pd.isna(old) and pd.isna(new)):
        return ""
    return f"{naming.label(name)} {naming.said(name, old)} → {naming.said(name, new)}"


def _effect(label: str, old: float, new: float) -> str:
    if number(old) == number(new):
        return ""
    return f"{label} {number(old)} → {number(new)}"


def read(column: str, text: str, plain: Callable[[str, str], dict[str, Any]]) -> dict[str, Any]:
    """Read a typed text as cells; a size stands for an effort, words stand for a confidence.

    Examples
    --------
    >>> read("effort", " m ", lambda column, text: {column: float(text)})
    {'size': 'M', 'effort': None, 'effort_low': None, 'effort_high': None}
    >>> read("confidence", "informed guess", lambda column, text: {column: float(text)})
    {'confidence': 0.5}
    """
    typed = text.strip().casefold()
    if column == "effort":
        size = next((size.name for size in ranges.SIZES if size.name.casefold() == typed), None)
        blank = dict.fromkeys(("effort", "effort_low", "effort_high"))
        return {"size": size, **blank} if size else plain(column, text)
    if column == "confidence":
        said = next((word.confidence for word in ranges.WORDS if word.name == typed), None)
        return {"confidence": said} if said is not None else plain(column, text)
    return plain(column, text)


STEPS = "What is judged on a scale may be one step off either way, where nobody set a range. "
TWICE = Markup(
    "<p><b>Confidence counts twice</b> where no range was set: the score multiplies by it, and it also sets how wide the "
    "assumed range is. Set a range to say how sure you are in numbers, or take the method without Confidence.</p>"
)


BY_COUNT = (
    "Ties share the places. Must-dos stand above the line whatever they score, and take their places first."
)
BY_TEAMS = (
    "In each trial the must-dos go in first, whether they fit or not; then each team takes its own items from the top, at "
    "their likely effort, until the next does not fit: a smaller one further down does not overtake it. Of equal scores "
    "the first by id goes in. The capacity of a team is that of its period that contains today, else of the next to "
    "start, all of it: {when}. What has no team, no effort or no such capacity stands by itself."
)


def explanation(standing: Standing, setting: Callable[[str], Any], version: int) -> Markup:
    """Answer "How was this computed?" with the method's own names, settings and source."""
    method, by_teams = standing.method, BY_TEAMS.format(when=standing.room.when())
    trials, seed = (setting(f"opportunities.{name}") for name in ("trials", "seed"))
    assumed = assumptions(setting)
    words = [f"{word.name} ×/÷ {number(word.factor)}" for word in assumed["words"]]
    sizes = [f"{size.name} = {number(size.effort)}" for size in assumed["sizes"]]
    rate = assumed["points_a_month"]
    by_points = (
        f" Where there are only story points, {number(rate)} of them make a person-month, ×/÷ {number(points.FACTOR)}."
        if rate
        else ""
    )
    return Markup(
        "<p><b>{label}.</b> {about}</p>"
        "<p><b>Ranges.</b> Low, likely and high are read as the 10th, 50th and 90th percentile of a distribution that is "
        "log-normal on each side. Where reach or effort has no range, one is assumed from Confidence: {words}. {steps}"
        "A size stands for an effort in person-months: {sizes}.{by_points} Assumed values are in italics until somebody sets them.</p>"
        "<p><b>Odds.</b> {trials} trials with seed {seed}: each draws every estimate from its range and ranks the list; "
        "the odds are the share of trials in which an item is {among}. {line}</p>"
        "<p><b>Bands.</b> In: 8 in 10 or more. Out: 2 in 10 or less. Between them it is too close to call.</p>"
        "{twice}"
        "<p><b>What would change it.</b> The number at which an item crosses the line is looked for among its own estimates, all "
        "others held; it is rounded so that the number said does cross. What finding a number out is worth: the gain in the "
        "expected score of what is picked (the expected value of partial perfect information), from the same trials.</p>"
        "<p><b>What customers say.</b> Suggested reach: the share of the customers who asked, of the people at all customers. "
        "Suggested confidence: {rule}</p>"
        "<p>Data: version {version} of the workspace, with this page's unsaved changes.</p>"
    ).format(
        steps=STEPS if any(map(scales.steps, standing.inputs)) else "", rule=suggestions.RULE, label=method.label, about=method.about, words="; ".join(words), sizes=", ".join(sizes), by_points=by_points,
        trials=number(trials), seed=seed, version=version,
        among=standing.among, line=by_teams if standing.room.draws_line else BY_COUNT, twice=TWICE if "confidence" in method.needs else "",
    )  # fmt: skip
