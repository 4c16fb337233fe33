"""What the Opportunities board says and reads: effects of a draft, notes beside a slider, words for numbers."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from markupsafe import Markup

from workbench.opportunities import ranges
from workbench.opportunities.findings import assumptions
from workbench.opportunities.register import Method
from workbench.sampling.words import number, odds, percent

__all__ = ["consequence", "estimate", "explanation", "read"]

State = tuple[pd.Series, pd.DataFrame]
"""Scores by id, and places with or without odds."""


def estimate(whole: pd.DataFrame, id_: str, column: str) -> dict[str, Any]:
    """Return what the slider of a column shows beside its own values: assumed bounds, and the word for a confidence."""
    assumed = whole.attrs["assumed"]
    sides = {"low": f"{column}_low", "value": column, "high": f"{column}_high"}
    filled = [side for side, name in sides.items() if (id_, name) in assumed]
    said: dict[str, Any] = {
        "assumed": filled,
        "fill": {side: float(whole.at[id_, sides[side]]) for side in filled},
    }
    if column == "confidence" and pd.notna(whole.at[id_, column]):
        said["hint"] = ranges.word(whole.at[id_, column]).name
    elif "low" in filled or "high" in filled:
        said["hint"] = "range assumed"
    return said


def consequence(
    id_: str, saved: pd.DataFrame, frame: pd.DataFrame, before: State, now: State, line: int
) -> str:
    """Say what a draft changes of one item, and what that does to its score, place and odds.

    Parameters
    ----------
    id_ : str
    saved, frame : DataFrame by id
        The table without and with the draft.
    before, now : (scores, places)
        Places have ``p_top`` where the odds are known.
    line : int
    """
    if id_ not in saved.index:
        return "New."
    if id_ not in frame.index:
        return ""
    changes = [
        _change(name, saved.at[id_, name], frame.at[id_, name]) for name in frame.columns if name in saved
    ]
    effects = [_effect("Score", before[0].get(id_), now[0].get(id_))]
    if id_ in before[1].index and id_ in now[1].index:
        old, new = before[1].loc[id_], now[1].loc[id_]
        effects.append(_effect("rank", old["rank"], new["rank"]))
        if "p_top" in now[1] and odds(old["p_top"]) != odds(new["p_top"]):
            effects.append(f"in the top {line}: {odds(new['p_top'])} (was {odds(old['p_top'])})")
    said = [", ".join(part for part in group if part) for group in (changes, effects)]
    return " ".join(f"{text[0].upper()}{text[1:]}." for text in said if text)


def _change(name: str, old: Any, new: Any) -> str:
    if old == new or (pd.isna(old) and pd.isna(new)):
        return ""
    label = name.removesuffix("_category").replace("_", " ")
    say = percent if name.startswith("confidence") else _said
    return f"{label} {say(old)} → {say(new)}"


def _said(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 (NaN)
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, int | float) else f"“{value}”"


def _effect(label: str, old: float | None, new: float | None) -> str:
    if old is None or new is None or number(old) == number(new):
        return ""
    return f"{label} {number(old)} → {number(new)}"


def read(column: str, text: str, plain: Callable[[str, str], dict[str, Any]]) -> dict[str, Any]:
    """Read a typed text as cells; a size stands for an effort, words stand for a confidence.

    Examples
    --------
    >>> read("effort", " m ", lambda column, text: {column: float(text)})
    {'size': 'M', 'effort': None}
    >>> read("confidence", "informed guess", lambda column, text: {column: float(text)})
    {'confidence': 0.5}
    """
    typed = text.strip().casefold()
    if column == "effort":
        size = next((size.name for size in ranges.SIZES if size.name.casefold() == typed), None)
        return {"size": size, "effort": None} if size else plain(column, text)
    if column == "confidence":
        said = next((word.confidence for word in ranges.WORDS if word.name == typed), None)
        return {"confidence": said} if said is not None else plain(column, text)
    return plain(column, text)


def explanation(method: Method, setting: Callable[[str], Any], version: int) -> Markup:
    """Answer "How was this computed?" with the method's own names, settings and source."""
    line, trials, seed = (setting(f"opportunities.{name}") for name in ("line", "trials", "seed"))
    assumed = assumptions(setting)
    words = [f"{word.name} ×/÷ {number(word.factor)}" for word in assumed["words"]]
    sizes = [f"{size.name} = {number(size.effort)}" for size in assumed["sizes"]]
    return Markup(
        "<p><b>{label}.</b> {about}</p>"
        "<p><b>Ranges.</b> Low, likely and high are read as the 10th, 50th and 90th percentile of a distribution that is "
        "log-normal on each side. Where reach or effort has no range, one is assumed from Confidence: {words}. "
        "A size stands for an effort in person-months: {sizes}. Assumed values are in italics until somebody sets them.</p>"
        "<p><b>Odds.</b> {trials} trials with seed {seed}: each draws every estimate from its range and ranks the list; "
        "the odds are the share of trials in which an item is among the top {line}. Ties share the places. Must-dos stand "
        "above the line whatever they score, and take their places first.</p>"
        "<p><b>Bands.</b> In: 8 in 10 or more. Out: 2 in 10 or less. Between them it is too close to call.</p>"
        "<p><b>Confidence counts twice</b> where no range was set: RICE multiplies by it, and it also sets how wide the "
        "assumed range is. Set a range to say how sure you are in numbers.</p>"
        "<p>Data: version {version} of the workspace, with this page's unsaved changes.</p>"
    ).format(
        label=method.label, about=method.about, words="; ".join(words), sizes=", ".join(sizes),
        trials=number(trials), seed=seed, line=line, version=version,
    )  # fmt: skip
