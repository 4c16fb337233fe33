"""``workbench bench``: measures how fast pages and methods answer, and holds that against the limits."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from workbench.bench import report

__all__ = ["main"]

Part = Callable[..., Coroutine[Any, Any, list[report.Row]]]


def _parts() -> dict[str, Part]:
    from workbench.bench.coverage import coverage
    from workbench.bench.engine import engine
    from workbench.bench.kano import kano
    from workbench.bench.needs import suggest
    from workbench.bench.pages import first_view, odds, odds_off, slider
    from workbench.bench.start import start
    from workbench.bench.visitors import boards, visitors
    from workbench.bench.workspaces import workspace

    return {
        "first-view": first_view,
        "slider": slider,
        "odds": odds,
        "first-view-500": partial(first_view, rows=500),
        "slider-500": partial(slider, rows=500),
        "odds-off": odds_off,
        "visitors": visitors,
        "boards": boards,
        "start": start,
        "engine": engine,
        "workspace": workspace,
        "suggest": suggest,
        "kano": kano,
        "coverage": coverage,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts that were asked for; return 0 where every limit is kept, else 1."""
    parts = _parts()
    given = _parser(list(parts)).parse_args(arguments)
    facts = report.machine()
    rows: list[report.Row] = []
    with tempfile.TemporaryDirectory(prefix="workbench-bench-", ignore_cleanup_errors=True) as folder:
        for name in given.parts or parts:
            start = time.monotonic()
            print(f"{name} ...", file=sys.stderr, flush=True)
            place = Path(folder) / name
            place.mkdir()
            found = asyncio.run(parts[name](place, quick=given.quick))
            print(f"{name}: {time.monotonic() - start:.0f} s\n{report.table(found)}\n", flush=True)
            rows += found
    if given.out:
        report.write(given.out, rows, facts)
    return int(any(row.passed is False for row in rows))


def _parser(parts: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workbench bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[*parts, []], metavar="PART", help=f"any of {', '.join(parts)}"
    )
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="also write every sample as JSON")
    return parser
