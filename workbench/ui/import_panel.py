"""Import: what was recognised, guessed and not read, ten rows, and only then a button that writes."""

from collections.abc import Callable
from typing import Any, Protocol

import ipywidgets
import pandas as pd
from markupsafe import Markup

from workbench.language.words import count
from workbench.ui.bind import Bound
from workbench.ui.dialog import prose
from workbench.ui.toolbar import button
from workbench.workspace.errors import StoreError

__all__ = ["ImportPanel", "Importer"]


class Importer(Protocol):
    """What reads and writes: the folder ``exchange``, handed in by the board."""

    def read(self, name: str, content: bytes) -> Any:
        """Return a reading; ValueError with a sentence where the file cannot be read."""

    def plan(self, reading: Any, *, skip_bad: bool) -> Any:
        """Return what an import of the reading would change."""

    def apply(self, plan: Any) -> int:
        """Write a plan."""

    def remap(self, reading: Any, target: str, source: str | None) -> Any:
        """Return the reading with one column read from another of the file's, or from none."""

    def preview(self, reading: Any) -> pd.DataFrame:
        """Return the first ten rows as they would come in."""

    def targets(self) -> list[tuple[str, str]]:
        """Return the columns that can be read: (label, name)."""


class ImportPanel(ipywidgets.VBox):
    """A file or a pasted block in, a preview, and a button.

    Parameters
    ----------
    importer : Importer
    on_done : function(sentence)
        Called after an import with what it did.
    block : str, optional
        A block pasted from a spreadsheet.
    """

    def __init__(self, importer: Importer, on_done: Callable[[str], None], block: str | None = None) -> None:
        super().__init__()
        self._importer, self._on_done = importer, on_done
        self._reading: Any = None
        self._upload = ipywidgets.FileUpload(
            accept=".csv,.tsv,.txt,.xlsx,.json", multiple=False, description="Choose a file"
        )
        self._upload.observe(self._uploaded, "value")
        self._pasted = ipywidgets.Textarea(
            placeholder="or paste rows from a spreadsheet here, with their header"
        )
        self._pasted.add_class("wb-paste")
        self._skip = ipywidgets.Checkbox(description="Leave out rows that have a fault", indent=False)
        self._skip.observe(lambda _: self._show(), "value")
        self._said = prose(
            "CSV, XLSX, Jira's CSV export or GitHub issues as JSON. Nothing is written before you have seen it."
        )
        start = ipywidgets.HBox([self._upload, self._pasted, button("Read", self._read_pasted)])
        start.add_class("wb-import-start")
        self._rest = ipywidgets.VBox()
        self.children = [start, self._said, self._rest]
        if block is not None:
            self._pasted.value = block
            self._read_pasted()

    def _uploaded(self, change: Any) -> None:
        if change.new:
            file = change.new[0]
            self._read(str(file["name"]), bytes(file["content"]))

    def _read_pasted(self) -> None:
        if self._pasted.value.strip():
            self._read("pasted block.tsv", self._pasted.value.encode())

    def _read(self, name: str, content: bytes) -> None:
        self._rest.children = []
        try:
            self._reading = self._importer.read(name, content)
        except ValueError as error:
            self._reading = None
            self._said.value = str(Markup("<p class='wb-bad'>{}</p>").format(error))
            return
        self._show()

    def _show(self) -> None:
        """Show the report, the columns to correct, ten rows and what an import would do."""
        if self._reading is None:
            return
        plan = self._importer.plan(self._reading, skip_bad=self._skip.value)
        self._said.value = str(_report(self._reading))
        left_out = plan.problems["row"].nunique() if self._skip.value else 0
        coming = count(len(self._reading.rows) - left_out, "row")
        write = button(f"Import {coming}", lambda: self._write(plan), "wb-primary")
        write.disabled = bool(len(plan.problems)) and not self._skip.value
        self._rest.children = [
            self._mapping(),
            prose(_table(self._importer.preview(self._reading)), "wb-scroll"),
            prose(_outcome(plan)),
            *([self._skip] if len(plan.problems) or self._skip.value else []),
            write,
        ]

    def _mapping(self) -> ipywidgets.Widget:
        """Return a choice for each column that is read, so that a guess can be corrected; the others on a click."""
        read = [pair for pair in self._importer.targets() if _source(self._reading, pair[1])]
        grid = ipywidgets.Box([self._choice(*pair) for pair in read])
        grid.add_class("wb-mapping")

        def show_all() -> None:
            others = [pair for pair in self._importer.targets() if pair not in read]
            grid.children = [*grid.children, *(self._choice(*pair) for pair in others)]
            more.layout.display = "none"

        more = button("Read more columns", show_all, "wb-quiet")
        return ipywidgets.VBox([grid, more])

    def _choice(self, label: str, target: str) -> ipywidgets.Dropdown:
        sources = [str(name) for name in self._reading.rows.columns]
        choice = ipywidgets.Dropdown(
            options=[("not read", None), *((name, name) for name in sources)], description=label
        )
        Bound(choice, lambda source: self._remap(target, source)).show(_source(self._reading, target))
        if target in self._reading.guessed:
            choice.add_class("wb-guess")
        return choice

    def _remap(self, target: str, source: str | None) -> None:
        self._reading = self._importer.remap(self._reading, target, source)
        self._show()

    def _write(self, plan: Any) -> None:
        try:
            self._importer.apply(plan)
        except (ValueError, StoreError) as error:
            self._said.value = str(Markup("<p class='wb-bad'>{}</p>").format(error))
            return
        self._on_done(f"Imported: {plan.sentence}")


