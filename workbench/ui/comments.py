"""What was said about an item: a quiet button with their number, and a card to read, add and take back."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from workbench.language.words import count
from workbench.ui.entries import Entries, Entry
from workbench.ui.form import Field, Form
from workbench.ui.stage import Stage
from workbench.ui.toolbar import button

if TYPE_CHECKING:
    from workbench.ui.list_source import ListSource
    from workbench.ui.page import Page

__all__ = ["Comments", "when"]

TABLE = "comments"
OWN = (("delete", "Delete", "Take this comment back"),)


def when(at: object, now: datetime | None = None) -> str:
    """Say when something was: day and time of day where the reader's kernel is, the year where it is another.

    Examples
    --------
    >>> when("2025-11-04T09:05:00", datetime(2026, 11, 27)), when("once", None), when(None)
    ('4 November 2025, 09:05', '', '')
    """
    try:
        then = datetime.fromisoformat(str(at)).astimezone()
    except ValueError:
        return ""
    year = "" if then.year == (now or datetime.now(UTC)).year else f" {then.year}"
    return f"{then.day} {then:%B}{year}, {then:%H:%M}"


class Comments:
    """The comments of a list's items; each is saved at once, and Ctrl+Z takes it back.

    Parameters
    ----------
    source : ListSource
    page : Page
    """

    def __init__(self, source: "ListSource", page: "Page") -> None:
        self._source, self._model, self._page = source, source.model, page
        self.control = button(
            "Comment", self.open, "wb-quiet", "wb-comments", tooltip="What was said about this item"
        )
        self._said = Entries("Comments", self._act, look="quotes")
        self._form = Form((Field("text", "Comment", "long"),), "Add", self._add)
        self._item = ""
        self._counted = Stage(lambda: self._model.state(TABLE), self._count)

    def counts(self) -> dict[str, int]:
        """Return how many comments each item has that has any."""
        return self._counted.value

    def _count(self) -> dict[str, int]:
        every = self._model.table(TABLE)
        mine = every["row"][every["table"] == self._source.table].value_counts()
        return {str(id_): int(many) for id_, many in mine.items()}

    def show(self) -> None:
        """Show the number of the selected item's comments, and them where the card is open."""
        selected = self._model.view.selected
        many = self.counts().get(str(selected), 0)
        self.control.description = f"Comments ({many})" if many else "Comment"
        self.control.disabled = selected not in self._source.frame.index
        if self._item and self._page.dialog.children:
            self._said.show(self._entries(), "Nobody has said anything yet.")

    def open(self) -> None:
        """Open the card of the selected item."""
        model, item = self._model, str(self._model.view.selected)
        if item not in self._source.frame.index:
            return
        title = str(self._source.frame.at[item, "title"])
        if item not in model.workspace.frame(self._source.table).index:
            model.say(f"{title} is not saved yet: save it, then comment on it.", bad=True)
            return
        self._item = item
        self._page.dialog.show(title, [self._said, self._form], self._closed)
        self.show()
        self._form.focus()

    def _closed(self) -> None:
        self._item = ""

    def _entries(self) -> list[Entry]:
        """Return the comments of the item, newest last; one's own can be taken back."""
        every, who = self._model.table(TABLE), self._model.workspace.who
        mine = every[(every["table"] == self._source.table) & (every["row"] == self._item)]
        rows: list[dict[Any, Any]] = mine.sort_values("at", kind="stable").reset_index().to_dict("records")
        return [
            Entry(
                str(row["id"]),
                str(row["text"]),
                ", ".join(part for part in (_text(row["who"]), when(row["at"])) if part),
                actions=OWN if row["who"] == who else (),
            )
            for row in rows
        ]

    def _add(self, texts: Mapping[str, str]) -> str:
        """Save a comment; ValueError with a sentence where it cannot be, and what was typed stays."""
        model, text = self._model, texts["text"].strip()
        if not text:
            raise ValueError("Write the comment first.")
        if not model.person.known:
            model.person.ask(self._form.submit)
            raise ValueError("Say who you are, then it is added.")
        cells = {
            "table": self._source.table,
            "row": self._item,
            "text": text,
            "who": model.workspace.who,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        }
        id_ = f"C-{secrets.token_hex(4)}"
        wrong = model.write([(TABLE, id_, *cell) for cell in cells.items()], "Comment", "Comment added.")
        if wrong:
            raise ValueError(wrong)
        return f"Added: {count(self.counts().get(self._item, 0), 'comment')} now."

    def _act(self, id_: str, _: str) -> None:
        """Take an own comment back."""
        every, model = self._model.table(TABLE), self._model
        if id_ in every.index and every.at[id_, "who"] == model.workspace.who:
            said = "The comment is taken back; Ctrl+Z brings it again."
            model.write([(TABLE, id_, None, None)], "Comment taken back", said)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
