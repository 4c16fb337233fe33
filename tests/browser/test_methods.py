"""Score methods as a product manager writes, weighs, chooses and compares them."""

import pytest

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=alert(1)>"


def field(board, name):
    return board.page.locator(".wb-tab-methods").get_by_label(name, exact=True)


def type_into(board, name, text):
    field(board, name).fill(text)
    field(board, name).press("Tab")


def columns(board):
    return board.page.locator(".wb-tab-methods .wb-heat thead th").all_inner_texts()


@pytest.fixture
def methods(board):
    board.button("Methods").click()
    board.page.locator(".wb-tab-methods .wb-heat tbody tr").first.wait_for()
    return board


def test_weighted_criteria_are_made_chosen_saved_and_order_the_list_after_a_reload(methods, ws, until):
    board, page = methods, methods.page
    alerts = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    board.button("+ Weighted criteria").click()
    until(lambda: field(board, "Name").input_value() == "New criteria")
    page.get_by_text("No criterion is weighed").wait_for()
    type_into(board, "Name", EVIL)
    add = page.locator(".wb-weights select")
    for label in ("Reach", "Effort"):
        until(lambda label=label: label in add.locator("option").all_inner_texts())
        add.select_option(label=label)
        page.get_by_label(f"Weight of {label}").last.wait_for()
    page.locator(".wb-weight-field input").first.fill("-100")  # Effort, in the order of the names
    page.locator(".wb-weight-field input").first.press("Tab")
    until(lambda: "99% against" in page.locator(".wb-weights").inner_text())
    until(lambda: EVIL in columns(board))
    page.locator(".wb-tab-methods .wb-under").get_by_role("button", name="Order by it").click()
    until(lambda: columns(board)[0] == EVIL)
    board.button("Save").click()
    board.says("Saved.")
    ws.sync()
    assert ws["weights"].set_index("criterion")["weight"].to_dict() == {"effort": -100, "reach": 1}
    (name,) = ws["methods"].index
    assert ws.setting("opportunities.method") == name
    board.open()
    table = ws["opportunities"]
    table = table[(table["status_category"] == "open") & ~table["must_do"].fillna(value=False)]
    score = (table["reach"] - 100 * table["effort"]) / 101
    first = score.idxmax()
    until(
        lambda: (
            board.cell(first, "score").inner_text().strip() == f"{score[first]:.1f}".rstrip("0").rstrip(".")
        )
    )
    ranked = sorted((row for row in board.exported() if row["rank"]), key=lambda row: float(row["rank"]))
    assert next(row["id"] for row in ranked if row["id"] in score.index) == first
    assert EVIL in page.locator('select[title="Method"]').first.inner_text().replace("\xa0", " ")
    assert not alerts


def test_a_formula_with_an_error_shows_its_sentence_and_keeps_the_old_one(methods, until):
    board, page = methods, methods.page
    board.button("+ Formula").click()
    until(lambda: field(board, "Formula").input_value() == "reach * impact / effort")
    until(lambda: "New formula" in columns(board))
    type_into(board, "Formula", "reach * impct")
    page.get_by_text('character 9, at "impct"').wait_for()
    assert field(board, "Formula").input_value() == "reach * impct"
    type_into(board, "Formula", "reach * 2")
    until(lambda: not page.locator(".wb-method-said").is_visible())
    page.locator(".wb-tab-methods .wb-heat tbody button").first.click()
    page.locator(".wb-tab-methods .wb-heat-selected").wait_for()
    until(lambda: "selected=" in board.address())


def test_a_lock_disables_its_fields_until_it_is_unlocked(methods, until):
    board = methods
    board.button("+ Formula").click()
    until(lambda: field(board, "Formula").input_value() != "")
    type_into(board, "Reason", "Agreed on 3 May")
    board.button("Lock").click()
    until(lambda: field(board, "Formula").is_disabled())
    type_into(board, "Reason", "New strategy")
    board.button("Unlock").click()
    until(lambda: field(board, "Formula").is_enabled())
    board.button("Discard").click()
    until(lambda: "New formula" not in columns(board))


def test_a_link_into_the_part_shows_it_whole(methods, until):
    page = methods.page
    page.goto(f"{methods.url}voila/render/opportunities.ipynb?tab=methods", wait_until="commit")
    page.wait_for_selector(":root[data-ready]", timeout=120_000)
    page.locator(".wb-tab-methods .wb-card.wb-wide .wb-heat tbody tr").first.wait_for()
    page.locator(".wb-tab-methods .wb-card.wb-detail .wb-entry").first.wait_for()
    assert "tab=methods" in methods.address()
