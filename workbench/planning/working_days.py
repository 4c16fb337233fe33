"""Days on which people work: Monday to Friday."""

from datetime import date

import numpy as np
import pandas as pd

__all__ = ["working_day_after"]


def working_day_after(day: date, days: int = 1) -> date:
    """Return the day that is some working days later; a weekend counts as its Friday.

    Examples
    --------
    >>> working_day_after(date(2026, 11, 27)), working_day_after(date(2026, 11, 28), 2)
    (datetime.date(2026, 11, 30), datetime.date(2026, 12, 1))
    """
    return pd.Timestamp(np.busday_offset(day, days, roll="backward")).date()
