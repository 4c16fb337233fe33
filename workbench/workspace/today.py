"""The day that everything is counted to."""

from collections.abc import Callable
from typing import Any

import pandas as pd

__all__ = ["today"]


def today(setting: Callable[[str], Any]) -> pd.Timestamp:
    """Return the setting ``product.today``, else the real day."""
    said = setting("product.today")
    return pd.Timestamp.now().normalize() if said is None else pd.Timestamp(said)
