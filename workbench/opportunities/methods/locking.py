"""A locked score method: what it computes stays as it was agreed until somebody unlocks it and says why."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.workspace.guards import Change

__all__ = ["LOCKED", "method", "weight"]

LOCKED = ("kind", "formula")
"""What of a method's own row the lock holds, beside its weights: name and description may be put better."""
MEND = "set locked to no, with a new lock_reason that says why; the change can come along"


def method(change: "Change") -> Iterator[tuple[str | None, str]]:
    """Refuse what a lock on a method holds; the guard of the table ``methods``.

    Unlocking needs a new reason, except where a lock is taken back by its undo.
    """
    old, new = change.old, change.new
    if not _is_locked(old):
        return
    if new is None:
        yield None, f"methods {change.id!r} is locked{_why(old)} and cannot be removed: first {MEND}."
    elif _is_locked(new):
        for column in LOCKED:
            if column in change.columns:
                yield column, f"{column.capitalize()} of methods {change.id!r} is locked{_why(old)}: {MEND}."
    elif not (change.taken_back or _is_new_reason(old, new)):
        yield (
            "locked",
            f"methods {change.id!r} is locked{_why(old)}: to unlock it, lock_reason must say why in new words.",
        )


def weight(change: "Change") -> Iterator[tuple[str | None, str]]:
    """Refuse changes of a locked method's weights; the guard of the table ``weights``."""
    if not change.columns:
        return
    ids = dict.fromkeys(row["method"] for row in (change.old, change.new) if row and row.get("method"))
    for name in ids:
        old, new = change.look("methods", name)
        if _is_locked(old) and _is_locked(new):
            yield (
                None if change.old is None or change.new is None else min(change.columns),
                f"weights {change.id!r} belongs to the locked method {name!r}{_why(old)}: in methods, {MEND}.",
            )


def _is_locked(row: Mapping[str, Any] | None) -> bool:
    return bool(row and row.get("locked"))


def _is_new_reason(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> bool:
    reason = str(new.get("lock_reason") or "").strip()
    return bool(reason) and reason != str((old or {}).get("lock_reason") or "").strip()


def _why(row: Mapping[str, Any] | None) -> str:
    reason = (row or {}).get("lock_reason")
    return f" (“{reason}”)" if reason else ""
