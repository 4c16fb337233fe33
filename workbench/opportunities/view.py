"""What is looked at on the Opportunities board, and which rows that lets through."""

import pandas as pd
import traitlets

from workbench.ui.toolbar import Filter
from workbench.ui.view import ALL, View

__all__ = ["FILTERS", "OpportunityView", "passing"]

STAGES = {"open": "Open", "later": "Later", "doing": "Doing", "done": "Done", "dropped": "Dropped"}
FILTERS = (
    Filter("status", "All statuses", STAGES),
    Filter("theme", "Theme"),
    Filter("owner", "Owner"),
)


class OpportunityView(View):
    """Selection, filters, sort; and whether the queue of the unscored is being worked through."""

    status = traitlets.Unicode("open")
    theme = traitlets.Unicode(ALL)
    owner = traitlets.Unicode(ALL)
    unscored = traitlets.Bool(default_value=False)
    reopen = traitlets.Bool(default_value=False)
    """Only what was put off and could be reopened."""
    method = traitlets.Unicode()
    """The method of the workspace that is edited; not the one that orders the list, which is a setting."""


def passing(table: pd.DataFrame, view: OpportunityView) -> "pd.Series[bool]":
    """Return which rows the filters let through."""
    found = pd.Series(data=True, index=table.index)
    if view.status != ALL:
        found &= table["status_category"].fillna("open") == view.status
    for name in ("theme", "owner"):
        if getattr(view, name) != ALL:
            found &= table[name] == getattr(view, name)
    return found
