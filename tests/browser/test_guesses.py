"""Which number is worth finding out next: the part is there by its link, and a press leads to the number."""

import pytest

pytestmark = pytest.mark.browser


def guesses(board):
    return board.page.locator(".wb-guesses .wb-entry-words")


def test_the_part_opens_by_its_link_and_a_guess_leads_to_its_slider(meet, until):
    board = meet("?selected=EG-80")
    board.page.goto(board.address().split("?")[0] + "?tab=guesses", wait_until="commit")
    board.page.wait_for_selector(":root[data-ready]", timeout=120_000)
    until(lambda: guesses(board).count() > 5)
    until(lambda: board.page.locator(".wb-landing tbody tr").count() == 20)
    until(lambda: "points more, if everything were known" in board.headlines())
    text = guesses(board).first.locator(".wb-entry-text").inner_text()
    column, _, rest = text.partition(" of ")
    title = rest.partition(": checking it would change the top 10 in ")[0]
    guesses(board).first.click()
    until(lambda: board.title().input_value() == title)
    until(
        lambda: board.page.evaluate("document.activeElement.getAttribute('aria-label')") == f"{column}, typed"
    )
    until(lambda: "tab=guesses" not in board.address())


def test_a_moved_number_changes_what_would_change_its_place(board, until):
    board.select("EG-80")
    hint = board.page.locator(".wb-hint").first
    until(lambda: "Falls out if" in hint.inner_text())
    before = hint.inner_text()
    board.field("Reach").fill("10")
    board.field("Reach").press("Enter")
    until(lambda: "Comes in if" in hint.inner_text())
    assert hint.inner_text() != before


def test_a_value_per_point_is_said_in_money_and_saved(meet, ws, until):
    board = meet()
    board.button("Riskiest guesses").click()
    until(lambda: guesses(board).count() > 5)
    field = board.page.get_by_label("Value of a point")
    field.fill("150")
    field.press("Enter")
    until(lambda: "worth up to" in guesses(board).first.inner_text())
    board.page.locator(".wb-guesses").get_by_role("button", name="Save", exact=True).click()
    until(lambda: ws.sync() and ws.setting("opportunities.value_per_point") == 150)