def _source(reading: Any, target: str) -> str | None:
    """Return the file's column that a target is read from."""
    return (reading.key if target == "id" else reading.mapping.get(target)) or None


def _report(reading: Any) -> Markup:
    """Say what was recognised, guessed and not read."""
    lines = [
        Markup("<p><b>{}</b>, read as {}: {}.</p>").format(
            reading.file, reading.tool, count(len(reading.rows), "row")
        )
    ]
    if reading.guessed:
        lines.append(Markup("<p>Guessed, please look: {}.</p>").format(", ".join(sorted(reading.guessed))))
    if reading.unread:
        names = ", ".join(f"{name} ({many})" for name, many in list(reading.unread.items())[:12])
        more = len(reading.unread) - 12
        lines.append(
            Markup("<p>Not read: {}{}.</p>").format(names, f" and {more} more columns" if more > 0 else "")
        )
    lines += [Markup("<p>{}</p>").format(note) for note in reading.notes]
    if len(reading.skipped):
        why = "; ".join(f"{many} × {text}" for text, many in reading.skipped["why"].value_counts().items())
        lines.append(Markup("<p>Left out: {}.</p>").format(why))
    return Markup("").join(lines)


def _outcome(plan: Any) -> Markup:
    """Say what an import would do, or which rows stand in its way."""
    said = Markup("<p><b>{}</b></p>").format(plan.sentence)
    faults = [
        f"Row {fault.row}, {fault.column}: {fault.problem}" for fault in plan.problems.head(8).itertuples()
    ]
    if not faults:
        return said
    items = Markup("").join(Markup("<li>{}</li>").format(text) for text in faults)
    more = len(plan.problems) - len(faults)
    tail = Markup("<li>and {} more</li>").format(more) if more > 0 else Markup()
    return said + Markup("<ul>{}{}</ul>").format(items, tail)


def _table(frame: pd.DataFrame) -> Markup:
    """Return rows as an escaped table."""
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in ("id", *frame.columns))
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(_said(cell)) for cell in row)
        )
        for row in frame.itertuples()
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, rows)


def _said(cell: Any) -> str:
    """Return a cell as text; blanks as nothing."""
    if cell is None or cell != cell:  # noqa: PLR0124 (NaN)
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
