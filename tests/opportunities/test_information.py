import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.opportunities import register, rice, weighted
from workbench.opportunities.uncertainty import rank_probability, value_of_information
from workbench.opportunities.worth.information import perfect
from workbench.sampling import intervals

NAN = float("nan")


def plain(**columns):
    rows = len(next(iter(columns.values())))
    table = pd.DataFrame({"reach": [1.0] * rows, "impact": 1.0, "confidence": 0.5, "effort": 1.0} | columns)
    return table.set_axis(pd.Index([f"o{i}" for i in range(rows)], name="id"))


def wide(table, **factors):
    ends = {}
    for column, factor in factors.items():
        ends |= {f"{column}_low": table[column] / factor, f"{column}_high": table[column] * factor}
    return table.assign(**ends)


def uncertain():
    return wide(
        plain(reach=[300.0, 260.0, 240.0, 200.0, 100.0], effort=[2.0, 1.5, 1.0, 1.0, 2.5]),
        reach=2.0,
        effort=1.8,
    )


def draw(rng, table, column, row, size, bounds=None):
    """Draw with another generator than the room's own."""
    low, value, high = (
        float(table.get(f"{column}{end}", table[column] * NAN)[row]) for end in ("_low", "", "_high")
    )
    return intervals.values(rng.standard_normal(size), low, value, high, bounds)


def nested(table, method, columns, row, column, pick=2):
    """Learn one number by brute force: fix it at evenly spread values, and draw all others anew for each."""
    rng, outer, inner = np.random.default_rng(5), 400, 4000

    def expect(index, size, **fixed):
        made = {c: np.full(size, table[c].iloc[index]) for c in table if c in columns}
        for c in columns:
            made[c] = draw(rng, table, c, table.index[index], size, register.get(method).bounds.get(c))
        return float(
            np.mean(
                register.get(method)(pd.DataFrame(made | {c: np.full(size, v) for c, v in fixed.items()}))
            )
        )

    means = np.array([expect(index, 400_000) for index in range(len(table))])
    best = np.sort(means)[::-1]
    z = stats.norm.ppf((np.arange(outer) + 0.5) / outer)
    ends = (
        float(table.get(f"{column}{end}", table[column] * NAN).iloc[row]) for end in ("_low", "", "_high")
    )
    held = intervals.values(z, *ends, register.get(method).bounds.get(column))
    gains, swaps, was = [], [], set(np.argsort(-means)[:pick])
    for value in held:
        now = means.copy()
        now[row] = expect(row, inner, **{column: value})
        gains.append(np.sort(now)[::-1][:pick].sum() - best[:pick].sum())
        swaps.append(set(np.argsort(-now)[:pick]) != was)
    return np.mean(gains), np.mean(swaps), means


@pytest.mark.parametrize(
    ("row", "column"), [(0, "reach"), (1, "effort"), (2, "effort"), (3, "reach"), (4, "reach")]
)
def test_rice_agrees_with_the_conditional_mean_in_closed_form(row, column):
    # E[reach * impact * confidence / effort | one of them] is a product of means, each a one-dimensional integral.
    table, pick = uncertain(), 2
    z = stats.norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    values = {
        c: np.array(
            [
                intervals.values(z, *(table[f"{c}{end}"].iloc[i] for end in ("_low", "", "_high")))
                for i in range(5)
            ]
        )
        for c in ("reach", "effort")
    }
    reach, effort = values["reach"].mean(axis=1), (1 / values["effort"]).mean(axis=1)
    means = reach * 0.5 * effort
    given_x = 0.5 * (
        values["reach"][row] * effort[row] if column == "reach" else reach[row] / values["effort"][row]
    )
    order = np.argsort(-means)
    inside = row in order[:pick]
    over = means[order[pick]] - given_x if inside else given_x - means[order[pick - 1]]
    found = value_of_information(table, "rice", pick, trials=60_000).loc[(f"o{row}", column)]
    assert found["evppi"] == pytest.approx(np.maximum(over, 0).mean(), rel=0.06, abs=0.1)
    assert found["swaps"] == pytest.approx((over > 0).mean(), abs=0.02)


