"""Who the customers are, and what they said: declarations, no code."""

from workbench.workspace.schema import Column, Table

__all__ = ["CHANNELS", "TABLES"]

CHANNELS = ("trade show", "interview", "call", "survey", "support", "review")

segments = Table(
    "segments",
    (
        Column("name", "text", required=True, help="What the segment is called."),
        Column("description", "text", help="Who belongs to it."),
    ),
)

customers = Table(
    "customers",
    (
        Column("name", "text", required=True, help="The organisation.", aliases=("customer", "account", "company")),
        Column("segment", "text", help="The segment it belongs to."),
        Column("revenue", "number", unit="money a year", low=0, step=1000, help="What it pays in a year.", aliases=("arr", "annual revenue")),
        Column("country", "text", help="Where it is: ISO 3166-1 alpha-2."),
        Column("owner", "text", help="Who looks after it.", aliases=("account manager",)),
        Column("since", "date", help="Customer since."),
    ),
    references={"segment": "segments"},
)  # fmt: skip

contacts = Table(
    "contacts",
    (
        Column("customer", "text", required=True, help="Where this person works."),
        Column("name", "text", help="The person's name.", personal=True),
        Column("role", "text", help="What this person does there.", aliases=("job title",)),
        Column("email", "text", "E-mail", help="Where a mail reaches this person.", personal=True, aliases=("mail",)),
        Column("phone", "text", help="Where a call reaches this person.", personal=True),
        Column("consent", "yes/no", default=False, help="Agreed to be asked again."),
    ),
    references={"customer": "customers"},
)  # fmt: skip

feedback = Table(
    "feedback",
    (
        Column("quote", "text", required=True, help="What was said, word for word.", aliases=("text", "comment", "feedback", "body", "verbatim")),
        Column("channel", "choice", choices=CHANNELS, help="Where it was heard."),
        Column("date", "date", help="When it was heard.", aliases=("heard", "created", "created at")),
        Column("customer", "text", help="The customer who said it."),
        Column("segment", "text", help="The segment, where the customer is not known; else the customer's counts."),
        Column("contact", "text", help="The person who said it."),
        Column("importance", "integer", unit="0 to 3", low=0, high=3, help="How much it matters to them: 0 nice to have, 1 useful, 2 important, 3 cannot work without it."),
        Column("heard_by", "text", "Heard by", help="Who of us wrote it down."),
        Column("answer_by", "date", "Answer by", help="When an answer was promised for."),
        Column("answered", "date", help="When they were answered."),
        Column("source", "text", help="A link to where it came from.", aliases=("url", "link")),
        Column("key", "text", help="Its key in the tool that it came from.", aliases=("ticket",)),
    ),
    references={"customer": "customers", "segment": "segments", "contact": "contacts"},
)  # fmt: skip

TABLES = (segments, customers, contacts, feedback)
