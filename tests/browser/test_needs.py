"""The Needs board as a product manager uses it."""

import re
from pathlib import Path

import pytest

from workbench import Workspace
from workbench.needs import demand

pytestmark = pytest.mark.browser
SSO = "K-08"
TABS = {"": "Needs", "kano": "Kano", "surveys": "Surveys", "calls": "Call list"}


@pytest.fixture
def open_needs(meet):
    """Open the Needs board for one more visitor."""

    def begin(query="", **options):
        return meet(query, part="needs", **options)

    return begin


INSET = """(card) => {
  const link = card.querySelector('a.wb-goto');
  return link?.offsetParent ? link.getBoundingClientRect().x - card.getBoundingClientRect().x : -1;
}"""
"""How far a card's link stands from its edge; -1 where none is seen, as while the card is drawn anew."""


def turn(board, name):
    board.button(name).click()
    place = {label: tab or "first" for tab, label in TABS.items()}[name]
    board.page.locator(f".wb-tab-{place} .wb-card").first.wait_for()


def shown(board, id_):
    return board.cell(id_, "demand").inner_text().strip()


def in_order(board):
    cells = '.wb-grid .tabulator-row[data-id] .tabulator-cell[tabulator-field="demand"]'
    seen = board.page.eval_on_selector_all(
        cells, "cells => cells.map((cell) => [cell.getBoundingClientRect().top, +cell.textContent])"
    )
    demands = [number for _, number in sorted(seen)]
    return demands == sorted(demands, reverse=True)


def counted(ws):
    ws.sync()
    found = demand.by_need(demand.spoken(ws["feedback"], ws["customers"]), ws["feedback_needs"])
    return found["demand"].sort_values(ascending=False, kind="stable")


def test_needs_are_seen_filtered_and_read(open_needs, ws, until):
    board = open_needs()
    page, asked = board.page, counted(ws)
    first, third = board.rows()[0], board.rows()[2]
    assert shown(board, first) == f"{asked[first]:.0f}"
    until(lambda: board.headlines().get("customers heard"))
    until(lambda: next(iter(board.headlines().values())) == f"{asked.sum():.0f}")
    board.select(third)
    behind = page.locator(".wb-behind")
    until(lambda: f"demand {asked[third]:.0f}" in behind.inner_text())
    many = int(behind.inner_text().split()[0])
    until(lambda: page.locator(".wb-item .wb-entry").count() == many)
    until(lambda: "selected=" in board.address())
    title = ws["needs"].at[third, "title"]
    page.locator(".wb-heat-selected", has_text=title).wait_for()
    cell = page.locator(".wb-heat tbody tr.wb-heat-selected td button").nth(1)
    number = cell.inner_text()
    cell.click()
    until(lambda: "segment=" in board.address())
    until(lambda: behind.inner_text().endswith(f"demand {number}"))
    until(lambda: shown(board, third) == number)
    until(lambda: in_order(board))
    rows = board.rows()
    board.choose("Months", "Last 6 months")
    until(lambda: "months=6" in board.address())
    until(lambda: page.locator(".wb-heat tbody tr").count() > 0)
    board.reload()
    assert "6" in board.page.locator('select[title="Months"]').input_value()
    until(lambda: board.title().input_value() == title)
    board.choose("Months", "Any time")
    until(lambda: board.rows() == rows)
    page.locator(".wb-heat tbody tr.wb-heat-selected td button").nth(1).click()
    until(lambda: "segment=" not in board.address())
    until(lambda: next(iter(board.headlines().values())) == f"{asked.sum():.0f}")
    link = board.cell(first, "answer").locator("a")
    assert link.get_attribute("href").startswith("opportunities.ipynb?selected=")
    link.click()
    page.wait_for_url("**/opportunities.ipynb?selected=*")
    page.wait_for_selector(".wb-slider .wb-handle-value")