ODI = pd.DataFrame(
    {"importance": [8.0, 7.5, 9.0, 6.0], "satisfaction": [6.0, 7.0, 8.5, 3.0]}, index=["a", "b", "c", "d"]
).assign(importance_low=5.0, satisfaction_low=2.5, satisfaction_high=9.0)


@pytest.mark.parametrize(
    ("table", "method", "row", "column"),
    [
        (ODI, "odi", 0, "importance"),
        (ODI, "odi", 1, "satisfaction"),
        (ODI, "odi", 2, "satisfaction"),
        (uncertain(), "rice", 1, "reach"),
        (uncertain(), "root", 1, "reach"),
        (uncertain(), "root", 2, "effort"),
    ],
)
def test_brute_force_with_nested_draws_agrees(table, method, row, column):
    def root(rows):
        return np.sqrt(rows["reach"] + 200 / rows["effort"]) - rows["effort"]

    columns = (
        ("importance", "satisfaction") if method == "odi" else ("reach", "impact", "confidence", "effort")
    )
    if method == "root":
        method = register.Method("root", root, ("reach", "effort"), rowwise=True)
        columns = ("reach", "effort")
    gain, swaps, means = nested(table, method, columns, row, column)
    found = value_of_information(table, method, 2, trials=20_000).loc[(table.index[row], column)]
    assert found["evppi"] == pytest.approx(gain, abs=0.1 * max(gain, 0.03 * np.ptp(means)))
    assert found["swaps"] == pytest.approx(swaps, abs=0.06)


def test_a_method_that_looks_at_all_rows_is_learned_from_its_draws():
    table, pick = uncertain(), 2
    alone = value_of_information(table, "rice", pick, trials=3000)
    joint = value_of_information(
        table, lambda rows: rice.score(rows) + 0 * rice.score(rows).sum(), pick, trials=3000
    )
    assert joint.attrs["evpi"] == pytest.approx(alone.attrs["evpi"])
    np.testing.assert_allclose(joint["evppi"], alone["evppi"], atol=0.12 * alone["evppi"].max())
    np.testing.assert_allclose(joint["swaps"], alone["swaps"], atol=0.1)


def test_perfect_information_is_that_of_the_same_draws():
    table, pick = uncertain(), 2
    value = value_of_information(table, "rice", pick, trials=4000, seed=3)
    odds = rank_probability(table, "rice", trials=4000, seed=3, top=pick)
    assert value.attrs["evpi"] > 0
    assert odds["p_top"].max() < 1
    assert value.attrs["evpi"] == value_of_information(table, "rice", pick, trials=4000, seed=3).attrs["evpi"]
    assert value.attrs["evpi"] != value_of_information(table, "rice", pick, trials=4000, seed=4).attrs["evpi"]


def test_one_uncertain_number_is_all_that_there_is_to_know():
    table = plain(reach=[300.0, 200.0, 100.0]).assign(
        reach_low=[100.0, NAN, NAN], reach_high=[900.0, NAN, NAN]
    )
    value = value_of_information(table, "rice", pick=1)
    assert value.at[("o0", "reach"), "evppi"] == pytest.approx(value.attrs["evpi"])
    mine = 0.5 * intervals.values(stats.norm.ppf((np.arange(10**6) + 0.5) / 10**6), 100.0, 300.0, 900.0)
    assert value.attrs["evpi"] == pytest.approx(np.maximum(100 - mine, 0).mean(), rel=0.03)
    assert value.drop(("o0", "reach")).eq(0).all(axis=None)


def test_nothing_is_worth_knowing_where_no_decision_can_change():
    table = uncertain()
    far = wide(plain(reach=[9e6, 300.0, 250.0]), reach=1.5)
    for value in (
        value_of_information(plain(reach=[3.0, 2.0]), "rice", pick=1),
        value_of_information(table, "rice", pick=5, trials=500),
        value_of_information(table, "rice", pick=9, trials=500),
        value_of_information(table, "rice", pick=0, trials=500),
        value_of_information(far, "rice", pick=1),
        value_of_information(table.iloc[:0], "rice"),
        value_of_information(plain(reach=[2.0, 2.0, 2.0], effort=[3.0, 3.0, 3.0]), "rice", pick=1),
    ):
        assert value.attrs["evpi"] == 0
        assert value.eq(0).all(axis=None)


