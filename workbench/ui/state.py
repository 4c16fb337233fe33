"""What a board derives from its model: in stages, cheap ones at every change and dear ones once the hand rests."""

from typing import Any

from workbench.ui.model import BoardModel

__all__ = ["State"]


class State:
    """The derivation of one board; a part's own adds its stages.

    Parameters
    ----------
    model : BoardModel
    """

    def __init__(self, model: BoardModel) -> None:
        self.model = model

    def follow(self) -> None:
        """Derive what follows every change: cheap. ValueError with a sentence where that cannot be."""

    def rest(self) -> None:
        """Derive what is dear, once the hand rests. ValueError with a sentence where that cannot be."""

    def key(self) -> tuple[Any, ...]:
        """Return what everything that is derived follows from."""
        return self.model.state()
