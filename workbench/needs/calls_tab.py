"""Whom to call, what to ask, and who waits for an answer."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.needs import calls, debrief, evidence, features, wording
from workbench.sampling.words import count, number
from workbench.ui.entries import Entries, Entry
from workbench.ui.frame import titled
from workbench.ui.stage import Stage

if TYPE_CHECKING:
    from workbench.needs.board import NeedsBoard

__all__ = ["CallsTab"]

FEW, MANY = 3, 25
PLAN = (("plan", "Plan", "What they said last, a mail, an entry for the calendar"),)


class CallsTab:
    """The three of the first part, and the whole list with those who wait for an answer."""

    layout = "wide-detail"

    def __init__(self, board: "NeedsBoard") -> None:
        self._board = board
        self._whom = Stage(
            lambda: (*board.state("customers", "feedback"), board.kano.everybody.version), self._find
        )
        self.three = Entries("Call these three", self._plan)
        self._all = Entries("Whom to call", self._plan)
        self._waiting = Entries("Who waits for an answer", self._answered)
        self._about = Entries("A planned call", self._about_act, look="quotes")
        self._planned = self._asked = ""

    def cards(self) -> list[Any]:
        """Return the list and those who wait."""
        return [
            titled("Whom to call", "silence × revenue × what they could settle", self._all, name="wb-wide"),
            titled("Who waits for an answer", "promised, not given yet", self._waiting, name="wb-detail"),
        ]

    def rows(self) -> pd.DataFrame:
        """Return whom to call."""
        return self._whom.value

    def _find(self) -> pd.DataFrame:
        board = self._board
        open_ones = features.asked(board.tables, board.kano.everybody.value)
        return calls.whom(board.tables("customers"), board.tables("feedback"), open_ones, board.today, MANY)

    def few(self) -> None:
        """Show the first of them."""
        self.three.show(self._entries(FEW), "Nobody has been silent whose answer would settle something.")

    def headlines(self) -> list[tuple[str, str]]:
        """Return the facts at the top."""
        rows, waiting = self.rows(), self._open()
        late = int(waiting["overdue"].sum())
        return [
            (number(len(rows)), "could settle something" if len(rows) < MANY else "first of those who could settle something"),
            (number(len(waiting)), "wait for an answer"),
            (number(late), "longer than was promised"),
        ]  # fmt: skip

    def draw(self, *, settled: bool) -> None:  # noqa: ARG002 (no move reaches it)
        """Show both lists."""
        self._all.show(self._entries(MANY), "Nobody has been silent whose answer would settle something.")
        self._waiting.show([_waits(str(id_), row) for id_, row in self._open().iterrows()], "Nobody waits.")

    def _entries(self, many: int) -> list[Entry]:
        board = self._board
        names = evidence.names(board.tables, "customers")
        theirs = board.tables("customers")["segment"].map(board.all.segments)
        return wording.calls(self.rows().head(many), names, theirs, PLAN)

    def _open(self) -> pd.DataFrame:
        tables = self._board.tables
        names = ("feedback", "feedback_needs", "needs", "contacts", "customers")
        return debrief.to_answer(*(tables(name) for name in names), now=self._board.today)

    def _answered(self, quote: str, _: str) -> None:
        self._board.acts.answered(quote)

    def _plan(self, customer: str, _: str) -> None:
        """Open what is needed for a call: the question, what they said last, and how to reach them."""
        board, rows = self._board, self.rows()
        if customer not in rows.index:
            return
        row: dict[Any, Any] = rows.loc[customer].to_dict()
        self._planned, self._asked = customer, str(row["question"])
        names = evidence.names(board.tables, "customers")
        last = (
            board.all.said[board.all.said["customer"] == customer]
            .sort_values("date", ascending=False)
            .head(5)
        )
        people = board.tables("contacts")
        mine = people[people["customer"] == customer].sort_values("consent", ascending=False)
        ask = Entry(
            "ask", str(row["question"]), _heard(row),
            actions=(("ics", "Calendar entry", "A file for your calendar: the next working day"),),
        )  # fmt: skip
        reach = [_person(str(id_), one, str(row["question"])) for id_, one in mine.iterrows()]
        self._about.show([ask, *reach, *wording.quotes(last, names, board.all.segments, ())])
        board.dialog.show(f"Call {names.get(customer, customer)}", [self._about])

    def _about_act(self, _: str, __: str) -> None:
        board, now = self._board, datetime.now(UTC)
        name = str(board.tables("customers")["name"].get(self._planned, self._planned))
        day = pd.Timestamp(np.busday_offset(date.today(), 1, roll="backward")).date()  # noqa: DTZ011 (the day where the person is)
        text = calls.invitation(name, self._asked, day, "", f"{self._planned}-{day}@workbench", now)
        board.session.download(f"call {name}.ics", text)


def _waits(id_: str, row: "pd.Series[Any]") -> Entry:
    left = int(row["hours_left"] // 24)
    late = "overdue" if row["overdue"] else f"{count(left, 'day')} left" if left else "today"
    by = f" by {row['heard_by']}" if isinstance(row["heard_by"], str) else ""
    return Entry(
        id_, f"“{row['quote']}”", f"promised{by} for {wording.day(row['answer_by'])}: {late}",
        tag=f"{row['who']} " if isinstance(row["who"], str) else "", tone="warn" if row["overdue"] else "", actions=(("answered", "Answered", "Note that they were answered today"),),
    )  # fmt: skip


def _heard(row: dict[Any, Any]) -> str:
    if pd.isna(row["last"]):
        return "Never heard"
    return f"Last heard {wording.day(row['last'])}, {count(int(row['days']), 'day')} ago"


def _person(id_: str, row: "pd.Series[Any]", question: str) -> Entry:
    name = row["name"] if isinstance(row["name"], str) else "Somebody"
    role = row["role"] if isinstance(row["role"], str) else ""
    agreed, mail = "may be asked again" if row["consent"] else "has not agreed to be asked: no mail", ""
    if row["consent"] and isinstance(row["email"], str):
        try:
            mail = calls.mail(row["email"], question, f"Dear {name},\n\n{question}\n")
        except ValueError:
            agreed = "may be asked again, but the mail address is none"
    return Entry(
        id_,
        str(name),
        ", ".join(part for part in (role, agreed) if part),
        href=(mail, "Write a mail") if mail else None,
    )
