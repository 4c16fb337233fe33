from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities.view import OpportunityView as View

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)


@given(words, words, st.booleans())
def test_a_link_restores_the_view(search, owner, unscored):
    view = View(search=search, owner=owner, unscored=unscored, selected="EG-1")
    other = View()
    other.read("?" + view.query())
    assert {name: getattr(other, name) for name in view.traits()} == {
        name: getattr(view, name) for name in view.traits()
    }


def test_the_plain_view_has_no_query_and_strangers_names_stay_out():
    view = View()
    view.read("?token=abc&comm=1")
    assert view.query() == ""
