"""Words in sentences: with their plural, as places, and in a row."""

from collections.abc import Sequence

__all__ = ["count", "in_a_row", "ordinal"]


def count(many: int, one: str, more: str = "") -> str:
    """Say how many, with the right word.

    Examples
    --------
    >>> count(1, "quote"), count(3, "quote"), count(2, "opportunity", "opportunities")
    ('1 quote', '3 quotes', '2 opportunities')
    """
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def ordinal(place: int) -> str:
    """Write a place.

    Examples
    --------
    >>> [ordinal(place) for place in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    teen = 10 <= place % 100 <= 20  # noqa: PLR2004
    return f"{place}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def in_a_row(things: Sequence[str]) -> str:
    """Join names within a sentence; "" where there are none.

    Examples
    --------
    >>> in_a_row(["one"]), in_a_row(["one", "two"]), in_a_row(["one", "two", "three"])
    ('one', 'one and two', 'one, two and three')
    """
    return " and ".join(part for part in (", ".join(things[:-1]), *things[-1:]) if part)
