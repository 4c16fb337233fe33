"""What a person can do on the Needs board: write down what was heard, say what it speaks of, make something of it."""

import secrets
from collections.abc import Mapping
from datetime import date
from textwrap import shorten
from typing import Any

import pandas as pd

from workbench.language.words import count
from workbench.needs import surveyed
from workbench.ui.model import BoardModel, Row

__all__ = ["NeedActs"]


class NeedActs:
    """The verbs of the Needs board; each saves at once, and Ctrl+Z takes it back.

    Parameters
    ----------
    model : BoardModel
    """

    def __init__(self, model: BoardModel) -> None:
        self._model = model

    def hear(self, texts: Mapping[str, str]) -> str:
        """Write down what was heard; ValueError with a sentence where it cannot be: nothing is lost then."""
        quote = texts["quote"].strip()
        if not quote:
            raise ValueError("Write what was said, word for word.")
        declared = self._model.workspace.declaration("feedback")
        day = declared.column("date").read(texts["date"]) or date.today().isoformat()  # noqa: DTZ011 (the day where the person is)
        id_ = f"F-{secrets.token_hex(4)}"
        customer, made = self._customer(texts["customer"], texts["segment"])
        need, more = self._need(texts["need"])
        cells = {
            "quote": quote,
            "channel": texts["channel"],
            "date": day,
            "importance": texts["importance"] or None,
            "customer": customer,
            "segment": texts["segment"] or None,
            "heard_by": self._model.workspace.who,
        }
        rows = [
            *made,
            *more,
            *(("feedback", id_, name, value) for name, value in cells.items() if value is not None),
        ]
        if need:
            rows += linked(id_, need)
        wrong = self._model.write(rows, "Heard", "Written down.")
        if wrong:
            raise ValueError(wrong)
        return "Written down. And the next?"

    def link(self, quote: str, need: str) -> None:
        """Say which need a quote speaks of."""
        if self._saved(need):
            self._model.write(linked(quote, need), "Linked", f"Linked to {self._title('needs', need)}.")

    def link_to(self, quote: str, title: str) -> str:
        """Say by its title which need a quote speaks of; one that nobody knew is made."""
        need, rows = self._need(title)
        if not need:
            raise ValueError("Say which need: one that is there, or a new one in a few words.")
        wrong = self._model.write([*rows, *linked(quote, need)], "Linked", f"Linked to {title.strip()}.")
        if wrong:
            raise ValueError(wrong)
        return ""

    def unlink(self, quote: str, need: str) -> None:
        """Say that a quote does not speak of a need."""
        links = self._model.table("feedback_needs")
        gone = links.index[(links["feedback"] == quote) & (links["need"] == need)]
        self._model.write(
            [("feedback_needs", str(row), None, None) for row in gone], "Unlinked", "No longer linked."
        )

    def merge(self, first: str, second: str) -> None:
        """Keep the first of two quotes that say the same: its needs are those of both."""
        links = self._model.table("feedback_needs")
        theirs = links[links["feedback"] == second]
        mine = set(links["need"][links["feedback"] == first])
        rows: list[Row] = [("feedback_needs", str(row), None, None) for row in theirs.index]
        rows += [row for need in theirs["need"] if need not in mine for row in linked(first, need)]
        self._model.write([*rows, ("feedback", second, None, None)], "The same was said twice", "Kept once.")

    def new_opportunity(self, need: str) -> None:
        """Make an opportunity that would meet a need."""
        if not self._saved(need):
            return
        title, id_ = self._title("needs", need), f"new-{secrets.token_hex(4)}"
        cells = {
            "title": title,
            "status_category": "open",
            "theme": self._model.table("needs")["theme"].get(need),
        }
        rows: list[Row] = [
            ("opportunities", id_, name, value) for name, value in cells.items() if isinstance(value, str)
        ]
        self._model.write(
            [*rows, *answering(need, id_)], "From a need", f"{title} is an opportunity now: score it there."
        )

    def opportunity_of(self, quote: str, need: str | None = None) -> None:
        """Make an opportunity of a quote, named by its first words; without a need, one of the same name between."""
        title = shorten(str(self._model.table("feedback")["quote"].get(quote, "")), 60, placeholder="…")
        id_, rows = f"new-{secrets.token_hex(4)}", []
        if need is None:
            need, made = self._need(title)
            rows = [*made, *linked(quote, str(need))]
        cells = {"title": title, "status_category": "open"}
        rows += [("opportunities", id_, name, value) for name, value in cells.items()]
        said = f"“{title}” is an opportunity now: score it there."
        self._model.write([*rows, *answering(str(need), id_)], "From a quote", said)

    def take_answers(self) -> None:
        """Make quotes of what was answered in words."""
        rows = surveyed.said(self._model.table).astype(object)
        cells: list[Row] = [
            ("feedback", str(id_), str(name), value)
            for id_, row in rows.iterrows()
            for name, value in row.items()
            if pd.notna(value)
        ]
        self._model.write(
            cells,
            "Answers in words",
            f"{count(len(rows), 'answer')} are quotes now: say which need they speak of.",
        )

    def answer(self, need: str, opportunity: str) -> None:
        """Say which opportunity would meet a need."""
        if self._saved(need):
            self._model.write(
                answering(need, opportunity),
                "Linked",
                f"Linked to {self._title('opportunities', opportunity)}.",
            )

    def answered(self, quote: str) -> None:
        """Note that a promised answer was given."""
        today = date.today().isoformat()  # noqa: DTZ011 (the day where the person is)
        self._model.write([("feedback", quote, "answered", today)], "Answered", "Noted: answered today.")

    def _customer(self, name: str, segment: str) -> tuple[str | None, list[Row]]:
        """Return the id of a customer by its name; one that nobody knew is made."""
        return self._called("customers", "name", name.strip(), {"segment": segment or None})

    def _need(self, title: str) -> tuple[str | None, list[Row]]:
        return self._called("needs", "title", title.strip(), {})

    def _called(
        self, table: str, column: str, name: str, more: Mapping[str, Any]
    ) -> tuple[str | None, list[Row]]:
        if not name:
            return None, []
        names = self._model.table(table)[column].str.casefold()
        known = names.index[names == name.casefold()]
        if len(known) and known[0] in self._model.workspace.frame(table).index:
            return str(known[0]), []
        if len(known):
            raise ValueError(f"{name} is not saved yet: save it first.")
        id_ = f"{table[0].upper()}-{secrets.token_hex(4)}"
        cells = {column: name, **more}
        return id_, [(table, id_, key, value) for key, value in cells.items() if value is not None]

    def _saved(self, need: str) -> bool:
        """Whether a need can be linked; one that only the draft has is saved first."""
        if need in self._model.workspace.frame("needs").index:
            return True
        self._model.say(f"{self._title('needs', need)} is not saved yet: save it, then link it.", bad=True)
        return False

    def _title(self, table: str, id_: str) -> str:
        return str(self._model.table(table)["title"].get(id_, id_))


def linked(quote: str, need: str) -> list[Row]:
    """Return the rows that link a quote to a need."""
    id_ = f"{quote}:{need}"
    return [("feedback_needs", id_, "feedback", quote), ("feedback_needs", id_, "need", need)]


def answering(need: str, opportunity: str) -> list[Row]:
    """Return the rows that link a need to an opportunity."""
    id_ = f"{need}:{opportunity}"
    return [
        ("need_opportunities", id_, "need", need),
        ("need_opportunities", id_, "opportunity", opportunity),
    ]
