"""What is looked at is in the link, and the link brings it back."""

import pytest

pytestmark = pytest.mark.browser


def settled(board, until, count):
    until(lambda: len(board.rows()) == count)


def test_search_filters_sort_and_selection_come_back_from_the_link(board, meet, ws, until):
    table = ws["opportunities"]
    board.choose("Owner", "Li")
    board.choose("Status", "All statuses")
    wanted = table.index[table["owner"] == "Li"]
    settled(board, until, len(wanted))
    board.page.get_by_placeholder("Search").fill("e")
    wanted = [id_ for id_ in wanted if "e" in table.loc[id_, "title"].lower()]
    settled(board, until, len(wanted))
    header = board.page.locator('.tabulator-col[tabulator-field="effort"]')
    header.click()
    until(lambda: "sort=effort" in board.address())
    header.click()
    until(lambda: "sort=-effort" in board.address())
    order = table.loc[wanted].sort_values("effort", ascending=False, kind="stable")
    efforts = order["effort"].dropna().tolist()
    until(
        lambda: (
            board.rows()[: len(efforts)]
            and [float(table.loc[id_, "effort"]) for id_ in board.rows()[: len(efforts)]] == efforts
        )
    )
    chosen = board.rows()[2]
    board.select(chosen)
    until(lambda: f"selected={chosen}" in board.address())
    rows, query = board.rows(), board.address().partition("?")[2]
    other = meet(f"?{query}")
    assert other.rows() == rows
    assert other.title().input_value() == table.loc[chosen, "title"]
    assert other.page.get_by_placeholder("Search").input_value() == "e"
    assert other.page.locator('select[title="Owner"]').input_value() == "Li"
    header.click()
    until(lambda: "sort=" not in board.address())


def test_a_bar_and_a_bubble_select_their_item(board, ws, until):
    titles = ws["opportunities"]["title"]
    id_ = list(board.bars())[3]
    place = board.page.locator(".barlayer .point path").nth(3).bounding_box()
    board.page.mouse.move(place["x"] + 9, place["y"] + 5)
    board.page.locator(".wb-picture-1 .hovertext").wait_for()
    board.page.mouse.click(place["x"] + 10, place["y"] + 5)
    until(lambda: f"selected={id_}" in board.address())
    until(lambda: board.title().input_value() == titles[id_])
    until(lambda: "wb-selected" in board.row(id_).get_attribute("class"))
    x, y = board.bubble()
    assert x > 0
    assert y > 0


def test_a_filter_that_nothing_passes_says_so_and_a_foreign_link_does_no_harm(meet, until):
    board = meet(
        "?search=nothing%20has%20this%20name&selected=gone&sort=-nonsense&theme=Gone&trials=5&__class__=x"
    )
    until(lambda: "Nothing matches" in board.page.locator(".wb-empty").inner_text())
    board.page.get_by_placeholder("Search").fill("")
    board.choose("Theme", "Every theme")
    board.page.locator(".tabulator-row[data-id]").first.wait_for()
    header = board.page.locator('.tabulator-col[tabulator-field="score"]')
    header.click()
    until(lambda: "sort=score" in board.address())


def test_the_link_button_copies_the_address(board, until):
    board.select(board.rows()[2])
    board.button("Copy link").click()
    until(
        lambda: board.page.evaluate("navigator.clipboard.readText().then((text) => text === location.href)")
    )
