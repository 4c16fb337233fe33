"""The readers on real exports; what is asserted was counted by hand, or with csv and json alone."""

import csv
import json
import os
from pathlib import Path

import pytest

from workbench import Workspace
from workbench.exchange import apply, preview, read, table
from workbench.exchange.plan import plan
from workbench.opportunities.tables import opportunities

DATA = os.environ.get("WORKBENCH_REAL_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="WORKBENCH_REAL_DATA names no folder of real exports")
FILES = sorted(Path(DATA, "backlogs").glob("*.*")) if DATA else []
EXPORTS = [path for path in FILES if path.suffix in {".csv", ".json"}]


def one(part):
    return next(path for path in EXPORTS if part in path.name)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_export_comes_in_whole_and_again_without_a_change(path, tmp_path):
    ws = Workspace.open(f"sqlite:///{tmp_path}/w.db", who="ana")
    found = read(path, opportunities)
    made = plan(ws, opportunities, found)
    assert made.problems.empty
    assert len(made.added) == len(found.rows) - len(found.skipped)
    assert 1 <= len(preview(found)) <= 10
    version = apply(ws, made)
    assert apply(ws, plan(ws, opportunities, read(path, opportunities))) == version
    assert ws["opportunities"]["title"].notna().all()
    assert not ws["imports"]["values"].str.contains(r"\w@\w+\.\w", regex=True).any()


@pytest.mark.parametrize(
    "path", [path for path in EXPORTS if "jira" in path.name], ids=lambda path: path.name
)
def test_jira_rows_are_those_of_the_file(path):
    with path.open(newline="", encoding="utf-8") as lines:
        header, *rows = csv.reader(lines)
    key = header.index("Issue key")
    title = header.index("Summary" if "Summary" in header else "resume")
    found, _ = table(read(path, opportunities))
    assert found["title"].to_dict() == {row[key]: row[title].strip() for row in rows}


def test_jira_cloud_states():
    found, _ = table(read(one("jira_cloud"), opportunities))
    assert found["status_category"].value_counts().to_dict() == {"done": 113, "doing": 45, "open": 34}
    assert found["due"].notna().sum() == 1
    assert found["created"].notna().all()


def test_jira_french_states():
    found, _ = table(read(one("french"), opportunities))
    assert found["status_category"].value_counts().to_dict() == {
        "done": 371,
        "dropped": 62,
        "open": 56,
        "doing": 27,
    }


@pytest.mark.parametrize(
    "path", [path for path in EXPORTS if "github" in path.name], ids=lambda path: path.name
)
def test_github_keys_are_those_of_the_addresses(path):
    issues = json.loads(path.read_text(encoding="utf-8"))
    expected = {issue["html_url"].split("github.com/")[1].replace("/issues/", "#") for issue in issues}
    assert set(table(read(path, opportunities))[0].index) == expected
