"""Five segments, sixty customers and the people there: all invented."""

from __future__ import annotations

import random

from files import SEED

# id | name | description | customers | revenue a year, low and high, in thousands
SEGMENTS = """
machines | Machine builders | Build machines and ship them with a gateway inside. | 16 | 60 | 900
food | Food and beverage | Fill, bake and pack; every hour of a line counts. | 14 | 40 | 420
water | Water and waste water | Pumps and basins far apart, few people, long contracts. | 10 | 30 | 260
energy | Energy | Wind parks, substations, district heating. | 8 | 80 | 640
integrators | System integrators | Install and run gateways for others. | 12 | 15 | 180
""".strip()

# name, country; in the order of the segments
NAMES = """
Hallberg Maschinen, DE; Arvento Robotica, IT; Norrdal Verktyg, SE; Kesik Makina, TR; Brightwell Presses, GB
Ostrava Textile Machines, CZ; Valmora Packaging, IT; Linden & Roth, DE; Peltola Woodtec, FI; Tanigawa Cutting, JP
Meridian Extruders, US; Schaller Pumpen, AT; Duval Convoyeurs, FR; Karst Automation, SI; Orbis Laser, CH; Halden Crushers, NO
Molino Grande, ES; Bergkaese Genossenschaft, CH; Fjord Seafood, NO; Brasserie du Canal, BE; Golden Crust Bakeries, GB
Alpina Dairy, AT; Sunharvest Juices, NL; Piekarnia Polna, PL; Caffe Torrido, IT; Harbour Breweries, IE
Tropica Frozen, PT; Nordic Oats, FI; Green Valley Foods, US; Konditorei Amsel, DE
Aqua Laguna, IT; Stadtwerke Ebersfeld, DE; Eau Vive Regie, FR; Northmoor Water, GB; Wodociagi Lipno, PL
Vatten Soder, SE; Aguas del Valle, ES; Clearbrook Utilities, US; Waterschap Oosterdijk, NL; Vesi Saimaa, FI
Windpark Nordsee Drei, DE; Soluna Grid, ES; Heatline Copenhagen, DK; Grampian Wind, GB; Voltara Substations, IT
Enerji Batman, TR; Prairie Wind Partners, US; Fernwaerme Donau, AT
Plantlink Systems, DE; Integra Nord, DK; Automatica Sur, ES; Controls & Co, GB; Elbe Engineering, DE; Sysmatic, FR
Tecnolinea, IT; Baltic Controls, LT; Delta Process, NL; Prime Automation, US; Moravia Control, CZ; Kumo Integrators, JP
""".strip()
PEOPLE = """
Greta Ahlers, Ivo Bertani, Sanna Carlsson, Emre Demir, Holly Easton, Pavel Fiala, Chiara Galli, Moritz Haas, Aino Isola
Kenji Jono, Dana Keller, Lukas Lorenz, Claire Moreau, Nina Novak, Oskar Oberg, Rune Pedersen, Marta Quiroga, Urs Ritter
Tove Strand, Luc Tailleur, Amy Underhill, Vera Vogt, Wout Wiersma, Zofia Zielinska, Bruno Abate, Sean Byrne, Rui Castro
Elina Dahl, Mark Ellis, Hanna Fuchs, Piero Grassi, Jens Holm, Manon Jacquet, Tom Kirk, Ewa Lis, Karin Malm
""".strip()
ROLES = ("Head of automation", "Plant IT", "Maintenance manager", "Product manager", "Operations manager", "Service engineer")  # fmt: skip
MANAGERS = ("Ines", "Karin", "Tomas")
LOUD, SILENT = "C-07", "water"
"""The customer behind a third of the quotes of one need, and the segment that was not heard for months."""
WILLING = 0.6
"""How many of the people may be asked again."""


def segments() -> list[dict[str, object]]:
    """Return the rows of segments.csv."""
    return [{"id": row, "name": name, "description": about} for row, name, about, *_ in _lines()]


def customers() -> list[dict[str, object]]:
    """Return the rows of customers.csv, in the order of their segments."""
    draw = random.Random(SEED + 1)
    names = [each.strip().rsplit(", ", 1) for each in NAMES.replace("\n", ";").split(";")]
    rows: list[dict[str, object]] = []
    for segment, _, _, many, low, high in _lines():
        for _ in range(int(many)):
            name, country = names[len(rows)]
            # a few pay much, most pay little
            revenue = float(low) * (float(high) / float(low)) ** (draw.random() ** 1.6)
            rows.append(
                {
                    "id": f"C-{len(rows) + 1:02}", "name": name, "segment": segment, "country": country,
                    "revenue": round(revenue) * 1000, "owner": draw.choice(MANAGERS),
                    "since": f"{draw.randint(2016, 2025)}-{draw.randint(1, 12):02}-01",
                }
            )  # fmt: skip
    return rows


def contacts() -> list[dict[str, object]]:
    """Return the rows of contacts.csv: one or two people at each customer; six in ten may be asked again."""
    draw = random.Random(SEED + 2)
    names = [each.strip() for each in PEOPLE.replace("\n", ",").split(",")]
    rows: list[dict[str, object]] = []
    for customer in customers():
        for _ in range(draw.choice((1, 1, 2))):
            number = len(rows) + 1
            name = (
                names[number % len(names)].split()[0] + " " + names[(number * 7 + 3) % len(names)].split()[1]
            )
            host = str(customer["name"]).lower().replace("&", "and").replace(" ", "-") + ".example"
            rows.append(
                {
                    "id": f"P-{number:03}", "customer": customer["id"], "name": name, "role": draw.choice(ROLES),
                    "email": f"{name.lower().replace(' ', '.')}@{host}",
                    "consent": "yes" if draw.random() < WILLING else "no",
                }
            )  # fmt: skip
    return rows


def _lines() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in SEGMENTS.splitlines()]
