"""Six teams, and what each can give to new work in the next two quarters."""

from __future__ import annotations

# id | name | lead | people | themes | person-months a quarter, first and second
TEAMS = """
field | Field | Jonas | 4 | Provisioning, OTA updates | 5 | 6
protocols | Protocols | Li | 5 | Connectivity | 7 | 7
cloud | Cloud | Priya | 6 | Fleet health, Console | 9 | 10
insight | Insight | Sofia | 3.5 | Data | 4.5 | 5
trust | Trust | Marek | 3 | Security | 4 | 4
board | Board | Jonas | 2.5 | Hardware | 2 | 3
""".strip()
QUARTERS = (("2027-01-01", "2027-03-31"), ("2027-04-01", "2027-06-30"))
LINES = [[cell.strip() for cell in line.split("|")] for line in TEAMS.splitlines()]
TEAM_OF = {theme: line[0] for line in LINES for theme in line[4].split(", ")}
"""Theme -> the team whose work it is."""


def teams() -> list[dict[str, object]]:
    """Return the rows of teams.csv."""
    return [
        {"id": row, "name": name, "lead": lead, "people": people} for row, name, lead, people, *_ in LINES
    ]


def capacity() -> list[dict[str, object]]:
    """Return the rows of capacity.csv: running work, holidays and support are taken off."""
    return [
        {
            "id": f"{row}-{start[:4]}-Q{number}",
            "team": row,
            "start": start,
            "finish": finish,
            "person_months": months,
        }
        for row, *_, first, second in LINES
        for number, ((start, finish), months) in enumerate(zip(QUARTERS, (first, second), strict=True), 1)
    ]
