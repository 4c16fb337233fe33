"""A slider is moved: what follows at once, what waits, and what is kept."""

import os
import signal

import pytest

pytestmark = pytest.mark.browser
SSO = "EG-15"
RECORD = """() => {
  window.seen = [];
  const look = () => {
    const handle = document.querySelector('.noUi-handle[aria-label="Reach"]').getAttribute('aria-valuenow');
    const cell = document.querySelector('.tabulator-row.wb-selected .wb-col-reach').textContent.replace(',', '');
    window.seen.push([Number(handle), Number(cell)]);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_key_moves_bar_bubble_score_and_sentence_and_save_keeps_it(board, ws, until):
    board.select(SSO)
    bar, bubble = board.bars()[SSO], board.bubble()
    board.slider("Reach").focus()
    for _ in range(5):
        board.page.keyboard.press("ArrowRight")
    said = "Reach 675 → 730. Score 270 → 292, in the top 10: 4 in 10 (was 3 in 10)"
    until(lambda: said in board.draft())
    until(lambda: board.cell(SSO, "reach").inner_text() == "730")
    until(lambda: "wb-draft" in board.cell(SSO, "reach").get_attribute("class"))
    until(lambda: board.cell(SSO, "score").inner_text() == "292")
    until(lambda: board.bars()[SSO] > bar)
    until(lambda: board.bubble() != bubble)
    before = ws.version
    assert ws.sync() == before or ws.version == before
    board.save("the count of sites is in")
    ws.sync()
    line = ws.history("opportunities", SSO).iloc[-1]
    saved = tuple(line[["version", "who", "column", "old", "new", "why"]])
    assert saved == (before + 1, "ana", "reach", 675, 730, "the count of sites is in")
    board.reload()
    until(lambda: board.cell(SSO, "reach").inner_text() == "730")
    assert board.draft() == ""
    assert "saved just now by ana" in board.page.locator("#wb-saved").inner_text()


def test_a_dragged_handle_is_drafted_and_discard_brings_the_old_value_back(board, ws, until):
    board.select(SSO)
    bar, score, version = board.bars()[SSO], board.cell(SSO, "score").inner_text(), ws.version
    board.drag("Effort", 60)
    until(lambda: "Effort 2.5 →" in board.draft())
    assert float(board.field("Effort").input_value()) > 2.5
    until(lambda: board.bars()[SSO] < bar)
    board.button("Discard").click()
    until(lambda: board.draft() == "")
    until(lambda: board.value("Effort") == board.field("Effort").input_value() == "2.5")
    until(lambda: board.cell(SSO, "effort").inner_text() == "2.5")
    until(lambda: board.cell(SSO, "score").inner_text() == score)
    until(lambda: board.bars()[SSO] == pytest.approx(bar, rel=0.03))
    until(board.button("Save").is_disabled)
    ws.sync()
    assert ws.version == version


def test_a_half_typed_number_outlives_what_is_drawn_meanwhile(board, until):
    board.select(SSO)
    board.field("Effort").fill("2")
    board.field("Effort").press("Tab")
    board.field("Reach").fill("80")
    until(lambda: "effort 2.5 → 2" in board.draft().lower() and "in the top 10" in board.draft())
    board.page.wait_for_timeout(600)
    assert board.field("Reach").input_value() == "80"
    board.page.keyboard.type("0")
    board.page.keyboard.press("Enter")
    until(lambda: "reach 675 → 800" in board.draft().lower())


def test_a_likely_value_takes_the_bound_along_that_it_passes(board, ws, until):
    board.select(SSO)
    board.slider("Reach").focus()
    for _ in range(3):
        board.page.keyboard.press("PageUp")
    until(lambda: "reach high 900 →" in board.draft())
    board.save()
    ws.sync()
    row = ws["opportunities"].loc[SSO]
    assert row["reach"] == row["reach_high"] > 900
    assert row["reach_low"] == 490


def test_a_held_key_never_shows_an_older_value(board, until):
    board.select(SSO)
    board.page.evaluate(RECORD)
    board.slider("Reach").focus()
    for _ in range(40):
        board.page.keyboard.press("ArrowRight")
    until(lambda: "Reach 675 → 1,080" in board.draft())
    handles, cells = zip(*board.page.evaluate("window.seen"), strict=True)
    assert list(handles) == sorted(handles)
    assert list(cells) == sorted(cells)
    assert (handles[-1], cells[-1]) == (1080, 1080)


def test_rows_hold_still_while_the_pointer_holds_and_a_ghost_marks_the_new_place(board, until):
    board.select(SSO)
    before = board.rows()
    board.drag("Reach", 45, release=False)
    until(lambda: f"Reach 675 → {board.value('Reach')}" in board.draft() and "in the top 10" in board.draft())
    board.page.locator(".wb-ghost").wait_for()
    board.page.wait_for_timeout(500)  # what an earlier place of the hand asked for is past
    ghost = board.page.locator(".wb-ghost").get_attribute("data-id")
    assert board.rows() == before
    assert before.index(ghost) < before.index(SSO)
    board.page.mouse.up()
    until(lambda: board.rows() != before)
    after = board.rows()
    assert after.index(SSO) == after.index(ghost) - 1
    until(lambda: board.page.locator(".wb-ghost").count() == 0)


def test_who_went_on_to_another_field_keeps_the_keyboard_when_the_answer_comes_late(board, ws, server, until):
    board.select("EG-15")
    kernel = server.kernel(board.page)
    why = board.page.get_by_placeholder("Why? (optional)")
    board.field("Impact").fill("2")
    board.field("Impact").press("Tab")
    until(lambda: "mpact" in board.draft())  # "Why?" is there
    os.kill(kernel, signal.SIGSTOP)
    try:
        board.field("Reach").fill("820")
        board.field("Reach").press("Enter")
        why.focus()
        board.page.keyboard.type("cou")
    finally:
        os.kill(kernel, signal.SIGCONT)
    until(lambda: "820" in board.draft())
    board.page.wait_for_timeout(300)  # a late focus came with the answer
    board.page.keyboard.type("nted")
    assert why.input_value() == "counted"
    board.save()
    ws.sync()
    assert set(ws.history().iloc[-2:]["why"]) == {"counted"}
