import pandas as pd

from workbench.opportunities import value_effort


def test_the_worked_example_of_routemap():
    # docs.devsamurai.com/routemap/value-vs-effort: a value of 1,000,000 for 100 hours.
    assert value_effort.score(pd.DataFrame({"impact": [1e6], "effort": [100]})).tolist() == [10_000]


def test_blanks_and_no_effort_are_not_ranked():
    table = pd.DataFrame({"impact": [None, 1, 1, 0], "effort": [1, None, 0, 2]})
    assert value_effort.score(table).fillna(-1).tolist() == [-1, -1, -1, 0]
