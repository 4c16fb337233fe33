"""The language of formulas: what may be written, and what is wrong where with the rest."""

import ast
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from types import MappingProxyType
from typing import Any, NoReturn

import numpy as np

from workbench.columns import Floats

__all__ = ["FUNCTIONS", "OPERATORS", "Formula", "Value", "read"]

LONGEST, DEEPEST, GREATEST = 500, 20, 10.0
"""Characters of a formula; operations inside one another; the greatest exponent that may be written as a number."""
NEAR = 12
"""Characters of the formula that an error quotes."""

Value = Floats | np.float64


def _where(condition: Value, yes: Value, no: Value) -> Value:
    """Choose; a blank condition chooses nothing."""
    return np.where(np.isnan(condition), np.nan, np.where(condition != 0, yes, no))


def _default(value: Value, otherwise: Value) -> Value:
    return np.where(np.isnan(value), otherwise, value)


def _least(*values: Value) -> Value:
    return reduce(np.minimum, values)


def _greatest(*values: Value) -> Value:
    return reduce(np.maximum, values)


@dataclass(frozen=True)
class _Function:
    """What a name does, with how many values, and in words."""

    of: Callable[..., Value]
    least: int
    most: int
    help: str


FUNCTIONS: Mapping[str, _Function] = MappingProxyType(
    {
        "min": _Function(_least, 2, 9, "min(a, b, ...): the least"),
        "max": _Function(_greatest, 2, 9, "max(a, b, ...): the greatest"),
        "abs": _Function(np.abs, 1, 1, "abs(a): without its sign"),
        "sqrt": _Function(np.sqrt, 1, 1, "sqrt(a): the square root"),
        "log": _Function(np.log, 1, 1, "log(a): the natural logarithm"),
        "exp": _Function(np.exp, 1, 1, "exp(a): e to the power of a"),
        "where": _Function(_where, 3, 3, "where(a > b, yes, no): one of two"),
        "default": _Function(_default, 2, 2, "default(a, b): b where a is blank"),
    }
)
"""The functions that a formula may call."""

OPERATORS: Mapping[type, Callable[..., Value]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
    ast.USub: np.negative, ast.UAdd: np.positive,
    ast.Lt: np.less, ast.LtE: np.less_equal, ast.Gt: np.greater, ast.GtE: np.greater_equal,
    ast.Eq: np.equal, ast.NotEq: np.not_equal,
}  # fmt: skip


class Formula:
    """A formula that was read and holds nothing but what is allowed.

    Attributes
    ----------
    tree : ast.expr
        Of names, numbers, operations, comparisons and calls of :data:`FUNCTIONS` alone.
    columns : dict
        Where each column is named first, in the order of the text.

    Examples
    --------
    >>> list(Formula("reach / effort").columns)
    ['reach', 'effort']
    """

    def __init__(self, formula: str) -> None:
        self._text = formula.replace("\n", " ").replace("\r", " ").replace("\t", " ")
        self._start = len(self._text) - len(self._text.lstrip())
        self.columns: dict[str, ast.expr] = {}
        if len(formula) > LONGEST:
            raise ValueError(f"the formula has {len(formula)} characters; at most {LONGEST} are allowed")
        if not self._text.strip():
            raise ValueError("the formula is empty; write one of columns, such as reach * impact / effort")
        self.tree = self._read()
        self._allow(self.tree, 1)
        if not self.columns:
            raise ValueError(
                f"the formula {self._text.strip()!r} names no column; a score must depend on one"
            )

    def refuse(self, node: ast.expr, why: str) -> NoReturn:
        """Say what is wrong with a part of the formula, and where that stands."""
        self._refuse(self._place(node.col_offset), why)

    def _place(self, offset: int) -> int:
        """Return the character, from 0, of the parser's place, which counts bytes."""
        read = self._text.strip().encode()
        return self._start + len(read[:offset].decode(errors="ignore"))

    def _refuse(self, place: int, why: str) -> NoReturn:
        rest = self._text[place:].strip()
        at = f'at "{rest[:NEAR]}{"..." if len(rest) > NEAR else ""}"' if rest else "at its end"
        raise ValueError(f"formula, character {min(place, len(self._text)) + 1}, {at}: {why}")

    def _read(self) -> ast.expr:
        try:
            return ast.parse(self._text.strip(), mode="eval").body
        except SyntaxError as problem:
            place = self._start + problem.offset - 1 if problem.offset else len(self._text)
            said = "" if problem.msg.startswith("invalid syntax") else f" ({problem.msg})"
            self._refuse(place, f"this cannot be read{said}; write such as reach * impact / effort")
        except (ValueError, MemoryError, RecursionError):
            raise ValueError("the formula cannot be read: it is too deep, or holds no text") from None

    def _allow(self, node: ast.expr, depth: int) -> None:
        """Refuse what is not of the language, here and in all parts."""
        if depth > DEEPEST:
            self.refuse(
                node, f"more than {DEEPEST} operations stand inside one another; use fewer parentheses"
            )
        for part in self._parts(node):
            self._allow(part, depth + 1)

    def _parts(self, node: ast.expr) -> list[ast.expr]:
        """Return the parts of an allowed node."""
        why = f"only columns, numbers, + - * / **, comparisons and {', '.join(FUNCTIONS)} are allowed"
        match node:
            case ast.Name() | ast.Constant():
                self._leaf(node)
                return []
            case ast.UnaryOp() if type(node.op) in OPERATORS:
                return [node.operand]
            case ast.BinOp() if type(node.op) in OPERATORS:
                self._exponent(node)
                return [node.left, node.right]
            case ast.Compare() if all(type(op) in OPERATORS for op in node.ops):
                return [node.left, *node.comparators]
            case ast.Call():
                return self._arguments(node)
            case ast.BinOp(op=ast.BitXor()):
                why = "^ is not allowed; write ** for a power"
            case ast.BoolOp() | ast.UnaryOp():
                why = "and, or, not are not allowed; multiply comparisons, or put where into where"
        return self.refuse(node, why)

    def _leaf(self, node: ast.Name | ast.Constant) -> None:
        if isinstance(node, ast.Name):
            self.columns.setdefault(node.id, node)
            return
        value: Any = node.value
        if type(value) not in (int, float):
            self.refuse(node, "only numbers and names of columns are allowed")
        if not -sys.float_info.max <= value <= sys.float_info.max:
            self.refuse(node, "this number is too large")

    def _exponent(self, node: ast.BinOp) -> None:
        if not isinstance(node.op, ast.Pow):
            return
        power = node.right.operand if isinstance(node.right, ast.UnaryOp) else node.right
        if (
            isinstance(power, ast.Constant)
            and isinstance(power.value, int | float)
            and power.value > GREATEST
        ):
            self.refuse(node.right, f"an exponent must be between -{GREATEST:g} and {GREATEST:g}")

    def _arguments(self, node: ast.Call) -> list[ast.expr]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        known = FUNCTIONS.get(name)
        if known is None:
            self.refuse(node, f"only these functions can be called: {', '.join(FUNCTIONS)}")
        starred = any(isinstance(value, ast.Starred) for value in node.args)
        if node.keywords or starred or not known.least <= len(node.args) <= known.most:
            self.refuse(node, f"write it as {known.help.partition(':')[0]}")
        return node.args


@lru_cache(maxsize=256)
def read(formula: str) -> Formula:
    """Read a formula, each text once.

    Examples
    --------
    >>> read("reach ^ 2")
    Traceback (most recent call last):
    ValueError: formula, character 1, at "reach ^ 2": ^ is not allowed; write ** for a power
    """
    return Formula(formula)
