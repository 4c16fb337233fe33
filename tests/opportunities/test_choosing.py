"""The line by what the teams can do, what falls out, and the No that can be reopened: on the board, without a browser."""

import pytest

import workbench
from workbench import Workspace
from workbench.opportunities.board import OpportunityBoard

TEAMS = {"web": {"name": "Web"}, "core": {"name": "Core"}}
CAPACITY = {
    "w1": {"team": "web", "start": "2027-01-01", "finish": "2027-03-31", "person_months": 4.0},
    "w2": {"team": "web", "start": "2027-04-01", "finish": "2027-06-30", "person_months": 40.0},
    "c1": {"team": "core", "start": "2027-01-01", "finish": "2027-03-31", "person_months": 2.0},
}
ROWS = {
    id_: {"title": title, "reach": reach, "impact": 1.0, "confidence": 1.0, "effort": effort, "team": team}
    for id_, title, reach, effort, team in (
        ("a", "Alpha", 900.0, 2.0, "web"),
        ("b", "Beta", 700.0, 2.0, "web"),
        ("c", "Gamma", 600.0, 2.0, "web"),
        ("d", "Delta", 500.0, 2.0, "core"),
        ("e", "Epsilon", 400.0, 2.0, None),
        ("f", "Phi", 90.0, 3.0, "core"),
    )
}


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.add("teams", TEAMS)
    made.add("capacity", CAPACITY)
    made.add("opportunities", ROWS)
    made.edit("settings", "product.today", value="2027-02-01")
    made.edit("settings", "opportunities.line", value=3)
    return made


@pytest.fixture
def by_teams(ws):
    ws.edit("settings", "opportunities.line_by", value="capacity")
    return OpportunityBoard(ws)


def above(board):
    placed = board.state.standing.placed
    return placed.index[placed["chosen"]].tolist()


def line(board):
    return board.page._settings["opportunities.line"]


def said(board):
    return board.tab().bar._sentence.value


def test_the_line_is_chosen_by_count_or_by_what_the_teams_can_do(ws):
    board = OpportunityBoard(ws)
    assert above(board) == ["a", "b", "c"]
    assert ("6 of 6", "person-months taken by the top 3") in board.headlines()
    assert line(board).control.options[-1][0] == "Line: what the teams can do"
    line(board).control.value = "capacity"
    assert above(board) == ["a", "b", "d"]
    assert ("6 of 6", "person-months taken") in board.headlines()
    assert board.draft.edits == {("settings", "opportunities.line_by", "value"): "capacity"}
    line(board).control.value = 5
    assert set(board.draft.edits) == {("settings", "opportunities.line", "value")}
    board.model.discard()
    assert (above(board), line(board).control.value) == (["a", "b", "c"], 3)


def test_everything_that_is_said_follows_the_line(by_teams, ws):
    found = workbench.findings(ws)
    sentences = found["sentence"][found["name"] == "p_top"].tolist()
    assert "Among what the teams can do: nearly sure" in sentences
    assert "Not placed: no team" in sentences
    assert "1 without a team or an effort" in set(found["sentence"])
    assert not [sentence for sentence in found["sentence"] if "the top" in sentence]
    assert by_teams.tab().grid.rows["e"]["odds"] == [None, "no team"]
    bands = {band["label"]: band["ids"] for band in by_teams.tab().grid.order}
    assert bands["No team or effort yet"] == ["e"]
    explained = by_teams.explanation()
    assert "1 January 2027 to 31 March 2027, 6 person-months in all" in explained
    assert "the share of trials in which an item is among what the teams can do" in explained
    by_teams.view.selected = "c"
    by_teams.tab().actions.move("reach", "value", 90000.0)
    by_teams._settle.now()
    assert "among what the teams can do: nearly sure" in said(by_teams)


