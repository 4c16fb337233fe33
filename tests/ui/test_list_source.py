"""A list of a table that is only named: shown, sorted and marked as the table is declared."""

import json

import pytest

from workbench.ui.list_source import ListSource
from workbench.ui.model import BoardModel
from workbench.ui.state import State
from workbench.ui.view import View


class Plain(ListSource):
    table = "opportunities"
    facts = ("title", "must_do", "due", "status_category")

    def estimates(self):
        return ("confidence",)


@pytest.fixture
def source(ws):
    ws.add(
        "opportunities",
        {
            "a": {"title": "beta", "confidence": 0.5, "due": "2027-01-31", "status_category": "open"},
            "b": {"title": "Alpha", "must_do": True, "description": "What it is"},
            "c": {"title": "gamma", "confidence": 0.8},
        },
    )
    model = BoardModel(ws, View(), lambda _: None)
    return Plain(model, State(model))


def order(source, sort=""):
    source.model.view.sort = sort
    (band,) = source.order(list(source.frame.index))
    return band["ids"]


def test_columns_are_those_of_the_item_as_they_are_declared(source):
    columns = source.columns()
    assert [(each.field, each.kind) for each in columns] == [
        ("title", "title"), ("must_do", "yesno"), ("due", "date"), ("status_category", "choice"), ("confidence", "percent"),
    ]  # fmt: skip
    assert columns[3].choices == source.declared.column("status_category").choices
    assert columns[4].title == source.declared.column("confidence").label


def test_cells_are_plain_values_with_blanks_and_what_is_drafted(source):
    source.model.edit({("opportunities", "c", "title"): "Gamma ray"})
    cells = source.cells(["c", "a"])
    assert list(cells) == ["c", "a"]
    assert cells["c"] == {
        "title": "Gamma ray", "must_do": False, "due": None, "status_category": "open", "confidence": 0.8, "_draft": ["title"],
    }  # fmt: skip
    assert json.loads(json.dumps(cells))["a"]["due"] == "2027-01-31"


def test_order_follows_the_sorted_column_blanks_last_and_case_is_no_order(source):
    assert order(source) == ["a", "b", "c"]
    assert order(source, "title") == ["b", "a", "c"]
    assert order(source, "-title") == ["c", "a", "b"]
    assert order(source, "-confidence") == ["c", "a", "b"]
    assert order(source, "gone") == ["a", "b", "c"]


def test_search_looks_into_titles_and_a_typed_text_is_read_as_declared(source):
    source.model.view.search = "ALPHA"
    assert source.matches().tolist() == [False, True, False]
    assert source.read("confidence", "80%") == {"confidence": 0.8}
    with pytest.raises(ValueError, match="must be"):
        source.read("confidence", "much")
    assert source.about("b") == "What it is"
    assert source.about(None) == source.about("a") == ""
