"""Which numbers decide an item's place, in words: the value of one at which it comes in or falls out."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.opportunities import ranking
from workbench.opportunities.naming import is_percent, label, unit
from workbench.opportunities.teams import team_flip
from workbench.opportunities.worth.flip import flip
from workbench.opportunities.worth.stepwise import finish
from workbench.sampling.intervals import INSIDE, Z90, Bounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.opportunities.standing import Standing

__all__ = ["condition", "crossing", "crossings", "flips", "met", "nearest", "parse"]

MACHINE = re.compile(r"\s*(\w+)\s*(<=|>=|<|>)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*")
DIGITS = 17
"""So many digits tell any two numbers apart."""
SAME = 6
"""Ways that are equal to so many digits are equally far."""


def flips(standing: "Standing") -> pd.DataFrame:
    """Return the values at which the open items cross the line, as ``flip.flip`` does: by (id, column), ``to``."""
    if standing.room.draws_line:
        return finish(team_flip.steps(standing))
    return flip(ranking.contenders(standing.whole), standing.method, standing.free)


def condition(flips: pd.DataFrame, standing: "Standing", id: str) -> tuple[str, str]:  # noqa: A002 (callers may name it)
    """Return under which condition an item changes sides, of the one number that is nearest to doing so.

    Parameters
    ----------
    flips : DataFrame by (id, column)
        From :func:`flips`.
    standing : Standing
        The same that they were computed from.
    id : str

    Returns
    -------
    (sentence, machine)
        For people: "in, if effort is under 3 person-months"; and to be kept and asked of a row with :func:`met`:
        "effort < 3.0". Both "" where no single number would do it: a must-do, an item that is not ranked.
        The number is rounded away from today's, so at the number that is said, and past it, the item has crossed
        under every method whose score rises or falls all the way.
    """
    found = nearest(flips, standing, id)
    if found.empty:
        return "", ""
    column, to, today = found.index[0], float(found["to"].iloc[0]), float(found["today"].iloc[0])
    bounds = standing.method.bounds.get(column)
    sign, value, _ = threshold(column, to, today, bounds)
    side = "out" if standing.placed.at[id, "chosen"] else "in"
    return f"{side}, if {crossing(column, to, today, bounds)}", f"{column} {sign} {value!r}"


def crossing(column: str, to: float, today: float, bounds: Bounds | None) -> str:
    """Say a crossing: "effort is under 3 person-months"."""
    sign, _, text = threshold(column, to, today, bounds)
    return f"{label(column)} is {WORDS[sign]}{text}{unit(column)}"


def crossings(found: pd.DataFrame, standing: "Standing", many: int) -> str:
    """Say the nearest of an item's crossings: "effort is above 8.7 person-months, or reach is under 640"."""
    lines = list(found.head(many).iterrows())
    bounds = standing.method.bounds
    return ", or ".join(
        crossing(str(column), float(row["to"]), float(row["today"]), bounds.get(str(column)))
        for column, row in lines
    )


WORDS = {"<": "under ", ">": "above ", "<=": "", ">=": ""}


def parse(machine: str | None) -> tuple[str, str, float] | None:
    """Return column, sign and number of a kept condition; None where the text is none.

    Examples
    --------
    >>> parse("effort < 3.0"), parse("when sales asks again")
    (('effort', '<', 3.0), None)
    """
    found = MACHINE.fullmatch(machine or "")
    return (found[1], found[2], float(found[3])) if found else None


def met(machine: str | None, row: "Mapping[str, Any] | pd.Series[Any]") -> bool:
    """Return whether a kept condition holds for a row; nothing is evaluated, and a text that is none never holds.

    Examples
    --------
    >>> met("effort < 3.0", {"effort": 2.5}), met("effort < 3.0", {"effort": None}), met("", {})
    (True, False, False)
    """
    read = parse(machine)
    if read is None:
        return False
    column, sign, limit = read
    value = row.get(column)
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        return False
    number = float(value)
    if sign.startswith("<"):
        return number < limit or (sign == "<=" and number == limit)
    return number > limit or (sign == ">=" and number == limit)