def test_without_teams_there_is_no_such_line(tmp_path):
    board = OpportunityBoard(Workspace.open(str(tmp_path / "empty.db"), who="ana"))
    assert all("teams" not in label for label, _ in line(board).control.options)
    board.model.change_setting("opportunities.line_by", "capacity")
    assert line(board).control.value == "capacity"
    board.tab().add()
    assert board.headlines()[0] == ("0 of 0", "are in, 8 times in 10 or more")


def press(board, words):
    """Press the button of the selected item that says this."""
    (found,) = [
        each for each in board.tab().item.row.control.children if getattr(each, "description", "") == words
    ]
    assert found.layout.display == ""
    found.click()


def offered(board):
    controls = board.tab().item.row.control.children
    return {each.description for each in controls if each.layout.display == "" and each.description}


@pytest.fixture
def board(ws):
    return OpportunityBoard(ws)


def test_taking_one_in_by_count_pushes_out_the_last_and_says_so(board, ws):
    board.view.selected = "a"
    assert "Take it in" not in offered(board)
    board.view.selected = "d"
    press(board, "Take it in")
    assert above(board) == ["a", "b", "d"]
    assert (
        "Taking in Delta pushes out Gamma: 2 person-months of Team Web, 300 points of score less 250 gained."
        in said(board)
    )
    press(board, "Leave it out")
    assert board.draft.edits == {}
    press(board, "Take it in")
    board.model.save("promised")
    assert ws["opportunities"].at["d", "must_do"]
    assert "Leave it out" not in offered(board)


def test_taking_one_in_by_teams_pushes_out_of_its_own_team(by_teams):
    by_teams.view.selected = "c"
    press(by_teams, "Take it in")
    assert (
        "Taking in Gamma pushes out Beta: 2 person-months of Team Web, 350 points of score less 300 gained."
        in said(by_teams)
    )
    by_teams.model.discard()
    by_teams.view.selected = "f"
    press(by_teams, "Take it in")
    assert (
        "pushes out Delta: 2 person-months of Team Core, 250 points of score less 30 gained, and Team Core is 1 person-months over."
        in said(by_teams)
    )
    by_teams.model.discard()
    by_teams.view.selected = "e"
    press(by_teams, "Take it in")
    assert "Taking in Epsilon pushes out nothing that could be said: it has no team." in said(by_teams)


def test_what_was_in_already_pushes_out_nothing_and_ties_are_told(board):
    board.view.selected = "a"
    board.tab().edit([("a", "must_do", "yes")])
    assert "Taking in" not in said(board)
    board.model.discard()
    board.tab().edit([("b", "reach", "600")])
    board.model.save()
    board.view.selected = "f"
    press(board, "Take it in")
    assert "pushes out Gamma" in said(board)
    assert "Gamma scores the same as Beta, which stays." in said(board)


def test_not_now_keeps_a_condition_that_is_checked(board, ws):
    board.view.selected = "d"
    press(board, "Not now")
    cells = {column: value for (_, id_, column), value in board.draft.edits.items() if id_ == "d"}
    assert cells["status_category"] == "later"
    assert cells["reopen_when"].startswith("In, if ")
    assert "reopen when blank → “In, if " in said(board)
    assert "reopen rule" not in said(board).casefold()
    board.model.save()
    assert "reopen" not in set(workbench.headlines(ws)["name"])
    assert "That has not come true yet." in said(board)
    column, sign, limit = cells["reopen_rule"].split()
    ws.edit("opportunities", "d", **{column: float(limit) * (0.9 if sign == "<" else 1.1)})
    found = workbench.findings(ws)
    (sentence,) = found["sentence"][(found["name"] == "reopen") & (found["id"] == "d")]
    assert sentence.startswith(f"It could be reopened: {column} is ")
    first = workbench.headlines(ws).query("part == 'opportunities'")["sentence"][:4]  # the home page's
    assert "1 said “not now” could be reopened" in set(first)


