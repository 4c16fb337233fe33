"""GitHub's issues in every shape they are met in."""

import json

import pytest

from workbench.exchange import ImportProblem, read, table
from workbench.opportunities.tables import opportunities


def load(document, name="issues.json"):
    return read((name, json.dumps(document).encode()), opportunities)


GH = {"number": 12, "title": "Search", "state": "CLOSED", "stateReason": "NOT_PLANNED", "labels": [{"name": "ui"}],
      "assignees": [{"login": "ana", "name": "Ana Li"}, {"login": "bo", "name": ""}], "milestone": None,
      "createdAt": "2026-01-31T10:00:00Z", "closedAt": None, "body": "",
      "url": "https://github.com/acme/app/issues/12"}  # fmt: skip
REST = {"number": 13, "title": "Export", "state": "open", "state_reason": None, "labels": [],
        "assignee": {"login": "cy"}, "assignees": [], "milestone": {"title": "v2", "due_on": "2026-03-01T00:00:00Z"},
        "created_at": "2026-02-01T10:00:00Z", "body": None, "html_url": "https://github.com/acme/app/issues/13",
        "url": "https://api.github.com/repos/acme/app/issues/13", "repository_url": "https://api.github.com/repos/acme/app"}  # fmt: skip


def test_gh_and_rest_issues_come_by_owner_repo_number():
    rows, problems = table(load([GH, REST]))
    assert problems.empty
    assert list(rows.index) == ["acme/app#12", "acme/app#13"]
    assert rows["status_category"].tolist() == ["dropped", "open"]
    assert rows["owner"].tolist() == ["Ana Li, bo", "cy"]
    assert rows["source"].tolist() == [
        "https://github.com/acme/app/issues/12",
        "https://github.com/acme/app/issues/13",
    ]
    assert [str(day.date()) for day in rows["created"]] == ["2026-01-31", "2026-02-01"]
    assert str(rows.loc["acme/app#13", "due"].date()) == "2026-03-01"


@pytest.mark.parametrize(
    ("state", "category"),
    [
        (("closed", "completed"), "done"),
        (("CLOSED", "COMPLETED"), "done"),
        (("closed", None), "done"),
        (("closed", "not_planned"), "dropped"),
        (("closed", "duplicate"), "dropped"),
        (("open", "reopened"), "open"),
        (("OPEN", ""), "open"),
    ],
)
def test_state_and_reason_make_the_category(state, category):
    issue = {"number": 1, "title": "a", "state": state[0], "state_reason": state[1]}
    assert table(load([issue]))[0]["status_category"].tolist() == [category]


def test_without_an_address_the_number_is_the_id():
    assert list(table(load([{"number": 7, "title": "a"}]))[0].index) == ["#7"]
    assert list(
        table(load([{"number": 7, "title": "a", "repository": {"nameWithOwner": "a/b"}}]))[0].index
    ) == ["a/b#7"]


def test_pull_requests_are_left_out_and_listed():
    pull = {**REST, "number": 14, "pull_request": {"url": "x"}}
    address = {"number": 15, "title": "b", "url": "https://github.com/acme/app/pull/15"}
    found = load([GH, pull, address])
    assert found.skipped["row"].tolist() == [2, 3]
    assert list(table(found)[0].index) == ["acme/app#12"]
    assert any("2 of 3 are pull requests" in note for note in found.notes)


def test_project_items_take_the_contents_title_and_the_projects_own_fields():
    items = {
        "items": [
            {"id": "PVTI_1", "title": "Stale", "status": "In Progress", "labels": ["ui"], "assignees": ["ana"], "estimate": 3,
             "repository": "https://github.com/acme/app",
             "content": {"number": 4, "title": "Fresh", "type": "Issue", "url": "https://github.com/acme/app/issues/4",
                         "repository": "acme/app", "body": "b"}},
            {"id": "PVTI_2", "title": "Draft", "status": "Todo", "content": {"type": "DraftIssue", "title": "Draft", "body": ""}},
            {"id": "PVTI_3", "title": "PR", "content": {"type": "PullRequest", "number": 5, "title": "PR",
                                                       "url": "https://github.com/acme/app/pull/5"}},
        ],
        "totalCount": 60,
    }  # fmt: skip
    found = load(items)
    rows, problems = table(found)
    assert problems.empty
    assert rows["title"].to_dict() == {"acme/app#4": "Fresh", "PVTI_2": "Draft"}
    assert rows["status_category"].tolist() == ["doing", "open"]
    assert rows["story_points"].tolist() == [3, None]
    assert "effort" not in found.mapping
    assert any("3 of 60" in note for note in found.notes)


def test_a_project_view_in_tabs_comes_by_the_same_ids():
    text = (
        "Title\tURL\tAssignees\tStatus\tLabels\n"
        "Search\thttps://github.com/acme/app/issues/12\tana, bo\tDone\tui, api\n"
        "Mine\thttps://github.com/acme/app/pull/13\t\tTodo\t\n"
    )
    found = read(("view.tsv", text.encode()), opportunities)
    row = table(found)[0].loc["acme/app#12"]
    assert (found.tool, row["title"], row["status_category"], row["theme"]) == (
        "GitHub",
        "Search",
        "done",
        "ui",
    )
    assert found.skipped["row"].tolist() == [3]


def test_the_default_limit_of_thirty_is_pointed_out():
    many = [{"number": n, "title": f"t{n}"} for n in range(30)]
    assert any("--limit" in note for note in load(many).notes)
    assert not any("--limit" in note for note in load(many[:29]).notes)


def test_pages_one_after_another_and_pages_in_a_list_are_one_list():
    two = [[{"number": 1, "title": "a"}], [{"number": 2, "title": "b"}]]
    joined = "".join(json.dumps(page) for page in two).encode()
    lines = b"\n".join(json.dumps(page[0]).encode() for page in two)
    for data in (json.dumps(two).encode(), joined, lines):
        assert list(table(read(("a.json", data), opportunities))[0].index) == ["#1", "#2"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "line 1"),
        (b'{"a": 1}', "no list of items"),
        (b"[1, 2]", "no list of items"),
        (b"[]", "no list of items"),
        (b'[{"number": 1,\n "title": }]', "line 2"),
        (b"[" * 100_000, "not JSON"),
        (b"hello", "does not hold JSON"),
        (b'[{"number": 1' + b"0" * 5000 + b"}]", "not JSON"),
    ],
)
def test_json_that_is_no_list_is_refused_in_one_sentence(data, words):
    with pytest.raises(ImportProblem, match=words):
        read(("issues.json", data), opportunities)


def test_a_trello_board_is_named_and_its_cards_read():
    board = {
        "name": "B",
        "cards": [{"id": "c1", "name": "Card", "idList": "l1"}],
        "lists": [{"id": "l1", "name": "Doing"}],
    }
    found = load(board)
    assert found.tool == "Trello"
    assert table(found)[0]["title"].to_dict() == {"c1": "Card"}
