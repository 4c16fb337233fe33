from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities import ranking, register, rice
from workbench.opportunities.moves import causes
from workbench.opportunities.moves.causes import LINE, METHOD, ROW, of_move

NAN = float("nan")


def plain(**columns):
    rows = len(next(iter(columns.values())))
    table = pd.DataFrame({"reach": [1.0] * rows, "impact": 1.0, "confidence": 1.0, "effort": 1.0} | columns)
    return table.set_axis(pd.Index([f"o{i}" for i in range(rows)], name="id"))


def together(table):
    """Score as RICE does, but unknown to be rowwise."""
    return rice.score(table)


def by_definition(before, after, id_, rank):
    """Make the changes in every order, on real tables."""
    cells = [
        (row, column)
        for row in before.index
        for column in before
        if not (
            before.at[row, column] == after.at[row, column]
            or before.at[row, column] != before.at[row, column]
        )
    ]
    parts, orders = dict.fromkeys(cells, 0.0), list(permutations(cells))
    for order in orders:
        table = before.copy()
        for row, column in order:
            last = rank(table, id_)
            table.loc[row, column] = after.at[row, column]
            parts[row, column] += (rank(table, id_) - last) / len(orders)
    return parts


def rank(table, id_):
    scores = rice.score(table).fillna(-np.inf)
    return 1 + (scores > scores[id_]).sum()


def test_one_change_has_all_of_the_move():
    before, after = plain(reach=[9.0, 6.0, 3.0]), plain(reach=[9.0, 6.0, 7.0])
    found = of_move(before, after, "rice", "o2")
    assert found["part"].to_dict() == {("o2", "reach"): -1}
    assert found.index.names == ["id", "column"]
    assert found.attrs == {"before": 3, "after": 2, "exact": True}
    assert of_move(before, after, "rice", "o1")["part"].to_dict() == {("o2", "reach"): 1}
    assert of_move(before, after, "rice", "o0")["part"].to_dict() == {("o2", "reach"): 0}
    assert of_move(before, before, "rice", "o0").empty


def test_changes_that_only_work_together_share_the_move():
    before = plain(reach=[9.0, 4.0])
    after = before.assign(reach=[9.0, 8.0], effort=[1.0, 0.5])
    found = of_move(before, after, "rice", "o1")
    assert found["part"].to_dict() == {("o1", "reach"): -0.5, ("o1", "effort"): -0.5}


small = st.sampled_from([1.0, 2.0, 3.0, 4.0])


@settings(max_examples=40)
@given(st.data())
def test_all_orders_by_hand_agree_together_or_row_by_row(data):
    rows = data.draw(st.integers(2, 4))
    before = plain(reach=data.draw(st.lists(small, min_size=rows, max_size=rows)))
    after = before.copy()
    for _ in range(data.draw(st.integers(0, 5))):
        row, column = (
            data.draw(st.integers(0, rows - 1)),
            data.draw(st.sampled_from(["reach", "impact", "effort"])),
        )
        after.loc[f"o{row}", column] = data.draw(st.sampled_from([1.0, 2.5, 4.0, NAN]))
    expected = by_definition(before, after, "o0", rank)
    for method in ("rice", together):
        found = of_move(before, after, method, "o0")
        assert set(found.index) == set(expected)
        for cell, part in found["part"].items():
            assert part == pytest.approx(expected[cell])
        assert found.attrs == {"before": rank(before, "o0"), "after": rank(after, "o0"), "exact": True}


def many(rows, seed, share=0.5):
    rng = np.random.default_rng(seed)
    made = [
        plain(reach=rng.uniform(1, 9, rows), impact=rng.uniform(1, 3, rows), effort=rng.uniform(1, 5, rows))
        for _ in range(2)
    ]
    keep = rng.random((rows, 4)) > share
    return made[0], made[1].where(~keep, made[0])


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(2, 30))
def test_the_parts_add_up_to_the_move_whatever_changed(seed, rows):
    before, after = many(rows, seed)
    rng = np.random.default_rng(seed)
    before, after = (table[rng.random(rows) < 0.8] for table in (before, after))
    before = before.assign(must_do=rng.random(len(before)) < 0.2)
    after = after.assign(must_do=rng.random(len(after)) < 0.2)
    line = int(rng.integers(0, rows + 1))
    for id_ in before.index.union(after.index)[:3]:
        found = of_move(before, after, "rice", id_, method_before="value_effort", line=line)
        assert found.attrs["exact"]
        assert found["part"].sum() == pytest.approx(found.attrs["after"] - found.attrs["before"], abs=1e-9)
        assert METHOD in found.index


