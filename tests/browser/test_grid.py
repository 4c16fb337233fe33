"""The list as a spreadsheet: typing, blocks in and out."""

import pytest

pytestmark = pytest.mark.browser
ESTIMATES = {"reach": 100.0, "impact": 1.0, "confidence": 1.0, "effort": 1.0}


def test_a_pasted_block_is_drafted_but_for_the_cell_that_cannot_be_read(board, ws, until):
    ids = board.rows()[1:4]
    old = board.cell(ids[1], "impact").inner_text()
    board.cell(ids[0], "reach").click()
    board.paste("1111\t0.5\n2222\tmany\n3333\t3\n")
    note = board.page.locator(".wb-cell-refusal")
    note.wait_for()
    assert "many" in note.inner_text()
    place, cell = note.bounding_box(), board.cell(ids[1], "impact").bounding_box()
    assert 0 <= place["y"] - (cell["y"] + cell["height"]) < 10
    board.says("5 cells of 6 taken.")
    until(lambda: board.cell(ids[2], "reach").inner_text() == "3,333")
    until(lambda: board.cell(ids[1], "impact").inner_text() == old)
    board.save()
    ws.sync()
    changed = ws.history().query("version == @ws.version & column in ('reach', 'impact')")
    assert set(zip(changed["id"], changed["column"], changed["new"], strict=True)) == {
        (ids[0], "reach", 1111), (ids[0], "impact", 0.5), (ids[1], "reach", 2222), (ids[2], "reach", 3333), (ids[2], "impact", 3),
    }  # fmt: skip


def test_a_block_that_reaches_beyond_the_last_row_opens_the_import_with_it(board, ws, until):
    block = "Title\tReach\nNewest idea\t10\nOther idea\t20"
    board.page.get_by_placeholder("Search").fill("OPC UA address")
    until(lambda: len(board.rows()) == 1)
    board.cell(board.rows()[0], "title").click()
    board.paste(block)
    panel = board.page.locator(".wb-dialog")
    panel.wait_for()
    assert panel.locator("textarea").input_value() == block
    assert "Newest idea" in panel.locator("table").inner_text()
    board.button("Import 2 rows").click()
    board.says("Imported: 2 new")
    ws.sync()
    assert {"Newest idea", "Other idea"} <= set(ws["opportunities"]["title"])


def test_what_is_copied_can_be_pasted_and_never_runs_as_a_formula(meet, ws, until):
    ws.add("opportunities", {"x": {"title": "=1+1", **ESTIMATES}, "y": {"title": 'a "b"\tc', **ESTIMATES}})
    board = meet("?search=%3D")
    board.cell("x", "title").click()
    assert board.copy() == "'=1+1"
    board.page.keyboard.press("Shift+ArrowRight")
    board.page.keyboard.press("Shift+ArrowRight")
    assert board.copy() == "'=1+1\t100\t1"
    board.cell("x", "title").click()
    board.paste("'=2+2")
    until(lambda: board.name("x") == "=2+2")
    board.save()
    ws.sync()
    assert ws["opportunities"].loc["x", "title"] == "=2+2"


def test_typing_starts_an_edit_enter_goes_down_and_delete_clears(board, ws, until):
    first, second = board.rows()[1:3]
    board.cell(first, "reach").click()
    board.page.keyboard.type("1234")
    board.page.keyboard.press("Enter")
    until(lambda: board.cell(first, "reach").inner_text() == "1,234")
    board.cell(second, "reach").locator(
        "xpath=self::*[contains(@class, 'tabulator-range-only-cell-selected')]"
    ).wait_for()
    board.page.keyboard.press("Delete")
    until(lambda: board.cell(second, "reach").inner_text() == "")
    board.save()
    ws.sync()
    assert ws["opportunities"].loc[first, "reach"] == 1234
    assert ws["opportunities"]["reach"].isna()[second]


def test_a_key_pressed_as_the_rows_move_meets_the_marked_cell(meet, until):
    board = meet()  # a page of its own, whose clock is late
    first, second = board.rows()[1:3]
    board.cell(first, "reach").click()
    late = "(run) => (task, after, ...rest) => run(task, after || 3000, ...rest)"
    board.page.evaluate(f"() => {{ window.setTimeout = ({late})(window.setTimeout) }}")
    board.page.keyboard.type("1")
    board.page.keyboard.press("Enter")
    until(lambda: first not in board.rows()[:3])
    board.page.keyboard.press("Delete")
    until(lambda: board.cell(second, "reach").inner_text() == "")


def test_an_arrow_selects_the_row_that_it_marks(board, until):
    first, second, third = board.rows()[1:4]
    chosen = lambda: board.page.locator(".tabulator-row.wb-selected").get_attribute("data-id")  # noqa: E731
    board.select(first)
    for key, wanted in (("ArrowDown", second), ("ArrowDown", third), ("ArrowUp", second)):
        board.page.keyboard.press(key)
        until(lambda wanted=wanted: chosen() == wanted)


def test_escape_gives_an_edit_up_and_a_wrong_text_is_refused_with_its_sentence(board, ws):
    first, version = board.rows()[1], ws.version
    old = board.cell(first, "confidence").inner_text()
    board.cell(first, "confidence").click()
    board.page.keyboard.type("9")
    board.page.keyboard.press("Escape")
    assert board.cell(first, "confidence").inner_text() == old
    board.cell(first, "confidence").dblclick()
    board.page.keyboard.type("250%")
    board.page.keyboard.press("Enter")
    board.page.locator(".wb-cell-refusal").wait_for()
    assert board.cell(first, "confidence").inner_text() == old
    assert board.draft() == ""
    ws.sync()
    assert ws.version == version


def test_a_search_shows_what_it_finds_also_where_a_row_far_down_is_marked(board, until):
    holder = board.page.locator(".wb-grid .tabulator-tableholder")
    holder.evaluate("node => { node.scrollTop = 600; }")
    until(lambda: board.rows()[0] != "EG-80")
    board.page.locator(".wb-grid .tabulator-row[data-id] .wb-score:visible").nth(8).click()
    board.page.get_by_placeholder("Search").fill("Commission a gateway by QR")
    until(lambda: board.rows() == ["EG-80"])
    assert holder.evaluate("node => node.scrollTop") == 0


def test_an_arrow_begins_anew_where_the_marked_row_is_gone(board, until):
    board.cell(board.rows()[2], "reach").click()
    search = board.page.get_by_placeholder("Search")
    search.fill("no such thing")
    until(lambda: not board.rows())
    board.page.locator(".wb-grid .tabulator-tableholder").focus()
    board.page.keyboard.press("ArrowDown")  # marks nothing, and no error comes
    search.fill("OPC UA address")
    until(lambda: len(board.rows()) == 1)
    board.page.locator(".wb-grid .tabulator-tableholder").focus()
    board.page.keyboard.press("ArrowDown")
    title = board.name(board.rows()[0])
    until(lambda: board.title().input_value() == title)


def test_a_refusal_goes_with_its_column(board, until):
    board.cell(board.rows()[0], "reach").click()
    board.paste("many")
    board.page.locator(".wb-cell-refusal").wait_for()
    board.choose("Method", "WSJF")
    until(lambda: not board.page.locator('.tabulator-col[tabulator-field="reach"]').count())
    board.page.get_by_placeholder("Search").fill("OPC UA address")  # the list is arranged, and no error comes
    until(lambda: len(board.rows()) == 1)
    until(board.page.locator(".wb-cell-refusal").is_hidden)
