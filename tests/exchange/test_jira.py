"""Jira's exports: old and new headers, French, edited by hand, and what people put in them."""

import csv
import io

import pytest

from workbench.exchange import read, remap, table
from workbench.opportunities.tables import opportunities


def export(*lines):
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return read(("jira.csv", out.getvalue().encode()), opportunities)


CLOUD = ["Summary", "Issue key", "Issue id", "Issue Type", "Status", "Resolution", "Assignee", "Assignee Id",
         "Created", "Due date", "Labels", "Labels", "Description", "Custom field (Development)",
         "Custom field (Story Points)", "Parent", "Parent summary", "Status Category"]  # fmt: skip
EPIC = ["Payments", "NW-1", "1", "Epic", "Deploy", "", "", "", "03/Apr/23 2:03 PM", "", "", "", "null", "{}", "", "", "",
        "In Progress"]  # fmt: skip
STORY = ["Recurring", "NW-2", "2", "Story", "Done", "Done", "Ana Li", "712020:" + "0" * 8, "31/May/23 12:00 AM",
         "01/Jun/23 12:00 AM", "ui", "api", "Ask bo@example.com", "{}", "5", "1", "Payments", "Done"]  # fmt: skip
GONE = ["Twice", "NW-3", "3", "Bug", "Done", "Duplicate", "cy@example.com", "", "04/Apr/23 2:03 PM", "", "", "", "", "{}",
        "", "1", "Payments", "Done"]  # fmt: skip


def test_cloud_header_is_recognised_by_its_key_and_rows_come_by_it():
    found = export(CLOUD, EPIC, STORY, GONE)
    rows, problems = table(found)
    assert (found.tool, found.key, problems.empty) == ("Jira", "Issue key", True)
    assert list(rows.index) == ["NW-1", "NW-2", "NW-3"]
    assert rows.loc["NW-2", "title"] == "Recurring"
    assert str(rows.loc["NW-2", "created"].date()) == "2023-05-31"
    assert str(rows.loc["NW-2", "due"].date()) == "2023-06-01"
    assert rows.loc["NW-2", "story_points"] == 5
    assert "effort" not in rows


def test_state_is_the_tools_category_and_a_duplicate_is_dropped_not_done():
    rows, _ = table(export(CLOUD, EPIC, STORY, GONE))
    assert rows["status"].tolist() == ["Deploy", "Done", "Done"]
    assert rows["status_category"].tolist() == ["doing", "done", "dropped"]


def test_theme_is_the_first_label_where_enough_rows_have_one_else_the_epic():
    found = export(CLOUD, EPIC, STORY, GONE)
    assert found.mapping["theme"] == "Labels"
    assert "theme" in found.guessed
    assert table(found)[0]["theme"].tolist() == [None, "ui", None]
    bare = [[*line[:10], "", "", *line[12:]] for line in (EPIC, STORY, GONE)]
    assert table(export(CLOUD, *bare))[0]["theme"].tolist() == [None, "Payments", "Payments"]


def test_empty_objects_and_null_are_blank_and_people_are_names_only():
    rows, _ = table(export(CLOUD, EPIC, STORY, GONE))
    assert rows["description"].tolist() == [None, "Ask (e-mail)", None]
    assert rows["owner"].tolist() == [None, "Ana Li", "cy"]


def test_types_are_counted():
    assert "All types come in: Epic 1, Story 1, Bug 1." in export(CLOUD, EPIC, STORY, GONE).notes


@pytest.mark.parametrize(
    "header",
    [
        ["Work item key", "Summary", "Work item type", "Status"],
        ["issue KEY", "SUMMARY", "Issue Type", "Status"],
        ["Key", "Summary", "Issue Type", "Status"],
        ["key", "summary", "issue_type", "status"],
        ["Clé de ticket", "Résumé", "Type de ticket", "État"],
        ["Issue key", "resume", "Type de demande", "Etat"],
    ],
)
def test_headers_of_all_sites(header):
    found = export(header, ["A-1", "Search", "Story", "Terminé"])
    row = table(found)[0].loc["A-1"]
    assert (found.tool, row["title"], row["status_category"], row["key"]) == ("Jira", "Search", "done", "A-1")


def test_epics_are_found_through_links_keys_and_ids():
    header = ["Issue key", "Issue id", "Summary", "Parent id", "Custom field (Epic Link)"]
    rows, _ = table(
        export(
            header,
            ["A-1", "11", "Big", "", ""],
            ["A-2", "12", "Middle", "", "A-1"],
            ["A-3", "13", "Small", "12", ""],
            ["A-4", "14", "Elsewhere", "", "57600"],
        )
    )
    assert rows["theme"].tolist() == [None, "Big", "Big", None]


def test_parents_in_a_ring_end():
    rows, _ = table(
        export(
            ["Issue key", "Summary", "Parent key"],
            ["A-1", "One", "A-2"],
            ["A-2", "Two", "A-1"],
            ["A-3", "Three", "A-3"],
        )
    )
    assert len(rows) == 3


def test_points_that_are_no_numbers_are_not_read_and_said():
    found = export(
        ["Issue key", "Summary", "Custom field (Story Points)"],
        ["A-1", "One", "0|i003p9:"],
        ["A-2", "Two", ""],
    )
    assert "story_points" not in found.mapping
    assert any("Story Points" in note for note in found.notes)
    assert table(found)[1].empty


def test_product_discovery_ratings_are_a_guess():
    found = export(
        ["Issue key", "Summary", "Custom field (Impact)"], ["A-1", "One", "3"], ["A-2", "Two", "4"]
    )
    assert found.mapping["impact"] == "Custom field (Impact)"
    assert "impact" in found.guessed
    assert any("another scale" in note for note in found.notes)
    words = export(
        ["Issue key", "Summary", "Custom field (Impact)"], ["A-1", "One", "Extensive / Widespread"]
    )
    assert "impact" not in words.mapping


def test_cells_under_empty_headings_are_said():
    found = export(
        ["Issue key", "Summary", "Comment", "", ""], ["A-1", "One", "a", "b", "c"], ["A-2", "Two", "", "", ""]
    )
    assert any("2 cells stand under empty headings" in note for note in found.notes)


def test_issues_without_a_summary_are_skipped_with_their_row():
    found = export(["Issue key", "Summary"], ["A-1", "One"], ["A-2", " "])
    assert found.skipped.to_numpy().tolist() == [[3, "it has no title"]]
    assert list(table(found)[0].index) == ["A-1"]


def test_a_guess_is_corrected_and_is_no_guess_then():
    found = export(CLOUD, EPIC, STORY, GONE)
    other = remap(found, "theme", "Issue Type")
    assert table(other)[0]["theme"].tolist() == ["Epic", "Story", "Bug"]
    assert "theme" not in other.guessed
    assert "theme" not in remap(found, "theme", None).mapping
    assert not any("theme" in note for note in other.notes)
    with pytest.raises(ValueError, match="no column 'nope'"):
        remap(found, "theme", "nope")
    with pytest.raises(ValueError, match="no column 'nope'"):
        remap(found, "nope", "Issue Type")
