import ipywidgets

from workbench.opportunities.view import FILTERS, OpportunityView
from workbench.ui.toolbar import Toolbar
from workbench.ui.view import ALL


def made(view):
    """The toolbar of the Opportunities board."""
    return Toolbar(
        view, new=ipywidgets.Button(), filters=FILTERS, on_import=lambda: None, offers=[], tools=[]
    )


def test_new_choices_never_change_what_is_chosen():
    view = OpportunityView(theme="Fleet")
    toolbar = made(view)
    toolbar.offer("theme", ["Security", "Fleet"])
    assert view.theme == "Fleet"
    toolbar.offer("theme", ["Security"])
    assert view.theme == "Fleet"
    assert ("Fleet", "Fleet") in toolbar._choices["theme"].control.options
    view.theme = ALL
    assert toolbar._choices["theme"].control.value == ALL


def test_a_stale_link_is_shown_as_it_is():
    view = OpportunityView()
    toolbar = made(view)
    view.read("theme=Gone&status=archived")
    assert (view.theme, view.status) == ("Gone", "archived")
    assert toolbar._choices["theme"].control.value == "Gone"


def test_what_is_let_through_is_said_in_the_words_of_the_choices():
    view = OpportunityView(status=ALL)
    toolbar = made(view)
    assert toolbar.words() == []
    toolbar.offer("owner", {"li": "Li <b>"})
    view.owner, view.search, view.status = "li", "opc", "later"
    assert toolbar.words() == ["status: Later", "owner: Li <b>", "search: opc"]
