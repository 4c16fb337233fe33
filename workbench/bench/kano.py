"""How fast a million Kano answers are evaluated, held against counting the same rows."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.bench.report import Row, compare
from workbench.needs import kano as method

__all__ = ["kano"]

PART = "kano"
ROWS, FEATURES, CUSTOMERS = 1_000_000, 20, 2000
SHARES = ((0.45, 0.2, 0.04, 0.06, 0.25), (0.05, 0.1, 0.35, 0.2, 0.3))
"""How often each of the five answers is given, if the feature is there, and if it is not."""


async def kano(folder: Path, *, quick: bool) -> list[Row]:
    """Alternate with grouping the rows by feature and both answers, and by customer where these are known."""
    del folder
    times = 3 if quick else 9
    many, few = answers(ROWS), answers(ROWS // 10)
    rows = []
    for what, keys in (("people", []), ("customers", ["customer"])):
        columns = ["respondent", "feature", "functional", "dysfunctional", *keys]
        large, small, group = many[columns], few[columns], columns[1:]
        ours, counted, tenth = [], [], []
        for _ in range(times + 1):
            counted.append(_timed(lambda: large.groupby(group).size()))  # noqa: B023  called at once
            ours.append(_timed(lambda: method.evaluate(large)))  # noqa: B023
            tenth.append(_timed(lambda: method.evaluate(small)))  # noqa: B023
        rows += [
            compare(PART, f"1,000,000 answers, {what} / counting them", ours[1:], counted[1:], limit=4.0),
            compare(PART, f"1,000,000 answers, {what} / 100,000 answers", ours[1:], tenth[1:], limit=12.0),
        ]
    return rows


def answers(rows: int) -> pd.DataFrame:
    """Return made-up answers as a reader of files gives them: names as text, a respondent's answers together."""
    rng = np.random.default_rng(0)
    people = rows // FEATURES
    names = {
        "respondent": np.repeat(_names("person", people), FEATURES),
        "feature": np.tile(_names("feature", FEATURES), people),
        "customer": np.repeat(rng.choice(_names("customer", CUSTOMERS), people), FEATURES),
    }
    asked = zip(("functional", "dysfunctional"), SHARES, strict=True)
    given = {column: rng.choice(np.arange(1, 6), rows, p=shares) for column, shares in asked}
    return pd.DataFrame(names | given)


def _names(kind: str, many: int) -> np.ndarray:
    return np.array([f"{kind} {number}" for number in range(many)], dtype=object)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3
