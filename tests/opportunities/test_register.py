import importlib.metadata
import types

import numpy as np
import pandas as pd
import pytest

from workbench.opportunities import register, rice


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    register.methods()
    monkeypatch.setattr(register, "_METHODS", dict(register._METHODS))


def test_rice_registers_itself():
    assert register.get("rice") is register.get(rice.score)
    found = register.methods()["rice"]
    assert (found.label, found.needs, found.rowwise) == (
        "RICE",
        ("reach", "impact", "confidence", "effort"),
        True,
    )
    assert found.about.startswith("People helped")


def test_every_method_of_ours_is_there_with_words():
    found = register.methods()
    assert {"rice", "rice_without_confidence", "ice", "wsjf", "odi", "value_effort"} <= set(found)
    ours = [found[name] for name in found if found[name].function.__module__.startswith("workbench.")]
    assert all(method.about and method.needs and method.rowwise for method in ours)
    assert len({method.label for method in ours}) == len(ours)


def test_an_analyst_adds_a_method_in_four_lines():
    @register.method("Reach per effort", needs=("reach", "effort"))
    def reach_per_effort(table):
        """People reached for each person-month."""
        return table["reach"] / table["effort"]

    found = register.get("Reach per effort")
    assert (found.function, found.label, found.about) == (
        reach_per_effort, "Reach per effort", "People reached for each person-month.",
    )  # fmt: skip
    assert found(pd.DataFrame({"reach": [6], "effort": [3]})).tolist() == [2.0]


@pytest.mark.parametrize(
    ("function", "rowwise"),
    [
        (lambda table: table["reach"] / table["effort"], True),
        (lambda table: table["reach"] / table["reach"].max(), False),
        (lambda table: table["reach"].rank(), False),
        (lambda table: table["reach"].cumsum(), False),
        (lambda table: table["reach"] * (1 + table.duplicated()), False),
        (lambda table: table["reach"].clip(upper=table["reach"].quantile(0.9)), False),
    ],
)
def test_whether_rows_are_looked_at_alone_is_found_out(function, rowwise):
    register.method("probe", needs=("reach", "effort"))(function)
    assert register.get("probe").rowwise is rowwise


def test_a_wrong_claim_to_be_rowwise_is_refused():
    with pytest.raises(ValueError, match="rowwise=True is wrong"):
        register.method("probe", needs=("reach",), rowwise=True)(
            lambda table: table["reach"] - table["reach"].mean()
        )


def test_a_cell_can_be_run_twice_but_a_name_has_one_owner():
    cell = "def mine(table):\n    return table['reach'] * factor"
    first, second = {"factor": 1, "__name__": "__main__"}, {"factor": 2, "__name__": "__main__"}
    for namespace in (first, second):
        exec(cell, namespace)
        register.method("mine", needs=("reach",))(namespace["mine"])
    assert register.get("mine").function is second["mine"]
    with pytest.raises(ValueError, match=r"method 'mine' is __main__\.mine already; choose another name"):
        register.method("mine", needs=("reach",))(lambda table: table["reach"])


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (lambda: 1, "must take one table"),
        (lambda table: table["reach"].to_numpy(), "must return a Series on the table's index, not a ndarray"),
        (lambda table: table["reach"].reset_index(drop=True), "not a Series on another index"),
        (lambda table: table["reach"].astype(str), "must return numbers, not str"),
        (lambda table: table["reach"] * np.nan, "gives NaN where nothing is blank"),
        (lambda table: table["impact"], "fails on a table of .*'reach'.*: KeyError: 'impact'"),
    ],
)
def test_what_is_no_method_is_refused_with_the_reason(function, reason):
    with pytest.raises(ValueError, match=reason):
        register.method("wrong", needs=("reach",))(function)
    assert "wrong" not in register.methods()


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(ValueError, match=r"no method is named 'rize'\. There are: .*rice"):
        register.get("rize")


def test_a_function_need_not_be_registered():
    found = register.get(lambda table: table["reach"])
    assert (found.rowwise, found.needs) == (False, ())


def test_packages_add_methods_and_one_that_fails_is_left_out(monkeypatch):
    def load():
        register.method("from a package", needs=("reach",))(lambda table: table["reach"])

    def fail():
        raise ImportError("no module named 'gone'")

    entries = [
        types.SimpleNamespace(name="good", value="good:score", load=load),
        types.SimpleNamespace(name="bad", value="bad:score", load=fail),
    ]
    asked = []
    monkeypatch.setattr(register, "entry_points", lambda group: asked.append(group) or entries)
    monkeypatch.setattr(register, "_read", False)
    with pytest.warns(UserWarning, match=r"method 'bad' \(bad:score\) is left out: no module named 'gone'"):
        assert "from a package" in register.methods()
    register.methods()
    assert asked == ["workbench.methods"]


def test_the_entry_points_are_the_standard_ones():
    assert register.entry_points is importlib.metadata.entry_points
