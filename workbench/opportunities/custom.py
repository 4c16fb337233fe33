"""Formulas that a team writes itself: a small language of columns, numbers and a few functions, never Python's eval."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd

from workbench.columns import Floats, numbers
from workbench.opportunities.formula import FUNCTIONS, OPERATORS, Value, read
from workbench.opportunities.register import BOUNDS, Method
from workbench.sampling.intervals import Bounds

__all__ = ["columns_of", "method_of", "score"]


def score(table: pd.DataFrame, formula: str) -> pd.Series:
    """Return the value of a formula for each row.

    Parameters
    ----------
    table : DataFrame of any length
        The columns that the formula names, of numbers.
    formula : str
        Of column names, numbers, ``+ - * / **``, parentheses, comparisons (1 where they hold, 0 where not) and
        ``min``, ``max``, ``abs``, ``sqrt``, ``log``, ``exp``, ``where``, ``default``; at most 500 characters.

    Returns
    -------
    Series on the table's index
        A blank gives NaN (not ranked) wherever it counts: ``where`` looks at the chosen side only, and ``default``
        puts a number in its place. NaN too: a division by zero, a number too large, the logarithm of 0, the root of
        a negative number.

    Raises
    ------
    ValueError
        The formula cannot be read, uses anything else, names no column, or one that is not there or holds text; says
        at which character.

    Notes
    -----
    Read by Python's own parser into a tree, of which only the kinds of node above are accepted and computed here with
    numpy, as floats: nothing is executed, and no attribute, item, text or other function can be reached.

    Examples
    --------
    >>> table = pd.DataFrame({"reach": [100.0, 100.0], "impact": [4.0, 4.0], "effort": [2.0, 0.0]})
    >>> score(table, "reach * impact ** 1.5 / effort").tolist()
    [400.0, nan]
    >>> score(table, "reach * impct")
    Traceback (most recent call last):
    ValueError: formula, character 9, at "impct": no column has this name (did you mean 'impact'?). The table has: reach, impact, effort
    """
    parsed = read(formula)
    for name, node in parsed.columns.items():
        if name not in table.columns:
            has = [str(column) for column in table.columns]
            near = get_close_matches(name, has, n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            parsed.refuse(
                node, f"no column has this name{hint}. The table has: {', '.join(has) or 'no columns'}"
            )
    columns = dict(zip(parsed.columns, numbers(table, *parsed.columns), strict=True))
    with np.errstate(all="ignore"):
        value = _compute(parsed.tree, columns)
    return pd.Series(np.broadcast_to(value, len(table)).astype(float), index=table.index, name="custom")


def columns_of(formula: str) -> tuple[str, ...]:
    """Return the columns that a formula needs, in the order of their first use.

    Raises
    ------
    ValueError
        As :func:`score`, but for the table.

    Examples
    --------
    >>> columns_of("max(reach, 10) * impact / (effort + reach)")
    ('reach', 'impact', 'effort')
    """
    return tuple(read(formula).columns)


def method_of(
    formula: str, name: str = "custom", about: str = "", bounds: Mapping[str, Bounds] = BOUNDS
) -> Method:
    """Return a score method of a formula, for odds and boards.

    Parameters
    ----------
    formula : str
    name, about : str
        For people; the formula itself where nothing is said about it.
    bounds : mapping
        Least and greatest value of columns that have both.

    Raises
    ------
    ValueError
        As :func:`columns_of`.

    Examples
    --------
    >>> method_of("reach / effort", name="ours")(pd.DataFrame({"reach": [6.0], "effort": [3.0]})).tolist()
    [2.0]
    """
    needs = columns_of(formula)
    return Method(name, _Formula(formula), needs, name, about or formula, rowwise=True, bounds=bounds)


@dataclass(frozen=True)
class _Formula:
    """A score by a fixed formula, the same as another with the same one."""

    formula: str

    def __call__(self, table: pd.DataFrame) -> pd.Series:
        return score(table, self.formula)


def _compute(node: ast.expr, columns: Mapping[str, Floats]) -> Value:
    """Return the value of an allowed node; what is no finite number is blank."""
    match node:
        case ast.Name():
            return columns[node.id]
        case ast.Constant():
            return np.float64(node.value)  # type: ignore[arg-type]
        case ast.UnaryOp():
            value = OPERATORS[type(node.op)](_compute(node.operand, columns))
        case ast.BinOp():
            value = OPERATORS[type(node.op)](_compute(node.left, columns), _compute(node.right, columns))
        case ast.Compare():
            value = _compare(node, columns)
        case ast.Call(func=ast.Name(id=name)):
            value = FUNCTIONS[name].of(*(_compute(part, columns) for part in node.args))
        case _:
            raise AssertionError(node)
    return value if np.isfinite(value).all() else np.where(np.isfinite(value), value, np.nan)


def _compare(node: ast.Compare, columns: Mapping[str, Floats]) -> Value:
    """Return 1 where all comparisons of a chain hold, 0 where not, blank where a side is."""
    sides = [_compute(part, columns) for part in (node.left, *node.comparators)]
    held: Value = np.float64(1)
    blank = np.isnan(sides[0])
    for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
        held, blank = held * OPERATORS[type(op)](left, right), blank | np.isnan(right)
    return np.where(blank, np.nan, held)
