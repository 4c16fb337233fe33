"""The table of opportunities and its settings: declarations, no code."""

from workbench.workspace.schema import Column, Setting, Table

__all__ = ["COSTS", "SETTINGS", "TABLES", "opportunities"]

RELATIVE = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0)
"""The modified Fibonacci sequence in which SAFe estimates (after M. Cohn, "Agile Estimating and Planning", 2005)."""
TEN = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
COSTS = ("effort", "job_size")
"""The columns that say what an item costs; of those that a method reads the first is what its worth is held against."""

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
            reaches=1000,
            interval=True,
            help="How many people meet it in a quarter.",
        ),
        Column(
            "impact",
            "number",
            unit="0.25 to 3",
            low=0,
            step=0.25,
            reaches=3,
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
            reaches=6,
            interval=True,
            help="The work of everybody on it, in person-months or as a size: S, M, L or XL.",
            aliases=("cost",),
        ),
        Column("team", "text", help="The team that does the work.", aliases=("squad",)),
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
            scale=TEN,
            short="Impact",
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
            scale=TEN,
            short="Confidence",
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
            scale=TEN,
            interval=True,
            help="ICE: how easily it is done.",
        ),
        Column(
            "business_value",
            "number",
            unit="relative, 1 to 20",
            low=0,
            step=1,
            scale=RELATIVE,
            short="Value",
            interval=True,
            help="WSJF (SAFe): what it is worth to users and the business, beside the others: 1, 2, 3, 5, 8, 13 or 20.",
            aliases=("user-business value", "user business value"),
        ),
        Column(
            "time_criticality",
            "number",
            unit="relative, 1 to 20",
            low=0,
            step=1,
            scale=RELATIVE,
            short="Urgency",
            interval=True,
            help="WSJF (SAFe): how fast that value is lost by waiting, beside the others: 1, 2, 3, 5, 8, 13 or 20.",
        ),
        Column(
            "risk_reduction",
            "number",
            unit="relative, 1 to 20",
            low=0,
            step=1,
            scale=RELATIVE,
            short="Risk",
            interval=True,
            help="WSJF (SAFe): what it does against risks or for other opportunities, beside the others: 1, 2, 3, 5, 8, 13 or 20.",
            aliases=("risk reduction and opportunity enablement", "rr/oe", "rroe"),
        ),
        Column(
            "job_size",
            "number",
            unit="relative, 1 to 20",
            low=0,
            step=1,
            scale=RELATIVE,
            short="Size",
            interval=True,
            help="WSJF (SAFe): how much work it is, beside the others: 1, 2, 3, 5, 8, 13 or 20.",
            aliases=("job duration",),
        ),
        Column(
            "importance",
            "number",
            unit="0 to 10",
            low=0,
            high=10,
            step=0.1,
            scale=(0.0, *TEN),
            interval=True,
            help="ODI (Ulwick): how much it matters to customers; a tenth of the per cent who say 4 or 5 of 5.",
        ),
        Column(
            "satisfaction",
            "number",
            unit="0 to 10",
            low=0,
            high=10,
            step=0.1,
            scale=(0.0, *TEN),
            interval=True,
            help="ODI (Ulwick): how well it is done today; a tenth of the per cent who say 4 or 5 of 5.",
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
        Column(
            "reopen_rule",
            "text",
            "Reopen rule",
            help="The same so that it can be checked: a number's column, < or >, and a limit, such as effort < 3.",
        ),
        Column("created", "date", help="When it came up.", aliases=("created at", "date created")),
        Column("due", "date", help="When it must be there.", aliases=("due date", "target date", "deadline")),
    ),
    references={"team": "teams"},
)

methods = Table(
    "methods",
    (
        Column("name", "text", required=True, help="What the method is called."),
        Column("kind", "choice", required=True, choices=("formula", "weighted")),
        Column("formula", "text", help="Of columns, such as reach * impact / effort."),
        Column("about", "text", help="What it measures, and for whom."),
        Column("locked", "yes/no", default=False, help="Refuses changes until somebody unlocks it."),
        Column("lock_reason", "text", "Lock reason", help="Why it was locked, or unlocked."),
    ),
    guard="workbench.opportunities.methods.locking:method",
)

