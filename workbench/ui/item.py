"""What a list board shows of the selected item: its facts, its estimates, and what the draft does to it."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from workbench.sampling.words import count

if TYPE_CHECKING:
    from workbench.ui.list_board import ListBoard

__all__ = ["show_item"]


def show_item(board: "ListBoard") -> None:
    """Show the selected item, or that there is none; the draft's sentence; the first conflict, if any."""
    item = board.view.selected if board.view.selected in board.frame.index else None
    row: Mapping[str, Any] = board.frame.loc[item].to_dict() if item else {}
    drafted = board.draft.touched(board.table).get(item, set())
    notes = board.notes() if item else {}
    estimates = {name: _estimate(name, row, drafted, **notes.get(name, {})) for name in board.estimates}
    board.inspector.show(item, row, estimates)
    board.comments.show()
    dirty = bool(board.draft.edits)
    board.bar.show(_draft_sentence(board) if dirty else board.about(row), dirty=dirty)
    conflicts = board.draft.conflicts()
    board.bar.show_conflict(None if conflicts.empty else _conflict(board, conflicts.iloc[0]))


def _draft_sentence(board: "ListBoard") -> str:
    """Say what the draft holds: the selected item's changes and their effect, else how many items changed."""
    touched = board.draft.touched(board.table)
    said = board.consequence() if board.view.selected in touched else ""
    others = len(touched) - bool(said)
    linked = {key[:2] for key in board.draft.edits if key[0] not in (board.table, "settings")}
    parts = [
        said,
        count(others, "more item" if said else "item") + " changed." if others else "",
        count(len(linked), "linked row") + " with it." if linked else "",
    ]
    return " ".join(part for part in parts if part) or "A setting of this board is changed."


def _conflict(board: "ListBoard", cell: Any) -> dict[str, Any]:
    title = board.frame["title"].get(cell["id"], cell["id"])
    return {"title": title, **{name: cell[name] for name in ("column", "mine", "theirs", "who")}}


def _estimate(
    column: str,
    row: Mapping[str, Any],
    drafted: Collection[str],
    fill: Mapping[str, float] | None = None,
    **extra: Any,
) -> dict[str, Any]:
    """Return what the slider of a column shows."""
    names = {"low": f"{column}_low", "value": column, "high": f"{column}_high"}
    values = {side: _plain(row.get(name)) for side, name in names.items()}
    return {
        **values,
        **(fill or {}),
        "draft": [side for side, name in names.items() if name in drafted],
        **extra,
    }


def _plain(value: Any) -> Any:
    """Return None for a blank."""
    return None if value is None or value != value else value  # noqa: PLR0124 (NaN)
