"""What the list of opportunities was judged by besides reach and effort: WSJF, ICE and ODI.

A planning round gave the open items relative values (WSJF); two people gave ICE from memory; importance and satisfaction
are what the survey of needs says of the need that an item would meet.
"""

from __future__ import annotations

import random
from collections import defaultdict

import surveys
import voices
from files import SEED

SEQUENCE = (1, 2, 3, 5, 8, 13, 20)
COLUMNS = (
    "business_value", "time_criticality", "risk_reduction", "job_size",
    "ice_impact", "ice_confidence", "ease", "importance", "satisfaction",
)  # fmt: skip
RISKY = {"Security": 5, "OTA updates": 3, "Hardware": 2}
"""Work that takes risk away, or makes other work possible, by theme."""
CONTENT = 4
"""Answers of 4 or 5 of 5 count (Ulwick's top two boxes)."""


def judged(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows with what they were judged by; blank where nobody has."""
    draw, met = random.Random(SEED + 11), odi()
    return [
        {**row, **(scored(row, draw) if row["effort"] and row["reach"] else {}), **met.get(row["id"], {})}
        for row in rows
    ]


def nearest(amount: float) -> int:
    """Return the number of the sequence that is nearest by ratio."""
    return min(SEQUENCE, key=lambda step: abs(step / amount - amount / step))


def scored(row: dict[str, str], draw: random.Random) -> dict[str, str]:
    """Draw what a planning round would have said of one that is open."""
    if row["status_category"] != "open":
        return {}
    worth = float(row["reach"]) * float(row["impact"])
    wsjf = {
        "business_value": nearest(worth / 110 * draw.uniform(0.7, 1.4)),
        "time_criticality": 20 if row["due"] else nearest(draw.choice((1, 1, 2, 3, 5, 8))),
        "risk_reduction": nearest(RISKY.get(row["theme"], 1) * draw.uniform(0.7, 2.5)),
        "job_size": nearest(float(row["effort"]) * 2 * draw.uniform(0.8, 1.3)),
    }
    ice = {
        "ice_impact": tenth(2 + worth / 320 * draw.uniform(0.6, 1.5)),
        "ice_confidence": tenth(10 * float(row["confidence"]) + draw.uniform(-2, 1)),
        "ease": tenth(11 - 1.6 * float(row["effort"]) + draw.uniform(-1.5, 1.5)),
    }
    return {name: str(number) for name, number in {**wsjf, **ice}.items()}


def tenth(number: float) -> int:
    """Return a whole number of 1 to 10."""
    return min(max(round(number), 1), 10)


def odi() -> dict[str, dict[str, str]]:
    """Return, by opportunity, what the survey says of its need; of two needs, the one that is met worse."""
    asked = {
        each["id"]: (str(each["need"]), str(each["kind"])) for each in surveys.questions() if each.get("need")
    }
    answers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in surveys.responses():
        if each["question"] in asked and each.get("rating"):
            answers[asked[each["question"]]].append(int(str(each["rating"])))
    share = {
        key: f"{10 * sum(each >= CONTENT for each in given) / len(given):.1f}"
        for key, given in answers.items()
    }
    found: dict[str, dict[str, str]] = {}
    for link in voices.need_opportunities():
        need, item = str(link["need"]), str(link["opportunity"])
        if (need, "importance") not in share or (need, "satisfaction") not in share:
            continue
        said = {kind: share[need, kind] for kind in ("importance", "satisfaction")}
        before = found.get(item)
        if before is None or float(said["satisfaction"]) < float(before["satisfaction"]):
            found[item] = said
    return found
