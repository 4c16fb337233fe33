"""What customers need, and what surveys asked them: declarations, no code."""

from workbench.workspace.schema import Column, Table

__all__ = ["TABLES"]

needs = Table(
    "needs",
    (
        Column("title", "text", required=True, help="What they want to get done, in a few words.", aliases=("need", "job", "outcome")),
        Column("theme", "text", help="What it belongs to.", aliases=("area",)),
        Column("importance", "number", unit="0 to 10", low=0, high=10, step=0.1, interval=True, help="How important it is to those who were asked."),
        Column("satisfaction", "number", unit="0 to 10", low=0, high=10, step=0.1, interval=True, help="How well it is met today, as they say."),
        Column("owner", "text", help="Who answers for it."),
        Column("description", "text", help="The rest of the story."),
        Column("created", "date", help="When it was written down."),
    ),
)  # fmt: skip

feedback_needs = Table(
    "feedback_needs",
    (
        Column("feedback", "text", required=True, help="The quote."),
        Column("need", "text", required=True, help="The need that it speaks of."),
    ),
    label="Quotes of needs",
    references={"feedback": "feedback", "need": "needs"},
)

need_opportunities = Table(
    "need_opportunities",
    (
        Column("need", "text", required=True, help="The need."),
        Column("opportunity", "text", required=True, help="What would meet it."),
    ),
    label="Opportunities of needs",
    references={"need": "needs", "opportunity": "opportunities"},
)

surveys = Table(
    "surveys",
    (
        Column("title", "text", required=True, help="What it is called.", aliases=("survey",)),
        Column("started", "date", help="When the first was asked."),
        Column("ended", "date", help="When the last answered."),
        Column("invited", "integer", unit="people", low=0, help="How many were asked."),
        Column("population", "integer", unit="people", low=0, help="How many there are whom it speaks for."),
        Column("description", "text", help="How they were chosen and asked."),
    ),
)

questions = Table(
    "questions",
    (
        Column("survey", "text", required=True, help="The survey."),
        Column("kind", "choice", required=True, choices=("kano", "nps", "csat", "importance", "satisfaction", "maxdiff", "open"), help="How it is asked and answered."),
        Column("title", "text", required=True, help="What it asks about, in a few words: a Kano question's feature.", aliases=("feature", "item")),
        Column("text", "text", help="The question, word for word."),
        Column("opportunity", "text", help="The opportunity that it asks about."),
        Column("need", "text", help="The need that it asks about."),
        Column("position", "integer", low=1, help="Its place in the survey."),
    ),
    references={"survey": "surveys", "opportunity": "opportunities", "need": "needs"},
)  # fmt: skip

responses = Table(
    "responses",
    (
        Column("question", "text", required=True, help="The question."),
        Column("respondent", "text", required=True, help="Who answered: a number or code, no name.", aliases=("respondent id", "response id", "participant")),
        Column("customer", "text", help="The customer the respondent works for; colleagues answer alike."),
        Column("segment", "text", help="The segment, where the customer is not known."),
        Column("functional", "integer", unit="1 to 5", low=1, high=5, help="Kano, if it is there: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike."),
        Column("dysfunctional", "integer", unit="1 to 5", low=1, high=5, help="Kano, if it is not there: the same."),
        Column("rating", "number", help="The answer on a scale: NPS 0 to 10, CSAT 1 to 5, importance and satisfaction 0 to 10."),
        Column("set", "integer", low=1, help="MaxDiff: which set was shown."),
        Column("choice", "choice", choices=("best", "worst", "none"), help="MaxDiff: what became of the question's item in that set."),
        Column("text", "text", help="The answer in words."),
        Column("answered", "date", help="When.", aliases=("date", "submitted")),
    ),
    references={"question": "questions", "customer": "customers", "segment": "segments"},
)  # fmt: skip

TABLES = (
    needs, feedback_needs, need_opportunities, surveys, questions, responses,
)  # fmt: skip
