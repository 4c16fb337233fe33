"""The page's own script in a real browser."""

import os
import signal

import pytest

pytestmark = pytest.mark.browser
READY = ":root[data-ready]"


@pytest.fixture
def board(page, served):
    page.goto(f"{served.url}voila/render/widgets.ipynb?theme=Security")
    page.wait_for_selector(READY, timeout=60_000)
    return page


def test_hello_is_in_the_first_frame(board):
    said = board.locator(".widget-vbox").inner_text()
    assert "('search', '?theme=Security')" in said
    assert "('theme', 'light')" in said
    assert "('base', '/')" in said


def test_a_tab_keeps_its_name_and_a_copy_gets_its_own(board):
    own = board.evaluate("sessionStorage.getItem('wb-tab')")
    assert f"('tab', '{own}')" in board.locator(".widget-vbox").inner_text()
    board.reload()
    board.wait_for_selector(READY, timeout=60_000)
    assert board.evaluate("sessionStorage.getItem('wb-tab')") == own
    with board.context.expect_page() as opened:
        board.evaluate(
            "window.open(location.href)"
        )  # a window that is opened so gets a copy of the session's storage
    opened.value.wait_for_selector(READY, timeout=60_000)
    assert opened.value.evaluate("sessionStorage.getItem('wb-tab')") != own


@pytest.mark.parametrize("server", ["served", "stock"])
def test_a_control_moves_what_depends_on_it_every_time(page, server, request):
    board = page
    board.goto(f"{request.getfixturevalue(server).url}voila/render/widgets.ipynb")
    board.wait_for_selector(READY, timeout=60_000)
    board.locator(".noUi-handle").focus()
    for _ in range(12):
        board.keyboard.press("ArrowRight")
    board.get_by_text("printed 12").wait_for(timeout=10_000)
    assert "\n12\n" in board.locator(".widget-vbox").inner_text()


def test_a_widget_that_is_not_ours_gets_a_sentence(board):
    missing = board.locator(".wb-missing")
    assert missing.count() == 1
    assert "StrangeView of strange-widgets" in missing.inner_text()


def test_the_theme_is_switched_kept_and_announced(board):
    board.evaluate("document.addEventListener('wb-theme', () => (window.heard = (window.heard ?? 0) + 1))")
    light = board.evaluate("getComputedStyle(document.body).backgroundColor")
    board.get_by_role("button", name="Dark theme").click()
    assert board.evaluate("document.documentElement.dataset.theme") == "dark"
    assert board.evaluate("window.heard") == 1
    assert board.evaluate("getComputedStyle(document.body).backgroundColor") != light
    board.reload(wait_until="commit")
    board.wait_for_selector("body", timeout=60_000)
    assert board.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_lost_kernel_is_said_and_reconnect_brings_a_page_that_works(board, served):
    os.kill(served.kernel(board), signal.SIGKILL)
    board.get_by_role("alert").wait_for(timeout=30_000)
    assert "the draft is kept" in board.get_by_role("alert").inner_text()
    board.get_by_role("button", name="Reconnect").click()
    board.wait_for_selector(READY, timeout=60_000)
    assert board.get_by_role("alert").count() == 0
    board.locator(".noUi-handle").focus()
    board.keyboard.press("ArrowRight")
    board.get_by_text("printed 1").wait_for(timeout=10_000)


def test_a_short_break_of_the_network_is_bridged(page, served):
    page.add_init_script(
        "const S = WebSocket; window.sockets = []; window.WebSocket = class extends S {"
        " constructor(...given) { super(...given); window.sockets.push(this); } };"
    )
    page.goto(f"{served.url}voila/render/widgets.ipynb")
    page.wait_for_selector(READY, timeout=60_000)
    page.evaluate("window.sockets[0].close()")
    page.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("printed 1").wait_for(timeout=10_000)
    assert page.evaluate("window.sockets.length") == 2
    assert page.get_by_role("alert").count() == 0


def test_a_cell_that_fails_is_one_sentence_and_the_rest_is_there(page, served):
    page.goto(f"{served.url}voila/render/trial.ipynb")
    page.wait_for_selector(READY, timeout=60_000)
    assert page.locator(".wb-failed").count() == 1
    assert page.get_by_text("a widget", exact=True).is_visible()
    assert page.locator(".wb-loading").is_hidden()


@pytest.mark.parametrize("width", [1440, 400])
def test_nothing_is_wider_than_the_screen(page, visit, served, width):
    page.set_viewport_size({"width": width, "height": 780})
    for path in ("", "voila/render/widgets.ipynb", "no/such/page"):
        page.goto(served.url + path)
        page.wait_for_load_state("load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(visit.wrong) == 1
    assert "404" in visit.wrong.pop()


def test_the_home_page_links_to_the_boards_and_makes_a_product(page, visit, launch, tmp_path, folder):
    (tmp_path / "notebooks").symlink_to(folder / "notebooks")
    own = launch(tmp_path)
    page.goto(own.url)
    page.get_by_role("link", name="Paste or import your list").wait_for(timeout=60_000)
    page.get_by_role("button", name="Start an empty product").click()
    page.get_by_label("Name").fill("???")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_text("needs a letter or a digit").wait_for()
    assert "400" in visit.wrong.pop()
    page.get_by_label("Name").fill("Sensor Hub")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("heading", name="Sensor Hub").wait_for(timeout=60_000)
    page.get_by_role("link", name="Widgets").last.click()
    page.wait_for_selector(READY, timeout=60_000)