def test_what_was_heard_is_written_down_and_counted(board_of, ws, until):
    board = board_of("needs")
    page, asked = board.page, counted(ws)
    need = board.rows()[1]
    title = board.name(need)
    board.button("+ Add what you heard").click()
    quote = page.get_by_label("Quote", exact=True)
    quote.wait_for()
    until(lambda: page.evaluate("document.activeElement?.tagName") == "TEXTAREA")
    page.keyboard.type("I wrote it on the stand: the box must start by itself.")
    page.get_by_label("Customer", exact=True).fill("Ansari Pumps")
    page.get_by_label("Need", exact=True).fill(title)
    page.get_by_label("Importance", exact=True).select_option("cannot work without it")
    page.get_by_label("Date", exact=True).fill("someday")
    board.button("Add").click()
    board.says("Date must be a date")
    page.get_by_label("Date", exact=True).fill("2026-11-02")
    board.button("Add").click()
    until(lambda: "Written down" in page.locator(".wb-form-said").inner_text())
    until(lambda: quote.input_value() == "")
    assert page.get_by_label("Customer", exact=True).input_value() == "Ansari Pumps"
    until(lambda: shown(board, need) == f"{asked[need] + 3:.0f}")
    with page.expect_download() as download:
        board.button("Trade-show card").click()
    assert download.value.suggested_filename == "trade-show card.html"
    page.keyboard.press("Escape")
    page.locator(".wb-dialog").wait_for(state="detached")
    ws.sync()
    assert "Ansari Pumps" in set(ws["customers"]["name"])
    board.select(need)
    until(lambda: "I wrote it on the stand" in page.locator(".wb-item").inner_text())
    page.locator(".wb-grid").click(position={"x": 5, "y": 5})
    page.keyboard.press("Control+z")
    until(lambda: shown(board, need) == f"{asked[need]:.0f}")
    board.cell(need, "title").dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Start by itself")
    page.keyboard.press("Enter")
    until(board.draft)
    board.save("the words of the stand")
    ws.sync()
    assert ws["needs"].at[need, "title"] == "Start by itself"


def test_a_quote_without_a_need_is_linked_by_its_suggestion_or_by_name(board_of, ws, until):
    board = board_of("needs")
    page = board.page
    page.get_by_role("button", name=re.compile("quotes without a need")).click()
    entries = page.get_by_label("Quotes without a need").locator(".wb-entry")
    entries.first.wait_for()
    many = entries.count()
    quote = entries.first.locator(".wb-entry-text").inner_text()[1:-1]
    entries.first.locator(".wb-entry-act").first.click()
    until(lambda: entries.count() == many - 1)
    ws.sync()
    linked = ws["feedback"].loc[ws["feedback_needs"]["feedback"], "quote"]
    assert quote in set(linked)
    entries.first.get_by_role("button", name="Other…").click()
    field = page.locator(".wb-dialog").get_by_label("Need", exact=True)
    field.fill("Something quite new")
    board.button("Link").click()
    until(lambda: entries.count() == many - 2)
    assert page.locator(".wb-dialog").inner_text().count("Which need do they speak of?") == 1
    ws.sync()
    (new,) = ws["needs"].query("title == 'Something quite new'").index
    page.keyboard.press("Escape")
    board.page.get_by_placeholder("Search").fill("Something quite")
    until(lambda: board.rows() == [new])
    page.get_by_role("button", name=f"{many - 2} quotes without a need").wait_for()


