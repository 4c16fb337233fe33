"""One page of a board for test after test, each of which finds it as if it had just been opened: that takes seconds."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from board_page import TIMEOUT, Board, watched
from playwright.sync_api import TimeoutError as TooLate

HELLO = """async (address) => {
  const { kernel } = await globalThis.workbenchPage;
  const page = JSON.parse(document.getElementById('wb-page').textContent);
  const comm = kernel.comm('jupyter.widget', document.querySelector('[data-wb-session]').dataset.wbSession);
  const say = (content) => comm.send({ method: 'custom', content });
  say({ key: 'close' });
  say({ hello: { search: new URL(address).search, tab: sessionStorage.getItem('wb-tab'), theme: 'light', who: '', base: page.base } });
  await kernel.ask('kernel_info_request', {});
  history.replaceState(null, '', address.split('?')[0]);
  document.querySelectorAll('.tabulator-tableholder').forEach((list) => { list.scrollTop = 0; });
}"""
"""What a page says to its kernel when it is opened: the workspace as it is now, the link's view, no step to take back."""

SEEN = """() => {
  const all = (places) => [...document.querySelectorAll(places)];
  const body = document.querySelector('.wb-body-place');
  const rows = all('.tabulator-tableholder').flatMap((list) => {
    const end = list.getBoundingClientRect().bottom;
    return [...list.querySelectorAll('.tabulator-row')].filter((row) => row.getBoundingClientRect().bottom < end)
      .map((row) => [row.innerText, row.matches('.wb-selected'), row.matches('.wb-chosen')]);
  });
  return {
    address: location.href,
    rows,
    besides: all('.wb-grid, .wb-say').reduce((text, node) => text.replace(node.innerText, ''), body.innerText),
    said: all('.wb-status, .wb-dirty').map((node) => node.innerText),
    fields: all('.wb-body-place :is(input, select, textarea)').map((field) => field.value),
    off: all('.wb-body-place button').map((button) => button.disabled),
    theme: document.documentElement.dataset.theme,
    kept: JSON.stringify(localStorage),
    over: all('dialog[open], .wb-dialog, .wb-banner, .wb-failed, .wb-print-list').length,
  };
}"""
"""What is on the page, as far as a test can leave any of it behind; what is said of the item comes at leisure."""

PLAIN = """() => {
  document.activeElement?.blur();
  if (document.documentElement.dataset.theme !== 'light') document.getElementById('wb-theme').click();
  localStorage.clear();
}"""
"""Takes back what a page may keep for the next one."""

PATIENCE = 4.0
"""Seconds until a page that does not become what it was is given up."""


class Shared:
    """The page of one part; where a test left what no reset brings back, the next one gets a new page."""

    def __init__(self, part: str, url: str, browser: Callable[[list[str]], Any]) -> None:
        self._part, self._url, self._browser = part, url, browser
        self._context: Any = None
        self._page: Any = None
        self._fresh: dict[str, Any] = {}
        self._first = ""
        self.wrong: list[str] = []

    def board(self) -> Board:
        """Return the board, as it is when it is just opened."""
        if self._page is None or not self._is_back():
            self._open()
        return Board(self._page, self._url, self._part)

    def check(self) -> None:
        """Fail where there was an error on the page, or a request to another host, since the last look."""
        wrong, self.wrong[:] = list(self.wrong), []
        if wrong:
            self.close()
        assert wrong == []

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
        self._context = self._page = None

    def _open(self) -> None:
        self.close()
        self._context = self._browser(self.wrong)
        self._page = watched(self._context.new_page(), self._url, self.wrong)
        Board(self._page, self._url, self._part).open()
        self._first = self._page.locator(".tabulator-row.wb-selected").get_attribute("data-id")
        self._greet()
        self._fresh = self._at_rest()

    def _is_back(self) -> bool:
        page = self._page
        if page.is_closed() or page.url.partition("?")[0] != self._fresh["address"]:
            return False
        page.set_default_timeout(PATIENCE * 1000)
        try:
            return self._brought_back()
        except TooLate:
            return False
        finally:
            page.set_default_timeout(TIMEOUT)

    def _brought_back(self) -> bool:
        page = self._page
        page.emulate_media(media="screen", color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 780})
        page.mouse.move(0, 0)
        self._quiet()
        if parse_qs(urlsplit(page.url).query).keys() - {"selected"} or page.locator(".wb-chosen").count():
            return False  # a filter, say: a greeting brings none back
        self._greet()
        end = time.monotonic() + PATIENCE
        while page.evaluate(SEEN) != self._fresh:
            if time.monotonic() > end:
                return False
            page.wait_for_timeout(50)
        return True

    def _greet(self) -> None:
        self._page.evaluate(HELLO, f"{self._page.url.partition('?')[0]}?selected={self._first}")

    def _quiet(self) -> None:
        """Let the news of the sample's return come, and let the board say nothing any more."""
        page = self._page
        page.locator("#wb-saved", has_text="by sample").wait_for()
        page.evaluate(PLAIN)
        if page.locator("dialog[open], .wb-dialog").count():
            page.keyboard.press("Escape")
            page.locator("dialog[open], .wb-dialog").wait_for(state="detached")
        if "tab=" in page.url:
            page.locator(".wb-tabs button").first.click()
            page.locator(".wb-tab-first").wait_for()
        search, discard = (
            page.get_by_placeholder("Search"),
            page.get_by_role("button", name="Discard", exact=True),
        )
        if search.is_visible() and search.input_value():
            search.fill("")
        unsaved = page.locator(".wb-say.wb-dirty")
        if (
            discard.is_visible()
            and not unsaved.count()
            and page.locator(".wb-status:not(:empty)").inner_text()
        ):
            name = page.locator(".wb-item-title input")  # what was said goes with a draft
            name.fill(f"{name.input_value()}, otherwise")
            name.press("Tab")
            unsaved.wait_for()
        if unsaved.count():
            discard.click()
            unsaved.wait_for(state="detached")

    def _at_rest(self) -> dict[str, Any]:
        """Return what is seen once nothing more comes."""
        seen, page = {}, self._page
        while seen != (seen := page.evaluate(SEEN)) or page.locator(".wb-waiting:visible").count():
            page.wait_for_timeout(300)
        return seen
