"""What was asked, of whom, and what they answered: Kano, what matters and how well it is met, NPS and CSAT."""

from __future__ import annotations

import datetime as dt
import random

import customers
import opportunities
import voices
from files import SEED

# id | title | first day | last day | invited | how
SURVEYS = """
S-1 | Satisfaction, autumn 2025 | 2025-11-03 | 2025-11-21 | 240 | By mail to everybody who signs in to the console.
S-2 | Features of 2027: Kano | 2026-03-02 | 2026-03-27 | 410 | By mail to the people whom our customers named; several a customer.
S-3 | Satisfaction, spring 2026 | 2026-04-13 | 2026-04-30 | 250 | By mail to everybody who signs in to the console.
S-4 | What matters, and how well it is met | 2026-09-07 | 2026-09-25 | 130 | Asked by phone by the account managers.
S-5 | Satisfaction, autumn 2026 | 2026-10-12 | 2026-10-30 | 245 | By mail to everybody who signs in to the console.
""".strip()
POPULATION = 640
RESPONDENTS, NOT_ASKED = 250, 3
"""People; and which one of four customers named nobody to be asked."""

# the feature, by its opportunity's title | must-be, expected, delighter, nobody minds, reverse, in per cent;
# then, where a segment answers otherwise, the same for it
KANO = """
Commission a gateway by QR code | 8 52 26 12 2
OPC UA address space browser | 11 39 37 12 1
Buffer seven days of MQTT while the uplink is down | 56 27 6 10 1
Certificate renewal over EST | 62 10 6 20 2
Staged OTA updates with automatic rollback | 40 38 11 10 1
Energy per machine from current clamps | 4 20 42 32 2 | food 6 26 58 10 0
Alarm grouping by root cause | 12 56 18 13 1
Single sign-on with SAML and OIDC | 22 16 8 52 2 | energy 66 18 4 12 0 | food 58 20 6 16 0
Chat assistant over manuals | 2 6 16 58 18
Dark theme for control rooms | 2 8 16 72 2
OEE dashboard out of the box | 6 16 40 36 2
Read-only accounts for system integrators | 8 10 8 70 4 | integrators 20 62 10 8 0
""".strip()

# each category's answers (if it is there, if it is not), likeliest first; from the evaluation table of Berger et al. 1993
ANSWERS = {
    "M": ((3, 5), (2, 5), (4, 5)),
    "O": ((1, 5),),
    "A": ((1, 3), (1, 4), (1, 2)),
    "I": ((3, 3), (3, 4), (2, 3), (4, 4), (4, 3)),
    "R": ((5, 3), (5, 1), (4, 1), (3, 1)),
}
LETTERS = "MOAIR"
ALIKE = 7.0
"""How much colleagues answer alike: the smaller, the more."""
QUESTIONABLE, BLANK = 0.012, 0.02

# need | how much it matters, how well it is met, of 10
MATTERS = {
    "N-01": (8.1, 4.6), "N-03": (9.0, 5.1), "N-04": (8.8, 6.4), "N-06": (7.4, 4.2), "N-07": (8.3, 3.4),
    "N-08": (7.2, 3.0), "N-09": (6.9, 2.6), "N-12": (5.6, 5.9), "N-20": (5.2, 4.8), "N-21": (3.9, 4.4),
}  # fmt: skip
CALLED = 64
WAVES = {"S-1": 112, "S-3": 118, "S-5": 106}
PLEASED = {"machines": 8.2, "food": 8.0, "water": 7.6, "energy": 7.9, "integrators": 8.5}
FOOD_AFTER_OUTAGE = 5.9
"""In summer an outage stopped food plants for a night: their mean in autumn 2026."""


def surveys() -> list[dict[str, object]]:
    """Return the rows of surveys.csv."""
    columns = ("id", "title", "started", "ended", "invited", "description")
    cells = ([cell.strip() for cell in line.split("|")] for line in SURVEYS.splitlines())
    return [{**dict(zip(columns, line, strict=True)), "population": POPULATION} for line in cells]


def questions() -> list[dict[str, object]]:
    """Return the rows of questions.csv."""
    keys, needs = opportunities.ids(), {need.id: need.title for need in voices.read()}
    rows: list[dict[str, object]] = [
        {
            "id": f"K-{number:02}", "survey": "S-2", "kind": "kano", "title": title, "opportunity": keys[title],
            "text": "How do you feel if the gateway has it? How do you feel if it has not?", "position": number,
        }
        for number, title in enumerate(_features(), 1)
    ]  # fmt: skip
    for number, need in enumerate(MATTERS, 1):
        common = {"survey": "S-4", "title": needs[need], "need": need}
        how = {
            "importance": "How much does this matter to you?",
            "satisfaction": "How well can you do it today?",
        }
        rows += [
            {
                **common,
                "id": f"{kind[0].upper()}-{need}",
                "kind": kind,
                "text": text,
                "position": 2 * number - (kind == "importance"),
            }
            for kind, text in how.items()
        ]
    for wave in WAVES:
        rows += [
            {"id": f"{wave}-NPS", "survey": wave, "kind": "nps", "title": "Would recommend us", "position": 1,
             "text": "How likely are you to recommend the gateway to a colleague, 0 to 10?"},
            {"id": f"{wave}-CSAT", "survey": wave, "kind": "csat", "title": "Support", "position": 2,
             "text": "How content are you with our support, 1 to 5?"},
        ]  # fmt: skip
    return rows


