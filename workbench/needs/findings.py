"""What the needs say: facts for the home page, the briefing, the opportunities and the regression tests."""

from typing import TYPE_CHECKING

import pandas as pd

from workbench.language.numbers import number
from workbench.language.words import count
from workbench.needs import demand, features

if TYPE_CHECKING:
    from workbench.workspace.snapshot import Snapshot

__all__ = ["demand_table", "findings", "kano_table"]

CHANCES = {
    "M": "kano_expected",
    "O": "kano_more_is_better",
    "A": "kano_delighter",
    "I": "kano_nobody_minds",
    "R": "kano_better_without",
}
"""The fact's name for the probability of each Kano category."""
_COLUMNS = ["id", "name", "value", "unit", "sentence"]


def findings(ws: "Snapshot") -> pd.DataFrame:
    """Return the facts that needs add, from a workspace, a scenario or ``ws.at(version)``.

    Returns
    -------
    DataFrame
        id, name, value, unit, sentence. Without an id: headlines; a workspace without feedback has none. With the
        id of a need or of an opportunity: ``demand``. With the id of an opportunity that was asked about:
        ``kano_category``, a letter of M O A I R Q, and the probabilities of :data:`CHANCES`.
    """
    said = demand.spoken(ws["feedback"], ws["customers"])
    links, met = ws["feedback_needs"], ws["need_opportunities"]
    needs = demand.by_need(said, links)
    behind = pd.concat([needs, demand.by_opportunity(said, links, met)])
    counts = behind[["demand", "quotes", "customers"]].to_numpy().tolist()
    rows = [
        (row, "demand", asked, "", f"Demand {number(asked)}: {_behind(int(quotes), int(heard))}")
        for row, (asked, quotes, heard) in zip(behind.index, counts, strict=True)
    ]
    kano = features.stand(ws.frame)
    return pd.DataFrame([*_headlines(ws, said), *_open(kano), *rows, *_categories(kano)], columns=_COLUMNS)


def demand_table(ws: "Snapshot", rows: int = 12) -> pd.DataFrame:
    """Return the needs with most demand as text, made to be read and compared: title, demand, quotes, customers."""
    counted = demand.by_need(demand.spoken(ws["feedback"], ws["customers"]), ws["feedback_needs"])
    top = counted.sort_values("demand", ascending=False, kind="stable").head(rows)
    said = top[["demand", "quotes", "customers"]].astype(int)
    said.insert(0, "need", ws["needs"]["title"].reindex(top.index).str.slice(0, 44))
    return said


def kano_table(ws: "Snapshot") -> pd.DataFrame:
    """Return the features as text, made to be read and compared: title, better, worse, and what is said of them."""
    rows = features.stand(ws.frame)
    return pd.DataFrame(
        {
            "feature": rows["title"].str.slice(0, 44),
            "better": [f"{share:.2f}" for share in rows["better"]],
            "worse": [f"{share:.2f}" for share in rows["worse"]],
            "said": [features.sentence(row) for _, row in rows.iterrows()],
        },
        index=rows.index,
    )


def _open(kano: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the headline on features whose category is open."""
    many = int((~kano["sure"].astype(bool)).sum())
    return (
        [(None, "kano_open", many, "features", f"{count(many, 'feature')} too close to call")] if many else []
    )


def _categories(kano: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the category of each opportunity that was asked about, and the probability of each that it may be."""
    known = kano[kano["opportunity"].notna() & kano["category"].notna()]
    found: list[tuple[object, ...]] = []
    for _, row in known.iterrows():
        said = features.sentence(row)
        facts = {
            "kano_category": row["category"],
            **{name: row[f"p_{letter}"] for letter, name in CHANCES.items()},
        }
        found += [(row["opportunity"], name, value, "", said) for name, value in facts.items()]
    return found


def _headlines(ws: "Snapshot", said: pd.DataFrame) -> list[tuple[object, ...]]:
    if not len(said):
        return []
    heard = int(said["customer"].nunique())
    open_needs = ws["needs"].index.difference(pd.Index(ws["need_opportunities"]["need"]))
    rows: list[tuple[object, ...]] = [
        (None, "heard", len(said), "quotes", _behind(len(said), heard)),
    ]
    if len(open_needs):
        sentence = f"{count(len(open_needs), 'need')} without an opportunity"
        rows.append((None, "unmet", len(open_needs), "needs", sentence))
    return rows


def _behind(quotes: int, customers: int) -> str:
    return f"{count(quotes, 'quote')} from {count(customers, 'customer')}"
