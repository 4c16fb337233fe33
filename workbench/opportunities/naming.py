"""What a column of the opportunities is called within a sentence, and how its numbers are said."""

from typing import Any

import numpy as np
import pandas as pd

from workbench.language.numbers import number, percent
from workbench.opportunities import tables
from workbench.opportunities.known import NAMES

__all__ = ["heading", "is_percent", "label", "said", "unit"]


def label(column: str) -> str:
    """Return what a column is called within a sentence.

    Examples
    --------
    >>> label("ice_impact"), label("story_points"), label("fleet_share")
    ('ICE impact', 'story points', 'fleet share')
    """
    declared = tables.opportunities.by_name.get(column)
    words = declared.label if declared else column.replace("_", " ")
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def heading(column: str) -> str:
    """Return what stands over a column, or before its number: its short label.

    Examples
    --------
    >>> heading("ice_impact"), heading("reach"), heading("fleet_share")
    ('Impact', 'Reach', 'Fleet share')
    """
    declared = tables.opportunities.by_name.get(column)
    words = declared.short if declared else label(column)
    return f"{words[:1].upper()}{words[1:]}"


def unit(column: str) -> str:
    """Return a column's unit with a space before it; "" where it has none, or is judged on a scale.

    Examples
    --------
    >>> unit("effort"), unit("impact"), unit("job_size")
    (' person-months', '', '')
    """
    declared = tables.opportunities.by_name.get(column)
    words = declared.unit if declared and not declared.scale else ""
    return "" if not words or words[0].isdigit() else f" {words}"


def is_percent(column: str) -> bool:
    """Return whether a column is read in per cent: as it is declared, or a probability that the needs know."""
    declared = tables.opportunities.by_name.get(column)
    return bool(declared and declared.percent) or column in NAMES[1:]


def said(column: str, value: Any) -> str:
    """Say a cell of a column.

    Examples
    --------
    >>> said("confidence", 0.8), said("confidence_low", 0.5), said("effort", 2.5), said("kano_delighter", 0.25)
    ('80%', '50%', '2.5', '25%')
    >>> said("owner", "Ana"), said("must_do", True), said("owner", None)
    ('“Ana”', 'yes', 'blank')
    """
    if pd.isna(value):
        return "blank"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if not isinstance(value, int | float | np.number):
        return f"“{value}”"
    return (percent if is_percent(column) else number)(float(value))