def test_a_condition_in_words_is_never_judged(board, ws):
    board.view.selected = "d"
    press(board, "Not now")
    (field,) = [
        each
        for each in board.tab().item.row.control.children
        if getattr(each, "placeholder", "") == "Reopen when"
    ]
    field.value = "when sales asks again"
    board.model.save()
    ws.edit("opportunities", "d", reach=1e9)
    assert (
        ws["opportunities"].loc["d", "reopen_rule"] is None
        or ws["opportunities"].isna().at["d", "reopen_rule"]
    )
    assert "reopen" not in set(workbench.headlines(ws)["name"])
    board.refresh()
    board.settle_now()
    assert "Nobody checks a condition in words" in said(board)


def test_one_that_is_above_the_line_gets_no_condition_by_itself(board):
    board.view.selected = "a"
    press(board, "Not now")
    assert board.draft.edits == {("opportunities", "a", "status_category"): "later"}
    assert "say under “Reopen when”" in board._frame.status.value


def test_what_could_be_reopened_is_shown_on_a_click_and_opened(board, ws):
    ws.edit(
        "opportunities",
        "f",
        status_category="later",
        reopen_when="In, if effort is under 2",
        reopen_rule="effort < 2",
    )
    ws.edit("opportunities", "c", status_category="later", reopen_rule="reach > 9000")
    board.refresh()
    board.settle_now()
    (offer,) = [each for each in board.tab()._offers if "to reopen" in each.control.description]
    assert offer.control.description == "1 to reopen"  # Gamma would be third again
    offer.control.click()
    assert [id_ for band in board.tab().grid.order for id_ in band["ids"]] == ["c"]
    assert "reopen=true" in board.session.query
    assert board.view.selected == "c"
    assert "it would stand above the line as the list is now" in said(board)
    press(board, "Reopen")
    board.model.save()
    row = ws["opportunities"].loc["c"]
    assert row["status_category"] == "open"
    assert above(board) == ["a", "b", "c"]
    assert "reach > 9000" in set(ws.history("opportunities", "c")["old"].astype(str))
    offer.control.click()
    assert not board.view.reopen


def test_by_teams_too_the_condition_brings_it_in(by_teams, ws):
    by_teams.view.selected = "f"
    press(by_teams, "Not now")
    by_teams.model.save()
    column, sign, limit = ws["opportunities"].at["f", "reopen_rule"].split()
    ws.edit(
        "opportunities",
        "f",
        **{column: float(limit) * (0.99 if sign == "<" else 1.01), "status_category": "open"},
    )
    by_teams.refresh()
    by_teams.settle_now()
    assert "f" in above(by_teams)


def entries(widget):
    return {each["id"]: each for each in widget.entries}


def test_what_fits_is_said_team_by_team(board, ws):
    board.view.tab = "capacity"
    tab = board.tab("capacity")
    shown = entries(tab._items)
    assert list(shown) == ["team core", "d", "f", "team web", "a", "b", "c"]
    assert (shown["team web"]["tag"], shown["team web"]["sub"]) == ("Team Web", "4 of 4, 0 left")
    assert (shown["a"]["sub"], shown["c"]["sub"]) == ("2", "2, the first that does not fit")
    assert list(entries(tab._outside)) == ["e"]
    assert ("6 of 6", "person-months taken") in board.headlines()
    assert ("2 of 2", "teams have no room for their next item") in board.headlines()
    assert "The line is drawn by count: top 3." in tab._about.value
    ws.edit("opportunities", "f", must_do=True)
    board.refresh()
    board.settle_now()
    core = entries(tab._items)["team core"]
    assert (core["sub"], core["tone"]) == ("3 of 2, 1 over", "warn")
    assert entries(tab._teams)["core"]["sub"] == "must-dos alone are 1 person-months over"
    assert ("1", "over by must-dos alone") in board.headlines()
    tab._items.receive({"act": ["b", "select"]})
    assert (board.view.tab, board.view.selected) == ("", "b")


def test_what_fits_without_teams_says_what_to_do(tmp_path):
    board = OpportunityBoard(Workspace.open(str(tmp_path / "empty.db"), who="ana"))
    board.view.tab = "capacity"
    assert "No team's capacity is known yet" in board.tab("capacity")._items.foot
