"""A draft is safe: over a reload, over a lost kernel, step by step back."""

import os
import signal

import pytest

pytestmark = pytest.mark.browser
SSO = "EG-15"


@pytest.fixture
def drafted(board, ws, until):
    """A board with a draft that is stored; other tests' may be there too."""
    older = stored(ws)
    board.select(SSO)
    board.field("Reach").fill("800")
    board.field("Reach").press("Enter")
    until(lambda: "Reach 675 → 800" in board.draft())
    until(lambda: stored(ws) - older)
    return board


def stored(ws):
    """The tabs whose drafts are stored."""
    hers = type(ws).open(ws.url, who="ana")
    tabs = set(hers.drafts()["tab"])
    hers.store.close()
    return tabs


def test_it_survives_a_reload(drafted, ws, until):
    version = ws.version
    drafted.reload()
    until(lambda: "Reach 675 → 800" in drafted.draft())
    until(lambda: drafted.cell(SSO, "reach").inner_text() == "800")
    until(drafted.button("Save").is_enabled)
    ws.sync()
    assert ws.version == version
    drafted.save()
    ws.sync()
    assert ws["opportunities"].loc[SSO, "reach"] == 800


def test_it_survives_a_killed_kernel(drafted, ws, server, until):
    os.kill(server.kernel(drafted.page), signal.SIGKILL)
    banner = drafted.page.get_by_role("alert").filter(has_text="connection")
    banner.wait_for()
    assert "the draft is kept" in banner.inner_text()
    drafted.button("Reconnect").click()
    until(lambda: drafted.page.locator(".wb-banner").count() == 0)
    drafted.wait()
    until(lambda: "Reach 675 → 800" in drafted.draft())
    drafted.save("after all")
    ws.sync()
    assert ws["opportunities"].loc[SSO, "reach"] == 800


def test_another_tab_does_not_see_it(drafted, meet):
    other = meet()
    assert other.draft() == ""
    assert other.cell(SSO, "reach").inner_text() == "675"


def test_steps_are_taken_back_and_done_again_then_the_last_save_too(drafted, ws, until):
    keyboard = drafted.page.keyboard
    drafted.field("Effort").fill("2")
    drafted.field("Effort").press("Enter")
    until(lambda: "effort 2.5 → 2" in drafted.draft().lower())
    drafted.page.evaluate("document.activeElement.blur()")
    keyboard.press("Control+z")
    until(lambda: "effort" not in drafted.draft().lower() and "Reach 675 → 800" in drafted.draft())
    keyboard.press("Control+z")
    until(lambda: drafted.draft() == "")
    keyboard.press("Control+Shift+z")
    until(lambda: "Reach 675 → 800" in drafted.draft())
    drafted.save()
    ws.sync()
    assert ws["opportunities"].loc[SSO, "reach"] == 800
    drafted.page.evaluate("document.activeElement.blur()")
    keyboard.press("Control+z")
    drafted.says("Your last save is taken back.")
    until(lambda: drafted.cell(SSO, "reach").inner_text() == "675")
    ws.sync()
    assert ws["opportunities"].loc[SSO, "reach"] == 675
    keyboard.press("Control+Shift+z")
    drafted.says("Done again and saved.")
    ws.sync()
    assert ws["opportunities"].loc[SSO, "reach"] == 800
