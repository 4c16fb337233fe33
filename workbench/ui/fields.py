"""Fields that hand over what was typed once it is done, and stacks of them."""

import ipywidgets

__all__ = ["field", "stack"]


def field(label: str, hint: str, *classes: str, long: bool = False) -> ipywidgets.Widget:
    """Return a field of text under a label, of several lines where it is long."""
    kind = ipywidgets.Textarea if long else ipywidgets.Text
    made = kind(description=label, placeholder=hint, tooltip=hint, continuous_update=False)
    for name in classes:
        made.add_class(name)
    return made


def stack(*children: ipywidgets.Widget, name: str) -> ipywidgets.VBox:
    """Return controls below one another, with a class of its own name."""
    made = ipywidgets.VBox(children)
    made.add_class(name)
    return made
