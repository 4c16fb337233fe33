import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.opportunities import ice, register, rice, weighted
from workbench.opportunities.uncertainty import flip

NAN = float("nan")


def plain(**columns):
    rows = len(next(iter(columns.values())))
    table = pd.DataFrame({"reach": [1.0] * rows, "impact": 1.0, "confidence": 0.5, "effort": 1.0} | columns)
    return table.set_axis(pd.Index([f"o{i}" for i in range(rows)], name="id"))


def inside(table, method, top, id_):
    """Count, without the room's own way of counting, whether an item is among the top."""
    scores = register.get(method)(table)
    return bool(scores.rank(ascending=False, method="first")[id_] <= top)


def holds(table, method, top, id_, column, to):
    """Check the contract of one flip: there it crosses, and 99 % of the way there it does not."""

    def state(value):
        return inside(
            table.assign(**{column: table[column].where(table.index != id_, value)}), method, top, id_
        )

    today = table.at[id_, column]
    return state(to) != state(today) == state(today + 0.99 * (to - today))


def test_a_list_of_two_by_hand():
    flips = flip(plain(reach=[300.0, 200.0]), "rice", top=1)
    assert flips.index.names == ["id", "column"]
    assert flips["to"].to_dict() == pytest.approx(
        {
            ("o0", "reach"): 200, ("o0", "impact"): 2 / 3, ("o0", "confidence"): 1 / 3, ("o0", "effort"): 1.5,
            ("o1", "reach"): 300, ("o1", "impact"): 1.5, ("o1", "confidence"): 0.75, ("o1", "effort"): 2 / 3,
        },
        rel=1e-8,
    )  # fmt: skip
    assert (flips.xs("o0")["to"] < [200, 2 / 3, 1 / 3, NAN]).tolist() == [True, True, True, False]


def test_bounds_and_zero_are_kept_to():
    flips = flip(plain(reach=[900.0, 300.0, 0.0]), "rice", top=1)["to"]
    assert np.isnan(flips["o1", "confidence"])  # it would have to be 1.5
    assert np.isnan(flips["o2", "impact"])  # nothing times anything
    assert flips["o2", "reach"] == pytest.approx(900)
    tens = pd.DataFrame(
        {"impact": [9.0, 5.0], "confidence": [9.0, 5.0], "ease": [9.0, 5.0]}, index=["a", "b"]
    )
    assert flip(tens, ice.score, top=1)["to"].isna().tolist() == [False] * 3 + [True] * 3
    nearer = flip(tens.assign(ease=[1.5, 4.0]), "ice", top=1)["to"]
    assert nearer["b", "ease"] == pytest.approx(81 * 1.5 / 25)
    assert nearer["a", "ease"] == pytest.approx(100 / 81)


def test_nothing_crosses_where_there_is_no_cut():
    table = plain(reach=[3.0, 2.0, NAN])
    assert flip(table, "rice", top=0)["to"].isna().all()
    assert flip(table, "rice", top=2)["to"].isna().all()
    assert flip(table.iloc[:0], "rice").empty
    assert flip(table, "rice", top=1)["to"].xs("o2").isna().all()
    with pytest.raises(ValueError, match="top -1"):
        flip(table, "rice", top=-1)
    with pytest.raises(ValueError, match="column 'effort' is missing"):
        flip(table.drop(columns="effort"), "rice")


def test_a_tie_is_broken_by_id_and_any_change_breaks_it():
    flips = flip(plain(reach=[2.0, 2.0, 1.0]), "rice", top=1)["to"]
    assert 2 > flips["o0", "reach"] > 2 - 1e-8
    assert 2 < flips["o1", "reach"] < 2 + 1e-8
    assert flips["o2", "reach"] == pytest.approx(2)


number = st.floats(0.01, 1000).map(lambda x: round(x, 3))
row = st.tuples(number, number, st.floats(0.05, 1).map(lambda x: round(x, 3)), number)


