"""Why an opportunity is on the list: the quote that weighs most, how many more there are, and where they are read."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

if TYPE_CHECKING:
    import pandas as pd

    from workbench.opportunities.evidence.backing import Backing

__all__ = ["need_link", "why_here"]

LONGEST = 90


def why_here(backing: "Backing", quotes: "pd.Series[str]", opportunity: str) -> str:
    """Say it: "“We still have 30 units on the old version” 13 more", the rest a link to the need they speak of.

    Parameters
    ----------
    backing : Backing
    quotes : Series by quote
        The words.
    opportunity : str

    Returns
    -------
    Markup
        "" where nobody spoke of it.
    """
    mine = backing.said[backing.said["of"] == opportunity]
    if mine.empty:
        return Markup()
    first = mine.sort_values(["weight", "feedback"], ascending=[False, True], kind="stable").iloc[0]
    words = " ".join(str(quotes.get(first["feedback"], "")).split())
    short = words if len(words) <= LONGEST else words[: words.rfind(" ", 0, LONGEST)].rstrip(".,;:") + " …"
    need, many = backing.needs[opportunity], len(mine)
    more = f"{many - 1} more" if many > 1 else "the quote"
    return Markup("“{}” <a href='{}'>{}</a>").format(short, need_link(need), more)


def need_link(need: str) -> str:
    """Return the place of a need on its board."""
    return f"needs.ipynb?{urlencode({'selected': need})}"
