from workbench.ui.entries import Entries, Entry


def made():
    heard = []
    entries = Entries("Quotes", lambda id_, name: heard.append((id_, name)))
    entries.show(
        [Entry("a", "Alpha", actions=(("merge", "Keep once", ""),)), Entry("b", "Beta", selectable=True)],
        "Nothing yet.",
        "12 more.",
    )
    return entries, heard


def test_only_a_button_that_is_there_is_heard():
    entries, heard = made()
    for act in (
        ["a", "merge"],
        ["b", "select"],
        ["a", "select"],
        ["b", "merge"],
        ["z", "merge"],
        ["a"],
        "a",
        None,
        [1, 2],
    ):
        entries.receive({"act": act})
    entries.receive({})
    assert heard == [("a", "merge"), ("b", "select")]


def test_what_is_gone_is_not_heard_any_more():
    entries, heard = made()
    entries.show([])
    entries.receive({"act": ["a", "merge"]})
    assert heard == []


def test_below_stands_how_much_more_there_is_or_that_there_is_nothing():
    entries, _ = made()
    assert entries.foot == "12 more."
    entries.show([], "Nothing yet.", "12 more.")
    assert entries.foot == "Nothing yet."
    entries.show([Entry("a", "Alpha")], "Nothing yet.")
    assert entries.foot == ""
