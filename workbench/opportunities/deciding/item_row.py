"""The row of quiet buttons below the selected item: each is there only while it has something to offer."""

from collections.abc import Sequence
from typing import Any, Protocol

from workbench.ui.frame import row

__all__ = ["ItemRow", "Piece"]


class Piece(Protocol):
    """What stands in the row: an offer, or a field that is there at times."""

    control: Any

    def show(self) -> None:
        """Show or hide it."""


class ItemRow:
    """Offers of the selected item, side by side.

    Parameters
    ----------
    offers : sequence of Piece
    """

    def __init__(self, offers: Sequence[Piece]) -> None:
        self._offers = offers
        self.control = row(*(offer.control for offer in offers))
        self.control.add_class("wb-item-row")

    def show(self) -> None:
        """Show and hide them, by what each has to offer now."""
        for offer in self._offers:
            offer.show()
