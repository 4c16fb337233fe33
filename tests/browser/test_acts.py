"""New, delete, must-do and the line; and no two numbers on the screen that disagree."""

import pytest

pytestmark = pytest.mark.browser
SSO, PRIVATE_5G = "EG-15", "EG-12"


def agree(board, line):
    """Check the screen's numbers against the exported rows: odds, headlines, places."""
    rows = [row for row in board.exported() if row["p_top"]]
    chances = [float(row["p_top"]) for row in rows]
    musts = [row for row in rows if row["must_do"].lower() in ("yes", "true")]
    assert sum(chances) == pytest.approx(max(line, len(musts)))
    said = board.headlines()
    inside = sum(round(chance * 10) >= 8 for chance in chances)
    close = sum(2 < round(chance * 10) < 8 for chance in chances)
    assert said["are in, 8 times in 10 or more"] == f"{inside} of {line}"
    assert said["too close to call"] == str(close)
    assert f"person-months taken by the top {line}" in said


def test_a_new_item_is_named_scored_saved_and_deleted(board, ws, until):
    old = set(ws["opportunities"].index)
    board.button("+ New").click()
    until(lambda: board.title().input_value() == "New item")
    until(
        lambda: board.page.evaluate(
            "document.activeElement === document.querySelector('.wb-item-title input')"
        )
    )
    board.page.keyboard.press("Control+a")
    board.page.keyboard.type("Battery backup")
    board.page.keyboard.press("Enter")
    for name, text in {"Reach": "2000", "Impact": "3", "Confidence": "100%", "Effort": "1"}.items():
        board.field(name).fill(text)
        board.field(name).press("Tab")
    top = board.page.locator(".tabulator-row[data-id]", has_text="Battery backup")
    until(lambda: top.locator('[tabulator-field="score"]').inner_text() == "6,000")
    until(lambda: top.locator('[tabulator-field="rank"]').inner_text() == "1")
    board.save("the workshop asked for it")
    ws.sync()
    (mine,) = set(ws["opportunities"].index) - old
    assert ws["opportunities"].loc[mine, "title"] == "Battery backup"
    agree(board, 10)
    board.select(mine)
    board.button("Delete").click()
    until(lambda: top.count() == 0)
    board.save()
    ws.sync()
    assert mine not in ws["opportunities"].index


def test_a_must_do_stands_above_the_line_marked_whatever_it_scores(meet, ws, until):
    board = meet(f"?selected={PRIVATE_5G}")
    board.button("Must do").click()
    until(lambda: board.cell(PRIVATE_5G, "odds").inner_text().strip() == "must do")
    until(lambda: board.row(PRIVATE_5G).locator(".wb-tag").inner_text() == "must do")
    until(lambda: board.cell(PRIVATE_5G, "rank").inner_text() == "10")
    agree(board, 10)
    board.save("a contract")
    ws.sync()
    assert ws["opportunities"].loc[PRIVATE_5G, "must_do"]


def test_another_line_changes_headlines_and_odds_together(board, ws, until):
    agree(board, 10)
    board.choose("How many places there are", "Line: top 5")
    until(lambda: "person-months taken by the top 5" in board.headlines())
    agree(board, 5)
    until(lambda: "setting" in board.draft())
    board.save("the room wants five")
    ws.sync()
    assert ws.setting("opportunities.line") == 5
    board.reload()
    agree(board, 5)


def test_a_move_keeps_every_number_in_step(board, until):
    board.select(SSO)
    board.field("Reach").fill("1900")
    board.field("Reach").press("Enter")
    until(lambda: "in the top 10" in board.draft())
    agree(board, 10)
    odds, rank = (board.cell(SSO, column) for column in ("odds", "rank"))
    until(lambda: f"in the top 10: {odds.inner_text().strip()}" in board.draft())
    until(lambda: f"→ {rank.inner_text()}" in board.draft())


def test_without_a_row_the_board_says_how_to_begin(meet, ws, until):
    ws.remove("opportunities", ws["opportunities"].index, with_references=True)
    board = meet()
    assert "press + New" in board.page.locator(".wb-empty").inner_text()
    until(lambda: board.headlines().get("are in, 8 times in 10 or more") == "0 of 10")
