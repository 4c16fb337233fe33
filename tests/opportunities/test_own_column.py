"""A column is declared once: ranges, list, sliders, picture and odds of a method that reads it follow by themselves."""

import subprocess
import sys

ADDED = """
import sys

from workbench.opportunities import tables
from workbench.workspace.schema import Column, Table

STEPS = (0.0, 1.0, 2.0, 4.0)
more = (
    Column("fleet_share", "number", "Share of the fleet", "per cent", low=0, high=100, step=1, interval=True,
           short="Fleet", help="How many machines have it."),
    Column("fit_to_plan", "number", low=0, step=1, interval=True, scale=STEPS, help="How well it fits."),
    Column("field_trips", "number", unit="days", low=0, step=1, interval=True, reaches=30, help="On the road."),
)
old = tables.opportunities
tables.opportunities = Table(old.name, (*old.columns, *more), references=old.references)
tables.TABLES = (tables.opportunities, *tables.TABLES[1:])
tables.COSTS = (*tables.COSTS, "field_trips")
"""
"""What a change of ``tables.py`` would do."""

METHOD = """
from workbench import Workspace
from workbench.opportunities.board import OpportunityBoard
from workbench.opportunities.register import get, method

needs = ("fleet_share", "fit_to_plan", "field_trips")

@method("fleet", needs=needs, label="Fleet", about="What a day on the road brings.", rowwise=True)
def score(table):
    return table["fleet_share"] * table["fit_to_plan"] / table["field_trips"]

assert dict(get("fleet").bounds)["fleet_share"] == (0, 100)
ws = Workspace.open(sys.argv[1], who="ana")
ws.add("opportunities", {
    "a": {"title": "A", "fleet_share": 60, "fleet_share_low": 20, "fit_to_plan": 2, "field_trips": 3, "field_trips_low": 2},
    "b": {"title": "B", "fleet_share": 50, "fit_to_plan": 4, "field_trips": 9},
})
ws.edit("settings", "opportunities.method", value="fleet")
board = OpportunityBoard(ws)
standing, tab = board.state.standing, board.tab()
assert standing.inputs == needs, standing.inputs
assert standing.whole.loc["a", ["fit_to_plan_low", "fit_to_plan_high"]].tolist() == [1.0, 4.0]
assert ("a", "fit_to_plan_low") in standing.whole.attrs["assumed"]
heads = {column.field: (column.title, column.help) for column in tab.source.columns()}
assert heads["fleet_share"] == ("Fleet", "Share of the fleet: How many machines have it."), heads
assert heads["fit_to_plan"][0] == "Fit to plan"
assert "Fleet 60" in board.state.rows.at["a", "hover"], board.state.rows.at["a", "hover"]
sliders = tab.inspector.sliders
assert tuple(sliders) == needs
assert [sliders[name].max for name in needs] == [100, 4, 30], [sliders[name].max for name in needs]
assert sliders["field_trips"].unit == "days"
from workbench.opportunities.plane import Axes
axes = Axes.of(standing.inputs)
assert (axes.title, axes.unit, axes.value) == ("Value against field trips", "field trips, days", "value: score × field trips")
assert 0 < standing.placed.at["a", "p_top"] <= 1
"""


def test_a_method_with_a_column_of_its_own_touches_the_declarations_only(tmp_path):
    words = [sys.executable, "-c", ADDED + METHOD, str(tmp_path / "product.db")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
