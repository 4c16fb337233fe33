import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.needs import trend
from workbench.needs.demand import spoken

SAID = pd.DataFrame(
    {
        "date": ["2026-01-31", "2026-02-01", "2026-04-30", "2026-04-30", "2026-05-01", "2025-01-01", None, "2026-03-01"],
        "theme": ["b", "a", "a", "a", "a", "c", "a", None],
    }
)  # fmt: skip


def counts(**columns):
    many = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.date_range("2026-01-01", periods=many, freq="MS"))


def test_a_month_without_is_zero_and_a_group_without_too():
    found = trend.monthly(SAID, "theme", months=4, until="2026-04-30")
    assert found.index.tolist() == list(pd.date_range("2026-01-01", periods=4, freq="MS"))
    assert found.index.name == "month"
    assert {name: found[name].tolist() for name in found} == {
        "a": [0, 1, 0, 2],
        "b": [1, 0, 0, 0],
        "c": [0, 0, 0, 0],
    }
    assert found.attrs["left_out"] == 2


def test_without_an_end_it_ends_with_the_last_quote():
    assert trend.monthly(SAID, "theme").index[-1] == pd.Timestamp("2026-05-01")
    assert trend.monthly(SAID, "theme", months=1)["a"].tolist() == [1]
    assert trend.monthly(SAID, "theme", months=1, until="2026-04-29").to_numpy().sum() == 0
    assert len(trend.monthly(SAID, "theme", until="2030-01-01")) == 12
    assert trend.monthly(SAID.iloc[:0], "theme").shape == (0, 0)
    assert trend.monthly(SAID.iloc[:0], "theme", until="2026-04-29").shape == (12, 0)
    in_the_evening = SAID.iloc[:1].assign(date=[pd.Timestamp("2026-01-31 23:59")])
    assert trend.monthly(in_the_evening, "theme", 1, "2026-01-31")["b"].tolist() == [1]


def test_numbers_and_choices_can_be_groups():
    rows = pd.DataFrame({"date": "2026-01-01", "by": [10, 2, 2]})
    assert trend.monthly(rows, "by", 1).iloc[0].to_dict() == {2: 2, 10: 1}
    chosen = rows.assign(by=pd.Categorical(["y", "x", "x"], categories=["z", "y", "x"]))
    assert trend.monthly(chosen, "by", 1).iloc[0].to_dict() == {"x": 2, "y": 1}


def test_what_cannot_be_counted_is_one_sentence():
    with pytest.raises(ValueError, match="'segment' is missing"):
        trend.monthly(SAID, "segment")
    with pytest.raises(ValueError, match="months 0 must be 1 or more"):
        trend.monthly(SAID, "theme", 0)
    with pytest.raises(ValueError, match="0, date: 'someday'"):
        trend.monthly(SAID.assign(date="someday"), "theme")


quotes = st.lists(
    st.tuples(
        st.one_of(st.none(), st.dates(pd.Timestamp("2025-06-01").date(), pd.Timestamp("2026-12-31").date())),
        st.sampled_from(["a", "b", None]),
    ),
    max_size=20,
)


@given(quotes, st.integers(1, 20), st.randoms(use_true_random=False))
def test_every_quote_counts_once_whatever_the_order(rows, months, random):
    table = pd.DataFrame(rows, columns=["date", "theme"])
    found = trend.monthly(table, "theme", months, until="2026-12-31")
    assert len(found) == months
    start = found.index[0]
    for name in found:
        theirs = pd.to_datetime(table.loc[table["theme"] == name, "date"])
        assert found[name].sum() == (theirs >= start).sum()
    shuffled = table.iloc[random.sample(range(len(table)), len(table))]
    pd.testing.assert_frame_equal(trend.monthly(shuffled, "theme", months, "2026-12-31"), found)


def test_two_rates_as_r_compares_them():
    # R, stats::poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)), the example of its help page: p-value = 0.07967
    assert trend._p_value(11, 32, 800 / (800 + 1083 + 1050 + 878)) == pytest.approx(0.07967, abs=5e-6)


