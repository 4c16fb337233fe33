"""Work in a parent that stands back for open pages, and leaves its memory as kernels can share it."""

import gc
import os
import sys
import threading
from collections.abc import Callable

__all__ = ["settle", "standing_back"]

NICE = 10
"""How far a parent in the making stands back."""


def standing_back(work: Callable[[], object]) -> None:
    """Do what takes long at low priority: in a thread, since a process cannot take back that it stood back."""
    failed: list[BaseException] = []

    def run() -> None:
        if sys.platform == "linux":  # where a thread has a priority of its own
            os.nice(NICE)
        try:
            work()
        except BaseException as error:  # noqa: BLE001  raised again in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=run, name="standing back")
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def settle() -> None:
    """Keep the collector away from all that there is: it would write to every page, and copy it for each child."""
    gc.collect()
    gc.freeze()
