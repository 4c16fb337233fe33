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
