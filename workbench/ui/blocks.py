"""A few short texts side by side, each under a heading; one without a text is not there."""

from collections.abc import Sequence

import ipywidgets
from markupsafe import Markup

from workbench.ui.dialog import prose

__all__ = ["Blocks"]


class Blocks(ipywidgets.HBox):
    """Texts under fixed headings.

    Parameters
    ----------
    titles : sequence of str
    """

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = tuple(titles)
        super().__init__([prose("", "wb-hint") for _ in self._titles])
        self.add_class("wb-hints")
        self.fill(*("" for _ in self._titles))

    def fill(self, *texts: str) -> None:
        """Show a text under each heading: escaped, or ``Markup``."""
        for block, title, text in zip(self.children, self._titles, texts, strict=True):
            block.value = str(Markup("<b>{}</b><p>{}</p>").format(title, text)) if text else ""
            block.layout.display = "" if text else "none"
