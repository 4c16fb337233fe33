"""What surveys asked and what was answered, in the shapes that the methods read."""

import pandas as pd

from workbench.columns import Tables

__all__ = ["answers", "kano", "rated", "said"]


def answers(tables: Tables, kind: str) -> pd.DataFrame:
    """Return the answers to questions of one kind.

    Parameters
    ----------
    tables : function(name) -> DataFrame
    kind : {"kano", "nps", "csat", "importance", "satisfaction", "maxdiff", "open"}

    Returns
    -------
    DataFrame
        The columns of ``responses``; survey, title, opportunity, need of the question; segment: of the customer,
        else as it was answered.
    """
    questions, found = tables("questions"), tables("responses")
    asked = questions[questions["kind"] == kind]
    found = found[found["question"].isin(asked.index)]
    of_question = {
        name: found["question"].map(asked[name]) for name in ("survey", "title", "opportunity", "need")
    }
    theirs = found["customer"].map(tables("customers")["segment"])
    return found.assign(**of_question, segment=theirs.where(theirs.notna(), found["segment"]))


def kano(tables: Tables, segment: str | None = None) -> pd.DataFrame:
    """Return the answers to Kano questions as ``kano.evaluate`` reads them: the feature is the question's id."""
    found = answers(tables, "kano")
    if segment is not None:
        found = found[found["segment"] == segment]
    columns = ["respondent", "question", "functional", "dysfunctional", "customer", "segment"]
    return found[columns].rename(columns={"question": "feature"})


def said(tables: Tables) -> pd.DataFrame:
    """Return the answers in words that are no quotes yet, as rows of ``feedback``: by the answer's id."""
    found = answers(tables, "open").dropna(subset=["text"])
    found = found[~found.index.isin(tables("feedback").index)]
    made = found[["text", "answered", "customer", "segment"]].rename(
        columns={"text": "quote", "answered": "date"}
    )
    return made.assign(channel="survey")


def rated(tables: Tables, kind: str) -> pd.DataFrame:
    """Return the answers on a scale as ``waves.compare`` reads them: the wave is the survey's first day.

    Blank answers, and those of a survey without a first day, are not there.
    """
    found = answers(tables, kind)
    waves = found.assign(wave=tables("surveys")["started"].reindex(found["survey"]).to_numpy())
    return waves.dropna(subset=["wave", "rating"])[["wave", "rating", "customer", "segment", "title"]]