def nearest(flips: pd.DataFrame, standing: "Standing", id: str) -> pd.DataFrame:  # noqa: A002 (callers may name it)
    """Return an item's crossings, nearest first.

    Parameters
    ----------
    flips, standing, id
        As for :func:`condition`.

    Returns
    -------
    DataFrame by column
        to, today: in the column's unit; away: how far that is in the number's own range, 1.28 being low or high;
        infinite for a number that is certain. Those come last, by the factor between today's value and the other.
    """
    if id not in flips.index.get_level_values("id"):
        return pd.DataFrame({"to": [], "today": [], "away": []}, dtype=float)
    mine = {str(name): float(to) for name, to in flips.xs(id)["to"].dropna().items()}
    row = standing.whole.loc[[id]].iloc[0].to_dict()
    lines = [
        (to, float(row[name]), _away(to, *_three(row, name), standing.method.bounds.get(name)))
        for name, to in mine.items()
    ]
    found = pd.DataFrame(
        lines, index=pd.Index(list(mine), name="column"), columns=["to", "today", "away"], dtype=float
    )
    with np.errstate(all="ignore"):
        factor = np.abs(np.log(found["to"].to_numpy() / found["today"].to_numpy()))
    order = np.lexsort(
        (factor.round(SAME), found["away"].to_numpy().round(SAME))
    )  # equal ones: the method's order
    return found.iloc[order]


def _three(row: "Mapping[Any, Any]", column: str) -> tuple[float, float, float]:
    low, value, high = (float(row.get(f"{column}{end}", np.nan)) for end in ("_low", "", "_high"))
    return low, value, high


def _away(to: float, low: float, value: float, high: float, bounds: Bounds | None) -> float:
    """Return how far a value lies from the likely one, in the number's own range (see ``sampling.intervals``)."""
    end = high if to > value else low
    if not abs(end - value) > 0:
        return float("inf")
    least, greatest = bounds or (0.0, float("inf"))

    def scale(number: float) -> float:
        if bounds is None:
            return float(np.log(number)) if number > 0 else -float("inf")
        share = min(max((number - least) / (greatest - least), INSIDE), 1 - INSIDE)
        return float(np.log(share / (1 - share)))

    way, whole = scale(to) - scale(value), scale(end) - scale(value)
    return abs(way / whole) * Z90 if np.isfinite(way) and np.isfinite(whole) and whole else float("inf")


def threshold(column: str, to: float, today: float, bounds: Bounds | None) -> tuple[str, float, str]:
    """Return sign, number and text of a crossing: with few digits, rounded away from today's value.

    Examples
    --------
    >>> threshold("effort", 3.049, 4.0, None), threshold("confidence", 0.8412, 0.5, (0.0, 1.0))
    (('<', 3.04, '3.04'), ('>', 0.842, '84.2%'))
    """
    up, times = to > today, 100 if is_percent(column) else 1
    least, greatest = bounds or (0.0, float("inf"))
    exact = Decimal(to) * times
    size = exact.adjusted() if exact else 0
    for digits in range(max(0, 2 - size if size < 2 else 0), DIGITS - size):  # noqa: PLR2004 (three digits)
        rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_CEILING if up else ROUND_FLOOR)
        value = float(rounded / times)
        if least < value < greatest:
            return ">" if up else "<", value, f"{plain(rounded)}{'%' if times > 1 else ''}"
    end = greatest if up else least
    return ">=" if up else "<=", end, f"{plain(Decimal(end) * times)}{'%' if times > 1 else ''}"


def plain(value: Decimal) -> str:
    """Write a decimal number with thousands separated, and no zeros behind.

    Examples
    --------
    >>> plain(Decimal("1450.00")), plain(Decimal("0.30"))
    ('1,450', '0.3')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
