"""MaxDiff: what matters most and least when people must choose, scored by counting."""

import pandas as pd

from workbench.columns import require

__all__ = ["score"]

_CHOICES = ("best", "worst", "none")


def score(choices: pd.DataFrame) -> pd.DataFrame:
    """Return how often each item was shown, chosen as best and as worst, and its counting score.

    Parameters
    ----------
    choices : DataFrame, a row an item shown
        respondent, set : which set of items was shown; item; choice : "best", "worst" or "none"; a blank is "none".

    Returns
    -------
    DataFrame by item, sorted
        shown, best, worst; score = (best - worst) / shown, -1..1.

    Raises
    ------
    ValueError
        A column is missing; a choice is none of the three; a respondent chose two of a set as best or as worst, or a
        set shows an item twice: which.

    References
    ----------
    J. Louviere, T. Flynn, A. Marley, *Best-Worst Scaling*, 2015, chapter 2 (best minus worst counts).

    Examples
    --------
    >>> asked = pd.DataFrame({"respondent": 1, "set": 1, "item": ["price", "speed", "help"], "choice": ["best", "none", "worst"]})
    >>> score(asked)["score"].to_dict()
    {'help': -1.0, 'price': 1.0, 'speed': 0.0}
    """
    require(choices, ["respondent", "set", "item", "choice"])
    choice = choices["choice"].astype(object).where(choices["choice"].notna(), "none")
    wrong = choices[~choice.isin(_CHOICES)]
    if len(wrong):
        raise ValueError(
            f"row {wrong.index[0]}, choice: {wrong['choice'].iloc[0]!r} must be one of {', '.join(_CHOICES)}"
        )
    _once(choices, ["respondent", "set", "item"], "shows an item twice")
    for picked in ("best", "worst"):
        _once(choices[choice == picked], ["respondent", "set"], f"has two items that are {picked}")
    items = choices["item"]
    result = pd.DataFrame({"shown": items.groupby(items).size()})
    for picked in ("best", "worst"):
        result[picked] = (choice == picked).groupby(items).sum().astype(int)
    result["score"] = (result["best"] - result["worst"]) / result["shown"]
    result.index.name = "item"
    return result


def _once(rows: pd.DataFrame, key: list[str], wrong: str) -> None:
    twice = rows[rows.duplicated(key)]
    if len(twice):
        first = twice.iloc[0]
        raise ValueError(
            f"respondent {first['respondent']}, set {first['set']} {wrong} ({first['item']}): "
            "of each set one item can be best and one worst, so correct the row or take it out"
        )
