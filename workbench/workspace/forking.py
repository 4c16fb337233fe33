"""A process that was forked keeps what it read; it shares no connection and no name with the one that it came from."""

import os
import weakref
from typing import Protocol

__all__ = ["prepare_fork", "survive_forks"]


class Forkable(Protocol):
    """What holds something that two processes must not share."""

    def before_fork(self) -> None:
        """Close what a fork could not use; a later use opens it again."""

    def after_fork(self) -> None:
        """Leave what is open to the other process, and take a name of its own; called in the new process."""


_held: "weakref.WeakSet[Forkable]" = weakref.WeakSet()


def survive_forks(holder: Forkable) -> None:
    """Call ``holder.after_fork()`` in every process forked from this one, before anything else runs there.

    Examples
    --------
    >>> class Held:
    ...     def before_fork(self): ...
    ...     def after_fork(self): ...
    >>> survive_forks(Held())
    """
    _held.add(holder)


def prepare_fork() -> None:
    """Close the connections to all workspaces that are open in this process."""
    for holder in list(_held):
        holder.before_fork()


def _forked() -> None:
    for holder in list(_held):
        holder.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(after_in_child=_forked)
