"""What customers make of an item's numbers, why it moved, and whom the list hangs on."""

import pytest

pytestmark = pytest.mark.browser
SSO, EVIL = "EG-15", "Acme <img src=x onerror=alert(1)>"


def dialog(board):
    return board.page.locator(".wb-dialog")


def offer(board, words):
    return board.page.locator(".wb-item-row button:visible", has_text=words)


def test_a_suggestion_shows_its_arithmetic_and_is_drafted_by_take_it(meet, ws, until):
    board = meet(f"?selected={SSO}")
    board.select(SSO)
    offer(board, "Reach 840? from 12 customers").click()
    dialog(board).get_by_text("12 of 60 customers asked for it, 20% of them.").wait_for()
    assert not board.draft()
    board.button("Take it").click()
    until(lambda: "Reach 675 → 840" in board.draft())
    until(lambda: board.cell(SSO, "reach").inner_text() == "840")
    until(lambda: offer(board, "Reach").count() == 0)
    board.save("as customers say")
    ws.sync()
    row = ws["opportunities"].loc[SSO]
    assert row["reach"] == 840
    assert row["reach_low"] < 840 < row["reach_high"]


def test_the_quotes_are_counted_in_the_list_and_lead_to_their_need(meet, until):
    board = meet(f"?selected={SSO}")
    until(lambda: board.cell(SSO, "quotes").inner_text() == "15")
    link = board.page.locator(".wb-hints a", has_text="14 more")
    link.wait_for()
    until(lambda: "needs.ipynb?selected=N-" in link.get_attribute("href"))


def test_why_it_moved_adds_up_since_a_save_that_is_chosen(meet, ws, until):
    ws.edit("opportunities", SSO, reach=890.0, why="counted again")
    ws.edit("opportunities", SSO, title=EVIL)
    board = meet(f"?selected={SSO}")
    offer(board, "Why did it move?").click()
    dialog(board).get_by_text(f"Why did “{EVIL}” move?").wait_for()
    since = dialog(board).locator("select")
    sample = dialog(board).locator("option", has_text="The sample product")
    until(lambda: sample.count() == 1)
    since.select_option(label=sample.text_content())
    dialog(board).get_by_text("Its reach 675 → 890").wait_for()
    said = dialog(board).get_by_text("Rank ").first
    old, new = (int(part) for part in said.inner_text().removeprefix("Rank ").split(",")[0].split(" → "))
    parts = dialog(board).locator(".wb-entry-sub").all_inner_texts()
    up = [float(part.split()[0]) * (-1 if part.endswith("up") else 1) for part in parts]
    assert sum(up) == new - old < 0
    board.page.keyboard.press("Escape")
    until(lambda: dialog(board).count() == 0)


def test_the_part_names_each_customer_as_text(meet, ws, until):
    ws.edit("settings", "opportunities.line", value=9)
    names = ws["customers"]["name"]
    (loud,) = names.index[names == "Molino Grande"]
    ws.edit("customers", loud, name=EVIL)
    board = meet()
    board.button("Who it hangs on").click()
    entry = board.page.locator(".wb-tab-voices .wb-wide .wb-entry", has_text=EVIL)
    entry.wait_for()
    assert entry.inner_text().startswith(f"Without {EVIL}, 1 of the 9 would change: out ")
    until(lambda: "tab=voices" in board.address())
    until(lambda: "of 60 customers would each change it alone" in board.headlines())
    assert board.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
