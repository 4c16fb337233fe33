"""What a list tab shows of the selected item: its estimates, what the draft does to it, and the first conflict."""

from collections.abc import Collection, Mapping
from typing import Any

from workbench.language.words import count
from workbench.ui.list_source import ListSource

__all__ = ["conflict", "draft_sentence", "estimates"]


def estimates(source: ListSource, item: str | None, row: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return, by column, what each slider of an item shows."""
    drafted = source.model.draft.touched(source.table).get(item, set()) if item else set()
    notes = source.notes(item) if item else {}
    return {name: _estimate(name, row, drafted, **notes.get(name, {})) for name in source.estimates()}


def draft_sentence(source: ListSource, item: str | None) -> str:
    """Say what the draft holds: the item's changes and their effect, else how many items changed."""
    draft = source.model.draft
    touched = draft.touched(source.table)
    said = source.consequence(item) if item and item in touched else ""
    others = len(touched) - bool(said)
    linked = {key[:2] for key in draft.edits if key[0] not in (source.table, "settings")}
    parts = [
        said,
        count(others, "more item" if said else "item") + " changed." if others else "",
        count(len(linked), "linked row") + " with it." if linked else "",
    ]
    return " ".join(part for part in parts if part) or "A setting of this board is changed."


def conflict(source: ListSource) -> dict[str, Any] | None:
    """Return the first cell that somebody else saved another value of, as :class:`DraftBar` shows it."""
    found = source.model.draft.conflicts()
    if found.empty:
        return None
    cell = found.iloc[0]
    title = source.frame["title"].get(cell["id"], cell["id"])
    return {"title": title, **{name: cell[name] for name in ("column", "mine", "theirs", "who")}}


def _estimate(
    column: str,
    row: Mapping[str, Any],
    drafted: Collection[str | None],
    fill: Mapping[str, float] | None = None,
    **extra: Any,
) -> dict[str, Any]:
    """Return what the slider of a column shows."""
    names = {"low": f"{column}_low", "value": column, "high": f"{column}_high"}
    values = {side: _plain(row.get(name)) for side, name in names.items()}
    draft = [side for side, name in names.items() if name in drafted]
    return {**values, **(fill or {}), "draft": draft, **extra}


def _plain(value: Any) -> Any:
    """Return None for a blank."""
    return None if value is None or value != value else value  # noqa: PLR0124 (NaN)
