"""What is looked at: selection, filters, sort. It is the link's query string, so every view can be shared."""

from typing import Any
from urllib.parse import parse_qs, urlencode

import traitlets
from traitlets import HasTraits

__all__ = ["ALL", "View"]

ALL = "all"
"""The filter value that lets every row through."""


class View(HasTraits):
    """The state of a board that is not data: never saved, always in the link. A board adds its filters as traits.

    Examples
    --------
    >>> view = View()
    >>> view.read("?search=opc")
    >>> view.search, view.query()
    ('opc', 'search=opc')
    """

    tab = traitlets.Unicode()
    """The part of the board that is shown; empty is its first."""
    selected = traitlets.Unicode(None, allow_none=True)
    search = traitlets.Unicode()
    sort = traitlets.Unicode()
    """A column's name, with a minus for downwards; empty is the board's own order."""

    def read(self, query: str) -> None:
        """Take the view from a query string; names that are not a view's are somebody else's and stay out."""
        asked = {name: values[-1] for name, values in parse_qs(query.lstrip("?")).items()}
        with self.hold_trait_notifications():
            for name, trait in self.traits().items():
                if name in asked:
                    text = asked[name]
                    setattr(self, name, text == "true" if isinstance(trait, traitlets.Bool) else text)

    def query(self) -> str:
        """Return what differs from the plain view as a query string."""
        said: dict[str, Any] = {}
        for name, trait in sorted(self.traits().items()):
            value = getattr(self, name)
            if value != trait.default_value:
                said[name] = str(value).lower() if isinstance(value, bool) else value
        return urlencode(said)
