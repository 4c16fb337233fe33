"""The only reader and writer of stock controls."""

from collections.abc import Callable
from typing import Any

from traitlets import HasTraits

__all__ = ["bind"]


def bind(
    control: HasTraits,
    state: HasTraits,
    key: str,
    *,
    trait: str = "value",
    show: Callable[[Any], Any] = lambda value: value,
    read: Callable[[Any], Any] = lambda value: value,
) -> None:
    """Let a control show one trait of a state and write it when a person changes the control.

    The control is deaf while it shows: a control that cannot show a value (out of its range, not among its
    options) never writes its own idea of it back.

    Parameters
    ----------
    control : a widget
    state : HasTraits
    key : str
        The state's trait.
    trait : str
        The control's trait.
    show, read : function
        From the state's value to the control's, and back.
    """
    showing = False

    def show_state(_: Any = None) -> None:
        nonlocal showing
        showing = True
        try:
            setattr(control, trait, show(getattr(state, key)))
        finally:
            showing = False

    def write_state(change: Any) -> None:
        if not showing:
            setattr(state, key, read(change.new))

    show_state()
    state.observe(show_state, key)
    control.observe(write_state, trait)
