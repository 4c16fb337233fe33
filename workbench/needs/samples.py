"""How many to ask, and how exact a survey is that so many answered."""

import math

from workbench.sampling.proportions import quantile

__all__ = ["margin_of_error", "required"]


def margin_of_error(
    answers: int, population: int | None = None, share: float = 0.5, level: float = 0.95
) -> float:
    """Return by how much a share that so many answered may be off.

    Parameters
    ----------
    answers : int, >= 1
    population : int, optional
        How many there are whom the survey speaks for; without: very many.
    share : float, 0..1
        What is expected; 0.5 is the least favourable.
    level : float, between 0 and 1

    Returns
    -------
    float
        Half the width of the interval, as a share of 1; 0 where everybody answered.

    Raises
    ------
    ValueError
        There are fewer than 1 answers, or more than people; `share` or `level` is impossible.

    Notes
    -----
    z sqrt(p (1 - p) / n) sqrt((N - n) / (N - 1)).

    References
    ----------
    W. Cochran, *Sampling Techniques*, 3rd ed., 1977, section 3.2.

    Examples
    --------
    >>> round(margin_of_error(400), 3), round(margin_of_error(400, population=1000), 3)
    (0.049, 0.038)
    """
    z = _z(share, level)
    if answers < 1 or (population is not None and answers > population):
        raise ValueError(
            f"{answers} answers of {population or 'many'} people: there must be 1 or more, and no more than people"
        )
    finite = 1.0 if population is None else (population - answers) / max(population - 1, 1)
    return z * math.sqrt(share * (1 - share) / answers * finite)


def required(margin: float, population: int | None = None, share: float = 0.5, level: float = 0.95) -> int:
    """Return how many must answer for a share to be off by no more than `margin`.

    Parameters
    ----------
    margin : float, between 0 and 1
        0.05 for five points up or down.
    population, share, level
        As :func:`margin_of_error` has them.

    Returns
    -------
    int
        Rounded up, at most `population`.

    Raises
    ------
    ValueError
        `margin` is not between 0 and 1; `population` is below 1; `share` or `level` is impossible.

    Notes
    -----
    n0 = z^2 p (1 - p) / margin^2, and of N people n0 / (1 + (n0 - 1) / N).

    References
    ----------
    W. Cochran, *Sampling Techniques*, 3rd ed., 1977, section 4.4. R. Krejcie, D. Morgan, "Determining sample size for
    research activities", Educational and Psychological Measurement 30, 1970 (its table rounds to the nearest).

    Examples
    --------
    >>> required(0.05), required(0.05, population=1000)
    (385, 278)
    """
    z = _z(share, level)
    if not 0 < margin < 1:
        raise ValueError(f"margin {margin!r} must be between 0 and 1, such as 0.05")
    if population is not None and population < 1:
        raise ValueError(f"population {population!r} must be 1 or more")
    many = z**2 * share * (1 - share) / margin**2
    few = many if population is None else many / (1 + (many - 1) / population)
    return max(1, min(math.ceil(few - _ROUNDING), population or math.ceil(few)))


_ROUNDING = 1e-9


def _z(share: float, level: float) -> float:
    if not 0 <= share <= 1:
        raise ValueError(f"share {share!r} must be between 0 and 1, such as 0.5")
    return float(quantile(level))
