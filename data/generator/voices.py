"""Needs, four hundred quotes, and which quote speaks of which need."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import customers
import opportunities
import words
from files import LAST, SEED

TOTAL, FRESH = 400, 8
"""Quotes in all; and how many of the latest nobody has read closely enough to link them to a need."""
FIRST = dt.date(2025, 9, 15)
SILENT_SINCE = dt.date(2026, 5, 21)
FAIRS = (dt.date(2025, 11, 25), dt.date(2026, 4, 21), dt.date(2026, 5, 5))
"""First days of the trade shows: automation in autumn, industry in spring, water."""
CHANNELS = {"support": 32, "interview": 20, "call": 20, "survey": 16, "trade show": 16, "review": 6}
LOUD_NEED, REPEATED = "N-11", 3
CUSTOMERS = {str(each["id"]): each for each in customers.customers()}
PEOPLE = customers.contacts()
NUMBERS = ("2", "3", "4", "5", "6", "8", "9", "12", "14", "20", "30", "40")


@dataclass(frozen=True)
class Need:
    """One need of words.py."""

    id: str
    title: str
    theme: str
    quotes: int
    trend: str
    importance: float
    segments: dict[str, int]
    met_by: tuple[str, ...]
    wishes: tuple[str, ...]
    troubles: tuple[str, ...]


def read() -> list[Need]:
    """Return the needs as words.py has them."""
    found = []
    for block in words.NEEDS.split("\nN-"):
        head, *said = block.split("\n")
        row, title, theme, many, trend, importance, who, met = (cell.strip() for cell in head.split("|"))
        segments = {name: int(weight) for name, weight in (each.split() for each in who.split(", "))}
        found.append(
            Need(
                "N-" + row.removeprefix("N-"), title, theme, int(many), trend, float(importance), segments,
                tuple(each.strip() for each in met.split(";") if each.strip()),
                tuple(line[2:] for line in said if line[0] == "+"),
                tuple(line[2:] for line in said if line[0] == "-"),
            )
        )  # fmt: skip
    return found


def needs() -> list[dict[str, object]]:
    """Return the rows of needs.csv."""
    draw = random.Random(SEED + 3)
    owners = ("Ana", "Jonas", "Li", "Marek", "Priya", "Sofia")
    days = sorted(draw.sample(range(200), len(read())))
    return [
        {
            "id": need.id, "title": need.title, "theme": need.theme, "owner": draw.choice(owners),
            "created": (FIRST + dt.timedelta(day)).isoformat(),
        }
        for need, day in zip(read(), days, strict=True)
    ]  # fmt: skip


def need_opportunities() -> list[dict[str, object]]:
    """Return the rows of need_opportunities.csv."""
    keys = opportunities.ids()
    return [
        {"id": f"{need.id}:{keys[title]}", "need": need.id, "opportunity": keys[title]}
        for need in read()
        for title in need.met_by
    ]


def feedback() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return the rows of feedback.csv by date, and those of feedback_needs.csv."""
    draw = random.Random(SEED + 4)
    said = [quote for need in read() for quote in _quotes(need, draw)]
    said += _repeated([quote for quote in said if quote["channel"] == "call"][:: len(said) // 20][:REPEATED])
    said += _others(TOTAL - len(said), draw)
    said.sort(key=lambda each: (each["date"], each["quote"]))
    promised = draw.sample(range(TOTAL - 60, TOTAL), 9)
    rows, links = [], []
    for number, quote in enumerate(said, 1):
        row = f"F-{number:03}"
        about = quote.pop("needs")[: number <= TOTAL - FRESH]
        links += [{"id": f"{row}:{need}", "feedback": row, "need": need} for need in about]
        rows.append({"id": row, **quote, **(_promise(quote, draw) if number in promised else {})})
    return rows, links


def _quotes(need: Need, draw: random.Random) -> list[dict[str, object]]:
    """Return what was said of one need, no sentence pair twice."""
    pairs = [(wish, trouble) for wish in need.wishes for trouble in (*need.troubles, "")]
    pairs += [("", trouble) for trouble in need.troubles]
    draw.shuffle(pairs)
    pairs = (pairs * 2)[: need.quotes]
    loud = need.quotes // 3 + 1 if need.id == LOUD_NEED else 0
    return [
        _quote(need, pair, customers.LOUD if number < loud else None, draw)
        for number, pair in enumerate(pairs)
    ]


def _quote(need: Need, pair: tuple[str, str], who: str | None, draw: random.Random) -> dict[str, object]:
    segment = draw.choices(list(need.segments), list(need.segments.values()))[0]
    theirs = [row for row, each in CUSTOMERS.items() if each["segment"] == segment and row != customers.LOUD]
    customer = who or draw.choice(theirs)
    segment = str(CUSTOMERS[customer]["segment"])
    channel, day = _when(segment, need.trend, draw)
    text = " ".join(part for part in pair if part)
    text = text.replace("{site}", words.SITES[segment]).replace("{n}", draw.choice(NUMBERS))
    importance = min(3, max(0, round(draw.gauss(need.importance, 0.7))))
    return {
        "quote": text, "channel": channel, "date": day.isoformat(), **_speaker(customer, channel, draw),
        "importance": "" if channel == "review" else importance, "needs": [need.id],
    }  # fmt: skip


def _others(many: int, draw: random.Random) -> list[dict[str, object]]:
    """Return quotes that speak of no need."""
    found: list[dict[str, object]] = []
    lines = words.OTHER.split("\n")
    for number in range(many):
        customer = draw.choice(list(CUSTOMERS))
        channel, day = _when(str(CUSTOMERS[customer]["segment"]), "flat", draw)
        said = {"quote": lines[number % len(lines)], "channel": channel, "date": day.isoformat(), "needs": []}
        found.append({**said, **_speaker(customer, channel, draw), "importance": ""})
    return found


def _repeated(calls: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return what was said on the phone and written to support the day after: to be found and merged."""
    return [
        {
            **call, "quote": f"As I said on the phone: {call['quote']}", "channel": "support", "heard_by": "Support",
            "date": (dt.date.fromisoformat(str(call["date"])) + dt.timedelta(1)).isoformat(),
        }
        for call in calls
    ]  # fmt: skip


def _speaker(customer: str, channel: str, draw: random.Random) -> dict[str, object]:
    """Return who said it and who wrote it down; a review has no person, and sometimes no customer."""
    if channel == "review":
        return {"customer": customer, "heard_by": "Ana"}
    people = [each["id"] for each in PEOPLE if each["customer"] == customer]
    ours = {"support": "Support", "survey": "Ana", "trade show": draw.choice(("Ines", "Jonas", "Tomas"))}
    heard_by = ours.get(channel, CUSTOMERS[customer]["owner"])
    return {"customer": customer, "contact": draw.choice(people), "heard_by": heard_by}


def _when(segment: str, trend: str, draw: random.Random) -> tuple[str, dt.date]:
    """Return where and when something was heard: a trade show has its days; one segment fell silent."""
    channel = draw.choices(list(CHANNELS), list(CHANNELS.values()))[0]
    last = SILENT_SINCE if segment == customers.SILENT else LAST
    if channel == "trade show":
        fair = FAIRS[2] if segment == customers.SILENT else draw.choice(FAIRS[:2])
        return channel, fair + dt.timedelta(draw.randrange(3))
    share = draw.random() ** {"up": 0.5, "flat": 1.0, "down": 1.9}[trend]
    day = FIRST + dt.timedelta(round(share * (last - FIRST).days))
    return channel, day if day.weekday() < 5 else day - dt.timedelta(2)  # noqa: PLR2004 (Saturday)


def _promise(quote: dict[str, object], draw: random.Random) -> dict[str, object]:
    """Return by when an answer was promised; most got it."""
    day = dt.date.fromisoformat(str(quote["date"]))
    answered = day + dt.timedelta(draw.randint(1, 4))
    kept = draw.random() < 0.6  # noqa: PLR2004
    return {
        "answer_by": (day + dt.timedelta(3)).isoformat(),
        "answered": answered.isoformat() if kept and answered <= LAST else "",
    }