def test_up_down_and_chance():
    found = trend.rising(counts(up=[1, 0, 8, 9], down=[9, 8, 0, 0], same=[3, 4, 5, 4], never=[0, 0, 0, 0]))
    assert found.columns.tolist() == ["first_half", "second_half", "p_value", "p_adjusted", "direction"]
    assert found["direction"].to_dict() == {"up": "up", "down": "down", "same": "", "never": ""}
    assert found.loc["up", ["first_half", "second_half"]].tolist() == [1, 17]
    # 18 tosses of a coin: two-sided 2 * (1 + 18) / 2 ** 18; and 2 / 2 ** 17 for 17 of 17
    assert found.at["up", "p_value"] == pytest.approx(38 / 2**18)
    assert found.at["down", "p_value"] == pytest.approx(2 / 2**17)
    assert found.at["never", "p_value"] == 1
    assert found.at["down", "p_adjusted"] == pytest.approx(4 * 2 / 2**17)  # the smallest of four
    assert found.index.name == "group"


def test_many_groups_are_not_found_by_chance():
    one = trend.rising(counts(a=[3, 3, 9, 9]))  # p = 0.023
    assert one["direction"].tolist() == ["up"]
    many = trend.rising(counts(**{name: [3, 3, 9, 9] if name == "a" else [5, 5, 5, 5] for name in "abcdef"}))
    assert many["direction"].tolist() == [""] * 6
    assert trend.rising(counts(a=[3, 3, 9, 9]), level=0.99)["direction"].tolist() == [""]


def test_the_months_that_are_not_over_or_not_in_halves_are_weighed():
    odd = trend.rising(counts(a=[10, 10, 10]))
    assert odd.loc["a", ["first_half", "second_half"]].tolist() == [10, 20]
    assert odd.at["a", "p_value"] == pytest.approx(1)
    table = counts(a=[60, 60, 60, 20])  # a third of April
    assert trend.rising(table)["direction"].tolist() == ["down"]
    part = trend.rising(table, until="2026-04-10")
    assert part["direction"].tolist() == [""]
    assert part.at["a", "p_value"] == pytest.approx(stats.binomtest(80, 200, 4 / 10).pvalue)


@pytest.mark.parametrize(
    ("table", "how", "sentence"),
    [
        (counts(a=[1]), {}, "1 months have no two halves"),
        (counts(a=[1, -1]), {}, "2026-02, a: -1 is no count"),
        (counts(a=[1, 0.5]), {}, "2026-02, a: 0.5 is no count"),
        (counts(a=[None, 1.0]), {}, "2026-01, a: nan is no count"),
        (counts(a=[1, 1]), {"until": "2026-03-01"}, "until 2026-03-01 is not in the last month, 2026-02"),
        (counts(a=[1, 1]), {"level": 95}, "level 95 must be between 0 and 1"),
    ],
)
def test_what_cannot_be_tested_is_one_sentence(table, how, sentence):
    with pytest.raises(ValueError, match=sentence):
        trend.rising(table, **how)


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 6), min_size=1, max_size=5))
def test_backwards_up_is_down(columns):
    table = counts(**{f"g{at}": values for at, values in enumerate(columns)})
    found = trend.rising(table)
    back = trend.rising(table.iloc[::-1].set_axis(table.index))
    np.testing.assert_allclose(back["p_value"], found["p_value"])
    assert back["direction"].tolist() == [{"up": "down", "down": "up"}.get(d, "") for d in found["direction"]]
    assert (found["p_adjusted"] >= found["p_value"] - 1e-12).all()
    assert found["p_value"].between(0, 1).all()


@pytest.mark.parametrize("total", [5, 12, 30, 80])
@pytest.mark.parametrize("share", [0.5, 4 / 7])
def test_steady_demand_is_called_a_trend_no_more_often_than_said(total, share):
    possible = np.arange(total + 1)
    called = [trend._p_value(int(second), total, share) <= 0.05 for second in possible]
    assert stats.binom.pmf(possible, total, share)[called].sum() <= 0.05


def test_nothing_at_all():
    assert trend.rising(counts(a=[0, 0]).drop(columns="a")).empty


def test_the_sample_hears_less_of_water_utilities(tmp_path, sample_at):
    sample = sample_at(tmp_path / "sample.db")
    feedback = sample["feedback"]
    segment = spoken(feedback, sample["customers"])["segment"]
    rows = feedback.assign(segment=segment)[feedback["channel"] != "trade show"]
    found = trend.rising(trend.monthly(rows, "segment", until="2026-10-31"))
    assert found["direction"].to_dict() == {
        "energy": "",
        "food": "",
        "integrators": "",
        "machines": "",
        "water": "down",
    }
