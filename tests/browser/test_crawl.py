"""Every control is used once, wherever it is: no error, no traceback, no request to somewhere else."""

from collections import Counter

import pytest
from playwright.sync_api import TimeoutError as TooLate

pytestmark = pytest.mark.browser

NEXT = """visited => {
  const controls = 'button, select, summary, input, textarea, [role=slider], .tabulator-col, a[href]';
  for (const node of document.querySelectorAll(controls)) {
    if (!node.checkVisibility() || node.disabled || node.closest('.wb-nav, .wb-brand, .tabulator-row')) continue;
    const top = document.querySelector('dialog[open], .wb-dialog');
    if (top && !top.contains(node)) continue;
    const name = [node.tagName, node.type, node.getAttribute('aria-label') ?? node.title, node.textContent.trim().slice(0, 30),
      node.closest('[title]')?.title, node.placeholder, Boolean(top)].join('|');
    if (visited.includes(name)) continue;
    document.querySelectorAll('[data-crawl]').forEach((old) => delete old.dataset.crawl);
    node.dataset.crawl = '';
    return [name, node.tagName, node.type ?? '', node.getAttribute('role') ?? ''];
  }
  return null;
}"""


def use(page, tag, kind, role):
    node = page.locator("[data-crawl]")
    if tag == "SELECT":
        options = node.locator("option").all()
        node.select_option(index=len(options) - 1)
    elif role == "slider":
        node.focus()
        page.keyboard.press("ArrowRight")
    elif tag in ("INPUT", "TEXTAREA") and kind not in ("checkbox", "radio", "button", "submit"):
        node.fill("=1")
        node.press("Tab")
    elif tag == "A":
        node.hover()
    else:
        node.click(timeout=2000)


def crawl(page, most=90):
    """Use every control that comes into sight once; Escape leads out of a dialog that has nothing new."""
    visited, late = [], Counter()
    while len(visited) < most:
        found = page.evaluate(NEXT, visited)
        if found is None:
            if not page.locator("dialog[open], .wb-dialog").count():
                break
            page.keyboard.press("Escape")
            page.locator("dialog[open], .wb-dialog").wait_for(state="detached", timeout=5000)
            continue
        name, *how = found
        try:
            use(page, *how)
            visited.append(name)
        except TooLate:  # a card came up over it meanwhile, or it was drawn anew: look again
            late[name] += 1
            assert late[name] < 3, f"{name} cannot be used"
        page.wait_for_timeout(60)
    text = page.locator("body").inner_text()
    assert "Traceback" not in text
    assert "Error" not in text
    assert page.locator(".wb-failed, .wb-missing, .wb-banner").count() == 0
    return visited


def test_the_board_of_the_sample(board):
    assert len(crawl(board.page)) > 30


def test_the_board_of_an_empty_product(meet, ws):
    ws.remove("opportunities", ws["opportunities"].index)
    assert len(crawl(meet().page)) > 15


def test_the_board_after_a_bad_import(board, ws):
    version = ws.version
    board.button("Import").click()
    with board.page.expect_file_chooser() as chooser:
        board.page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(
        {"name": "bad.csv", "mimeType": "text/csv", "buffer": b"title,reach,impact\n,many,\x00\nA,-5,x\n"}
    )
    board.page.locator(".wb-dialog .wb-bad, .wb-dialog table").first.wait_for()
    assert len(crawl(board.page)) > 30
    ws.sync()
    assert ws.version >= version


def test_the_home_page(page, server, ws):
    page.goto(server.url)
    page.locator(".wb-tile .wb-facts li:not(.wb-bone)").first.wait_for()
    assert len(crawl(page)) >= 3
