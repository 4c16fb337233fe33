"""What a person typed is text: never markup, never a formula."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
MARKUP, FORMULA = "<img src=x onerror=alert(1)>", "=cmd()|' /C calc'!A0"
SCORED = {"reach": 5000.0, "impact": 3.0, "confidence": 1.0, "effort": 1.0}
TEXTS = ("theme", "owner", "status", "description")


@pytest.fixture
def hostile(meet, ws):
    ws.add(
        "opportunities",
        {
            "<b>1</b>": {
                "title": MARKUP,
                **SCORED,
                **dict.fromkeys(TEXTS, MARKUP),
                "source": "javascript:alert(1)",
            },
            "=2": {"title": FORMULA, **SCORED, **dict.fromkeys(TEXTS, FORMULA)},
        },
    )
    board = meet()
    board.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    return board


def test_every_place_shows_it_as_text(hostile, ws, until):
    page = hostile.page
    names = page.locator(".wb-grid .wb-name-text").all_inner_texts()
    assert MARKUP in names
    assert FORMULA in names
    page.locator(".wb-name-text", has_text="onerror").click()
    until(lambda: hostile.title().input_value() == MARKUP)
    assert page.locator(".tabulator-row.wb-selected a").count() == 0
    labels = page.locator(".wb-chart").first.locator(".ytick text").all_text_contents()
    assert any("<img" in label for label in labels)
    assert "<img" in page.locator(".wb-say").inner_text()
    hostile.field("Reach").fill("4000")
    hostile.field("Reach").press("Enter")
    until(lambda: "5,000 → 4,000" in hostile.draft())
    hostile.title().fill("<b>bold</b>")
    hostile.title().press("Enter")
    until(lambda: "“<b>bold</b>”" in hostile.draft())
    ws.edit("opportunities", "<b>1</b>", reach=3000)
    conflict = page.locator(".wb-conflict-bar")
    conflict.wait_for()
    assert "<b>bold</b>" in conflict.inner_text()
    page.locator(".barlayer .point path").first.hover(force=True)
    hostile.button("How was this computed?").click()
    page.locator(".wb-dialog").wait_for()
    assert page.locator(".wb-board img, .wb-board [onerror]").count() == 0


def test_the_import_preview_shows_it_as_text_and_the_exported_file_is_guarded(hostile):
    panel = hostile.page.locator(".wb-dialog")
    hostile.button("Import").click()
    hostile.page.get_by_placeholder("or paste rows").fill(
        f"title\treach\t{MARKUP}\n{MARKUP}\t1\t2\n{FORMULA}\tmany\t{MARKUP}"
    )
    hostile.button("Read").click()
    panel.locator("table").wait_for()
    assert MARKUP in panel.locator("table").inner_text()
    assert "many" in panel.inner_text()
    assert panel.locator("img").count() == 0
    hostile.button("Close").click()
    with hostile.page.expect_download() as download:
        hostile.button("Export CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert FORMULA in text
    assert f",{FORMULA}" not in text
    assert f'"{FORMULA}' not in text
    assert not any(line.startswith("=2") for line in text.splitlines())


def clean(page):
    """Fail where anything that was typed has become markup."""
    assert page.locator('img[src="x"], [onerror]').count() == 0


def test_no_part_no_card_and_no_paper_takes_it_as_markup(hostile, ws, until):
    said = {"table": "opportunities", "row": "<b>1</b>", "text": MARKUP, "who": MARKUP, "at": MARKUP}
    ws.add("teams", {"<b>": {"name": MARKUP}})
    ws.edit("opportunities", "<b>1</b>", team="<b>", reopen_when=MARKUP)
    ws.add("comments", {"<b>": said})
    ws.edit("settings", "product.name", value=MARKUP)
    page = hostile.page
    page.locator(".wb-name-text", has_text="onerror").click()
    until(lambda: hostile.title().input_value() == MARKUP)
    hostile.button("Comments (1)").click()
    page.locator(".wb-dialog .wb-entry").wait_for()
    assert page.locator(".wb-dialog").inner_text().count(MARKUP) >= 3
    clean(page)
    hostile.button("Close").click()
    hostile.row("<b>1</b>").locator(".wb-score").click()
    page.keyboard.press("Shift+ArrowDown")
    page.locator(".wb-bulk").click()
    page.locator(".wb-dialog").wait_for()
    assert MARKUP in page.locator(".wb-dialog").inner_text()
    for column in ("Theme", "Team"):
        hostile.choose("What to change", column)
        until(
            lambda: (
                MARKUP in page.locator(".wb-dialog").inner_html().replace("&lt;", "<").replace("&gt;", ">")
            )
        )
        clean(page)
    hostile.button("Close").click()
    parts = page.locator(".wb-tabs button")
    for place in range(parts.count()):
        parts.nth(place).click()
        until(lambda: "mod-active" in parts.nth(place).get_attribute("class"))  # noqa: B023
        page.locator(".wb-body .wb-card:visible").first.wait_for()
        page.wait_for_timeout(500)
        clean(page)
    parts.first.click()
    hostile.page.get_by_placeholder("Search").fill("<img")
    until(lambda: "search: <img" in page.locator(".wb-caption").text_content())
    assert MARKUP in page.locator(".wb-caption").text_content()
    page.emulate_media(media="print")
    page.locator(".wb-print-list").wait_for()
    assert MARKUP in page.locator(".wb-print-list").inner_text()
    clean(page)


@pytest.fixture
def hostile_needs(meet, ws):
    """The Needs board where everything is hostile, ids too."""
    evil = "javascript:alert(1)"
    named = {"name": MARKUP}
    ws.add("segments", {evil: named})
    ws.add("customers", {evil: {**named, "segment": evil, "revenue": 9e6}})
    ws.add("contacts", {evil: {**named, "customer": evil, "email": f"{MARKUP}@x", "consent": True}})
    ws.add("needs", {evil: {"title": MARKUP, "theme": MARKUP, "owner": MARKUP}, "=2": {"title": FORMULA}})
    ws.add("opportunities", {evil: {"title": MARKUP, **SCORED}})
    said = {"quote": MARKUP, "customer": evil, "importance": 3, "date": "2026-10-01"}
    ws.add(
        "feedback", {f"{evil}{i}": {**said, "answer_by": "2026-10-02", "heard_by": MARKUP} for i in range(60)}
    )
    ws.add("feedback_needs", {f"{evil}{i}": {"feedback": f"{evil}{i}", "need": evil} for i in range(58)})
    ws.add("need_opportunities", {evil: {"need": evil, "opportunity": evil}})
    survey = ws["questions"].query("kind == 'kano'")["survey"].iloc[0]
    ws.add("questions", {evil: {"survey": survey, "kind": "kano", "title": MARKUP, "opportunity": evil}})
    answer = {"question": evil, "functional": 2, "dysfunctional": 5}
    people = {
        f"{evil}{i}": {**answer, "respondent": f"r{i}", "customer": each}
        for i, each in enumerate(ws["customers"].index[:6])
    }
    ws.add("responses", people)
    ws.add("comments", {evil: {"table": "needs", "row": evil, "text": MARKUP, "who": MARKUP}})
    board = meet(f"?selected={evil}&feature={evil}", part="needs")
    board.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    return board


def test_what_customers_said_is_text_on_every_part(hostile_needs, until):
    board = hostile_needs
    page = board.page
    until(lambda: board.title().input_value() == MARKUP)
    for place in (
        ".wb-grid .wb-name-text",
        ".wb-heat th",
        ".wb-item .wb-entry-text",
        ".wb-notice",
        ".wb-grid a.wb-goto",
    ):
        assert any(MARKUP in text for text in page.locator(place).all_inner_texts()), place
    hrefs = page.eval_on_selector_all(".wb-board a", "all => all.map((one) => one.getAttribute('href'))")
    assert "opportunities.ipynb?selected=javascript%3Aalert%281%29" in hrefs
    assert not any(href.startswith("javascript") for href in hrefs)
    page.get_by_role("button", name="quotes without a need").click()
    page.locator(".wb-dialog .wb-entry").first.wait_for()
    assert MARKUP in page.locator(".wb-dialog").inner_text()
    page.keyboard.press("Escape")
    board.button("Comments (1)").click()
    page.locator(".wb-dialog .wb-form").wait_for()
    assert MARKUP in page.locator(".wb-dialog .wb-entry").inner_text()
    clean(page)
    board.button("Close").click()
    for part, place in (
        ("Kano", ".wb-tab-kano .wb-detail h2"),
        ("Call list", ".wb-tab-calls .wb-entry-tag"),
        ("Surveys", ".wb-tab-surveys .wb-entry"),
    ):
        board.button(part).click()
        page.locator(place).first.wait_for()
        if part != "Surveys":
            until(lambda: any(MARKUP in text for text in page.locator(place).all_inner_texts()))  # noqa: B023
        assert page.locator(".wb-board img, .wb-board [onerror]").count() == 0
    text = "\n".join(",".join(row.values()) for row in board.exported())
    assert MARKUP in text
    assert f"'{FORMULA}" in text
