"""What the coverage study says: its made-up people have the shares that they are said to have."""

import numpy as np
import pytest

from workbench.bench import coverage


@pytest.mark.parametrize(("alike", "known"), [(False, False), (False, True), (True, True)])
def test_made_up_people_have_the_true_shares(alike, known):
    setting = coverage.Setting(30, alike, known)
    drawn = coverage._drawn(setting, (0.2, 0.3, 0.5), 400, np.random.default_rng(0))
    shares = drawn["class"].value_counts(normalize=True).sort_index()
    assert shares.tolist() == pytest.approx([0.2, 0.3, 0.5], abs=0.01)
    people = drawn.groupby(["study", "customer"]).size()
    assert people.mean() == pytest.approx(coverage.COLLEAGUES if known else 1, rel=0.05)
    if known:
        large = drawn.set_index(["study", "customer"])["class"][people[people >= 6].index]
        most = large.groupby(level=[0, 1]).agg(lambda classes: classes.value_counts(normalize=True).max())
        assert (most.mean() > 0.7) == alike


def test_the_worst_case_is_reported_and_few_studies_show_nothing():
    setting = coverage.Setting(30, alike=False, known=False)
    row = coverage._row(setting, "better", {"one": (1900, 2000), "another": (1880, 2000)})
    assert row.name == "30 people, better: 94.0 % (se 0.5), another"
    assert (row.ours, row.limit, row.passed) == (pytest.approx(1.0), 2.0, True)
    assert coverage._row(setting, "better", {"one": (180, 200)}).limit is None
    assert (
        coverage._row(coverage.Setting(20, alike=False, known=False), "better", {"one": (1800, 2000)}).limit
        is None
    )


def test_one_setting_of_the_study():
    setting = coverage.Setting(30, alike=True, known=True)
    rows = list(coverage._kano(setting, 50, np.random.default_rng(0)))
    rows += coverage._ratings(setting, 20, np.random.default_rng(0))
    rows.append(coverage._change(setting, 10, np.random.default_rng(0)))
    assert [row.name.split(":")[0].rpartition(", ")[2] for row in rows] == [
        "better", "worse", "NPS", "satisfied", "change of NPS"
    ]  # fmt: skip
    assert all(row.ours < 25 for row in rows)
