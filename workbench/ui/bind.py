"""The only reader and writer of stock controls."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from traitlets import HasTraits

__all__ = ["Bound", "bind"]


class Bound:
    """A control that is deaf while it shows a value.

    One that cannot show a value (out of its range, not among its options) never writes its own idea of it back.

    Parameters
    ----------
    control : a widget
    write : function(value)
        Called when a person changes the control.
    trait : str
        The control's trait.
    """

    def __init__(self, control: HasTraits, write: Callable[[Any], None], trait: str = "value") -> None:
        self._control, self._write, self._trait = control, write, trait
        self._showing = False
        control.observe(self._changed, trait)

    def show(self, value: Any) -> None:
        """Show a value; nothing is written."""
        with self.deaf():
            setattr(self._control, self._trait, value)

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Change the control otherwise, its options say, without being heard."""
        self._showing = True
        try:
            yield
        finally:
            self._showing = False

    def _changed(self, change: Any) -> None:
        if not self._showing:
            self._write(change.new)


def bind(control: HasTraits, state: HasTraits, key: str, trait: str = "value") -> Bound:
    """Let a control show one trait of a state, and write it when a person changes the control.

    Examples
    --------
    >>> from workbench.ui.view import View
    >>> view, other = View(), View()
    >>> _ = bind(other, view, "search", trait="search")
    >>> other.search = "opc"
    >>> view.search
    'opc'
    """
    bound = Bound(control, lambda value: setattr(state, key, value), trait)
    bound.show(getattr(state, key))
    state.observe(lambda change: bound.show(change.new), key)
    return bound
