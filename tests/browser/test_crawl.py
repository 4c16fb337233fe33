"""Every control is used once, wherever it is: no error, no traceback, no request to somewhere else.

With WORKBENCH_LONG set also on boards of an empty product, and after a file that could not be read.
"""

import os
from collections import Counter

import pytest
from part_boards import BOARDS
from playwright.sync_api import TimeoutError as TooLate

pytestmark = pytest.mark.browser
in_earnest = pytest.mark.skipif(
    not os.environ.get("WORKBENCH_LONG"), reason="the same controls as on the sample: set WORKBENCH_LONG"
)

NEXT = """([visited, besides, again]) => {
  const controls = 'button, select, summary, input, textarea, [role=slider], .tabulator-col, a[href]';
  for (const node of document.querySelectorAll(controls)) {
    if (!node.checkVisibility() || node.disabled || node.closest(`.wb-nav, .wb-brand, .tabulator-row${besides}`)) continue;
    const top = document.querySelector('dialog[open], .wb-dialog');
    if (top && !top.contains(node)) continue;
    const list = node.closest('.wb-entries ul, .wb-heat table');
    const label = list?.getAttribute('aria-label') ?? list?.caption?.textContent;
    const kind = list ? `${label} ${node.className} ${node.matches('.wb-entry-act') ? node.textContent : ''}|` : '';
    if (kind && visited.filter((one) => one.startsWith(kind)).length >= again) continue;
    const name = kind + [node.tagName, node.type, node.getAttribute('aria-label') ?? node.title, node.textContent.trim().slice(0, 30),
      node.closest('[title]')?.title, node.placeholder, Boolean(top)].join('|');
    if (visited.includes(name)) continue;
    document.querySelectorAll('[data-crawl]').forEach((old) => delete old.dataset.crawl);
    node.dataset.crawl = '';
    return [name, node.tagName, node.type ?? '', node.getAttribute('role') ?? ''];
  }
  return null;
}"""


DONE = """async () => {
  const kernel = (await globalThis.workbenchPage)?.kernel;
  await Promise.race([kernel?.lost === false && kernel.ask('kernel_info_request', {}), new Promise((go) => setTimeout(go, 2000))]);
}"""
"""Wait until the kernel, where the page has one, did what a control asked of it: a card may be coming up."""

OVER = "dialog[open], .wb-dialog"
AGAIN = 3
"""How many entries of a list, and cells of a table, are used: the others are the same control with other data."""


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


def crawl(page, most=90, besides="", stay=lambda: None):
    """Use every control that comes into sight once; Escape leads out of a dialog that has nothing new.

    ``stay`` leads back where a control led elsewhere.
    """
    visited, late = [], Counter()
    while len(visited) < most:
        if not page.locator(OVER).count():
            stay()
        found = page.evaluate(NEXT, [visited, besides, AGAIN])
        if found is None:
            if not page.locator(OVER).count():
                break
            page.keyboard.press("Escape")
            page.locator(OVER).wait_for(state="detached")
            continue
        name, *how = found
        try:
            use(page, *how)
            visited.append(name)
        except TooLate:  # a card came up over it meanwhile, or it was drawn anew: look again
            late[name] += 1
            assert late[name] < 3, f"{name} cannot be used"
        page.evaluate(DONE)
    text = page.locator("body").inner_text()
    assert "Traceback" not in text
    assert "Error" not in text
    assert page.locator(".wb-failed, .wb-missing, .wb-banner").count() == 0
    return visited


def turn_to(board, part, tries=8):
    """Turn to a part; the last control may have opened a card, or be about to."""
    for left in reversed(range(tries)):
        board.page.keyboard.press("Escape")
        try:
            board.button(part).click(timeout=2000)
        except TooLate:
            assert left, f"a card stays over {part}"
        else:
            return


@pytest.mark.parametrize("part", BOARDS)
def test_all_tabs_of_the_boards_of_the_sample(meet, part):
    board, tabs, found = meet(part=part), BOARDS[part].tabs, []
    for tab, label in reversed([(each.name, each.label) for each in tabs]):
        here = board.page.locator(f".wb-tab-{tab or 'first'}")

        def stay(here=here, label=label):
            if not here.is_visible():
                turn_to(board, label)
                here.locator(".wb-card").first.wait_for()

        common = ", .wb-foot, #wb-theme" if tab else ""
        found += crawl(board.page, besides=f", .wb-tabs{common}", stay=stay)
    assert len(found) > 12 * len(tabs)


@in_earnest
def test_the_needs_board_of_an_empty_product(meet, ws):
    for table in ("surveys", "feedback", "needs", "customers", "segments"):
        ws.remove(table, ws[table].index, with_references=True)
    board = meet(part="needs")
    assert "Add what you heard" in board.page.locator(".wb-empty").inner_text()
    assert len(crawl(board.page)) > 10


@in_earnest
def test_the_board_of_an_empty_product(meet, ws):
    ws.remove("opportunities", ws["opportunities"].index, with_references=True)
    assert len(crawl(meet().page, besides=", .wb-tabs")) > 15


@in_earnest
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
