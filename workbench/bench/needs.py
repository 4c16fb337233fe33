"""How fast needs are suggested for what customers said, held against weighing the words of the same texts."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.bench.report import Row, compare, measure
from workbench.needs import suggest as method

__all__ = ["suggest"]

PART = "suggest"
QUOTES, NEEDS, WORDS, CUSTOMERS = 10_000, 100, 8_000, 500


async def suggest(folder: Path, *, quick: bool) -> list[Row]:
    """Alternate with scikit-learn's term weights, as they are by default, of the same 10,000 texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    del folder
    times = 5 if quick else 15
    said, needs, known = heard(QUOTES)
    texts = list(said["quote"])
    half, none, weighed = [], [], []
    for _ in range(times + 1):
        weighed.append(_timed(lambda: TfidfVectorizer().fit_transform(texts)))
        half.append(_timed(lambda: method.links(said["quote"], needs, known)))
        none.append(_timed(lambda: method.links(said["quote"], needs, known.iloc[:NEEDS])))
    twice = [_timed(lambda: method.duplicates(said)) for _ in range(3)]
    what = f"needs of {QUOTES:,} quotes"
    return [
        compare(PART, f"{what}, half linked / their term weights", half[1:], weighed[1:], limit=2.0),
        compare(PART, f"{what}, nearly none linked / the same", none[1:], weighed[1:], limit=2.0),
        measure(PART, f"near-duplicates among {QUOTES:,} quotes", twice),
    ]


def heard(quotes: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return made-up feedback, needs and links: words as often as in a language, some of them of one need only."""
    rng = np.random.default_rng(0)
    share = 1 / np.arange(1, WORDS + 1)  # Zipf's law
    words = np.array(["".join(rng.choice(list("aeinorstlm"), size)) for size in rng.integers(2, 11, WORDS)])
    own = rng.choice(words, (NEEDS, 20))
    need = rng.integers(0, NEEDS, quotes)
    said = [
        " ".join([*rng.choice(words, size, p=share / share.sum()), *rng.choice(own[number], 4)])
        for size, number in zip(rng.integers(8, 30, quotes), need, strict=True)
    ]
    ids = [f"F-{number:05}" for number in range(quotes)]
    days = pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 365, quotes), unit="D")
    customers = [f"C-{number}" for number in rng.integers(0, CUSTOMERS, quotes)]
    feedback = pd.DataFrame({"quote": said, "customer": customers, "date": days}, index=ids)
    needs = pd.DataFrame({"title": [" ".join(row[:5]) for row in own]}, [f"N-{at}" for at in range(NEEDS)])
    linked = pd.DataFrame({"feedback": ids[: quotes // 2], "need": needs.index[need[: quotes // 2]]})
    return feedback, needs, linked


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3
