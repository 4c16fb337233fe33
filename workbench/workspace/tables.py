"""The workspace's own tables and settings: declarations, no code."""

from workbench.workspace.schema import Column, Setting, Table

__all__ = ["SETTINGS", "TABLES"]

settings = Table("settings", (Column("value", "any", help="In the kind that the setting is declared with."),))

imports = Table(
    "imports",
    (
        Column("table", "text", required=True, help="The table the row is in."),
        Column("row", "text", required=True, help="The row's id."),
        Column("source", "text", help="The tool, or the kind of file, it came from."),
        Column("values", "text", help="What the file said at its last import: JSON."),
        Column("imported", "date", help="When that was."),
    ),
)

views = Table(
    "views",
    (
        Column("board", "text", required=True, help="The board it is a view of."),
        Column("name", "text", required=True, help="What it is called."),
        Column("query", "text", help="The view, as a link's query string."),
    ),
)

columns = Table(
    "columns",
    (
        Column("table", "text", required=True, help="The table that was given a column."),
        Column("name", "text", required=True, help="The column's name."),
        Column(
            "kind", "choice", choices=("number", "integer", "text", "date", "yes/no", "choice"), required=True
        ),
        Column("label", "text"),
        Column("unit", "text"),
        Column("low", "number"),
        Column("high", "number"),
        Column("choices", "text", help="One a line."),
        Column("step", "number"),
        Column("help", "text"),
        Column("interval", "yes/no"),
        Column("percent", "yes/no"),
        Column("personal", "yes/no"),
    ),
)

comments = Table(
    "comments",
    (
        Column("table", "text", required=True, help="The table of the row that it is about."),
        Column("row", "text", required=True, help="That row's id."),
        Column("text", "text", required=True, help="What was said."),
        Column("who", "text", help="Who said it."),
        Column("at", "text", help="When: an ISO time in UTC."),
    ),
    about=("table", "row"),
)

TABLES = (settings, imports, views, columns, comments)

SETTINGS = (
    Setting("product.name", "text", "", "Product", help="The product's name, as the boards say it."),
    Setting("product.today", "date", None, "Today", help="The day that silence and periods are counted to; blank: the real one."),
    Setting("product.currency", "text", "€", "Currency", help="The currency of every amount of money."),
)  # fmt: skip
