"""The boards: the notebooks of one folder, in the order of the product manager's duties."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.parts import PARTS

__all__ = ["Board", "boards"]

_TITLES = {part.name: part.title for part in PARTS}


@dataclass(frozen=True)
class Board:
    """One notebook: its part's name, its title, the question that it answers, and its file in the folder."""

    name: str
    title: str
    question: str
    file: str

    def href(self, base: str) -> str:
        """Return the board's address."""
        return f"{base}voila/render/{self.file}"


def boards(folder: Path) -> list[Board]:
    """List the notebooks directly in ``folder``: the parts in their order, then others by name.

    The question is the first sentence under the heading of the notebook's first Markdown cell.

    Examples
    --------
    >>> boards(Path("no such folder"))
    []
    """
    found = {path.stem: path for path in folder.glob("*.ipynb")}
    names = [name for name in _TITLES if name in found] + sorted(set(found) - set(_TITLES))
    return [Board(name, _title(name), _question(found[name]), found[name].name) for name in names]


def _title(name: str) -> str:
    return _TITLES.get(name) or name.replace("_", " ").capitalize()


def _question(path: Path) -> str:
    try:
        cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, OSError):
        return ""  # a notebook that cannot be read says so on its own page
    text = next(("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"), "")
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    first = next((part for part in paragraphs if part and not part.startswith("#")), "")
    return re.split(r"(?<=[.?!])\s", first)[0]
