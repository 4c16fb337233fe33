"""The list of opportunities.

The estimates are written down here, because the story in README.md hangs on them. Ranges, keys and dates are drawn.
"""

from __future__ import annotations

import datetime as dt
import random

from files import LAST, SEED
from teams import TEAM_OF

FIRST = dt.date(2025, 3, 3)
STATES = {
    "Backlog": "open", "Discovery": "open", "Ready": "open",
    "On hold": "later", "In progress": "doing", "In review": "doing",
    "Released": "done", "Rejected": "dropped", "Duplicate": "dropped",
}  # fmt: skip
COLUMNS = (
    "id", "title", "status", "status_category", "theme", "owner", "must_do",
    "reach_low", "reach", "reach_high", "impact", "confidence", "effort_low", "effort", "effort_high", "size",
    "source", "key", "description", "reopen_when", "reopen_rule", "created", "due", "team",
)  # fmt: skip

# title | theme | owner | status | reach | impact | confidence | effort | marks | description
# marks: ~ somebody gave ranges; must DATE; size S, M, L or XL; when CONDITION [RULE] (of one that waits; the rule is checked)
ITEMS = """
Commission a gateway by QR code | Provisioning | Ana | Ready | 1400 | 2 | 0.8 | 2.5 | ~ | Installers scan the label and the gateway finds its site, its settings and its certificates.
Support period and security updates for the Cyber Resilience Act | Security | Marek | Ready | 900 | 2 | 1 | 2.7 | must 2027-12-11 | State the support period in the console and ship security updates apart from features, as Regulation (EU) 2024/2847 asks.
OPC UA address space browser | Connectivity | Li | Ready | 1300 | 2 | 0.8 | 3.6 | ~ | Pick nodes from the machine's own tree instead of typing node ids from a PDF.
Health score per site, with its reasons | Fleet health | Priya | Backlog | 1100 | 1 | 0.8 | 1.7 | | One number a site, and the three things that pull it down.
Buffer seven days of MQTT while the uplink is down | Connectivity | Li | Ready | 950 | 2 | 0.8 | 3.1 | ~ | Store on the gateway and send in order once the line is back, without a gap in the charts.
Bulk change of device settings | Fleet health | Priya | Ready | 760 | 1 | 1 | 1.7 | | Select two hundred gateways, change one setting, see which refused it.
Log of changes to safety software for the Machinery Regulation | Security | Marek | In progress | 1200 | 1 | 1 | 3 | must 2027-01-20 | Keep evidence of every intervention in safety software, as Regulation (EU) 2023/1230 asks from January 2027.
Data access for the machine's user under the Data Act | Data | Sofia | Ready | 1000 | 1 | 1 | 2.5 | must 2027-03-31 | Give users the data their machines make, in a common format, without asking us first.
Staged OTA updates with automatic rollback | OTA updates | Jonas | Ready | 880 | 2 | 0.8 | 4 | ~ | Five, then fifty, then all; a gateway that does not report back goes to its last good image.
Energy per machine from current clamps | Data | Sofia | Discovery | 1500 | 1 | 0.5 | 2.4 | | Kilowatt-hours by machine and shift without touching the machine's control.
Alarm grouping by root cause | Fleet health | Priya | Discovery | 1080 | 1 | 0.5 | 2 | | One failed switch raises one alarm, not forty; nobody has counted yet how often that happens.
Single sign-on with SAML and OIDC | Console | Ana | Ready | 675 | 1 | 1 | 2.5 | ~ | Plant IT wants people who leave to lose access the same day.
Read-only accounts for system integrators | Console | Ana | Backlog | 1200 | 0.5 | 0.8 | 2 | | Integrators see the sites they look after and change nothing.
Sparkplug B payloads | Connectivity | Li | Backlog | 620 | 1 | 0.8 | 2.3 | ~ | Birth and death certificates, so that a SCADA system knows what is stale.
Replace a gateway without commissioning it again | Provisioning | Ana | Discovery | 420 | 2 | 0.5 | 2.2 | | The spare takes over identity, settings and buffered data of the broken one.
Early warning of flash wear | Fleet health | Priya | Backlog | 900 | 0.5 | 0.8 | 2.1 | ~ | Say months ahead which eMMC is going to fail.
Remote packet capture | Connectivity | Li | Backlog | 380 | 1 | 0.8 | 2 | | Support captures a minute of traffic without a visit to the plant.
Templates for the forty commonest drives | Connectivity | Jonas | Ready | 700 | 0.5 | 1 | 2.6 | | Registers, units and scaling of drives that customers connect every week.
SBOM of every release in SPDX and CycloneDX | Security | Marek | Ready | 480 | 0.5 | 1 | 2 | ~ | Customers' security teams ask for it before they sign.
Signed audit trail of operator actions | Security | Marek | Backlog | 330 | 1 | 0.8 | 2.5 | | Who changed what and when, in a form that an IEC 62443 auditor accepts.
Dark theme for control rooms | Console | Sofia | Backlog | 640 | 0.25 | 0.8 | 1.3 | | Screens that stay on all night should not light the room.
Time series export to Parquet | Data | Sofia | Backlog | 240 | 1 | 0.8 | 2.1 | ~ | Analysts load a year of data in one go.
Edge rules without code | Data | Sofia | Discovery | 560 | 1 | 0.5 | 3.4 | | If the bearing is hot and the pump runs, then open a ticket.
Cellular failover with two SIMs | Hardware | Jonas | Backlog | 410 | 1 | 0.8 | 4.4 | ~ | Falls over to the second operator in under a minute.
EtherNet/IP scanner | Connectivity | Li | Discovery | 390 | 1 | 0.5 | 2.8 | | Reads Rockwell controllers without a gateway in between.
Delta updates for slow links | OTA updates | Jonas | Backlog | 310 | 1 | 0.8 | 3.7 | ~ | Forty megabytes become three on a satellite link.
Maintenance windows per site | OTA updates | Jonas | Ready | 520 | 0.5 | 0.8 | 3.4 | | No update runs while the line does.
Certificate renewal over EST | Security | Marek | Backlog | 290 | 1 | 0.8 | 4.1 | ~ | Certificates renew themselves a month before they end.
Maps of sites with clustering | Console | Ana | Backlog | 450 | 0.5 | 0.8 | 3.5 | | Four hundred sites on one map that can still be read.
Zero-touch provisioning through the carrier | Provisioning | Ana | Discovery | 340 | 1 | 0.5 | 3.8 | | The SIM's profile tells the gateway which tenant it belongs to.
PROFINET device mode | Connectivity | Li | Discovery | 360 | 1 | 0.5 | 4.6 | ~ | The gateway shows up in the engineering tool as one more device.
Alarm digest by e-mail | Fleet health | Priya | Backlog | 600 | 0.25 | 0.8 | 3.2 | | One message in the morning in place of sixty at night.
Quarantine of a suspicious gateway | Security | Marek | Discovery | 220 | 1 | 0.5 | 3.1 | | Cut it off from the fleet, keep it reachable for us.
Terraform provider | Provisioning | Marek | Discovery | 130 | 1 | 0.5 | 2 | ~ | Sites as code, for the three customers who asked for it.
OEE dashboard out of the box | Data | Sofia | Discovery | 480 | 0.5 | 0.5 | 4 | | Availability, performance and quality, without a project.
Container limits for memory and CPU | OTA updates | Jonas | Backlog | 210 | 0.5 | 0.8 | 3 | | One greedy container does not stop the others.
Offline commissioning on a laptop | Provisioning | Ana | Backlog | 180 | 0.5 | 0.8 | 3.2 | ~ | Some plants let nothing out while the gateway is installed.
Operator hints in seven languages | Console | Sofia | Backlog | 320 | 0.25 | 0.8 | 3.6 | | Texts beside alarms in the language of the shift.
Vibration spectrum at the edge | Data | Sofia | Discovery | 150 | 1 | 0.2 | 2.4 | | Compute the FFT on the gateway and send the peaks.
M12 connectors on the housing | Hardware | Jonas | Discovery | 260 | 0.5 | 0.5 | 6 | ~ | Survives the wash-down in food plants.
Digital nameplate by IEC 61406 link | Console | Ana | Backlog | 200 | 0.25 | 0.5 | 2.8 | | Scan the housing, read the papers.
Chat assistant over manuals | Console | Priya | Discovery | 700 | 0.25 | 0.2 | 5.5 | | Answers from the manual, with the page it took them from.
Private 5G reference design | Hardware | Jonas | Discovery | 90 | 1 | 0.2 | 5 | | A tested pair of gateway and radio for campus networks.
Wi-Fi 6E module as an option | Hardware | Jonas | Discovery | 350 | 0.5 | 0.5 | | size L | Sales promised it twice; engineering has only said that it is an L.
Anomaly detection without training | Data | Sofia | Backlog | | | | | | A customer saw it elsewhere and wants it here.
Fleet view for resellers | Console | Ana | Backlog | | | | | | Resellers look after fleets of several customers.
Hardware security module in every unit | Security | Marek | Discovery | 1800 | | | | | Keys that cannot leave the board, not even with the housing open.
Support for BACnet/SC | Connectivity | Li | Backlog | | | | | | Building automation keeps asking.
"Digital twin" of a gateway for tests, with fault injection | OTA updates | Jonas | Backlog | | | | 4 | | Try an update on a copy of the real thing, pull the plug half-way.
Carbon report per batch | Data | Sofia | Discovery | 400 | 1 | | | | Scope 2 by production batch, for the customers' own reports.
Voice notes from technicians | Console | Priya | Backlog | | | | | | Hands are dirty, the phone is in the pocket.
LoRaWAN concentrator on board | Hardware | Jonas | On hold | 240 | 1 | 0.5 | 5.5 | when two customers sign for it | Battery sensors without a second box.
Time-sensitive networking | Connectivity | Li | On hold | 110 | 1 | 0.2 | 9 | when a machine builder ships TSN in series | Deterministic Ethernet down to the drive.
Kubernetes on the gateway | OTA updates | Jonas | On hold | 160 | 0.5 | 0.5 | 8 | when the next board has 4 GB of memory | The same tools at the edge as in the data centre.
Marketplace for edge apps | Console | Ana | On hold | 600 | 0.5 | 0.2 | 11 | when five partners have an app | Partners sell containers that run on our gateways.
Water meter pulse input | Hardware | Jonas | On hold | 1100 | 0.5 | 0.8 | 1.5 | when in, if effort is under 1.62 person-months [effort < 1.62] | A cheap input that utilities ask for.
IEC 62443-4-2 certificate, security level 3 | Security | Marek | On hold | 140 | 2 | 0.5 | 12 | when level 2 is through | Needed for tenders in energy.
Satellite uplink | Connectivity | Li | On hold | 70 | 2 | 0.5 | 4 | when the modem is sold in Europe | Pipelines and wind parks far from any mast.
Shift handover notes | Console | Priya | On hold | 900 | 0.25 | 0.5 | 2 | when in, if impact is above 1.21 [impact > 1.21] | What the night shift wants the morning to know.
Edge training of models | Data | Sofia | On hold | 60 | 1 | 0.2 | 10 | when a board with an accelerator exists | Data that may not leave the plant.
Firmware signing with keys in the HSM | Security | Marek | In progress | 1500 | 1 | 1 | 2 | ~ | The signing key leaves the build server.
Tag browser with units and scaling | Connectivity | Li | In progress | 1250 | 1 | 0.8 | 3 | | Find a signal by name among forty thousand.
Console sign-in with passkeys | Console | Ana | In review | 800 | 1 | 0.8 | 1.5 | | No password to forget on the shop floor.
Gateway logs in the console | Fleet health | Priya | In review | 950 | 1 | 1 | 1.8 | | Support reads logs without SSH.
Batch commissioning from a spreadsheet | Provisioning | Ana | In progress | 500 | 2 | 0.8 | 2.2 | | A roll-out of eighty sites from one file.
Second source for the cellular modem | Hardware | Jonas | In progress | 2200 | 0.5 | 1 | 4 | | The first one has a lead time of forty weeks.
Usage metering for billing | Data | Sofia | In review | 350 | 1 | 0.8 | 3 | | Bill by connected machine, not by gateway.
Passwords and updates by EN 18031 for the RED | Security | Marek | Released | 2600 | 1 | 1 | 5 | must 2025-08-01 | Unique credentials and secure updates, mandatory for radio equipment since August 2025.
Vulnerability reporting within 24 hours | Security | Marek | Released | 900 | 1 | 1 | 1.5 | must 2026-09-11 | The process that the Cyber Resilience Act asks for since September 2026.
MQTT over TLS 1.3 | Connectivity | Li | Released | 1900 | 1 | 1 | 1 | | Older versions are off by default.
Modbus TCP scan of a subnet | Connectivity | Li | Released | 800 | 1 | 0.8 | 1.6 | | Finds what answers and proposes templates.
Webhooks for alarms | Fleet health | Priya | Released | 450 | 1 | 0.8 | 1.2 | | Alarms open tickets in the customer's own tool.
Charts that zoom to the raw value | Console | Sofia | Released | 1100 | 0.5 | 0.8 | 1.4 | | From a year to a millisecond without a reload.
A/B partitions for firmware | OTA updates | Jonas | Released | 2600 | 2 | 1 | 6 | | A failed update never bricks a gateway.
Tenant-wide tags | Fleet health | Priya | Released | 700 | 0.5 | 1 | 0.8 | | The same words for sites in every view.
DIN rail clip without tools | Hardware | Jonas | Released | 2100 | 0.25 | 1 | 1 | | Mounted with one hand.
Blockchain ledger of sensor values | Data | Sofia | Rejected | 40 | 0.25 | 0.2 | 9 | | A signed audit trail does the same for less.
Own cellular contract for every gateway | Connectivity | Li | Rejected | 900 | 0.5 | 0.5 | 7 | | We are not a carrier.
Fax alarm | Fleet health | Priya | Rejected | 3 | 1 | 1 | 1 | | One plant asked; it has webhooks now.
Rollback of failed updates | OTA updates | Jonas | Duplicate | 800 | 2 | 0.5 | 4 | | The same as staged updates with rollback.
Login with company account | Console | Ana | Duplicate | 500 | 1 | 0.5 | 3 | | The same as single sign-on.
""".strip()