def test_what_is_not_ranked_is_never_picked():
    table = uncertain()
    more = pd.concat(
        [table, plain(reach=[NAN, 5000.0], effort=[1.0, 0.0]).set_axis(["x", "y"]).assign(reach_low=1.0)]
    )
    value = value_of_information(more, "rice", pick=2, trials=2000)
    assert value.loc[["x", "y"]].eq(0).all(axis=None)
    pd.testing.assert_frame_equal(value.drop(["x", "y"]), value_of_information(table, "rice", 2, trials=2000))
    gap = register.Method(
        "gap", lambda rows: rows["reach"].where(rows["reach"] > 160), ("reach",), rowwise=True
    )
    assert value_of_information(table, gap, 2, trials=500).eq(0).all(axis=None)


def test_arguments_are_checked():
    with pytest.raises(ValueError, match="trials 0, pick 1"):
        value_of_information(uncertain(), "rice", 1, trials=0)
    with pytest.raises(ValueError, match="column 'effort' is missing"):
        value_of_information(uncertain().drop(columns="effort"), "rice", 1)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 7),
    st.integers(0, 4),
    st.sampled_from(["rice", "odi", "joint", "linear"]),
)
def test_all_is_worth_at_least_as_much_as_one_and_one_at_least_nothing(seed, rows, pick, name):
    rng = np.random.default_rng(seed)
    table = wide(plain(reach=rng.choice([1.0, 2.0, 2.5, 4.0], rows)), reach=2.0, effort=1.5).assign(
        confidence_low=0.1
    )
    table["importance"], table["satisfaction"] = rng.integers(0, 11, (2, rows)).astype(float)
    table["satisfaction_low"], table["importance_high"] = table["satisfaction"] / 2, 10.0
    method = {
        "joint": lambda t: rice.score(t) / rice.score(t).max(),
        "linear": weighted.method_of({"reach": 1, "effort": -1}),
    }.get(name, name)
    value = value_of_information(table, method, pick, trials=200, seed=1)
    assert (value["evppi"] >= 0).all()
    assert (value["evppi"] <= value.attrs["evpi"]).all()
    assert value["swaps"].between(0, 1).all()
    assert (value.loc[value["swaps"] == 0, "evppi"] == 0).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 20), st.integers(0, 7))
def test_perfect_information_by_definition(seed, items, trials, pick):
    scores = np.random.default_rng(seed).integers(-5, 6, (items, trials)).astype(float)
    best_each = np.sort(scores, axis=0)[::-1][:pick].sum(axis=0).mean()
    best_once = np.sort(scores.mean(axis=1))[::-1][:pick].sum()
    assert perfect(scores, pick) == pytest.approx(best_each - best_once, abs=1e-9)


def test_the_published_example_of_dampack():
    # R package dampack 1.0.2, vignette "voi": three strategies, one is picked; see SOURCES.md beside the files.
    folder = Path(os.environ.get("WORKBENCH_REAL_DATA", "")) / "scenarios"
    if not (os.environ.get("WORKBENCH_REAL_DATA") and folder.is_dir()):
        pytest.skip("WORKBENCH_REAL_DATA does not point at the published draws")
    draws, known = (pd.read_csv(folder / f"evpi_example_{name}.csv") for name in ("draws", "known"))
    assert len(known) > 3
    for row in known.dropna(subset="published_evpi").itertuples():
        benefit = [row.wtp * draws[f"eff_{s}"] - draws[f"cost_{s}"] for s in ("Chemo", "Radio", "Surgery")]
        assert perfect(np.array(benefit), pick=1) == pytest.approx(row.published_evpi, abs=5.1e-4)
