"""A board in a browser, as a person sees and handles it."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

READY = ":root[data-ready]"
DRAWN = {
    "opportunities": (
        ".wb-slider .wb-handle-value", ".wb-picture-1 .wb-chart[data-drawn]", ".wb-picture-2 .wb-chart[data-drawn]",
    ),
    "efforts": (".wb-slider .wb-handle-value", ".wb-chart[data-drawn]"),
}  # fmt: skip
"""What stands on a board once it is drawn, where it is more than its cards."""
CARDS = (".wb-body .wb-card:visible",)
TIMEOUT = 20_000
"""Milliseconds until something is given up that a board does in a blink, on a machine that is busy otherwise."""
SLIDERS = ("Reach", "Impact", "Confidence", "Effort")


@dataclass
class Board:
    """A board on the screen, as a person sees and handles it."""

    page: Any
    url: str
    part: str = "opportunities"

    def open(self, query: str = "") -> "Board":
        self.page.goto(f"{self.url}voila/render/{self.part}.ipynb{query}", wait_until="commit")
        return self.wait()

    def wait(self) -> "Board":
        self.page.wait_for_selector(READY, timeout=120_000)
        for drawn in DRAWN.get(self.part, CARDS):
            self.page.wait_for_selector(drawn)
        return self

    def reload(self) -> "Board":
        self.page.reload(wait_until="commit")
        return self.wait()

    def address(self) -> str:
        return self.page.evaluate("location.href")

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def slider(self, name: str) -> Any:
        return self.page.get_by_role("slider", name=name, exact=True)

    def field(self, name: str) -> Any:
        return self.page.get_by_label(f"{name}, typed", exact=True)

    def value(self, name: str) -> str:
        return self.slider(name).get_attribute("aria-valuetext")

    def row(self, id_: str) -> Any:
        return self.page.locator(f'.wb-grid .tabulator-row[data-id="{id_}"]')

    def cell(self, id_: str, field: str) -> Any:
        return self.row(id_).locator(f'.tabulator-cell[tabulator-field="{field}"]')

    def rows(self) -> list[str]:
        """The ids on the screen, from the top."""
        return self.page.eval_on_selector_all(
            ".wb-grid .tabulator-row[data-id]",
            "rows => rows.map((row) => [row.getBoundingClientRect().top, row.dataset.id]).sort((a, b) => a[0] - b[0])"
            ".map((pair) => pair[1])",
        )

    def select(self, id_: str) -> None:
        self.cell(id_, "demand" if self.part == "needs" else "score").click()
        self.page.wait_for_selector(f'.tabulator-row.wb-selected[data-id="{id_}"]')
        if self.part == "opportunities":
            self.page.wait_for_selector(
                f'.wb-slider[data-item="{id_}"]'
            )  # else it is typed into the last one's
        title = self.name(id_)
        for _ in range(200):  # the page's own polling would need eval, which the page forbids
            if self.title().input_value() == title:
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{title} was not selected")

    def name(self, id_: str) -> str:
        return self.cell(id_, "title").locator(".wb-name-text").inner_text()

    def title(self) -> Any:
        return self.page.locator(".wb-item-title input")

    def draft(self) -> str:
        """What the page says of the draft, "" where there is none."""
        return self.page.evaluate("document.querySelector('.wb-say.wb-dirty')?.innerText ?? ''")

    def says(self, words: str) -> None:
        self.page.locator(".wb-say, .wb-status, .wb-dialog, .wb-cell-refusal").get_by_text(
            words
        ).first.wait_for()

    def save(self, why: str = "") -> None:
        if why:
            self.page.get_by_placeholder("Why? (optional)").fill(why)
        self.button("Save").click()
        self.page.locator(".wb-say.wb-dirty").wait_for(state="detached")  # an older "Saved." may still stand
        self.says("Saved.")

    def choose(self, label: str, option: str) -> None:
        self.page.locator(f'select[title="{label}"]').select_option(option)

    def headlines(self) -> dict[str, str]:
        """The facts at the board's top: sentence -> figure."""
        pairs = self.page.eval_on_selector_all(
            ".wb-headline",
            "all => all.map((one) => [one.querySelector('span').innerText, one.querySelector('b').innerText])",
        )
        return dict(pairs)

    def bars(self) -> dict[str, float]:
        """The width of each bar of the ranking in pixels, by id."""
        return self.page.evaluate(
            """() => {
              const box = document.querySelector('.wb-chart .js-plotly-plot');
              const points = [...box.querySelectorAll('.barlayer .point path')];
              return Object.fromEntries(points.map((path, i) => [box.data[0].customdata[i], path.getBBox().width]));
            }"""
        )

    def bubble(self) -> list[float]:
        """Where the selected item's bubble is, in pixels."""
        return self.page.evaluate(
            """() => {
              const box = document.querySelectorAll('.wb-chart .js-plotly-plot')[1];
              const trace = box._fullData.filter((one) => one.mode.includes('markers')).at(-1);
              return [box._fullLayout.xaxis.c2p(trace.x[0]), box._fullLayout.yaxis.c2p(trace.y[0])];
            }"""
        )

    def exported(self) -> list[dict[str, str]]:
        """The rows of the file behind "Export CSV"."""
        with self.page.expect_download() as download:
            self.button("Export CSV").click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def drag(self, name: str, pixels: float, *, release: bool = True) -> None:
        """Move a handle by the pointer, in ten steps."""
        box = self.slider(name).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + pixels, y, steps=10)
        if release:
            self.page.mouse.up()

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")

    def copy(self) -> str:
        self.page.keyboard.press("Control+c")
        return self.page.evaluate("navigator.clipboard.readText()")


def watched(page, url, wrong):
    """Let an error in the page's kernel, which nobody sees, fail the test too, and the page use the clipboard."""

    def heard(frame: Any) -> None:
        if b'"ename"' in frame:
            wrong.append(frame[frame.index(b'"ename"') :].decode("utf-8", "replace"))

    page.set_default_timeout(TIMEOUT)
    page.on("websocket", lambda socket: socket.on("framereceived", heard))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url.rstrip("/"))
    return page