def rows() -> list[dict[str, str]]:
    """Return the list as rows of text, in the order of their keys."""
    draw = random.Random(SEED)
    lines = ITEMS.splitlines()
    draw.shuffle(lines)
    days = sorted(draw.sample(range((LAST - FIRST).days), len(lines)))
    return [
        row(line, number, FIRST + dt.timedelta(day), draw)
        for number, (line, day) in enumerate(zip(lines, days, strict=True), 1)
    ]


def row(line: str, number: int, created: dt.date, draw: random.Random) -> dict[str, str]:
    """Return one line of the list above as a row of the file."""
    cells = [cell.strip() for cell in line.split("|")]
    title, theme, owner, status, reach, impact, confidence, effort, marks, description = cells
    word, _, said = marks.partition(" ")
    when, _, rule = said.partition(" [")
    made = {
        "title": title, "theme": theme, "owner": owner, "status": status, "status_category": STATES[status],
        "reach": reach, "impact": impact, "confidence": confidence, "effort": effort, "description": description,
        "id": f"EG-{number}", "key": f"EG-{number}", "source": f"https://tracker.example/EG-{number}",
        "created": created.isoformat(), "must_do": "yes" if word == "must" else "no",
        "due": said if word == "must" else "", "size": said if word == "size" else "",
        "reopen_when": when[:1].upper() + when[1:] if word == "when" else "",
        "reopen_rule": rule.removesuffix("]"), "team": TEAM_OF[theme],
    }  # fmt: skip
    return {**made, **(ranges(float(reach), float(effort), draw) if word == "~" else {})}


def ranges(reach: float, effort: float, draw: random.Random) -> dict[str, str]:
    """Draw what somebody who knows the item would say: effort has a longer way up than down."""
    return {
        "reach_low": f"{round(reach / draw.uniform(1.15, 1.5), -1):.0f}",
        "reach_high": f"{round(reach * draw.uniform(1.15, 1.5), -1):.0f}",
        "effort_low": f"{effort / draw.uniform(1.1, 1.3):.1f}",
        "effort_high": f"{effort * draw.uniform(1.3, 1.9):.1f}",
    }


def ids() -> dict[str, str]:
    """Return the key of each opportunity by its title."""
    return {each["title"]: each["id"] for each in rows()}
