"""What a trade-show card exported: quotes, the persons who agreed to be asked again, and links to needs."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.exchange.problem import ImportProblem
from workbench.exchange.reading import Reading
from workbench.exchange.records import said, table_of
from workbench.workspace.catalogue import declared
from workbench.workspace.schema import Table

__all__ = ["FORMAT", "VERSION", "is_card", "read"]

FORMAT, VERSION = "trade-show card", 1
"""What the file calls itself."""

_TOOL = "the trade-show card"
_DAYS = 2
"""An answer within 48 hours is an answer by the day after tomorrow."""


def is_card(document: object) -> bool:
    """Return whether a JSON document says that a trade-show card exported it.

    Examples
    --------
    >>> is_card({"format": "trade-show card", "entries": []}), is_card([{"format": "png"}])
    (True, False)
    """
    return isinstance(document, dict) and document.get("format") == FORMAT


def read(document: object, file: str, target: Table) -> Reading:
    """Return the reading of a card's export: quotes, whatever table was asked for; the other tables' rows come along.

    An entry's id stays, in all three tables. A name and a mail address come in only where the entry says that the
    person agreed; blanks stay blank. An answer that is wanted is due two days after the quote.

    Parameters
    ----------
    document : object
        The file's JSON.
    target : Table
        The table that was asked for; its own declaration is used where it is ``feedback``.

    Raises
    ------
    ImportProblem
        Where the card is newer than this program, or its entries are none.
    """
    entries = _entries(document, file)
    event = said(document.get("event")) if isinstance(document, dict) else ""
    people = {row: one for row, one in entries.items() if _known(one)}
    linked = {row: one for row, one in entries.items() if said(one.get("need"))}
    tables = declared().tables
    quotes = target if target.name == "feedback" else tables["feedback"]
    links = {row: {"id": said(one.get("id")), "feedback": said(one.get("id")), "need": said(one["need"])} for row, one in linked.items()}  # fmt: skip
    parts = [(tables["contacts"], {row: _person(one) for row, one in people.items()}), (tables["feedback_needs"], links)]  # fmt: skip
    return _reading(
        quotes, {row: _quote(one, event, known=row in people) for row, one in entries.items()}, file,
        remarks=tuple(_remarks(entries, people, linked)), called=_called(entries),
        along=tuple(_reading(table, rows, file, called=_called(entries)) for table, rows in parts if rows),
    )  # fmt: skip


def _entries(document: object, file: str) -> dict[int, dict[str, Any]]:
    whole = document if isinstance(document, dict) else {}
    version, entries = whole.get("version"), whole.get("entries")
    if isinstance(version, int) and version > VERSION:
        raise ImportProblem(
            f"{file} is from a newer trade-show card than this program knows: update it first."
        )
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ImportProblem(
            f"{file} is a trade-show card's file, but not whole: export it again on the device."
        )
    if not entries:
        raise ImportProblem(
            f"{file} is a trade-show card's file without an entry: there is nothing to bring in."
        )
    return dict(enumerate(entries, 1))


def _reading(table: Table, rows: Mapping[int, Mapping[str, str]], file: str, **more: Any) -> Reading:
    frame = table_of(list(rows.values()), file).set_axis(pd.Index(list(rows), name="row"))
    mapping = {str(name): str(name) for name in frame if name != "id"}
    return Reading(tool=_TOOL, file=file, target=table, rows=frame, mapping=mapping, key="id", **more)


def _quote(one: Mapping[str, Any], event: str, *, known: bool) -> dict[str, str]:
    return {
        "id": said(one.get("id")),
        "quote": said(one.get("quote")),
        "channel": "trade show",
        "date": said(one.get("date")),
        "customer": _company(one),
        "segment": said(one.get("segment")),
        "contact": said(one.get("id")) if known else "",
        "importance": said(one.get("importance")),
        "heard_by": said(one.get("heard_by")),
        "answer_by": _due(said(one.get("date"))) if one.get("answer") is True else "",
        "source": event,
    }


def _due(day: str) -> str:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=_DAYS)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _company(one: Mapping[str, Any]) -> str:
    return (said(one.get("customer")) or said(one.get("company"))).strip()


def _named(one: Mapping[str, Any]) -> bool:
    return bool(said(one.get("name")).strip() or said(one.get("email")).strip())


def _known(one: Mapping[str, Any]) -> bool:
    """Return whether the person agreed, and can be written down: a contact is somebody at a customer."""
    return one.get("consent") is True and _named(one) and bool(_company(one))


def _person(one: Mapping[str, Any]) -> dict[str, str]:
    return {
        "id": said(one.get("id")),
        "customer": _company(one),
        "name": said(one.get("name")),
        "email": said(one.get("email")),
        "consent": "yes",
    }


def _called(entries: Mapping[int, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return what the card calls the rows that it was made with, for those that are gone by now."""
    pairs = (("segments", "segment", "segment_name"), ("needs", "need", "need_title"), ("customers", "customer", "company"))  # fmt: skip
    return {
        table: {
            said(one[id_]): said(one.get(name)) for one in entries.values() if one.get(id_) and one.get(name)
        }
        for table, id_, name in pairs
    }


def _remarks(
    entries: Mapping[int, Mapping[str, Any]], people: Mapping[int, object], linked: Mapping[int, object]
) -> list[str]:
    silent = sum(_named(one) and one.get("consent") is not True for one in entries.values())
    homeless = sum(_named(one) and one.get("consent") is True for one in entries.values()) - len(people)
    along = f"{len(people):,} who agreed to be asked again and {len(linked):,} that speak of a known need"
    found = [f"Quotes of a trade show: they go into feedback, with {along}."]
    if silent:
        found.append(f"Names and addresses of {silent:,} who did not agree are left out.")
    if homeless:
        found.append(f"Names and addresses of {homeless:,} are left out: the entry says no company.")
    return found