def test_ranks_are_those_of_the_list():
    before, after = many(12, seed=4)
    tables = [table.assign(must_do=[i % 5 == 0 for i in range(12)]) for table in (before, after)]
    places = [ranking.place(table, rice.score(table), line=6)["rank"] for table in tables]
    tables[1].loc["o3", "must_do"] = True
    places[1] = ranking.place(tables[1], rice.score(tables[1]), line=6)["rank"]
    added = 0
    for id_ in before.index:
        found = of_move(*tables, "rice", id_, line=6)
        assert [found.attrs["before"], found.attrs["after"]] == [place[id_] for place in places]
        assert found["part"].sum() == pytest.approx(places[1][id_] - places[0][id_])
        added += LINE in found.index
    assert 0 < added < 12


def test_rows_that_come_and_go_are_one_cause_each():
    before = plain(reach=[9.0, 6.0, 3.0])
    after = plain(reach=[9.0, 6.0, 3.0, 7.0]).drop(index="o0")
    found = of_move(before, after, "rice", "o1")
    assert found["part"].to_dict() == {("o3", ROW): 1, ("o0", ROW): -1}
    assert (found.attrs["before"], found.attrs["after"]) == (2, 2)
    came = of_move(before, after, "rice", "o3")
    assert came["part"].sum() == came.attrs["after"] - came.attrs["before"] == 1 - 4
    assert came["part"][("o3", ROW)] < 0


def test_blanks_stand_after_all_that_have_a_score():
    before, after = plain(reach=[9.0, 6.0, NAN]), plain(reach=[9.0, NAN, 1.0])
    found = of_move(before, after, "rice", "o2")
    assert (found.attrs["before"], found.attrs["after"]) == (3, 2)
    assert found["part"].to_dict() == {("o1", "reach"): -1, ("o2", "reach"): 0}


def test_another_method_is_a_cause():
    table = plain(reach=[9.0, 6.0], confidence=[0.5, 1.0])
    found = of_move(table, table, "rice", "o0", method_before="rice_without_confidence")
    assert found["part"].to_dict() == {METHOD: 1}
    assert found.attrs["before"] == 1


def test_drawn_orders_are_near_the_exact_split_and_the_same_each_time():
    before, after = many(8, seed=2, share=0.6)
    exact, near = (of_move(before, after, method, "o0") for method in ("rice", together))
    assert exact.attrs["exact"]
    assert not near.attrs["exact"]
    assert near["part"].sum() == pytest.approx(near.attrs["after"] - near.attrs["before"])
    np.testing.assert_allclose(near["part"].reindex(exact.index), exact["part"], atol=0.35)
    pd.testing.assert_frame_equal(near, of_move(before, after, together, "o0"))


def test_too_many_changes_in_a_pair_are_drawn(monkeypatch):
    monkeypatch.setattr(causes, "EXACT", 2)
    before, after = many(6, seed=2, share=0.9)
    found = of_move(before, after, "rice", "o0")
    assert not found.attrs["exact"]
    assert found["part"].sum() == pytest.approx(found.attrs["after"] - found.attrs["before"])


def test_an_own_function_may_look_at_all_rows_and_at_text():
    def against_the_mean(table):
        return (table["reach"] - table["reach"].mean()) * table["sign"].map({"plus": 1.0, "minus": -1.0})

    before = plain(reach=[9.0, 6.0, 3.0]).assign(sign="plus")
    after = before.assign(sign="minus")
    found = of_move(before, after, against_the_mean, "o0")
    assert found["part"].sum() == 2
    assert set(found.index) == {(f"o{i}", "sign") for i in range(3)}
    assert not register.get(against_the_mean).rowwise


def test_arguments_are_checked():
    table = plain(reach=[9.0, 6.0])
    with pytest.raises(ValueError, match="id 'gone' is in neither table"):
        of_move(table, table, "rice", "gone")
    with pytest.raises(ValueError, match="column 'effort' is missing"):
        of_move(table, table.drop(columns="effort"), "rice", "o0")
    with pytest.raises(ValueError, match="id 'o0' is there more than once"):
        of_move(pd.concat([table, table]), table, "rice", "o0")
