"""A meeting's worth of the Opportunities board: each act on top of the last, and all of it still there afterwards."""

import pytest

pytestmark = pytest.mark.browser
QR = "EG-80"
ROWS = "\n".join(
    ["title\tbusiness_value\ttime_criticality\trisk_reduction\tjob_size\treach\timpact\tconfidence\teffort"]
    + [f"Pasted {i}\t{i}\t3\t2\t5\t{i * 100}\t1\t0.8\t2" for i in range(1, 11)]
)


def test_slider_ten_pasted_rows_sort_method_save_and_reload(board, ws, until):
    board.select(QR)
    board.slider("Effort").focus()
    for _ in range(5):
        board.page.keyboard.press("ArrowRight")
    until(lambda: "Effort 2.5 → 3" in board.draft())
    effort = board.cell(QR, "effort").inner_text()

    board.button("Import").click()
    board.page.get_by_placeholder("or paste rows").fill(ROWS)
    board.button("Read").click()
    board.button("Import 10 rows").click()
    board.page.locator(".wb-dialog").wait_for(state="detached")
    until(lambda: (ws.sync(), len(ws["opportunities"]))[1] == 91)
    ids = ws["opportunities"].reset_index().set_index("title")["id"]
    until(lambda: "Effort 2.5 → 3" in board.draft())  # an import leaves the draft alone

    board.page.locator('.tabulator-col[tabulator-field="reach"]').click()
    until(lambda: "sort=reach" in board.address())
    board.page.get_by_placeholder("Search").fill("Pasted")
    until(lambda: board.rows()[:4] == [ids[f"Pasted {i}"] for i in range(1, 5)])
    board.page.get_by_placeholder("Search").fill("")

    board.choose("Method", "WSJF")
    until(lambda: board.page.locator('.tabulator-col[tabulator-field="job_size"]').count() == 1)
    board.page.get_by_role("slider", name="Job size", exact=True).wait_for()
    board.page.get_by_role("slider", name="Effort", exact=True).wait_for(state="detached")
    until(lambda: board.page.locator(".wb-picture-2 h2").inner_text() == "Value against size")

    board.save("agreed in the meeting")
    ws.sync()
    assert ws.setting("opportunities.method") == "wsjf"
    assert f"{ws['opportunities'].at[QR, 'effort']:g}" == effort == "3"
    why = ws.history("opportunities", QR).iloc[-1]
    assert (why["column"], why["why"]) == ("effort", "agreed in the meeting")

    board.reload()
    until(lambda: board.page.locator('.tabulator-col[tabulator-field="job_size"]').count() == 1)
    assert "sort=reach" in board.address()
    assert board.page.locator('select[title="Method"]').locator("option:checked").inner_text() == "WSJF"
    board.page.get_by_placeholder("Search").fill("Pasted")
    until(lambda: board.rows()[:1] == [ids["Pasted 1"]])
    assert board.cell(ids["Pasted 1"], "score").inner_text() == "1.2"
    assert board.cell(ids["Pasted 5"], "score").inner_text() == "2"
