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
    colour = "getComputedStyle(document.querySelector('.wb-chart .ytick text')).fill"
    light = board.page.evaluate(colour)
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
    board.button("Dark theme").click()
    until(lambda: board.page.evaluate(colour) == light)


def test_texts_can_be_read_on_their_surfaces(board, until):
    assert board.page.evaluate(FAINT) == []
    board.page.get_by_role("button", name="+ New").hover()
    assert board.page.evaluate(FAINT) == []
    board.button("Dark theme").click()
    until(lambda: board.page.evaluate(FAINT) == [])


STILL = "document.getAnimations().every((one) => one.playState !== 'running')"


@pytest.fixture
def faultless(violations, until):
    """Fail where axe finds something on a page, in light or in dark."""

    def check(page, place, *others):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            until(lambda: page.evaluate("document.documentElement.dataset.theme") == scheme)  # noqa: B023 (asked at once)
            until(lambda: page.evaluate(STILL))
            assert violations(page) == [], (place, scheme)
            for other in others:
                assert page.evaluate(other) == [], (place, scheme)

    return check


def test_axe_finds_nothing_on_the_home_page_the_board_and_the_import(board, visit, server, faultless):
    home = visit()
    home.goto(server.url)
    home.locator(".wb-facts li").first.wait_for()
    faultless(home, "home")
    faultless(board.page, "board")
    board.page.locator(".wb-hints").evaluate("(hints) => hints.classList.add('wb-waiting')")
    faultless(board.page, "waiting")
    board.page.locator(".wb-hints").evaluate("(hints) => hints.classList.remove('wb-waiting')")
    board.button("Import").click()
    board.page.locator(".wb-dialog").wait_for()
    faultless(board.page, "import")


def test_axe_finds_nothing_on_all_parts_of_the_needs_board_and_its_cards(board_of, faultless, until):
    page = board_of("needs").page
    for part, tab in (("Needs", "first"), ("Kano", "kano"), ("Surveys", "surveys"), ("Call list", "calls")):
        page.get_by_role("button", name=part, exact=True).click()
        until(lambda part=part: page.locator(".wb-tabs .mod-active").inner_text() == part)
        page.locator(f".wb-tab-{tab} .wb-card").first.wait_for()
        until(lambda: page.locator(".wb-chart:visible:not([data-drawn])").count() == 0)
        faultless(page, part, FAINT)
    page.get_by_role("button", name="Needs", exact=True).click()
    for opened in ("+ Add what you heard", "quotes without a need"):
        page.get_by_role("button", name=opened).click()
        page.locator(".wb-dialog").wait_for()
        faultless(page, opened, FAINT)
        page.keyboard.press("Escape")
        page.locator(".wb-dialog").wait_for(state="detached")
