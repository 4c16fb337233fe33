"""A list comes in through the panel: what is guessed can be corrected, and nothing comes in twice."""

import pytest

pytestmark = pytest.mark.browser
ROWS = "Name,Users,Audience,Benefit,Estimate\nVoice control,900,1200,2,3\nNight mode,300,500,1,0.5\n"


@pytest.fixture
def panel(board):
    board.button("Import").click()
    panel = board.page.locator(".wb-dialog")
    panel.wait_for()
    return panel


def upload(panel, name, content):
    with panel.page.expect_file_chooser() as chooser:
        panel.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def test_a_column_is_corrected_the_rows_come_in_and_a_second_time_nothing_is_new(board, panel, ws):
    upload(panel, "ideas.csv", ROWS.encode())
    panel.get_by_text("2 new, 0 updated, 0 as before.").wait_for()
    if not panel.get_by_label("Reach", exact=True).count():
        panel.get_by_role("button", name="Read more columns").click()
    panel.get_by_label("Reach", exact=True).select_option("Audience")
    panel.locator("table").get_by_text("1200").wait_for()
    board.button("Import 2 rows").click()
    board.says("Imported: 2 new")
    board.page.locator(".wb-dialog").wait_for(state="detached")
    ws.sync()
    rows = ws["opportunities"].set_index("title").loc[["Voice control", "Night mode"]]
    assert rows["reach"].tolist() == [1200, 500]
    assert set(ws.history().iloc[-1:]["who"]) == {"ana"}
    board.page.get_by_placeholder("Search").fill("Voice control")
    board.page.locator(".tabulator-row .wb-name-text", has_text="Voice control").wait_for()
    version = ws.version
    board.button("Import").click()
    upload(board.page.locator(".wb-dialog"), "ideas.csv", ROWS.encode())
    board.page.locator(".wb-dialog").get_by_text("0 new").wait_for()
    ws.sync()
    assert ws.version == version


def test_the_first_rows_of_an_empty_product_are_ranked_at_once(meet, ws, until):
    ws.remove("opportunities", ws["opportunities"].index, with_references=True)
    board = meet("?import=1")
    panel = board.page.locator(".wb-dialog")
    board.page.get_by_placeholder("or paste rows").fill(
        "title\treach\timpact\tconfidence\teffort\nA\t10\t1\t1\t1\nB\t20\t1\t1\t1"
    )
    board.button("Read").click()
    board.button("Import 2 rows").click()
    panel.wait_for(state="detached")
    until(lambda: board.rows() == ["b", "a"])
    until(lambda: board.headlines().get("are in, 8 times in 10 or more") == "2 of 10")
    until(lambda: list(board.bars()) == ["b", "a"])
    until(lambda: board.title().input_value() == "B")


BROKEN = {
    "broken.xlsx": b"PK\x03\x04 and then nothing",
    "broken.json": b'[{"title": ',
    "empty.csv": b"",
    "image.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
}


def test_a_file_that_cannot_be_read_is_one_sentence(panel, ws):
    version = ws.version
    for name, content in BROKEN.items():
        upload(panel, name, content)
        said = panel.locator(".wb-bad", has_text=name)
        said.wait_for()
        assert said.inner_text().count("\n") == 0
        assert panel.get_by_role("button", name="Import").count() == 0
    ws.sync()
    assert ws.version == version


def test_bad_rows_stand_in_the_way_until_they_are_left_out(board, panel, ws):
    upload(panel, "half.csv", b"title,reach,effort\nGood one,10,1\nBad one,lots,1\n")
    panel.locator("li").wait_for()
    assert "lots" in panel.locator("li").inner_text()
    assert board.button("Import 2 rows").is_disabled()
    panel.get_by_label("Leave out rows that have a fault").check()
    panel.get_by_role("button", name="Import 1 row", exact=True).click()
    board.says("Imported: 1 new")
    ws.sync()
    assert "Good one" in set(ws["opportunities"]["title"])
    assert "Bad one" not in set(ws["opportunities"]["title"])
