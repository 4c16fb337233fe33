"""Work in a parent that stands back for open pages, and leaves its memory as kernels can share it."""

import gc
import os
import sys
import threading
from collections.abc import Callable

__all__ = ["do", "settle"]

NICE = 10
"""How far work stands back for pages that are open."""


def do(work: Callable[[], object], *, waited_for: bool = False) -> None:
    """Do what takes long in a thread, at low priority where nobody waits: a process could not take that back."""
    failed: list[BaseException] = []

    def run() -> None:
        if sys.platform == "linux" and not waited_for:  # where a thread has a priority of its own
            os.nice(NICE)
        try:
            work()
        except BaseException as error:  # noqa: BLE001  raised again in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=run, name="cells")
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def settle() -> None:
    """Keep the collector away from all that there is: it would write to every page, and copy it for each child."""
    gc.collect()
    gc.freeze()
