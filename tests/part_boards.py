"""The board of each part, for tests that hold for every board."""

from workbench.parts import PARTS, room
from workbench.ui.board import Board

__all__ = ["BOARDS"]


def board_of(part):
    found = [
        kind
        for kind in vars(room(part, "board")).values()
        if isinstance(kind, type) and issubclass(kind, Board)
    ]
    (kind,) = (kind for kind in found if kind is not Board)
    return kind


BOARDS = {part.name: board_of(part.name) for part in PARTS}
"""Classes by the name of the part, in the parts' order."""
