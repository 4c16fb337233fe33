"""The trade-show card, opened as a file, with the network off."""

import json
from pathlib import Path

import pytest

from workbench.exchange import apply, read
from workbench.exchange.plan import plan
from workbench.needs import card

pytestmark = pytest.mark.browser
MARKUP = "<img src=x onerror=alert(1)>"
NEEDS = [
    ("N-1", "Install without a specialist"),
    ("N-2", MARKUP),
    *((f"N-{i}", f"Need {i}") for i in range(3, 10)),
]
SEGMENTS = [("food", "Food and beverage"), ("water", MARKUP)]
DENIED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"


class Card:
    """A card on a device, as staff see and handle it."""

    def __init__(self, page, file):
        self.file, self.sent = file, []
        self.take(page)

    def take(self, page):
        self.page = page
        page.set_default_timeout(20_000)
        page.on("request", lambda request: self.sent.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(self.file.as_uri())

    def reopen(self):
        """Open the file again and close the page that was open: a private window may forget what no page holds."""
        before = self.page
        self.take(before.context.new_page())
        before.close()
        return self

    def start(self, name="Ana"):
        self.field("Your name").fill(name)
        self.press("Start")
        return self

    def field(self, name):
        return self.page.get_by_label(name, exact=True)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def tap(self, *names):
        for name in names:
            self.page.get_by_role("radio", name=name, exact=True).first.check(force=True)

    def quote(self):
        return self.page.get_by_label("What did they say?")

    def agree(self):
        return self.page.get_by_role("checkbox")

    def enter(self, quote, *taps, company="", **person):
        self.quote().fill(quote)
        self.tap(*taps)
        if company:
            self.page.get_by_label("Which company?").fill(company)
        if person:
            self.agree().check()
            for name, text in person.items():
                self.field({"name": "Name", "email": "E-mail"}[name]).fill(text)
        self.press("Save")
        self.says("Saved.")

    def says(self, words):
        self.page.locator("#said").get_by_text(words).wait_for()

    def count(self):
        return self.page.locator("#count").inner_text()

    def exported(self, many):
        with self.page.expect_download() as download:
            self.press(f"Export {many}")
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def stored(self):
        return self.page.evaluate("JSON.stringify(localStorage)")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "card.html"
    page = card.make(
        "Edge Gateway", "SPS 2026", segments=SEGMENTS, needs=NEEDS, customers=[("C-1", "Acme Foods")]
    )
    path.write_bytes(page.encode())
    return path


@pytest.fixture
def opened(visit, file):
    def begin(**options):
        return Card(visit(offline=True, **{"viewport": {"width": 400, "height": 800}, **options}), file)

    return begin


def three(device):
    device.enter(
        "Nobody can be on site.", "Food and beverage", "Install without a specialist", "Cannot work without it", "Yes",
        company="acme foods", name="Ann Lee", email="ann@acme.example",
    )  # fmt: skip
    device.enter("It must speak Modbus.", "Something new", "Useful", company="Borg")
    device.enter("Why is the map grey?")


def test_three_are_entered_kept_exported_and_imported_and_none_twice(opened, url):
    from workbench import Workspace

    device = opened().start()
    three(device)
    device.quote().fill("Half a thought")
    device.reopen()
    assert device.count() == "3 kept on this device"
    assert device.quote().input_value() == "Half a thought"
    name, content = device.exported("3 entries")
    assert name.startswith("trade-show-card_SPS-2026_")
    assert name.endswith("_Ana.json")
    ws = Workspace.open(url, who="ana")
    ws.add("customers", {"C-1": {"name": "Acme Foods"}})
    ws.add("needs", {"N-1": {"title": "Install without a specialist"}})
    ws.add("segments", {"food": {"name": "Food and beverage"}})

    def bring(file):
        reading = read(file, ws.declaration("opportunities"))
        return apply(ws, plan(ws, reading.target, reading))

    version = bring((name, content))
    quotes = ws["feedback"]
    assert set(quotes["quote"]) == {"Nobody can be on site.", "It must speak Modbus.", "Why is the map grey?"}
    assert quotes["answer_by"].notna().sum() == 1
    assert set(quotes["customer"].dropna()) == {"C-1", "borg"}
    assert ws["contacts"]["email"].tolist() == ["ann@acme.example"]
    assert ws["feedback_needs"]["need"].tolist() == ["N-1"]
    assert bring((name, content)) == version
    assert bring(device.reopen().exported("3 entries")) == version
    device.enter("A fourth")
    assert bring(device.exported("4 entries")) > version
    assert len(ws["feedback"]) == 4
    assert set(device.sent) == {device.file.as_uri()}


def test_names_are_kept_only_with_consent(opened):
    device = opened().start()
    name = device.page.locator("#name")
    assert name.is_hidden()
    assert name.is_disabled()
    device.quote().fill("Call me")
    device.agree().check()
    name.fill("Ann Lee")
    device.field("E-mail").fill("no address")
    device.press("Save")
    assert device.page.get_by_text("A contact needs a company.").is_visible()
    assert device.page.get_by_text("This is no e-mail address.").is_visible()
    assert "Ann Lee" in device.stored()
    device.agree().uncheck()
    assert "Ann Lee" not in device.stored()
    device.agree().check()
    assert name.input_value() == ""
    device.agree().uncheck()
    device.press("Save")
    device.says("Saved.")
    entry = json.loads(device.exported("1 entry")[1])["entries"][0]
    assert entry["consent"] is False
    assert not {"name", "email"} & entry.keys()


def test_an_entry_is_changed_deleted_and_brought_back(opened):
    device = opened().start()
    three(device)
    first = json.loads(device.exported("3 entries")[1])["entries"]
    device.press("Edit: It must speak Modbus.")
    assert device.field("Useful").is_checked()
    device.quote().fill("It must speak OPC UA.")
    device.press("Save changes")
    device.says("Changed.")
    device.press("Delete: Why is the map grey?")
    assert device.count() == "2 kept on this device"
    device.press("Undo")
    assert device.count() == "3 kept on this device"
    again = json.loads(device.exported("3 entries")[1])["entries"]
    assert [one["id"] for one in again] == [one["id"] for one in first]
    assert [one["quote"] for one in again] == [first[0]["quote"], "It must speak OPC UA.", first[2]["quote"]]


def test_what_was_exported_stays_until_it_is_cleared(opened):
    device = opened().start()
    three(device)
    assert device.page.get_by_role("button", name="Clear exported").is_disabled()
    device.exported("3 entries")
    device.enter("Later")
    assert device.reopen().count() == "4 kept on this device"
    device.press("Clear exported")
    device.press("Keep them")
    assert device.count() == "4 kept on this device"
    device.press("Clear exported")
    device.press("Clear 3")
    assert device.count() == "1 kept on this device"
    assert device.reopen().page.locator("#list .words").all_inner_texts() == ["Later"]


def test_two_open_pages_do_not_overwrite_one_another(opened):
    device = opened().start()
    other = Card(device.page.context.new_page(), device.file)
    device.enter("From the one")
    other.enter("From the other")
    assert other.count() == "2 kept on this device"
    assert device.reopen().count() == "2 kept on this device"


def test_a_browser_that_keeps_nothing_says_so_and_still_exports(visit, file):
    page = visit(offline=True)
    page.add_init_script(DENIED)
    device = Card(page, file).start()
    assert "This browser keeps nothing" in page.get_by_role("alert").first.inner_text()
    three(device)
    assert device.count() == "3 kept on this device"
    assert len(json.loads(device.exported("3 entries")[1])["entries"]) == 3


def test_what_others_typed_is_text(opened):
    device = opened().start()
    device.tap(MARKUP)
    device.page.locator("#needs .tap", has_text="onerror").click()
    device.enter(MARKUP, company=MARKUP)
    assert device.page.locator("#list .words").inner_text() == MARKUP
    assert MARKUP in device.page.locator("#list .facts").inner_text()
    assert device.page.locator("img").count() == 0
    assert set(device.sent) == {device.file.as_uri()}


def test_a_need_is_found_by_its_words(opened):
    device = opened().start()
    shown = device.page.locator("#needs .tap:visible")
    assert shown.count() == 6
    device.press("Show all 9 needs")
    assert shown.count() == 10
    device.page.get_by_role("searchbox").fill("need 7")
    assert shown.all_inner_texts() == ["Something new", "Need 7"]
    device.page.get_by_role("searchbox").fill("zebra")
    assert device.page.get_by_text("No known need has these words").is_visible()


def test_the_keyboard_is_enough(opened):
    device = opened(viewport={"width": 768, "height": 1024})
    press = device.page.keyboard.press
    device.field("Your name").focus()
    device.page.keyboard.type("Bo")
    press("Enter")
    press("Tab")
    device.page.keyboard.type("Typed only")
    press("Tab")
    press("Space")
    press("Control+Enter")
    device.says("Saved.")
    entry = json.loads(device.exported("1 entry")[1])["entries"][0]
    assert (entry["quote"], entry["segment"], entry["heard_by"]) == ("Typed only", "food", "Bo")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 768])
def test_it_fits_and_axe_finds_nothing(opened, violations, scheme, width):
    device = opened(viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert violations(device.page) == []
    device.start("Ana")
    device.press("Save")
    device.agree().check()
    assert violations(device.page) == []
    device.agree().uncheck()
    three(device)
    device.exported("3 entries")
    device.enter("A word that is longer than the screen is wide: " + "m" * 90)
    device.press("Delete: Why is the map grey?")
    assert violations(device.page) == []
    assert device.page.evaluate("document.documentElement.scrollWidth") == width
    small = device.page.evaluate(
        "[...document.querySelectorAll('button, .tap')].filter((one) => one.offsetHeight && one.offsetHeight < 40).length"
    )
    assert small == 0
    device.press("Clear exported")
    assert violations(device.page) == []
