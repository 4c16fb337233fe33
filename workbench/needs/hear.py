"""The form for what was heard: words first, then who said it where, and how much it matters."""

from collections.abc import Callable, Mapping

import pandas as pd

from workbench.columns import Tables
from workbench.feedback.tables import CHANNELS
from workbench.needs.wording import IMPORTANCE
from workbench.ui.form import Field, Form

__all__ = ["hear_form"]


def hear_form(tables: Tables, today: pd.Timestamp, on_done: Callable[[Mapping[str, str]], str]) -> Form:
    """Return the form; where and when stay as they are for the next quote."""
    segments = tables("segments")["name"]
    matters = (("not said", ""), *((words, str(number)) for number, words in enumerate(IMPORTANCE)))
    return Form(
        (
            Field("quote", "Quote", "long", hint="What was said, word for word"),
            Field("customer", "Customer", "pick", _names(tables("customers")["name"]), keep=True, hint="Who said it; a new name is added"),
            Field("need", "Need", "pick", _names(tables("needs")["title"]), hint="What it speaks of; a new one is added, a blank can be said later"),
            Field("importance", "Importance", "choice", matters),
            Field("channel", "Heard at", "choice", tuple((name, name) for name in CHANNELS), CHANNELS[0], keep=True),
            Field("date", "Date", value=today.date().isoformat(), keep=True),
            Field("segment", "Segment", "choice", (("of the customer", ""), *((str(name), str(row)) for row, name in segments.items())), keep=True, hint="Of somebody new, or nobody's"),
        ),
        "Add",
        on_done,
    )  # fmt: skip


def _names(names: pd.Series) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(name)) for name in sorted(names.dropna(), key=str.casefold))
