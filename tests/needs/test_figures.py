"""The pictures: valid for plotly, slices that make a disc, titles as text."""

import itertools
import math
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from workbench.needs import figures
from workbench.ui.chart import Chart
from workbench.ui.theme import TOKENS, figure

MARKUP = "<img src=x onerror=alert(1)>"


def rows(*chances, title="Buffering", selected=0):
    return pd.DataFrame(
        {
            "title": title, "better": 0.6, "worse": 0.4, "better_low": 0.5, "better_high": 0.8, "worse_low": 0.3,
            "worse_high": 0.45, "colour": "c1", "chances": list(chances),
            "selected": [place == selected for place in range(len(chances))], "hover": [(title, "More is better.")] * len(chances),
        },
        index=[f"k{place}" for place in range(len(chances))],
    )  # fmt: skip


def points(path):
    return [tuple(map(float, pair.split(","))) for pair in re.findall(r"[ML](\S+)", path)]


def area(corners):
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(a * d - b * c for (a, b), (c, d) in pairs)) / 2


def test_the_plane_is_valid_and_its_lines_end_where_the_intervals_do():
    made = figures.plane(rows((("c1", 1.0),), (("c1", 0.5), ("c3", 0.5))))
    dots = made.data[0]
    assert dots.x[0] + dots.error_x.array[0] == pytest.approx(0.8)
    assert dots.x[0] - dots.error_x.arrayminus[0] == pytest.approx(0.5)
    assert dots.y[0] + dots.error_y.array[0] == pytest.approx(0.45)
    assert dots.y[0] - dots.error_y.arrayminus[0] == pytest.approx(0.3)
    assert list(dots.customdata) == ["k0", "k1"]
    assert list(dots.marker.size) == [20, 14]
    assert made.data[1].text[0] == "<b>Buffering</b>"
    assert made.data[1].meta == "wide"


@pytest.mark.parametrize("shares", [(0.6, 0.4), (0.9, 0.06, 0.04), (0.25, 0.25, 0.25), (0.995, 0.005)])
def test_the_slices_of_an_open_dot_make_a_disc(shares):
    parts = tuple(zip(("c1", "c3", "c4"), shares, strict=False))
    slices = [shape for shape in figures.plane(rows(parts)).layout.shapes if shape.type == "path"]
    assert [one.fillcolor for one in slices] == [TOKENS[token] for token, _ in parts]
    areas = [area(points(one.path)) for one in slices]
    disc = math.pi * figures.CHOSEN**2
    assert sum(areas) == pytest.approx(disc, rel=0.01)
    for one, share in zip(areas, shares, strict=True):
        assert one / disc == pytest.approx(share / sum(shares), abs=0.01)
    assert points(slices[0].path)[1] == (0.0, figures.CHOSEN)
    for earlier, later in itertools.pairwise(slices):
        assert points(earlier.path)[-1] == pytest.approx(points(later.path)[1], abs=0.02)
    assert {(one.xanchor, one.yanchor) for one in slices} == {(0.6, 0.4)}


def test_a_sure_dot_has_no_slices():
    assert all(shape.type == "line" for shape in figures.plane(rows((("c1", 1.0),))).layout.shapes)


def test_titles_are_text_and_long_ones_are_cut_but_in_the_hover():
    made = figures.plane(rows((("c1", 1.0),), title=MARKUP))
    assert "<img" not in made.to_json()
    assert "&lt;img" in made.data[0].hovertext[0]
    long = "A title that says all that anybody could ever want to know"
    made = figures.plane(rows((("c1", 1.0),), title=long, selected=-1))
    assert len(made.data[1].text[0]) <= figures.LABEL
    assert made.data[1].text[0].endswith("…")
    assert made.data[0].hovertext[0].startswith(long)


def test_labels_of_neighbours_do_not_share_a_side():
    near = rows((("c1", 1.0),), (("c1", 1.0),)).assign(better=[0.5, 0.51])
    assert len(set(figures.plane(near).data[1].textposition)) == 2


def waves(**more):
    made = pd.DataFrame(
        {
            "line": ["", "", "w", "w", "f"], "label": ["all", "all", "Water", "Water", "Food"],
            "wave": ["Nov 2025", "Apr 2026", "Nov 2025", "Apr 2026", "Nov 2025"], "score": [10.0, 20.0, 5.0, 19.0, 7.0],
            "low": [0.0, 10.0, -5.0, 9.0, -9.0], "high": [20.0, 30.0, 15.0, 29.0, 17.0], "colour": "c1",
        }
    )  # fmt: skip
    return made.assign(**more)


def test_waves_are_valid_with_gaps_between_lines_and_names_apart():
    made = figures.waves(waves())
    segments, whole, names, short = made.data
    assert list(segments.y) == [7.0, None, 5.0, 19.0, None] or list(segments.y) == [
        5.0,
        19.0,
        None,
        7.0,
        None,
    ]
    assert list(whole.error_y.array) == [10.0, 10.0]
    assert set(names.text) == {"  all +20", "  Water +19", "  Food +7"}
    assert (names.meta, short.meta, short.visible) == ("wide", "narrow", False)
    ends = dict(zip(names.text, names.y, strict=True))
    assert ends["  all +20"] - ends["  Water +19"] >= figures.NAME
    assert list(made.layout.xaxis.categoryarray) == ["Nov 2025", "Apr 2026"]
    assert "<img" not in figures.waves(waves(label=MARKUP)).to_json()


@pytest.mark.parametrize("name", ["plane", "waves"])
def test_what_is_drawn_empty_can_be_patched_full_and_empty_again(name):
    full = rows((("c1", 0.5), ("c3", 0.5))) if name == "plane" else waves()
    traces, layout = getattr(figures, f"{name}_traces"), getattr(figures, f"{name}_layout")
    chart = Chart(figure(traces(full.iloc[:0]), layout(full.iloc[:0])), label=name)
    for each in (full, full.iloc[:0], full):
        chart.patch(traces(each), layout(each))
        go.Figure(chart.figure)
    assert len(chart.figure["data"][0]["x"]) > 0
