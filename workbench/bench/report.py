"""What was measured: a row a number, with its limit, as a table on the terminal and as JSON."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["Row", "compare", "machine", "measure", "median", "p95", "table", "write"]

PACKAGES = ("strategy-workbench", "numpy", "pandas", "plotly", "voila", "ipywidgets", "playwright")

Statistic = Callable[[Sequence[float]], float]


@dataclass(frozen=True)
class Row:
    """One number: ours, what it is held against where there is such, and whether it keeps its limit."""

    part: str
    name: str
    unit: str
    ours: float
    reference: float | None
    ratio: float | None
    limit: float | None
    samples: tuple[float, ...]
    reference_samples: tuple[float, ...] = ()

    @property
    def passed(self) -> bool | None:
        """Whether the limit, on the ratio where there is one, is kept; None without a limit."""
        if self.limit is None:
            return None
        held = self.ours if self.ratio is None else self.ratio
        return bool(held <= self.limit)


def p95(values: Sequence[float]) -> float:
    """Return what 19 in 20 values do not exceed.

    Examples
    --------
    >>> p95([1.0, 2.0, 3.0])
    2.9
    """
    return float(np.percentile(np.asarray(values), 95))


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return float(np.median(np.asarray(values)))


def measure(
    part: str,
    name: str,
    values: Sequence[float],
    *,
    unit: str = "ms",
    limit: float | None = None,
    of: Statistic = median,
) -> Row:
    """Return a row for one set of values; ``limit`` is on their statistic ``of``.

    Examples
    --------
    >>> measure("start", "home page", [400.0, 300.0], limit=10_000.0).passed
    True
    """
    return Row(part, name, unit, of(values), None, None, limit, tuple(values))


def compare(
    part: str,
    name: str,
    values: Sequence[float],
    reference: Sequence[float],
    *,
    unit: str = "ms",
    limit: float | None = None,
    of: Statistic = median,
) -> Row:
    """Return a row that holds one set of values against another; ``limit`` is on the ratio of their statistics.

    Examples
    --------
    >>> row = compare("slider", "one press", [90.0, 150.0], [80.0], limit=1.8)
    >>> row.ratio, row.passed
    (1.5, True)
    """
    ours, theirs = of(values), of(reference)
    return Row(part, name, unit, ours, theirs, ours / theirs, limit, tuple(values), tuple(reference))


HEADINGS = ("part", "what", "workbench", "min-max", "reference", "ratio", "limit", "", "n")


def table(rows: Iterable[Row]) -> str:
    """Return the rows as lines of equal columns."""
    cells = [HEADINGS, *map(_cells, rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(HEADINGS))]
    left = {0, 1, 7}
    return "\n".join(
        "  ".join(
            text.ljust(width) if i in left else text.rjust(width)
            for i, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def _cells(row: Row) -> tuple[str, ...]:
    spread = f"{_number(min(row.samples))}-{_number(max(row.samples))}" if len(row.samples) > 1 else ""
    verdict = {None: "", True: "PASS", False: "over"}[row.passed]
    return (
        row.part,
        row.name,
        f"{_number(row.ours)} {row.unit}".rstrip(),
        spread,
        "" if row.reference is None else f"{_number(row.reference)} {row.unit}".rstrip(),
        "" if row.ratio is None else f"{row.ratio:.2f}",
        "" if row.limit is None else f"<= {_number(row.limit)}",
        verdict,
        str(len(row.samples)),
    )


def _number(value: float) -> str:
    size = abs(value)
    if value == int(value) or size >= 100:  # noqa: PLR2004  three digits are enough
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"  # noqa: PLR2004


def machine() -> dict[str, Any]:
    """Return what the numbers were measured on, without its name."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else None,
        "python": sys.version.split()[0],
        "packages": {name: version(name) for name in PACKAGES},
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.is_file():
        for line in facts.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def write(path: Path, rows: Sequence[Row], facts: dict[str, Any]) -> None:
    """Write all rows with their samples, and the machine's facts, as JSON."""
    told = [{**asdict(row), "passed": row.passed} for row in rows]
    path.write_text(json.dumps({"machine": facts, "rows": told}, indent=1) + "\n", encoding="utf-8")
