"""How often the intervals of needs cover the truth: studies of made-up people whose truth is known."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.bench.report import Row, measure
from workbench.needs import csat, kano, nps, waves

__all__ = ["coverage"]

PART = "coverage"
STUDIES = 2000
LEVEL = 95.0
ALLOWED = 2.0
"""Points below the level that an interval may cover, where FEW customers or more were asked; fewer studies than STUDIES
do not show it."""
ASKED, FEW = (10, 20, 30, 60), 30
COLLEAGUES = 4.0
"""People a customer, on average; geometric: most customers send one or two, some a dozen."""
ALIKE = 2.0
"""Of the Dirichlet law from which each customer draws its own shares: a correlation of 1 / 3 between colleagues."""

CATEGORIES = {
    "mostly expected": (0.45, 0.25, 0.1, 0.15, 0.03, 0.02),
    "mostly delights": (0.08, 0.17, 0.4, 0.3, 0.03, 0.02),
    "nobody minds": (0.05, 0.1, 0.2, 0.55, 0.07, 0.03),
    "nearly all expect it": (0.8, 0.06, 0.02, 0.1, 0.01, 0.01),
}
"""True shares of M, O, A, I, R and Q."""
_PAIRS = np.array([(2, 5), (1, 5), (1, 3), (3, 3), (4, 1), (1, 1)])
"""A pair of answers of each category."""
RATINGS = {"balanced": (0.3, 0.3, 0.4), "nearly all satisfied": (0.05, 0.1, 0.85)}
"""True shares of detractors, passives and promoters; of the first and of the last in satisfaction."""


@dataclass(frozen=True)
class Setting:
    """Who was asked."""

    customers: int
    alike: bool
    known: bool

    def __str__(self) -> str:
        """Say it in words."""
        if not self.known:
            return f"{self.customers} people"
        how = "alike" if self.alike else "independent"
        return f"{self.customers} customers, colleagues {how}"


async def coverage(folder: Path, *, quick: bool) -> list[Row]:
    """Count the studies whose interval covers the truth; of several truths the worst is reported."""
    del folder
    studies = STUDIES // 10 if quick else STUDIES
    rows: list[Row] = []
    for setting in _settings():
        rng = np.random.default_rng([setting.customers, setting.alike, setting.known])
        rows += list(_kano(setting, studies, rng))
        rows += list(_ratings(setting, studies, rng))
        if setting.customers == FEW:
            rows.append(_change(setting, studies, rng))
    return rows


def _settings() -> list[Setting]:
    ways = ((False, False), (False, True), (True, True))
    return [Setting(customers, alike, known) for alike, known in ways for customers in ASKED]


def _row(setting: Setting, name: str, covered: dict[str, tuple[int, int]]) -> Row:
    """Return by how many points the worst case stays below the level; its share and standard error are in the name."""
    shares = {truth: 100 * hits / studies for truth, (hits, studies) in covered.items()}
    worst = min(shares, key=lambda truth: shares[truth])
    share, studies = shares[worst], covered[worst][1]
    error = math.sqrt(share * (100 - share) / studies)
    told = f"{setting}, {name}: {share:.1f} % (se {error:.1f}), {worst}"
    enough = setting.customers >= FEW and studies >= STUDIES
    limit = ALLOWED if enough else None
    return measure(PART, told, [LEVEL - share], unit="points short", limit=limit)


def _drawn(
    setting: Setting, shares: tuple[float, ...], studies: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Return study, customer, class: a row an answer."""
    size = (studies, setting.customers)
    people = rng.geometric(1 / COLLEAGUES, size) if setting.known else np.ones(size, dtype=int)
    true = np.array(shares)
    own = rng.dirichlet(true * ALIKE, size) if setting.alike else np.broadcast_to(true, (*size, len(true)))
    counts = rng.multinomial(people, own).ravel()
    study, customer, class_ = (axis.ravel() for axis in np.indices((*size, len(true))))
    return pd.DataFrame({"study": study, "customer": customer, "class": class_}).loc[
        np.repeat(np.arange(len(counts)), counts)
    ]


def _kano(setting: Setting, studies: int, rng: np.random.Generator) -> Iterator[Row]:
    """Evaluate all studies at once: each is a feature, whose result does not depend on the others."""
    covered: dict[str, dict[str, tuple[int, int]]] = {"better": {}, "worse": {}}
    for name, shares in CATEGORIES.items():
        drawn = _drawn(setting, shares, studies, rng)
        pairs = _PAIRS[drawn["class"]]
        asked = pd.DataFrame(
            {"respondent": np.arange(len(drawn)), "feature": drawn["study"].to_numpy()}
        ).assign(functional=pairs[:, 0], dysfunctional=pairs[:, 1])
        if setting.known:
            asked["customer"] = drawn["customer"].to_numpy()
        result = kano.evaluate(asked, trials=1)
        m, o, a, i, *_ = shares
        truths = {"better": (a + o) / (m + o + a + i), "worse": -(m + o) / (m + o + a + i)}
        for column, true in truths.items():
            covers = (result[f"{column}_low"] <= true) & (true <= result[f"{column}_high"])
            covered[column][name] = int(covers.sum()), len(result)
    for column, cases in covered.items():
        yield _row(setting, column, cases)


def _ratings(setting: Setting, studies: int, rng: np.random.Generator) -> Iterator[Row]:
    measures: dict[str, tuple[Callable[..., tuple[float, float]], tuple[int, ...], tuple[float, ...]]] = {
        "NPS": (nps.interval, (3, 8, 10), (-100.0, 0.0, 100.0)),
        "satisfied": (csat.interval, (1, 3, 5), (0.0, 0.0, 1.0)),
    }
    for name, (interval, points, worth) in measures.items():
        cases = {}
        for truth, shares in RATINGS.items():
            true, drawn = float(np.dot(worth, shares)), _drawn(setting, shares, studies, rng)
            limits = [
                interval(
                    np.take(points, answers["class"]),
                    customers=answers["customer"] if setting.known else None,
                )
                for _, answers in drawn.groupby("study")
            ]
            cases[truth] = sum(low <= true <= high for low, high in limits), len(limits)
        yield _row(setting, name, cases)


def _change(setting: Setting, studies: int, rng: np.random.Generator) -> Row:
    """Ask in two waves between which nothing changed."""
    drawn = _drawn(setting, RATINGS["balanced"], 2 * studies, rng)
    drawn["rating"] = np.take((3, 8, 10), drawn["class"])
    drawn["wave"] = drawn["study"] % 2
    columns = ["wave", "rating", *(["customer"] if setting.known else [])]
    ends = [waves.compare(pair[columns]).iloc[1] for _, pair in drawn.groupby(drawn["study"] // 2)]
    covers = sum(end["change_low"] <= 0 <= end["change_high"] for end in ends)
    return _row(setting, "change of NPS", {"balanced": (covers, len(ends))})
