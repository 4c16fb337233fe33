from workbench.ui.toolbar import Toolbar
from workbench.ui.view import ALL, View


def nothing():
    """Do nothing."""


def test_new_choices_never_change_what_is_chosen():
    view = View(theme="Fleet")
    toolbar = Toolbar(view, on_new=nothing, on_import=nothing, offers=[], tools=[])
    toolbar.offer("theme", ["Security", "Fleet"])
    assert view.theme == "Fleet"
    toolbar.offer("theme", ["Security"])
    assert view.theme == "Fleet"
    assert ("Fleet", "Fleet") in toolbar._choices["theme"].control.options
    view.theme = ALL
    assert toolbar._choices["theme"].control.value == ALL


def test_a_stale_link_is_shown_as_it_is():
    view = View()
    toolbar = Toolbar(view, on_new=nothing, on_import=nothing, offers=[], tools=[])
    view.read("theme=Gone&status=archived")
    assert (view.theme, view.status) == ("Gone", "archived")
    assert toolbar._choices["theme"].control.value == "Gone"
