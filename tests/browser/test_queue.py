"""The unscored are scored one after another, with nothing but the keyboard."""

import pytest

pytestmark = pytest.mark.browser
ANSWERS = {"Reach": "500", "Impact": "1", "Confidence": "informed guess", "Effort": "M"}


def test_words_and_numbers_go_from_field_to_field_and_from_item_to_item(board, ws, until):
    keyboard = board.page.keyboard
    focused = "document.activeElement?.getAttribute('aria-label')"
    unscored = board.page.get_by_role("button", name="7 unscored")
    unscored.focus()
    keyboard.press("Enter")
    done = []
    for _ in range(7):
        until(
            lambda: board.page.evaluate(focused) == "Reach, typed" and board.title().input_value() not in done
        )
        done.append(board.title().input_value())
        for name, answer in ANSWERS.items():
            until(lambda name=name: board.page.evaluate(focused) == f"{name}, typed")
            keyboard.type(answer)
            keyboard.press("Enter")
    board.says("The queue is done.")
    assert len(set(done)) == 7
    until(board.page.get_by_role("button", name="Score", exact=False).first.is_hidden)
    until(lambda: "not scored yet" not in board.headlines())
    keyboard.press("Control+s")
    board.says("Saved.")
    ws.sync()
    rows = ws["opportunities"].set_index("title").loc[done]
    assert set(rows["reach"]) == {500}
    assert set(rows["impact"]) == {1}
    assert set(rows["confidence"]) == {0.5}
    assert set(rows["size"]) == {"M"}
    assert ws.version == ws.history()["version"].max()


def test_a_word_that_is_none_is_refused_under_its_slider_and_nothing_is_drafted(board, until):
    field = board.field("Confidence")
    old = field.input_value()
    field.fill("rather sure")
    field.press("Enter")
    refusal = board.page.locator(".wb-refusal:visible")
    refusal.wait_for()
    assert "rather sure" in refusal.inner_text()
    until(
        lambda: (
            board.page.evaluate("document.activeElement?.getAttribute('aria-label')") == "Confidence, typed"
        )
    )
    assert board.draft() == ""
    field.fill(old)
    field.press("Tab")
    until(lambda: board.cell(board.rows()[0], "confidence").inner_text() == old)
