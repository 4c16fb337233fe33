"""The boards: the notebooks of one folder, in the order of the product manager's duties."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Board", "boards"]

_ORDER = ("needs", "opportunities", "scenarios", "roadmap", "technology", "progress", "meetings")


@dataclass(frozen=True)
class Board:
    """One notebook: its part's name, its title, and its file in the folder."""

    name: str
    title: str
    file: str

    def href(self, base: str) -> str:
        """Return the board's address."""
        return f"{base}voila/render/{self.file}"


def boards(folder: Path) -> list[Board]:
    """List the notebooks directly in ``folder``: the parts in their order, then others by name.

    Examples
    --------
    >>> boards(Path("no such folder"))
    []
    """
    found = {path.stem: path.name for path in folder.glob("*.ipynb")}
    names = [name for name in _ORDER if name in found] + sorted(set(found) - set(_ORDER))
    return [Board(name, name.replace("_", " ").capitalize(), found[name]) for name in names]
