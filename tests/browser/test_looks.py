"""It fits the screens that people have, in light and dark."""

import pytest

pytestmark = pytest.mark.browser


FAINT = """() => {
          const parts = (text) => text.match(/[\\d.]+/g).map((one, i) => one * (text.startsWith('color(') && i < 3 ? 255 : 1));
          const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const under = (node) => {
            for (let at = node; at; at = at.parentElement) {
              const colour = parts(getComputedStyle(at).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          const found = new Set();
          for (const node of document.querySelectorAll('.wb-board *, .wb-header *')) {
            const text = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
            if (!text || node.closest('svg, :disabled, .wb-off') || !node.checkVisibility({ opacityProperty: true })) continue;
            const [a, b] = [light(parts(getComputedStyle(node).color)), light(under(node))];
            if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) found.add(`${node.className}: ${node.textContent.slice(0, 30)}`);
          }
          return [...found];
        }"""

CUT = """[...document.querySelectorAll('.wb-item *, .wb-foot *')].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width && node.matches('button, input, select, label') && (box.right > innerWidth || box.bottom > innerHeight);
}).map((node) => node.outerHTML.slice(0, 80))"""


def test_no_page_scroll_on_a_laptop(board):
    for width, height in [(1440, 780), (1280, 720)]:
        board.page.set_viewport_size({"width": width, "height": height})
        size = board.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        assert size[0] <= width
        assert size[1] <= height
        assert board.page.evaluate(CUT) == []


def test_nothing_is_wider_than_a_phone(meet):
    board = meet(viewport={"width": 400, "height": 800}, has_touch=True)
    assert board.page.evaluate("document.documentElement.scrollWidth") <= 400
    wide = board.page.evaluate(
        """[...document.querySelectorAll('.wb-board button, .wb-board input, .wb-board select, .wb-chart, .wb-grid')]
        .filter((node) => node.getBoundingClientRect().right > 401 && !node.closest('.tabulator'))
        .map((node) => node.outerHTML.slice(0, 80))"""
    )
    assert wide == []
    board.button("Import").click()
    board.page.locator(".wb-dialog").wait_for()
    assert board.page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_theme_repaints_the_charts_without_asking_python(board, until):
    board.page.wait_for_timeout(500)
    colour = "getComputedStyle(document.querySelector('.wb-chart .ytick text')).fill"
    light, sent = board.page.evaluate(colour), []
    board.page.evaluate(
        """() => {
          window.frames_ = 0;
          const send = WebSocket.prototype.send;
          WebSocket.prototype.send = function (...given) { window.frames_ += 1; return send.apply(this, given); };
        }"""
    )
    board.button("Dark theme").click()
    until(lambda: board.page.evaluate(colour) != light)
    assert board.page.evaluate("window.frames_") == 0
    assert sent == []
    board.button("Dark theme").click()
    until(lambda: board.page.evaluate(colour) == light)


def test_texts_can_be_read_on_their_surfaces(board, until):
    assert board.page.evaluate(FAINT) == []
    board.page.get_by_role("button", name="+ New").hover()
    assert board.page.evaluate(FAINT) == []
    board.button("Dark theme").click()
    until(lambda: board.page.evaluate(FAINT) == [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_home_page_the_board_and_the_import(meet, visit, server, violations, scheme):
    home = visit(color_scheme=scheme)
    home.goto(server.url)
    home.locator(".wb-facts li").first.wait_for()
    assert violations(home) == []
    board = meet(color_scheme=scheme)
    assert violations(board.page) == []
    hints = board.page.locator(".wb-hints")
    hints.evaluate("(hints) => hints.classList.add('wb-waiting')")
    assert violations(board.page) == []
    board.button("Import").click()
    board.page.locator(".wb-dialog").wait_for()
    assert violations(board.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_all_parts_of_the_needs_board_and_its_cards(meet, violations, until, scheme):
    board = meet(part="needs", color_scheme=scheme)
    page = board.page
    for part in ("Needs", "Kano", "Surveys", "Call list"):
        board.button(part).click()
        until(lambda: page.locator(".wb-tabs .mod-active").inner_text() == part)  # noqa: B023 (asked at once)
        page.wait_for_timeout(500)
        assert violations(page) == [], part
        assert page.evaluate(FAINT) == [], part
    board.button("Needs").click()
    for opened in ("+ Add what you heard", "quotes without a need"):
        page.get_by_role("button", name=opened).click()
        page.locator(".wb-dialog").wait_for()
        page.wait_for_timeout(500)
        assert violations(page) == [], opened
        assert page.evaluate(FAINT) == [], opened
        page.keyboard.press("Escape")
        page.locator(".wb-dialog").wait_for(state="detached")
