"""How numbers are said in sentences, the same on every board (in the page: js/src/widgets/numbers.js)."""

import math
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["money", "number", "odds", "percent", "round_up", "tenths"]


def number(value: float | None) -> str:
    """Write a number with thousands separated and no more digits than an estimate has.

    Examples
    --------
    >>> number(1450), number(312.5), number(26.04), number(4.4), number(0.25), number(None)
    ('1,450', '313', '26', '4.4', '0.25', '–')
    """
    if value is None or not math.isfinite(value):
        return "–"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2  # noqa: PLR2004
    text = f"{Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"  # as the page rounds
    return text.rstrip("0").rstrip(".") if digits else text


def percent(value: float | None) -> str:
    """Write a share of one as per cent.

    Examples
    --------
    >>> percent(0.8)
    '80%'
    """
    return "–" if value is None or math.isnan(value) else f"{number(value * 100)}%"


def money(amount: float, currency: str = "€") -> str:
    """Write an amount of money.

    Examples
    --------
    >>> money(2_430_000), money(86_000), money(950)
    ('2.43 M€', '86 k€', '950 €')
    """
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(amount) >= size:
            return f"{number(amount / size)} {letter}{currency}"
    return f"{number(amount)} {currency}"


def tenths(probability: float) -> int:
    """Round a probability to tenths, halves up: what is said and what is grouped by use the same number.

    Examples
    --------
    >>> tenths(0.75), tenths(0.749)
    (8, 7)
    """
    return math.floor(probability * 10 + 0.5)


def odds(probability: float) -> str:
    """Say a probability as a product manager would.

    Examples
    --------
    >>> odds(0.89), odds(0.98), odds(0.02)
    ('9 in 10', 'nearly sure', 'hardly')
    """
    if math.isnan(probability):
        return ""
    said = tenths(probability)
    return "nearly sure" if said == 10 else "hardly" if said == 0 else f"{said} in 10"  # noqa: PLR2004


def round_up(value: float) -> float:
    """Return the next round number: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.

    Examples
    --------
    >>> round_up(2970), round_up(3.0), round_up(0.0)
    (3000.0, 3.0, 1.0)
    """
    if not value > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        digit * power for digit in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if digit * power >= value * (1 - 1e-9)
    )
