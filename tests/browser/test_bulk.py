"""Several rows of the list, chosen by pointer and by keys, changed at once."""

import pytest

pytestmark = pytest.mark.browser


def chosen(board):
    return set(
        board.page.eval_on_selector_all(".tabulator-row.wb-chosen", "all => all.map((one) => one.dataset.id)")
    )


def test_a_range_and_a_single_row_get_another_stage_in_one_step(board, ws, until):
    rows = board.rows()
    board.cell(rows[1], "score").click()
    board.cell(rows[3], "score").click(modifiers=["Shift"])
    many = board.page.locator(".wb-bulk")
    until(lambda: many.inner_text() == "Change 3 items")
    board.cell(rows[5], "score").click(modifiers=["Control"])
    until(lambda: many.inner_text() == "Change 4 items")
    wanted = {*rows[1:4], rows[5]}
    assert chosen(board) == wanted
    many.click()
    board.choose("What to change", "Stage")
    board.choose("New value", "later")
    board.page.locator(".wb-dialog").get_by_role("button", name="Change 4 items").click()
    until(lambda: not set(board.rows()) & wanted)
    until(many.is_hidden)
    board.page.locator(".wb-grid").focus()
    board.page.keyboard.press("Control+z")
    until(lambda: wanted <= set(board.rows()))
    until(lambda: board.draft() == "")
    board.page.keyboard.press("Control+Shift+z")
    until(lambda: not set(board.rows()) & wanted)
    version = ws.version
    board.save("not this year")
    ws.sync()
    assert ws.version == version + 1
    assert set(ws["opportunities"].loc[sorted(wanted), "status_category"]) == {"later"}
    assert "chosen" not in board.address()


def test_keys_choose_rows_and_a_refused_factor_changes_none(board, ws, until):
    rows = board.rows()
    many = board.page.locator(".wb-bulk")
    board.cell(rows[0], "score").click()
    keys = board.page.keyboard
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Space")
    until(lambda: chosen(board) == {rows[0], rows[2]})
    keys.press("Shift+ArrowDown")
    until(lambda: chosen(board) == {rows[0], rows[2], rows[3]})
    keys.press("Escape")
    until(lambda: not chosen(board) and many.is_hidden())
    keys.press("Control+a")
    until(
        lambda: many.inner_text() == f"Change {ws['opportunities']['status_category'].eq('open').sum()} items"
    )
    keys.press("Control+Enter")
    card = board.page.locator(".wb-dialog")
    card.wait_for()
    until(lambda: board.page.evaluate("document.activeElement.title") == "What to change")
    card.locator('select[title="What to change"]').select_option("Confidence")
    card.locator('select[title="How"]').select_option("times")
    card.get_by_placeholder("1.2 or 120%").fill("9")
    card.get_by_role("button", name="Change").click()
    board.says("Nothing is changed.")
    assert board.draft() == ""
    keys.press("Escape")
    card.wait_for(state="detached")
    board.cell(rows[1], "score").click()
    until(many.is_hidden)
    assert chosen(board) == set()