def responses() -> list[dict[str, object]]:
    """Return the rows of responses.csv: Kano, then by phone, then the waves."""
    rows = [*_kano(), *_matters(), *_waves()]
    return [{"id": f"A-{number:04}", **row} for number, row in enumerate(rows, 1)]


def people() -> list[tuple[str, str, str]]:
    """Return respondent, customer and segment of those who answered: large customers send more."""
    draw = random.Random(SEED + 5)
    every = [each for number, each in enumerate(customers.customers()) if number % 4 != NOT_ASKED]
    weights = [float(str(each["revenue"])) ** 0.4 for each in every]
    chosen = [*every, *draw.choices(every, weights, k=RESPONDENTS - len(every))]
    draw.shuffle(chosen)
    return [(f"R-{n:03}", str(each["id"]), str(each["segment"])) for n, each in enumerate(chosen, 1)]


def _features() -> dict[str, dict[str, list[float]]]:
    """Return the shares of each feature's categories: "" for everybody, else by segment."""
    found = {}
    for line in KANO.splitlines():
        title, everybody, *others = (cell.strip() for cell in line.split("|"))
        shares = {"": everybody, **dict(each.split(" ", 1) for each in others)}
        found[title] = {name: [float(cell) for cell in cells.split()] for name, cells in shares.items()}
    return found


def _kano() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    draw, who = random.Random(SEED + 6), people()
    days = {row: _day(draw, "2026-03-02", 25) for row, _, _ in who}
    for number, shares in enumerate(_features().values(), 1):
        draw = random.Random(
            SEED + 100 * number
        )  # of its own: another feature's shares change no answer here
        leaning = {
            customer: [
                draw.gammavariate(ALIKE * share / 100 + 1e-9, 1) for share in shares.get(segment, shares[""])
            ]
            for customer, segment in sorted({(customer, segment) for _, customer, segment in who})
        }
        for row, customer, _ in who:
            functional, dysfunctional = _answer(leaning[customer], draw)
            rows.append(
                {"question": f"K-{number:02}", "respondent": row, "customer": customer, "answered": days[row],
                 "functional": functional, "dysfunctional": dysfunctional}
            )  # fmt: skip
    return rows


def _answer(leaning: list[float], draw: random.Random) -> tuple[object, object]:
    """Return one pair of answers; a few say they like both, a few leave one out."""
    dice = draw.random()
    if dice < QUESTIONABLE:
        return 1, 1
    pairs = ANSWERS[draw.choices(LETTERS, leaning)[0]]
    pair = draw.choices(pairs, [3.0 / (place + 1) for place in range(len(pairs))])[0]
    return (pair[0], "") if dice > 1 - BLANK else pair


def _matters() -> list[dict[str, object]]:
    draw = random.Random(SEED + 7)
    asked = [each for each in people() if each[2] != customers.SILENT][:CALLED]
    return [
        {"question": f"{kind}-{need}", "respondent": row, "customer": customer, "answered": _day(draw, "2026-09-07", 18),
         "rating": min(10, max(0, round(draw.gauss(mean, 1.7))))}
        for row, customer, _ in asked
        for need, means in MATTERS.items()
        for kind, mean in zip("IS", means, strict=True)
    ]  # fmt: skip


def _waves() -> list[dict[str, object]]:
    draw = random.Random(SEED + 8)
    rows: list[dict[str, object]] = []
    for wave, many in WAVES.items():
        started = next(each["started"] for each in surveys() if each["id"] == wave)
        there = [each for each in people() if wave != "S-5" or each[2] != customers.SILENT]
        for row, customer, segment in draw.sample(there, many):
            fell = wave == "S-5" and segment == "food"
            mean = FOOD_AFTER_OUTAGE if fell else PLEASED[segment]
            common = {"respondent": row, "customer": customer, "answered": _day(draw, str(started), 17)}
            rows += [
                {
                    **common,
                    "question": f"{wave}-NPS",
                    "rating": min(10, max(0, round(draw.gauss(mean, 1.8)))),
                },
                {
                    **common,
                    "question": f"{wave}-CSAT",
                    "rating": min(5, max(1, round(draw.gauss(mean / 2, 0.8)))),
                },
            ]
    return rows


def _day(draw: random.Random, first: str, days: int) -> str:
    return (dt.date.fromisoformat(first) + dt.timedelta(draw.randrange(days))).isoformat()
