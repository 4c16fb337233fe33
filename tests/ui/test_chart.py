import pytest

from workbench.ui.chart import Chart
from workbench.ui.theme import figure


@pytest.fixture
def chart():
    trace = {"type": "bar", "x": [1], "marker.color": ["#3b5bdb"]}
    return Chart(figure([trace], {"xaxis.range": [0, 1]}), label="bars")


def test_a_patch_sends_only_what_differs(chart):
    chart.patch([{"x": [1], "marker.color": ["#3b5bdb"]}])
    first = chart.patch_["seq"]
    chart.patch([{"x": [2], "marker.color": ["#3b5bdb"]}], {"xaxis.range": [0, 5]})
    assert chart.patch_["traces"] == {"0": {"x": [2]}}
    assert chart.patch_["layout"] == {"xaxis.range": [0, 5]}
    assert chart.patch_["seq"] == first + 1
    chart.patch([{"x": [2], "marker.color": ["#3b5bdb"]}], {"xaxis.range": [0, 5]})
    assert chart.patch_["seq"] == first + 1


def test_a_later_view_gets_the_patched_figure(chart):
    chart.patch([{"x": [3], "marker.color": ["#c2417a"]}], {"xaxis.range": [0, 9]})
    assert chart.figure["data"][0]["x"] == [3]
    assert chart.figure["data"][0]["marker"]["color"] == ["#c2417a"]
    assert chart.figure["layout"]["xaxis"]["range"] == [0, 9]


def test_another_number_of_traces_is_refused(chart):
    with pytest.raises(ValueError, match="1 traces, not 2"):
        chart.patch([{}, {}])


def test_a_click_names_an_id(chart):
    clicked = []
    chart._on_click = clicked.append
    chart.receive({"click": "EG-1"})
    chart.receive({"click": 5})
    assert clicked == ["EG-1"]


def test_files_are_handed_over_by_name_only(chart, monkeypatch):
    sent = []
    monkeypatch.setattr(chart, "send", lambda message, buffers=None: sent.append((message, buffers)))
    chart._take(chart, {"file": "../../pyproject.toml"}, [])
    assert sent == []
    chart._take(chart, {"file": "widgets.js"}, [])
    assert sent[0][0] == {"file": "widgets.js"}
    assert b"workbenchWidgets" in sent[0][1][0]
