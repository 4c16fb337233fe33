"""Write the sample product's files: ``python data/generator``, from anywhere; the same bytes on every machine."""

from __future__ import annotations

import argparse
from pathlib import Path

import customers
import judged
import opportunities
import surveys
import teams
import voices
from files import text


def files() -> dict[str, str]:
    """Return the content of each file by its name."""
    feedback, links = voices.feedback()
    tables = {
        "opportunities": ((*opportunities.COLUMNS, *judged.COLUMNS), judged.judged(opportunities.rows())),
        "teams": (("id", "name", "lead", "people"), teams.teams()),
        "capacity": (("id", "team", "start", "finish", "person_months"), teams.capacity()),
        "segments": (("id", "name", "description"), customers.segments()),
        "customers": (("id", "name", "segment", "revenue", "country", "owner", "since"), customers.customers()),
        "contacts": (("id", "customer", "name", "role", "email", "consent"), customers.contacts()),
        "needs": (("id", "title", "theme", "owner", "created"), voices.needs()),
        "need_opportunities": (("id", "need", "opportunity"), voices.need_opportunities()),
        "feedback": (
            ("id", "date", "channel", "customer", "contact", "quote", "importance", "heard_by", "answer_by", "answered"),
            feedback,
        ),
        "feedback_needs": (("id", "feedback", "need"), links),
        "surveys": (("id", "title", "started", "ended", "invited", "population", "description"), surveys.surveys()),
        "questions": (
            ("id", "survey", "kind", "title", "text", "opportunity", "need", "position"), surveys.questions(),
        ),
        "responses": (
            ("id", "question", "respondent", "customer", "functional", "dysfunctional", "rating", "answered"),
            surveys.responses(),
        ),
    }  # fmt: skip
    return {f"{name}.csv": text(columns, rows) for name, (columns, rows) in tables.items()}


def main() -> None:
    """Write them beside this folder, or where ``--to`` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path(__file__).resolve().parent.parent, metavar="FOLDER")
    to = parser.parse_args().to
    for name, content in files().items():
        (to / name).write_text(content, encoding="utf-8", newline="")
        print(f"{name}: {content.count(chr(10)) - 1:,} rows")


if __name__ == "__main__":
    main()