def test_the_parts_are_reached_by_mouse_keyboard_and_link_and_a_dot_is_picked(open_needs, until):
    board = open_needs(f"?tab=kano&feature={SSO}")
    page = board.page
    page.wait_for_selector(".wb-tab-kano .wb-chart[data-drawn]")
    detail = page.locator(".wb-tab-kano .wb-detail")
    until(lambda: "Single sign-on" in detail.locator("h2").inner_text())
    until(lambda: "Segments see it differently" in detail.inner_text())
    place = page.locator(".wb-tab-kano .scatterlayer .trace").first.locator(".point").first
    box = place.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(lambda: "Single sign-on" not in detail.locator("h2").inner_text())
    until(lambda: f"feature={SSO}" not in board.address())
    feature = detail.locator("h2").inner_text()
    chosen = page.locator('select[title="Feature"] option:checked')
    until(lambda: chosen.inner_text().replace("\xa0", " ") == feature)
    board.choose("Feature", "Single sign-on with SAML and OIDC")
    until(lambda: "Too close to call" in detail.locator(".wb-notice").inner_text())
    board.choose("Whose answers", "Energy")
    until(lambda: "segment=energy" in board.address())
    until(lambda: "Expected" in detail.locator(".wb-notice").inner_text())
    until(lambda: 0 <= detail.evaluate(INSET) < 40)
    turn(board, "Needs")
    until(lambda: page.locator('select[title="Segment"]').input_value() == "Energy")
    board.choose("Segment", "Every segment")
    turn(board, "Kano")
    until(lambda: page.locator(".wb-tab-kano .scatterlayer .trace:first-child .point").count() == 12)
    until(lambda: "Too close to call" in detail.locator(".wb-notice").inner_text())
    page.locator(".wb-tabs button").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".wb-tabs .mod-active", has_text="Surveys").wait_for()
    page.wait_for_selector(".wb-tab-surveys .wb-chart[data-drawn]")
    until(lambda: "tab=surveys" in board.address())
    until(lambda: page.locator(".wb-under .wb-entry").count() == 5)
    until(lambda: any("would recommend us" in words for words in board.headlines()))


def test_a_call_is_planned_and_who_waited_is_answered(board_of, ws, until):
    board = board_of("needs")
    page = board.page
    page.locator(".wb-picture-2").get_by_role("button", name="Plan").first.click()
    dialog = page.locator(".wb-dialog")
    dialog.wait_for()
    assert "Would you miss" in dialog.inner_text()
    with page.expect_download() as download:
        board.button("Calendar entry").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    name = dialog.locator("h2").first.inner_text()
    assert f"SUMMARY:{name}" in text
    assert download.value.suggested_filename == f"{name[:1].lower()}{name[1:]}.ics"
    page.keyboard.press("Escape")
    turn(board, "Call list")
    waiting = page.locator(".wb-tab-calls .wb-detail .wb-entry")
    waiting.first.wait_for()
    many = waiting.count()
    waiting.first.get_by_role("button", name="Answered").click()
    until(lambda: waiting.count() == many - 1)
    until(lambda: board.headlines()["wait for an answer"] == str(many - 1))
    ws.sync()
    other = Workspace.open(ws.url, who="li")
    other.edit("feedback", ws["feedback"].index[0], answer_by="2030-01-01")
    other.store.close()
    until(lambda: waiting.count() == many)
    board.says("li saved changes")


def test_nothing_is_wider_than_a_phone_and_names_give_way(open_needs, until):
    board = open_needs(viewport={"width": 400, "height": 800}, has_touch=True)
    page = board.page
    for name in TABS.values():
        turn(board, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, name
        if name == "Kano":
            page.wait_for_selector(".wb-tab-kano .wb-chart[data-drawn]")
            assert page.locator(".wb-tab-kano .scatterlayer .textpoint").count() == 0
    turn(board, "Needs")
    board.button("+ Add what you heard").click()
    page.locator(".wb-dialog").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.keyboard.press("Escape")
    page.locator(".wb-dialog").wait_for(state="detached")
    page.set_viewport_size({"width": 1280, "height": 720})
    turn(board, "Kano")
    until(lambda: page.locator(".wb-tab-kano .scatterlayer .textpoint").count() > 5)
    for width, height in [(1440, 780), (1280, 720)]:
        page.set_viewport_size({"width": width, "height": height})
        for name in TABS.values():
            turn(board, name)
            size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            until(lambda: page.evaluate(size) == [width, height])  # noqa: B023 (asked at once)
