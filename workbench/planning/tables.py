"""The teams, and what they can give to new work by period: declarations, no code."""

from workbench.workspace.schema import Column, Table

__all__ = ["TABLES"]

teams = Table(
    "teams",
    (
        Column("name", "text", required=True, help="What the team is called.", aliases=("team",)),
        Column("lead", "text", help="Who leads it."),
        Column("people", "number", low=0, step=0.5, help="How many work in it; half a person is 0.5."),
    ),
)

capacity = Table(
    "capacity",
    (
        Column("team", "text", required=True, help="The team."),
        Column("start", "date", required=True, help="The first day of the period."),
        Column("finish", "date", required=True, help="The last day of the period."),
        Column(
            "person_months",
            "number",
            "Person-months",
            "person-months",
            low=0,
            step=0.5,
            required=True,
            interval=True,
            help="What the team can give to new work in the period.",
        ),
    ),
    references={"team": "teams"},
)

TABLES = (teams, capacity)
