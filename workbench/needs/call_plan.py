"""What is needed for a call: the question, what they said last, and how to reach them."""

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from workbench.language.words import count
from workbench.needs import calls, evidence, wording
from workbench.needs.state import NeedsState
from workbench.planning.working_days import working_day_after
from workbench.ui.entries import Entries, Entry
from workbench.ui.page import Page

__all__ = ["CallPlan"]

PLAN = (("plan", "Plan", "What they said last, a mail, an entry for the calendar"),)


class CallPlan:
    """The card of a planned call, and the lines that open it.

    Parameters
    ----------
    state : NeedsState
    page : Page
    """

    def __init__(self, state: NeedsState, page: Page) -> None:
        self._state, self._tables, self._page = state, state.model.table, page
        self._about = Entries("A planned call", self._invite, look="quotes")
        self._planned = self._asked = ""

    def entries(self, many: int) -> list[Entry]:
        """Return the first of those to call."""
        names = evidence.names(self._tables, "customers")
        theirs = self._tables("customers")["segment"].map(self._state.all.segments)
        return wording.calls(self._state.whom.value.head(many), names, theirs, PLAN)

    def open(self, customer: str, _: str) -> None:
        """Open the card of one customer."""
        rows, every = self._state.whom.value, self._state.all
        if customer not in rows.index:
            return
        row: dict[Any, Any] = rows.loc[customer].to_dict()
        self._planned, self._asked = customer, str(row["question"])
        names = evidence.names(self._tables, "customers")
        theirs = every.said[every.said["customer"] == customer]
        last = theirs.sort_values("date", ascending=False).head(5)
        people = self._tables("contacts")
        mine = people[people["customer"] == customer].sort_values("consent", ascending=False)
        ask = Entry(
            "ask", str(row["question"]), _heard(row),
            actions=(("ics", "Calendar entry", "A file for your calendar: the next working day"),),
        )  # fmt: skip
        reach = [_person(str(id_), one, str(row["question"])) for id_, one in mine.iterrows()]
        self._about.show([ask, *reach, *wording.quotes(last, names, every.segments, ())])
        self._page.dialog.show(f"Call {names.get(customer, customer)}", [self._about])

    def _invite(self, _: str, __: str) -> None:
        """Hand over an entry for the calendar."""
        now = datetime.now(UTC)
        name = str(self._tables("customers")["name"].get(self._planned, self._planned))
        day = working_day_after(date.today())  # noqa: DTZ011 (the day where the person is)
        text = calls.invitation(name, self._asked, day, "", f"{self._planned}-{day}@workbench", now)
        self._page.download(f"call {name}.ics", text)


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
