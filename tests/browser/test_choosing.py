"""Take one in and see what falls out; put one off until its number moves, and be told so on the home page."""

import re

import pytest

pytestmark = pytest.mark.browser
SPARKPLUG, ENERGY, REPLACE = "EG-25", "EG-71", "EG-50"


def test_taking_one_in_says_what_falls_out_and_is_saved(meet, ws, until):
    board = meet(f"?selected={SPARKPLUG}")
    board.button("Take it in").click()
    until(lambda: "Taking in Sparkplug B payloads pushes out Single sign-on" in board.draft())
    assert "2.5 person-months of Team Cloud, 270 points of score less 216 gained" in board.draft()
    assert "scores the same as" not in board.draft()  # the one that it is level with is out already
    until(lambda: board.button("Leave it out").is_visible())
    board.save("promised at the fair")
    ws.sync()
    assert ws["opportunities"].at[SPARKPLUG, "must_do"]
    board.reload()
    until(lambda: board.cell(SPARKPLUG, "odds").inner_text().strip() == "must do")
    until(board.button("Take it in").is_hidden)


def test_the_teams_draw_the_line_and_each_shows_what_fits(board, ws, until):
    board.choose("How many places there are", "Line: what the teams can do")
    until(lambda: board.headlines().get("person-months taken", "").endswith(" of 31.5"))
    taken = board.headlines()["person-months taken"]
    board.page.get_by_role("radio", name="What fits").or_(board.button("What fits")).first.click()
    until(lambda: board.headlines().get("person-months taken") == taken)
    item = board.page.locator(
        ".wb-tab-capacity .wb-wide button.wb-entry-words", has_text="Energy per machine"
    )
    assert "the first that does not fit" in item.inner_text()
    item.click()
    until(lambda: board.title().input_value() == "Energy per machine from current clamps")
    board.select(ENERGY)
    board.button("Take it in").click()
    until(lambda: "pushes out nothing, and Team Insight is" in board.draft())
    board.button("Discard").click()
    until(lambda: board.draft() == "")


def test_a_no_that_comes_true_is_told_on_the_home_page_and_reopened(meet, ws, until, server):
    board = meet(f"?selected={REPLACE}")
    board.button("Not now").click()
    until(lambda: "reopen when blank → “In, if " in board.draft())
    board.save("after the fair")
    ws.sync()
    row = ws["opportunities"].loc[REPLACE]
    assert row["status_category"] == "later"
    until(lambda: board.button("1 to reopen").is_visible())
    column, sign, limit = row["reopen_rule"].split()
    moved = float(limit) * (0.9 if sign == "<" else 1.1)
    ws.edit("opportunities", REPLACE, **{column: moved, f"{column}_low": None, f"{column}_high": None})
    until(lambda: board.button("2 to reopen").is_visible())
    home = board.page.context.new_page()
    home.goto(server.url)
    told = home.locator('[data-part="opportunities"] .wb-facts')
    again = re.compile(r"\b2\s*said “not now” could be reopened")
    until(lambda: again.search(told.inner_text()), seconds=90)  # its reader stands back behind all else
    home.close()
    board.button("2 to reopen").click()
    until(lambda: len(board.rows()) == 2)
    board.select(REPLACE)
    board.button("Reopen").click()
    until(lambda: "“later” → “open”" in board.draft())
    board.save()
    ws.sync()
    assert ws["opportunities"].at[REPLACE, "status_category"] == "open"
