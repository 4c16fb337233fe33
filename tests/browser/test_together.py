"""Two people on one workspace: each hears of the other, and nothing is lost."""

from pathlib import Path

import pytest

from workbench import Workspace

pytestmark = pytest.mark.browser

SSO, OPC = "EG-15", "EG-37"


def type_reach(board, until, value, old="675"):
    board.select(SSO)
    board.field("Reach").fill(value)
    board.field("Reach").press("Enter")
    until(lambda: f"Reach {old} → {value}" in board.draft())


def test_what_another_visitor_saves_shows_by_itself(board, meet, ws, until):
    other = meet()
    type_reach(other, until, "820")
    other.save("from the other desk")
    until(lambda: board.cell(SSO, "reach").inner_text() == "820", seconds=10)
    board.says("ana saved changes")
    ws.sync()
    ws.edit("opportunities", SSO, reach=830)
    until(lambda: board.cell(SSO, "reach").inner_text() == "830", seconds=10)
    board.says("li saved changes")
    until(lambda: "by li" in board.page.locator("#wb-saved").inner_text())
    assert board.draft() == ""


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", 800), ("Take li's", 700)])
def test_a_drafted_cell_that_another_saved_shows_both_values_and_asks(board, ws, until, button, kept):
    type_reach(board, until, "800")
    ws.edit("opportunities", SSO, reach=700)
    bar = board.page.locator(".wb-conflict-bar")
    bar.wait_for()
    until(lambda: all(word in bar.inner_text() for word in ("800", "700", "li")))
    board.button(button).click()
    until(lambda: not bar.is_visible())
    if kept == 800:
        board.save()
    ws.sync()
    assert ws["opportunities"].loc[SSO, "reach"] == kept
    until(lambda: board.cell(SSO, "reach").inner_text() == str(kept))
    assert board.draft() == ""


def test_another_cell_of_the_same_row_merges(board, ws, until):
    type_reach(board, until, "800")
    ws.edit("opportunities", SSO, effort=3)
    until(lambda: board.cell(SSO, "effort").inner_text() == "3")
    assert not board.page.locator(".wb-conflict-bar").is_visible()
    board.save()
    ws.sync()
    assert ws["opportunities"].loc[SSO, ["reach", "effort"]].tolist() == [800, 3]


def test_news_wait_until_the_pointer_lets_go(board, ws, until):
    board.select(SSO)
    board.drag("Effort", 30, release=False)
    until(lambda: "Effort" in board.draft())
    ws.edit("opportunities", OPC, title="Renamed meanwhile")
    board.page.wait_for_timeout(1500)
    assert "by li" not in board.page.locator("#wb-saved").inner_text()
    board.page.mouse.up()
    board.says("li saved changes")
    board.page.get_by_placeholder("Search").fill("Renamed meanwhile")
    until(lambda: board.rows() == [OPC])


def test_a_row_that_another_removed_is_gone_with_a_sentence(board, ws, until):
    type_reach(board, until, "800")
    ws.remove("opportunities", [SSO], with_references=True)
    until(lambda: board.row(SSO).count() == 0 or board.page.locator(".wb-conflict-bar").is_visible())
    board.button("Save").click()
    board.page.locator(".wb-status:not(:empty)").wait_for()
    ws.sync()
    assert SSO not in ws["opportunities"].index


def test_a_cell_that_is_being_typed_in_stays_open_when_another_saves(board, ws, until):
    first, last = board.rows()[1:4:2]
    board.cell(first, "reach").click()
    board.page.keyboard.type("77")
    ws.edit("opportunities", last, reach=5)
    until(lambda: "by li" in board.page.locator("#wb-saved").inner_text())
    board.page.keyboard.type("7")
    board.page.keyboard.press("Enter")
    until(lambda: board.cell(first, "reach").inner_text() == "777")
    board.save()
    ws.sync()
    assert ws["opportunities"].loc[first, "reach"] == 777
    assert ws["opportunities"].loc[last, "reach"] == 5


@pytest.fixture
def unnamed(tmp_path, launch, sample_at):
    """A server that names nobody."""
    (tmp_path / "notebooks").symlink_to(Path(__file__).parents[2] / "notebooks")
    sample_at(tmp_path / "product.db").store.close()
    served = launch(tmp_path, WORKBENCH_USER="")
    yield served
    served.process.terminate()


def test_the_first_save_asks_for_a_name_that_the_browser_keeps_and_others_see(
    unnamed, visit, board_at, violations, until
):
    ours, theirs = (board_at(visit(), unnamed.url) for _ in range(2))
    ours.open()
    type_reach(ours, until, "820")
    ours.page.get_by_placeholder("Why? (optional)").fill("counted")
    ours.button("Save").click()
    ask = ours.page.locator("dialog.wb-ask")
    ask.get_by_role("button", name="Cancel").click()
    assert "Reach 675 → 820" in ours.draft()
    ours.page.keyboard.press("Control+s")
    ask.get_by_label("Name").fill("Ana López")
    assert violations(ours.page) == []
    ours.page.keyboard.press("Enter")
    ours.says("Saved.")
    saved = Workspace.open(unnamed.workspace)
    assert tuple(saved.history().iloc[-1][["who", "new", "why"]]) == ("Ana López", 820, "counted")
    ours.reload()
    type_reach(ours, until, "830", old="820")
    ours.save()
    saved.sync()
    assert saved.history().iloc[-1]["who"] == "Ana López"
    saved.store.close()
    theirs.open()
    until(lambda: "also here: Ana López" in theirs.page.locator("#wb-saved").inner_text())
    until(lambda: "also here: somebody" in ours.page.locator("#wb-saved").inner_text())
