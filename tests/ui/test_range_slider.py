from workbench.ui.range_slider import RangeSlider


def slider(heard):
    return RangeSlider(
        label="Reach",
        on_move=lambda side, value: heard.append(("move", side, value)),
        on_type=lambda side, text: heard.append(("type", side, text)),
        on_hold=lambda held: heard.append(("hold", held)),
        on_enter=lambda side: heard.append(("enter", side)),
    )


def test_showing_never_writes():
    heard = []
    made = slider(heard)
    made.show("a", low=1.0, value=99.0, high=None)
    assert heard == []
    assert made.shown["value"] == 99.0


def test_moves_and_texts_of_the_shown_item_are_heard():
    heard = []
    made = slider(heard)
    made.show("a", value=1.0)
    made.edit = {"item": "a", "side": "value", "value": 3, "seq": 1}
    made.edit = {"item": "a", "side": "low", "text": "2", "seq": 2}
    made.edit = {"item": "b", "side": "value", "value": 9, "seq": 3}
    made.edit = {"item": "a", "side": "middle", "value": 9, "seq": 4}
    made.edit = {"item": "a", "side": "value", "value": "9", "seq": 5}
    assert heard == [("move", "value", 3.0), ("type", "low", "2")]
    made.show("a", value=3.0)
    assert made.shown["ack"] == 5


def test_keys_and_holds():
    heard = []
    made = slider(heard)
    made.receive({"held": True})
    made.receive({"enter": "value"})
    made.receive({"enter": "all"})
    assert heard == [("hold", True), ("enter", "value")]


def test_an_edit_that_was_overtaken_is_taken_once():
    heard = []
    made = slider(heard)
    made.show("a", value=1.0)
    last = {"item": "a", "side": "value", "value": 3, "seq": 2}
    made.receive({"edit": last})
    made.edit = {"item": "a", "side": "value", "value": 2, "seq": 1}
    made.edit = last
    made.receive({"edit": {"item": "a", "side": "value", "value": 4, "seq": "5"}})
    assert heard == [("move", "value", 3.0)]
