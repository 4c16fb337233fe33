"""The table of opportunities and its settings: declarations, no code."""

from workbench.workspace.schema import Column, Setting, Table

__all__ = ["SETTINGS", "TABLES", "opportunities"]

opportunities = Table(
    "opportunities",
    (
        Column(
            "title",
            "text",
            required=True,
            help="What it is, in a few words.",
            aliases=("name", "summary", "feature"),
        ),
        Column("status", "text", help="As the tool that it came from says it.", aliases=("state",)),
        Column(
            "status_category",
            "choice",
            "Stage",
            choices=("open", "later", "doing", "done", "dropped"),
            default="open",
            help="Open ones are ranked; later is 'not now', with its condition.",
        ),
        Column(
            "theme", "text", help="What it belongs to.", aliases=("area", "epic", "component", "product area")
        ),
        Column(
            "owner", "text", help="Who answers for it.", aliases=("assignee", "responsible", "assigned to")
        ),
        Column(
            "must_do",
            "yes/no",
            "Must do",
            default=False,
            help="A law, a contract, a promise: stands above the line whatever its score.",
        ),
        Column(
            "reach",
            "number",
            unit="people a quarter",
            low=0,
            step=10,
            interval=True,
            help="How many people meet it in a quarter.",
        ),
        Column(
            "impact",
            "number",
            unit="0.25 to 3",
            low=0,
            step=0.25,
            interval=True,
            help="How much it moves one of them: 0.25 minimal, 0.5 low, 1 medium, 2 high, 3 massive.",
        ),
        Column(
            "confidence",
            "number",
            low=0,
            high=1,
            step=0.05,
            interval=True,
            percent=True,
            help="How well founded the other estimates are: 100% measured, 80% a similar case, "
            "50% an informed guess, 20% a wild guess.",
        ),
        Column(
            "effort",
            "number",
            unit="person-months",
            low=0,
            step=0.1,
            interval=True,
            help="The work of everybody on it.",
            aliases=("cost",),
        ),
        Column(
            "size", "choice", choices=("S", "M", "L", "XL"), help="Stands for the effort where that is blank."
        ),
        Column(
            "story_points",
            "number",
            low=0,
            help="As the tool that it came from says it.",
            aliases=("points", "story point estimate"),
        ),
        Column(
            "ice_impact",
            "number",
            "ICE impact",
            "1 to 10",
            1,
            10,
            step=1,
            interval=True,
            help="ICE: how much it would help.",
        ),
        Column(
            "ice_confidence",
            "number",
            "ICE confidence",
            "1 to 10",
            1,
            10,
            step=1,
            interval=True,
            help="ICE: how sure we are of that.",
        ),
        Column(
            "ease",
            "number",
            unit="1 to 10",
            low=1,
            high=10,
            step=1,
            interval=True,
            help="ICE: how easily it is done.",
        ),
        Column("source", "text", help="A link to where it came from.", aliases=("url", "link")),
        Column(
            "key", "text", help="Its key in the tool that it came from.", aliases=("issue key", "identifier")
        ),
        Column("description", "text", help="The rest of the story.", aliases=("notes", "details", "body")),
        Column(
            "reopen_when",
            "text",
            "Reopen when",
            help="What must happen before one that is 'later' is looked at again.",
        ),
        Column("created", "date", help="When it came up.", aliases=("created at", "date created")),
        Column("due", "date", help="When it must be there.", aliases=("due date", "target date", "deadline")),
    ),
)

TABLES = (opportunities,)

SETTINGS = (
    Setting("opportunities.method", "text", "rice", "Method", help="The name under which the score method is registered."),
    Setting("opportunities.line", "integer", 10, "Line", "items", low=0, help="How many are chosen."),
    Setting("opportunities.trials", "integer", 10_000, "Trials", low=1, high=1_000_000, help="Draws behind the odds."),
    Setting("opportunities.seed", "integer", 0, "Seed", low=0, help="The same seed gives the same odds."),
    Setting("ranges.measured", "number", 1.25, "Measured", "times or divided by", low=1, help="Range of a measured number."),
    Setting("ranges.similar_case", "number", 1.6, "Similar case", "times or divided by", low=1, help="Range of a number from a similar case."),
    Setting("ranges.informed_guess", "number", 2.5, "Informed guess", "times or divided by", low=1, help="Range of an informed guess."),
    Setting("ranges.wild_guess", "number", 4.0, "Wild guess", "times or divided by", low=1, help="Range of a wild guess, and of what has no confidence."),
    Setting("sizes.S", "number", 0.5, "S", "person-months", low=0, help="The effort that size S stands for."),
    Setting("sizes.M", "number", 1.0, "M", "person-months", low=0, help="The effort that size M stands for."),
    Setting("sizes.L", "number", 3.0, "L", "person-months", low=0, help="The effort that size L stands for."),
    Setting("sizes.XL", "number", 6.0, "XL", "person-months", low=0, help="The effort that size XL stands for."),
    Setting("ranges.points_a_month", "number", 0.0, "Points a month", "story points", low=0, help="Story points that one person finishes in a month, for items that have points and no effort; 0: points say nothing."),
)  # fmt: skip
