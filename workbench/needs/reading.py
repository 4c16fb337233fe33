"""Reading what came in: quotes without a need, with suggestions; and quotes that say the same twice."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from workbench.language.words import count
from workbench.needs import evidence, suggest, wording
from workbench.needs.acts import NeedActs
from workbench.needs.state import NeedsState
from workbench.ui.dialog import prose
from workbench.ui.entries import Entries, Entry
from workbench.ui.form import Field, Form
from workbench.ui.offer import Offer
from workbench.ui.page import Page

__all__ = ["Unread"]

SHOWN = 30
TO = "to "
"""Before the id of a suggested need, in the name of a button."""


class Unread(Offer):
    """Quotes that speak of no need yet, each with the needs that its words suggest; below, what was said twice."""

    def __init__(self, state: NeedsState, page: Page, acts: NeedActs) -> None:
        self._state, self._model, self._page, self._acts = state, state.model, page, acts
        self._list = Entries("Quotes without a need", self._link, look="quotes")
        self._twice = Entries("Said twice", self._merge, look="quotes")
        self._pairs: dict[str, list[str]] = {}
        super().__init__(self.offered, self.open, "Say which need they speak of; their words suggest some")

    def offered(self) -> str:
        """Say what there is to do."""
        many = len(self._state.all.unlinked())
        return f"{count(many, 'quote')} without a need" if many else ""

    def open(self) -> None:
        """Show both lists; what they suggest takes a second, so it is not looked for before."""
        self._show()
        heading = prose(Markup("<h2>Said twice?</h2>"))
        self._page.dialog.show("Which need do they speak of?", [self._list, heading, self._twice])

    def _show(self) -> None:
        more = len(self._state.all.unlinked()) - SHOWN
        self._list.show(
            self._unlinked(), "Every quote has its need.", f"{count(more, 'more quote')}." if more > 0 else ""
        )
        self._twice.show(self._repeated(), "Nothing was said twice.")

    def _unlinked(self) -> list[Entry]:
        """Return the quotes, those with a suggestion first."""
        state, tables = self._state, self._model.table
        titles = tables("needs")["title"].to_dict()
        found = suggest.links(state.all.said["quote"], tables("needs"), tables("feedback_needs"))
        needs = found.groupby("feedback", sort=False)["need"].agg(list).to_dict()
        rows = state.all.unlinked()
        first = sorted(rows.index, key=lambda id_: id_ not in needs)[:SHOWN]
        names = evidence.names(tables, "customers")
        return [
            entry
            for id_ in first
            for entry in wording.quotes(
                rows.loc[[id_]],
                names,
                state.all.segments,
                (
                    *(
                        (f"{TO}{need}", str(titles[need]), "Link it to this need")
                        for need in needs.get(id_, [])
                    ),
                    ("other", "Other…", "One that is there, or a new one"),
                    ("make", "New opportunity", "With a need of the same name between"),
                ),
            )
        ]

    def _repeated(self) -> list[Entry]:
        state, tables = self._state, self._model.table
        found = suggest.duplicates(tables("feedback"))[["first", "second"]].to_numpy().tolist()
        self._pairs = {"\n".join(pair): pair for pair in found}
        said: dict[Any, Any] = state.all.said.to_dict("index")
        return [
            Entry(
                key,
                f"“{said[second]['quote']}”",
                f"{wording.day(said[second]['date'])}; {wording.day(said[first]['date'])}: “{said[first]['quote']}”",
                tone="quote",
                actions=(("merge", "Keep once", "The later one goes, its needs stay"),),
            )
            for key, (first, second) in self._pairs.items()
        ]

    def _link(self, quote: str, need: str) -> None:
        if need == "make":
            self._acts.opportunity_of(quote)
            self._show()
            return
        if need == "other":
            self._ask(quote)
            return
        self._acts.link(quote, need.removeprefix(TO))
        self._show()

    def _ask(self, quote: str) -> None:
        """Ask which need a quote speaks of, where its words suggest none or the wrong ones."""
        tables = self._model.table
        names = sorted(tables("needs")["title"].dropna(), key=str.casefold)
        choices = tuple((name, name) for name in names)
        words = str(tables("feedback")["quote"].get(quote, ""))

        def done(texts: Mapping[str, str]) -> str:
            self._acts.link_to(quote, texts["need"])
            self.open()
            return ""

        form = Form(
            [Field("need", "Need", "pick", choices, hint="One that is there, or a new one")], "Link", done
        )
        self._page.dialog.show("Which need does it speak of?", [prose(f"“{words}”"), form])
        form.focus()

    def _merge(self, pair: str, _: str) -> None:
        self._acts.merge(*self._pairs[pair])
        self._show()