weights = Table(
    "weights",
    (
        Column("method", "text", required=True, help="The weighted method."),
        Column("criterion", "text", required=True, help="The column that is weighed.", aliases=("column",)),
        Column("weight", "number", required=True, help="How much it counts; a negative one counts against."),
    ),
    references={"method": "methods"},
    guard="workbench.opportunities.methods.locking:weight",
)

TABLES = (opportunities, methods, weights)

SETTINGS = (
    Setting("opportunities.method", "text", "rice", "Method", help="The name under which the score method is registered."),
    Setting("opportunities.line", "integer", 10, "Line", "items", low=0, help="How many are chosen."),
    Setting("opportunities.line_by", "choice", "count", "Line by", choices=("count", "capacity"), help="What draws the line: a count, or what the teams can do."),
    Setting("opportunities.trials", "integer", 10_000, "Trials", low=1, high=1_000_000, help="Draws behind the odds."),
    Setting("opportunities.value_per_point", "number", 0.0, "Value of a point", low=0, help="What one point of the score is worth, in the product's currency; 0: not given."),
    Setting("opportunities.seed", "integer", 0, "Seed", low=0, help="The same seed gives the same odds."),
    Setting("opportunities.people", "number", 0.0, "People at all customers", "people a quarter", low=0, help="How many use the product at all customers together in a quarter: reach is suggested from the share of customers who ask; 0: not known."),
    Setting("ranges.measured", "number", 1.25, "Measured", "times or divided by", low=1, help="Range of a measured number."),
    Setting("ranges.similar_case", "number", 1.6, "Similar case", "times or divided by", low=1, help="Range of a number from a similar case."),
    Setting("ranges.informed_guess", "number", 2.5, "Informed guess", "times or divided by", low=1, help="Range of an informed guess."),
    Setting("ranges.wild_guess", "number", 4.0, "Wild guess", "times or divided by", low=1, help="Range of a wild guess, and of what has no confidence."),
    Setting("sizes.S", "number", 0.5, "S", "person-months", low=0, help="The effort that size S stands for."),
    Setting("sizes.M", "number", 1.0, "M", "person-months", low=0, help="The effort that size M stands for."),
    Setting("sizes.L", "number", 3.0, "L", "person-months", low=0, help="The effort that size L stands for."),
    Setting("sizes.XL", "number", 6.0, "XL", "person-months", low=0, help="The effort that size XL stands for."),
    Setting("opportunities.kano", "choice", None, "Kano", choices=("multiplier", "gate"), help="Whether what customers expect, as a Kano survey says, multiplies every score or stands before it as a gate; blank: it does not count."),
    Setting("kano.sure", "number", 0.8, "Sure of the category", low=0.5, high=1, help="The probability of a Kano category from which the gate acts."),
    Setting("kano.expected", "number", 2.0, "Expected", "times", low=0, help="What multiplies the score of what customers expect."),
    Setting("kano.more_is_better", "number", 1.0, "More is better", "times", low=0, help="What multiplies the score of what is the better the more there is."),
    Setting("kano.delighter", "number", 0.5, "Delighter", "times", low=0, help="What multiplies the score of what nobody expects, and would love."),
    Setting("kano.nobody_minds", "number", 0.25, "Nobody minds", "times", low=0, help="What multiplies the score of what customers do not mind."),
    Setting("kano.better_without", "number", 0.0, "Better without", "times", low=0, help="What multiplies the score of what customers would rather not have."),
    Setting("ranges.points_a_month", "number", 0.0, "Points a month", "story points", low=0, help="Story points that one person finishes in a month, for items that have points and no effort; 0: points say nothing."),
)  # fmt: skip
