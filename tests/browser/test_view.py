"""What is looked at is in the link, and the link brings it back."""

import pytest
from part_boards import BOARDS

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
    until(lambda: other.rows() == rows)
    until(lambda: other.title().input_value() == table.loc[chosen, "title"])
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
    board.choose("Theme", "Theme")
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


SETTINGS = {
    "Method", "How many places there are", "Whether what customers expect counts", "Add a criterion",
    "An opportunity that is there already",
}  # fmt: skip
"""Chips that are no view: they are drafted, or act."""

TABS = {part: {tab.name: tab.label for tab in kind.tabs} for part, kind in BOARDS.items()}


SEEN = 20
"""More rows than fit on the screen; which of those below it are made already depends on what was shown before."""


def chips(board):
    """What each visible chip shows, by its name."""
    return board.page.eval_on_selector_all(
        ".wb-body .wb-chip select",
        "all => all.filter((one) => one.offsetParent).map((one) => [one.title, one.selectedOptions[0]?.text ?? ''])",
    )


@pytest.mark.parametrize("part", TABS)
def test_every_part_comes_back_from_its_link_as_it_was(meet, until, part):
    board = meet(part=part)
    for tab, label in TABS[part].items():
        board.page.locator(".wb-tabs button", has_text=label).first.click()
        board.page.locator(f".wb-tab-{tab or 'first'}").wait_for()
        for title in dict.fromkeys(title for title, _ in chips(board) if title not in SETTINGS):
            chip = board.page.locator(f'.wb-body .wb-chip select[title="{title}"]:visible').first
            if chip.locator("option").count() < 2 or chip.is_disabled():
                continue
            before, chosen = board.address(), chip.evaluate("one => one.selectedIndex")
            chip.select_option(index=0 if chosen else 1)
            until(lambda: board.address() != before)  # noqa: B023
    shown, tab = chips(board), board.page.locator(".wb-tabs .mod-active").inner_text()
    other = meet(part=part)
    other.page.goto(board.address(), wait_until="commit")  # a part behind a tab has no list to wait for
    other.page.wait_for_selector(":root[data-ready]", timeout=120_000)
    until(lambda: other.page.locator(".wb-tabs .mod-active").inner_text() == tab)
    until(lambda: chips(other) == shown)
    until(lambda: other.address() == board.address())
    for one in (board, other):
        one.page.locator(".wb-tabs button").first.click()
    until(lambda: other.rows()[:SEEN] == board.rows()[:SEEN])
    until(lambda: chips(other) == chips(board))
