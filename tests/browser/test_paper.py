"""The board as a picture and on paper: what is seen, of when, and nothing to press."""

import base64
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
COLOURS = """async ([data, places]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const count = ([x, y, width, height]) =>
    new Set(new Uint32Array(context.getImageData(2 * x + 24, 2 * y + 24, 2 * width, 2 * height).data.buffer)).size;
  return [image.width, image.height, ...places.map(count)];
}"""
"""Width and height of a picture, and how many colours there are in places of the board."""


def box(board, selector):
    """Where something is on the board: x, y, width, height, in whole pixels."""
    return board.page.evaluate(
        """(selector) => {
          const place = document.querySelector(selector).getBoundingClientRect();
          const whole = document.querySelector('.wb-board').getBoundingClientRect();
          return [place.x - whole.x, place.y - whole.y, place.width, place.height].map(Math.round);
        }""",
        selector,
    )


def picture(board):
    with board.page.expect_download(timeout=180_000) as download:
        board.button("Picture").click()
    return download.value


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_the_board_with_its_charts_under_what_it_shows(meet, ws, scheme):
    board = meet("?owner=Li&status=all", color_scheme=scheme)
    places = [
        box(board, place) for place in (".wb-picture-1 .wb-chart", ".wb-picture-2 .wb-chart", ".wb-grid")
    ]
    width, height = box(board, ".wb-board")[2:]
    asked = []
    board.page.on("request", lambda sent: asked.append(sent.url))
    file = picture(board)
    assert re.fullmatch(rf"opportunities \d{{4}}-\d\d-\d\d v{ws.version}\.png", file.suggested_filename)
    assert any("/picture.js" in url for url in asked)
    line = 20
    lower = [[x, y + line, wide, high - line] for x, y, wide, high in places]
    data = base64.b64encode(Path(file.path()).read_bytes()).decode()
    wide, high, caption, *seen = board.page.evaluate(COLOURS, [data, [[0, 0, 400, 14], *lower]])
    assert wide == 2 * (width + 24)
    assert 2 * (height + 24) < high < 2 * (height + 80)
    assert caption > 20
    assert min(seen) > 50
    assert board.page.locator(".wb-picturing").count() == 0
    assert board.page.locator(".wb-caption").is_hidden()


UNLIKE = """async () => {
  const board = document.querySelector('.wb-board'), before = board.innerHTML;
  const points = async (...looks) => {
    const image = await createImageBitmap(await workbenchPicture.picture(board, ...looks));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  };
  const [quick, whole] = [await points(), await points(null)];
  if (board.innerHTML !== before) return null;
  return [quick.length - whole.length, quick.filter((value, place) => Math.abs(value - whole[place]) > 24).length];
}"""
"""How a picture differs from one by all that the browser knows of the looks: in size, in points seen to differ.

Null where the board changed meanwhile: what the needs say of an item, and which guess is the riskiest, comes at leisure.
"""


@pytest.mark.parametrize(("part", "tab"), [("opportunities", "Ranking"), ("needs", "Kano")])
def test_the_picture_lacks_nothing_of_the_looks(meet, until, part, tab):
    board = meet(part=part, color_scheme="dark")
    board.button(tab).click()
    board.page.locator(".wb-chart[data-drawn] >> visible=true").first.wait_for()
    picture(board)
    board.page.mouse.move(0, 0)
    assert until(lambda: board.page.evaluate(UNLIKE)) == [0, 0]


def test_the_picture_is_no_part_of_the_first_view(visit, server, ws, board_at):
    page = visit()
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    board_at(page, server.url).open()
    assert len(asked) <= 15
    assert not any("picture.js" in url for url in asked)


def test_paper_has_the_whole_list_and_what_is_seen_and_nothing_to_press(meet, ws, until):
    ws.edit("settings", "product.name", value="Edge <b>Gateway</b>")
    board = meet("?status=all&search=e&sort=-effort", color_scheme="dark")
    page = board.page
    wanted = ws["opportunities"]["title"]
    wanted = wanted[wanted.str.contains("e", case=False)]
    board.field("Reach").fill("1234")
    board.field("Reach").press("Enter")
    until(lambda: "1,234" in board.draft())
    page.emulate_media(media="print", color_scheme="dark")
    page.locator(".wb-print-list").wait_for()
    until(lambda: "not saved" in page.locator(".wb-caption").inner_text())
    said = page.locator(".wb-caption").inner_text()
    for words in (
        "Edge <b>Gateway</b> · What should we do next, and how sure are we of that order? · method: RICE · line: the top 10",
        "search: e · sorted by Effort, downwards",
        f"version {ws.version}",
        "with changes that are not saved",
    ):
        assert words in said
    assert re.search(r"\d{1,2} \w+ \d{4} at \d\d:\d\d$|\d{1,2} \w+ \d{4}, \d\d:\d\d$", said)
    names = page.locator(".wb-print-list .wb-name-text").all_inner_texts()
    assert sorted(names) == sorted(wanted)
    assert (
        page.locator(".wb-board button:visible, .wb-header:visible, .wb-board .tabulator:visible").count()
        == 0
    )
    assert page.locator(".wb-chart svg.main-svg:visible").count() >= 2
    light = page.evaluate("getComputedStyle(document.querySelector('.wb-card')).backgroundColor")
    assert light == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="dark")
    until(lambda: page.locator(".wb-print-list").count() == 0)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    until(lambda: page.locator(".wb-print-list").count() == 0)


def test_every_part_of_the_needs_has_a_caption_of_its_own(meet, until):
    board = meet("?tab=kano&months=6", part="needs")
    line = board.page.locator(".wb-caption")
    until(lambda: "What would they miss" in line.text_content())
    assert "months: Last 6 months" in line.text_content()
    board.button("Surveys").click()
    until(lambda: "Are they content" in line.text_content())


def test_a_chart_without_height_waits_and_is_drawn_once_it_has_some(meet, until):
    board = meet()
    chart = board.page.locator(".wb-picture-1 .wb-chart")
    chart.evaluate("one => Object.assign(one.style, { flex: 'none', height: '0' })")
    before = board.bars()
    board.page.wait_for_timeout(300)  # it must not try, and that sends no event
    board.field("Reach").fill("5000")
    board.field("Reach").press("Enter")
    until(lambda: "5,000" in board.draft())
    chart.evaluate("one => Object.assign(one.style, { flex: '', height: '' })")
    until(lambda: board.bars() != before)
    place = board.page.locator(".wb-picture-1 .barlayer .point path").nth(3).bounding_box()
    board.page.mouse.click(place["x"] + 10, place["y"] + 5)
    until(lambda: "selected=" in board.address())
