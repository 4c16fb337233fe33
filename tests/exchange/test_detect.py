"""The door: files, uploads, and things that are no export."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange import ImportProblem, preview, read, table
from workbench.exchange.detect import tool_of
from workbench.opportunities.tables import opportunities


@pytest.mark.parametrize(
    ("header", "tool"),
    [
        ("Summary,Issue key,Status", "Jira"),
        ("ID,Team,Title,Cycle Name,Parent issue", "Linear"),
        ("Task ID,Name,Section/Column,Assignee", "Asana"),
        ("Card ID,Card Name,List Name", "Trello"),
        ("feature_name,note_title,note_text", "Productboard"),
        ("entity_name,description,pb_url,status_name", "Productboard"),
        ("Feature reference #,Feature name", "Aha!"),
        ("ID,Work Item Type,Title,State", "Azure DevOps"),
        ("name,ring,quadrant,isNew,description", "radar"),
        ("title,reach,impact", "table"),
    ],
)
def test_the_tool_is_told_by_the_header(header, tool):
    assert tool_of(header.split(",")) == tool


@pytest.mark.parametrize(
    "header",
    [
        "Task ID,Name,Section/Column",
        "Card ID,Card Name,List Name",
        "Feature reference #,Feature name,Feature status",
    ],
)
def test_other_tools_come_by_their_ids_with_a_sensible_guess(header):
    row = table(read(("x.csv", f"{header}\nT-1,Search,Done\n".encode()), opportunities))[0].loc["T-1"]
    assert (row["title"], row["status_category"], row["key"]) == ("Search", "done", "T-1")


def test_a_file_is_read_by_its_path(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("title\nSearch\n")
    assert read(path, opportunities).file == "list.csv"


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_missing_file_and_a_folder_are_refused_in_one_sentence(tmp_path, make):
    path = tmp_path / "none.csv"
    make(path)
    with pytest.raises(ImportProblem, match="cannot be read"):
        read(path, opportunities)


def test_a_file_that_may_not_be_read_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("title\nSearch\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(ImportProblem, match="cannot be read"):
        read(path, opportunities)


def test_a_web_page_is_no_export():
    with pytest.raises(ImportProblem, match="web page"):
        read(("jira.xls", b"<html><table><tr><td>a</td></tr></table></html>"), opportunities)


def test_the_ending_of_the_name_does_not_matter():
    assert read(("export", b'[{"number": 1, "title": "a"}]'), opportunities).tool == "GitHub"
    assert read(("export.txt", b"title\tstatus\nSearch\tDone\n"), opportunities).mapping["status"] == "status"
    assert read(("export.csv", b'{"items": [{"number": 1, "title": "a"}]}'), opportunities).tool == "GitHub"


NAMES = st.sampled_from(["a.csv", "a.json", "a.xlsx", "a"])
CELLS = st.sampled_from(
    [
        "",
        "title",
        "Issue key",
        "Summary",
        "url",
        "id",
        "3/4/25",
        "1,5",
        "=x",
        '"',
        "{}",
        "https://github.com/a/b/issues/1",
        "x" * 70,
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["title", "number", "content", "items", "labels", "milestone", "cards", "lists", "url", "state", "assignees"]), inner),
)  # fmt: skip


def never_a_traceback(name, data):
    try:
        found = read((name, data), opportunities)
    except ImportProblem as problem:
        assert str(problem).endswith(".")  # noqa: PT017 - either way is right
        return
    assert len(preview(found)) <= 10
    rows, problems = table(found)
    assert len(rows) + problems["row"].nunique() + len(found.skipped) == len(found.rows)
    assert rows.index.is_unique


@given(NAMES, st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name, data):
    never_a_traceback(name, data)


@given(NAMES, st.lists(st.lists(CELLS, max_size=6), max_size=6), st.sampled_from([",", ";", "\t"]))
def test_any_cells_are_read_or_refused(name, lines, delimiter):
    never_a_traceback(name, "\n".join(delimiter.join(line) for line in lines).encode())


@given(NAMES, JSON)
def test_any_json_is_read_or_refused(name, document):
    never_a_traceback(name, json.dumps(document).encode())
