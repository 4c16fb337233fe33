from workbench.ui.grid import Grid, GridColumn


def grid(**callbacks):
    made = Grid(
        [GridColumn("title", "Title"), GridColumn("reach", "Reach")],
        on_edit=callbacks.pop("on_edit", lambda _: None),
        **callbacks,
    )
    made.show(
        {"a": {"title": "A", "reach": 1}, "b": {"title": "B", "reach": 2}}, [{"label": "", "ids": ["a", "b"]}]
    )
    return made


def test_only_changed_cells_are_sent():
    made = grid()
    made.patch({"a": {"title": "A", "reach": 5}, "b": {"title": "B", "reach": 2}})
    assert made.patch_["cells"] == {"a": {"reach": 5}}
    assert made.rows["a"]["reach"] == 5


def test_a_new_order_sends_no_rows():
    made = grid()
    before = made.rows
    made.show(
        {"a": {"title": "A", "reach": 1}, "b": {"title": "B", "reach": 2}},
        [{"label": "In", "ids": ["b", "a"]}],
    )
    assert made.rows is before
    assert made.order == [{"label": "In", "ids": ["b", "a"]}]


def test_any_json_from_a_page_is_survived():
    heard = []
    made = grid(on_edit=heard.append, on_sort=heard.append, on_paste=heard.append)
    for message in (
        {"edit": [["a", "reach", 7], ["a", "nothing", "x"], ["zz", "reach", "1"], [1]]},
        {"edit": "no"},
        {"sort": "drop table"},
        {"paste": 5},
        {},
    ):
        made.receive(message)
    assert heard == [[("a", "reach", "7")]]
