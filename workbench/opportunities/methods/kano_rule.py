"""What customers take for granted, as a multiplier of any score or as a gate before it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats, floats
from workbench.language.numbers import number, odds
from workbench.opportunities.known import NAMES
from workbench.opportunities.register import Method, Score

__all__ = ["CHANCES", "WAYS", "KanoRule"]

CHANCES = tuple(name for name in NAMES if name.startswith("kano_"))
"""The columns of the categories' probabilities."""
WAYS = {"": "Kano: not counted", "multiplier": "Kano: multiplies", "gate": "Kano: a gate"}
LEAST = 0.01
"""The least that a score below zero is divided by."""


@dataclass(frozen=True)
class KanoRule:
    """How the Kano category counts in every method's score.

    Attributes
    ----------
    way : {"", "multiplier", "gate"}
        "": not at all.
    factors : tuple of float
        Of the categories, in the order of :data:`CHANCES`.
    sure : float
        The probability, 0..1, from which the gate acts.

    Notes
    -----
    Multiplier: score * sum(p * factor) over the categories, an answer that fits none counting 1; so what nobody was
    asked about keeps its score. A score below zero is divided, so that a factor above 1 raises it too. Default
    factors: K. Tan, X. Shen, "Integrating Kano's model in the planning matrix of quality function deployment", Total
    Quality Management 11(8), 2000, have satisfaction grow with performance to the power k = 1/2 (expected), 1 (more
    is better), 2 (delighter), and weigh with 1/k: 2, 1, 0.5. Below them stands what nobody minds (0.25), then what is
    better left out (0): the order M > O > A > I of C. Berger et al., "Kano's methods for understanding
    customer-defined quality", Center for Quality of Management Journal 2(4), 1993.

    Gate: what is expected is no matter of more or less, its lack is a fault: it stands above the line, as a must-do.
    What nobody minds, or is better left out, has no score. Both from `sure` on.

    Examples
    --------
    >>> table = pd.DataFrame({"kano_expected": [0.5, np.nan], "kano_nobody_minds": [0.5, np.nan]})
    >>> KanoRule("multiplier").factor(table).tolist()
    [1.125, 1.0]
    """

    way: str = ""
    factors: tuple[float, ...] = (2.0, 1.0, 0.5, 0.25, 0.0)
    sure: float = 0.8

    @classmethod
    def of(cls, setting: Callable[[str], Any]) -> "KanoRule":
        """Return the rule of the settings."""
        factors = tuple(float(setting(name.replace("kano_", "kano."))) for name in CHANCES)
        return cls(str(setting("opportunities.kano") or ""), factors, float(setting("kano.sure")))

    def on(self, method: Method) -> Method:
        """Return a method whose score the rule changes; the same one where it does not."""
        if not self.way:
            return method
        needs = (*method.needs, *(name for name in CHANCES if name not in method.needs))
        return replace(
            method,
            function=_Ruled(method.function, self),
            needs=needs if method.needs else (),
            about=f"{method.about} {self.about}",
        )

    @property
    def about(self) -> str:
        """Say what the rule does."""
        sure = odds(self.sure)
        if self.way == "gate":
            return (
                f"Kano's categories are a gate: what customers expect, {sure} or more, stands above the line as a must-do; "
                "what they do not mind, or would rather not have, as surely, has no score. What nobody was asked about passes."
            )
        if self.way == "multiplier":
            said = zip(CHANCES, self.factors, strict=True)
            parts = ", ".join(f"{_words(name)} × {number(factor)}" for name, factor in said)
            return (
                f"Then by what a Kano survey says, each category by its probability: {parts}; what nobody was asked about "
                "keeps its score. (Tan and Shen's weights for the first three, 2000.)"
            )
        return ""

    def scored(self, table: pd.DataFrame, scores: Floats) -> Floats:
        """Return scores as the rule changes them."""
        if self.way == "gate":
            return np.where(self.unwanted(table), np.nan, scores)
        factor = self.factor(table)
        return np.where(scores < 0, scores / np.maximum(factor, LEAST), scores * factor)

    def factor(self, table: pd.DataFrame) -> Floats:
        """Return the expected factor of each row."""
        chances = _chances(table)
        whole: Floats = 1 + chances @ (np.array(self.factors) - 1)
        return whole

    def expected(self, table: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Return which rows the gate lifts above the line; none under another way."""
        found: npt.NDArray[np.bool_] = _chances(table)[:, 0] >= self.sure
        return found & (self.way == "gate")

    def unwanted(self, table: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Return which rows the gate leaves out; none under another way."""
        found: npt.NDArray[np.bool_] = _chances(table)[:, 3:].sum(axis=1).round(9) >= self.sure
        return found & (self.way == "gate")

    def said(self, table: pd.DataFrame) -> dict[str, str]:
        """Say, by id, why the gate lifts a row or leaves it out."""
        lifted = dict.fromkeys(
            table.index[self.expected(table)], "Customers expect it: it stands above the line, as a must-do."
        )
        out = dict.fromkeys(
            table.index[self.unwanted(table)],
            "Customers do not mind it, or would rather not have it: the gate leaves it without a score.",
        )
        return {**lifted, **out}


@dataclass(frozen=True)
class _Ruled:
    """A score under a rule; equal to another of the same."""

    function: Score
    rule: KanoRule

    def __call__(self, table: pd.DataFrame) -> pd.Series:
        scores = self.function(table)
        return pd.Series(self.rule.scored(table, floats(scores)), index=table.index, name=scores.name)


def _chances(table: pd.DataFrame) -> Floats:
    """Return the probabilities of shape (rows, categories); 0 where nobody was asked, or a column is missing."""
    blank = np.zeros(len(table))
    found = [np.nan_to_num(floats(table[name])) if name in table else blank for name in CHANCES]
    return np.stack(found, axis=1)


def _words(name: str) -> str:
    return name.removeprefix("kano_").replace("_", " ")