@settings(max_examples=30)
@given(st.lists(row, min_size=2, max_size=8), st.integers(1, 5))
def test_the_flip_flips_and_99_per_cent_of_the_way_does_not(rows, top):
    table = pd.DataFrame(rows, columns=["reach", "impact", "confidence", "effort"])
    assume(rice.score(table).round(9).is_unique)
    for (id_, column), to in flip(table, "rice", top)["to"].dropna().items():
        assert holds(table, "rice", top, id_, column, to), (id_, column, to)


@settings(max_examples=30)
@given(st.lists(row, min_size=2, max_size=8), st.integers(1, 5))
def test_rice_has_the_closed_form(rows, top):
    table = pd.DataFrame(rows, columns=["reach", "impact", "confidence", "effort"])
    scores = rice.score(table)
    assume(scores.round(9).is_unique)
    ordered = scores.sort_values(ascending=False)
    flips = flip(table, "rice", top)["to"]
    found = pd.DataFrame({column: flips.xs(column, level="column") for column in table})
    if top >= len(table):
        assert found.isna().all(axis=None)
        return
    for id_, score in scores.items():
        cut = ordered.iloc[top] if score >= ordered.iloc[top - 1] else ordered.iloc[top - 1]
        for column in ("reach", "impact", "effort"):
            ratio = score / cut if column == "effort" else cut / score
            assert found.at[id_, column] == pytest.approx(table.at[id_, column] * ratio, rel=1e-6)
        confidence = table.at[id_, "confidence"] * cut / score
        if abs(confidence - 1) > 1e-6:
            assert found.at[id_, "confidence"] == pytest.approx(
                confidence if confidence < 1 else NAN, nan_ok=True
            )


def test_of_two_crossings_the_nearer_one_is_said():
    def bump(table):
        return -((table["reach"] - 5) ** 2)

    def bump_beside_others(table):
        return bump(table) + table["reach"].sum()

    table = pd.DataFrame({"reach": [2.0, 4.0, 9.0]}, index=["a", "b", "c"])
    rowwise = register.Method("bump", bump, ("reach",), rowwise=True)
    for method in (bump, bump_beside_others, rowwise):
        flips = flip(table, method, top=1)["to"]
        assert flips.tolist() == pytest.approx([4, 2, 6])  # b falls out at 2 and at 8: 2 is nearer
        assert all(holds(table, method, 1, id_, column, to) for (id_, column), to in flips.items())


def test_an_own_function_may_look_at_all_rows():
    def share(table):
        return table["reach"] / table["reach"].sum() / table["effort"]

    table = plain(reach=[300.0, 200.0, 100.0], effort=[2.0, 1.0, 3.0])
    table["title"] = "text"
    flips = flip(table[["reach", "effort", "title"]], share, top=2)["to"]
    assert set(flips.index.get_level_values("column")) == {"reach", "effort"}
    for (id_, column), to in flips.dropna().items():
        assert holds(table, share, 2, id_, column, to), (id_, column)
    alone = flip(table[["reach", "effort"]], lambda t: t["reach"] / t["effort"], top=2)["to"]
    np.testing.assert_allclose(flips, alone, rtol=1e-8)


def test_a_negative_weight_makes_less_better():
    table = pd.DataFrame({"fit": [5.0, 4.0], "risk": [2.0, 3.0]}, index=["a", "b"])
    flips = flip(table, weighted.method_of({"fit": 1, "risk": -1}), top=1)["to"]
    assert flips.to_dict() == pytest.approx(
        {("a", "fit"): 3, ("a", "risk"): 4, ("b", "fit"): 6, ("b", "risk"): 1}
    )


def test_ranges_do_not_matter_and_bounds_columns_are_no_estimates():
    table = plain(reach=[300.0, 200.0])
    wide = table.assign(reach_low=1.0, reach_high=1e6)
    pd.testing.assert_frame_equal(flip(wide, "rice", 1), flip(table, "rice", 1))
    own = flip(wide, lambda t: t["reach"] + t["reach_low"], 1)
    assert set(own.index.get_level_values("column")) == {"reach", "impact", "confidence", "effort"}
    assert own["to"].drop(index="reach", level="column").isna().all()
