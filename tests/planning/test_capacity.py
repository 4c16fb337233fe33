import pandas as pd

from workbench.planning.capacity import Capacity, current


def capacity(*rows):
    made = pd.DataFrame(rows, columns=["team", "start", "finish", "person_months"])
    return made.assign(start=pd.to_datetime(made["start"]), finish=pd.to_datetime(made["finish"]))


def test_the_room_is_that_of_the_current_period_else_of_the_next():
    rows = capacity(
        ("web", "2027-01-01", "2027-03-31", 5.0), ("web", "2027-04-01", "2027-06-30", 6.0),
        ("core", "2026-10-01", "2026-12-31", 2.0), ("core", "2027-01-01", "2027-03-31", 3.0),
        ("ops", "2026-01-01", "2026-03-31", 9.0),
    )  # fmt: skip
    day = pd.Timestamp("2026-12-31")
    assert [each.person_months for each in current(rows, day)] == [2.0, 5.0]
    assert [each.person_months for each in current(rows, pd.Timestamp("2027-04-01"))] == [6.0]
    teams = pd.DataFrame({"name": ["Web", None]}, index=["web", "core"])
    given = {"product.today": day}
    room = Capacity.of({"capacity": rows, "teams": teams}.__getitem__, given.get)
    assert room.by.to_dict() == {"core": 2.0, "web": 5.0}
    assert (room.total, room.team("web"), room.team("core")) == (7.0, "Team Web", "Team core")
    assert room.when() == "of 1 October 2026 to 31 March 2027, 7 person-months in all"
    empty = Capacity.of({"capacity": rows.iloc[:0], "teams": teams}.__getitem__, given.get)
    assert (empty.known, empty.total) == (False, 0.0)


def test_nothing_is_known_of_an_empty_product():
    assert (Capacity().known, Capacity().total, Capacity().team("web")) == (False, 0.0, "Team web")
    assert Capacity().when() == "of no period: none is now or to come"
