"""What the home page says about a workspace: its headlines, its last save, its news, and the products beside it."""

from pathlib import Path
from typing import Any

import pandas as pd

from workbench.serve.news import news
from workbench.workspace.errors import StoreError
from workbench.workspace.registry import headlines
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.tables import TABLES
from workbench.workspace.workspace import Workspace

__all__ = ["Facts"]

_TOLD = ("part", "name", "sentence")
_SILENT = ("imports", "views")
_OWN = {table.name for table in TABLES}


class Facts:
    """One workspace, read only.

    Parameters
    ----------
    workspace_url : str
        As :meth:`Workspace.open` takes it.
    """

    def __init__(self, workspace_url: str) -> None:
        self.ws = Workspace.open(workspace_url)
        self._told: int | None = None

    def move(self) -> bool:
        """Go to the newest version; tell whether it is another than the last time."""
        if self.ws.newest() != self.ws.version:
            self.ws.sync()
        moved, self._told = self._told != self.ws.version, self.ws.version
        return moved

    def state(self, *, whole: bool = False) -> dict[str, Any]:
        """Return the home page's facts; ``whole`` with the headlines, which take longest."""
        saved = self.ws.saved()
        return {
            "version": self.ws.version,
            "workspace": self.ws.store.token,
            "product": self.ws.setting("product.name") or "",
            "saved": None if saved is None else {"when": saved[0].isoformat(), "who": saved[1]},
            "empty": not any(len(self.ws.frame(name)) for name in self.ws.tables() if name not in _OWN),
            "headlines": self._headlines() if whole else None,
        }

    def say_news(self, since: int) -> dict[str, Any]:
        """Answer what changed since a version."""
        self.move()
        if not 0 <= since < self.ws.version:
            return news(pd.DataFrame(), [], [], {}, {})
        history = self.ws.history()
        lines = history[
            (history["version"] > since) & history["scenario"].isna() & ~history["table"].isin(_SILENT)
        ]
        before, now = self._tables(self.ws.at(since)), self._tables(self.ws)
        settings = {
            ("settings", setting.name): setting.label for setting in self.ws.catalogue.settings.values()
        }
        labels = {
            (table.name, column.name): column.label
            for table in self.ws.catalogue.tables.values()
            for column in table.columns
        }
        titles = _titles(before) | _titles(now)
        titles |= _about(before, titles) | _about(now, titles)
        return news(lines, _rows(before), _rows(now), titles | settings, labels)

    def say_products(self, folder: str) -> dict[str, Any]:
        """Answer which products are in a folder: file and name."""
        found = [{"file": path.name, "name": _product(path)} for path in sorted(Path(folder).glob("*.db"))]
        return {"products": [product for product in found if product["name"] is not None]}

    def say_create(self, path: str, name: str) -> dict[str, Any]:
        """Make an empty product."""
        cell = {"table": "settings", "id": "product.name", "column": "value", "new": name}
        Workspace.open(path).apply(pd.DataFrame([cell]))
        return {"file": Path(path).name}

    def _tables(self, ws: Snapshot) -> dict[str, pd.DataFrame]:
        return {name: ws.frame(name) for name in ws.tables()}

    def _headlines(self) -> list[dict[str, str]]:
        found = headlines(self.ws)
        return [dict(zip(_TOLD, map(str, row), strict=True)) for row in found[list(_TOLD)].to_numpy()]


def _rows(tables: dict[str, pd.DataFrame]) -> list[tuple[str, str]]:
    return [(name, str(row)) for name, table in tables.items() for row in table.index]


def _titles(tables: dict[str, pd.DataFrame]) -> dict[tuple[str, str], str]:
    """Return how a person calls each row."""
    named = [
        (name, table, column)
        for name, table in tables.items()
        for column in ("name", "title")
        if column in table
    ]
    return {
        (name, str(row)): str(said)
        for name, table, column in named
        for row, said in table[column].dropna().items()
    }


def _about(tables: dict[str, pd.DataFrame], titles: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return how a person calls each comment."""
    said = tables["comments"][["table", "row"]].dropna()
    return {
        ("comments", str(id_)): f"a comment on {titles.get((table, row), row)}"
        for id_, table, row in said.itertuples(name=None)
    }


def _product(path: Path) -> str | None:
    """Return a product's name, or None where the file is not one that this workbench reads."""
    try:
        return str(Workspace.open(str(path)).setting("product.name") or path.stem)
    except StoreError:
        return None
