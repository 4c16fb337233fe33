"""The products of this person: one workspace file each, in the data folder."""

import re
import unicodedata
from pathlib import Path

import platformdirs

__all__ = ["file_for", "folder", "is_product"]

ENDING = ".db"


def folder() -> Path:
    """Return the data folder of the person who runs the server."""
    return Path(platformdirs.user_data_dir("strategy-workbench", appauthor=False))


def file_for(name: str, where: Path) -> Path:
    """Return the file of a new product.

    Raises
    ------
    ValueError
        Where the name has no letter or digit, or such a product is there already.

    Examples
    --------
    >>> file_for("Müller & Söhne 2", Path("data")).name
    'muller-sohne-2.db'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or _slug(name)
    if not slug:
        raise ValueError("The product's name needs a letter or a digit.")
    path = where / f"{slug}{ENDING}"
    if path.exists():
        raise ValueError(
            f"There is a product of that name already ({path.name}). Choose another name, or open that one."
        )
    return path


def _slug(name: str) -> str:
    """Name a file in another script: its letters stay."""
    return re.sub(r"\W+", "-", name.lower()).strip("-_")[:60]


def is_product(path: Path, where: Path) -> bool:
    """Tell whether a file is a product of the data folder, and not a way out of it."""
    return path.suffix == ENDING and path.parent == where and path.is_file()
