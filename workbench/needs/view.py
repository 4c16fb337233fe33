"""What is looked at on the Needs board, and which quotes and answers that lets through."""

import pandas as pd
import traitlets

from workbench.needs.evidence import NOBODYS
from workbench.ui.toolbar import Filter
from workbench.ui.view import ALL, View

__all__ = ["FILTERS", "NeedsView", "passing"]

MONTHS = {"3": "Last 3 months", "6": "Last 6 months", "12": "Last 12 months"}
FILTERS = (
    Filter("segment", "Every segment"),
    Filter("channel", "Every source"),
    Filter("months", "Any time", MONTHS),
)


class NeedsView(View):
    """Selection, filters, sort; on the Kano part, the feature."""

    segment = traitlets.Unicode(ALL)
    channel = traitlets.Unicode(ALL)
    months = traitlets.Unicode(ALL)
    table = traitlets.Unicode()
    """What the table below the list shows: demand by segment, or "months"."""
    feature = traitlets.Unicode()
    """The selected feature: a question's id."""


def passing(said: pd.DataFrame, view: NeedsView, today: pd.Timestamp) -> pd.DataFrame:
    """Return the quotes that the filters let through.

    Parameters
    ----------
    said : DataFrame by id
        segment, channel, date.
    today : Timestamp
        From where months are counted back.
    """
    keep = pd.Series(data=True, index=said.index)
    if view.segment != ALL:
        keep &= said["segment"].fillna(NOBODYS) == view.segment
    if view.channel != ALL:
        keep &= said["channel"] == view.channel
    if view.months in MONTHS:
        keep &= said["date"] > today - pd.DateOffset(months=int(view.months))
    return said[keep]
