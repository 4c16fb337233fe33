"""What the kernel does without a browser: scores, odds, the workspace, and one move of the board."""

import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.bench import sample
from workbench.bench.report import Row, compare, measure, p95
from workbench.opportunities import ranges, rice
from workbench.opportunities.uncertainty import Ranker, flip, value_of_information
from workbench.workspace.workspace import Workspace

if TYPE_CHECKING:
    from workbench.opportunities.board import OpportunityBoard

__all__ = ["engine"]

PART = "engine"
TRIALS, ROWS, MOVES = 10_000, 200, 10
SLOW = 10.0
"""Milliseconds of one move above which the report says where they go."""


async def engine(folder: Path, *, quick: bool) -> list[Row]:
    """Time the methods against plain numpy, and the workspace and the board by themselves."""
    times = 5 if quick else 20
    rows = [*_odds(times), *_workspace(folder, times)]
    return [*rows, *_moves(folder, 50 if quick else 200)]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def _odds(times: int) -> list[Row]:
    """Alternate with drawing as many normal numbers as the odds need: two estimates a row and trial."""
    bare = sample.opportunities(ROWS)
    table = ranges.assume(bare)
    ranker, item = Ranker(table, "rice", TRIALS), table.index[5]
    score, draws, first, move = [], [], [], []
    for _ in range(times + 1):
        draws.append(_timed(lambda: np.random.default_rng(0).standard_normal((TRIALS, ROWS, 2))))
        first.append(_timed(lambda: Ranker(table, "rice", TRIALS).result()))
        efforts = [float(table["effort"].iloc[5]) * (1 + 0.01 * (step + 1)) for step in range(MOVES)]
        move += [_timed(lambda effort=effort: ranker.move(item, "effort", effort)) for effort in efforts]  # type: ignore[misc]
        score.append(_timed(lambda: rice.score(table)))
    return [
        measure(PART, "RICE of 200 rows", score[1:]),
        compare(PART, "odds, first / drawing the numbers", first[1:], draws[1:], limit=4.0),
        compare(PART, "odds, one move / drawing the numbers", move[MOVES:], draws[1:], limit=0.2),
        measure(
            PART, "assume ranges of 200 rows", [_timed(lambda: ranges.assume(bare)) for _ in range(times)]
        ),
        measure(PART, "flips and value of information", _worth(table, times), limit=1000.0),
    ]


def _worth(table: pd.DataFrame, times: int) -> list[float]:
    """Time what follows the odds at rest, with all four estimates uncertain."""
    wide = table.assign(
        impact_low=table["impact"] / 2,
        impact_high=table["impact"] * 1.5,
        confidence_low=table["confidence"] / 2,
    )
    took = [
        _timed(lambda: (flip(wide, "rice"), value_of_information(wide, "rice"))) for _ in range(times + 1)
    ]
    return took[1:]


def _workspace(folder: Path, times: int) -> list[Row]:
    ws = sample.workspace(folder / "engine.db", ROWS)
    url = ws.url
    edits = [
        _timed(lambda value=value: ws.edit("opportunities", "OPP-1", reach=value))  # type: ignore[misc]
        for value in range(1000, 1000 + times)
    ]
    ws.store.close()
    opening = [_timed(lambda: _read(url)) for _ in range(times)]
    return [measure(PART, "open a workspace and read a table", opening), measure(PART, "one edit", edits)]


def _read(url: str) -> None:
    ws = Workspace.open(url)
    assert len(ws["opportunities"]) == ROWS
    ws.store.close()


def _moves(folder: Path, times: int) -> list[Row]:
    """Move the selected item's Reach as its slider does, then let the board settle."""
    from workbench.opportunities.board import OpportunityBoard

    ws = sample.workspace(folder / "board.db", ROWS)
    board = OpportunityBoard(ws)
    move = board.tab().actions.move
    reach = float(board.state.frame["reach"].to_dict()[board.view.selected])
    values = [reach + 10 * (1 + number % 50) for number in range(times)]
    took = [_timed(lambda value=value: move("reach", "value", value)) for value in values]  # type: ignore[misc]
    settled = []
    for value in values[:: max(1, times // 20)]:
        move("reach", "value", value + 5)
        settled.append(_timed(board.settle_now))
    rows = [
        measure(PART, "board, one move, median", took),
        measure(PART, "board, one move, p95", took, of=p95),
        measure(PART, "board, settling with odds", settled),
    ]
    if rows[0].ours > SLOW:
        print(_breakdown(board, values))
    ws.store.close()
    return rows


def _breakdown(board: "OpportunityBoard", values: list[float]) -> str:
    """Return where the time of the moves goes: our functions, milliseconds a move with what they call."""
    profile = cProfile.Profile(time.process_time)  # whatever else runs is not ours
    profile.enable()
    for value in values:
        board.tab().actions.move("reach", "value", value + 5)
    profile.disable()
    found = [
        (spent / len(values) * 1e3, name, Path(file).name)
        for (file, _, name), (_, _, _, spent, _) in pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
        if f"{Path('/workbench/')}" in file
    ]
    lines = [f"  {spent:6.2f} ms  {file}: {name}" for spent, name, file in sorted(found, reverse=True)[:20]]
    return "\n".join(["Where one move of the board spends its processor time, profiling included:", *lines])
