"""What would change an item's place, in words whose numbers hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.opportunities.standing import stand
from workbench.opportunities.worth import guesses
from workbench.workspace.catalogue import declared

SETTINGS = {name: setting.default for name, setting in declared().settings.items()}


def standing(line=2, method="rice", **columns):
    """Return how some rows stand; what is not given is the same for all."""
    rows = len(next(iter(columns.values())))
    table = pd.DataFrame(
        {
            "title": [f"Item {i}" for i in range(rows)],
            "status_category": "open",
            "must_do": False,
            **dict.fromkeys(("reach", "impact", "confidence", "effort"), 1.0),
            **dict.fromkeys(
                (
                    f"{name}_{end}"
                    for name in ("reach", "impact", "confidence", "effort")
                    for end in ("low", "high")
                ),
                np.nan,
            ),
            "size": None,
            "story_points": np.nan,
        }
        | columns,
        index=pd.Index([f"o{i}" for i in range(rows)], name="id"),
    )
    chosen = SETTINGS | {"opportunities.line": line, "opportunities.method": method}
    return table, stand(table, chosen.__getitem__)


def restand(table, id_, column, value, line=2, method="rice"):
    chosen = SETTINGS | {"opportunities.line": line, "opportunities.method": method}
    return stand(table.assign(**{column: table[column].where(table.index != id_, value)}), chosen.__getitem__)


def test_the_condition_of_an_item_below_the_line_and_of_one_above():
    _, now = standing(reach=[900.0, 600.0, 300.0], effort=[1.0, 1.0, 2.0], confidence=[0.8, 0.8, 0.8])
    found = guesses.flips(now)
    assert guesses.nearest(found, now, "o2").index.tolist()[:2] == [
        "reach",
        "effort",
    ]  # ÷ 4 and x 4: in their order
    assert guesses.condition(found, now, "o2") == (
        "in, if reach is above 1,201 people a quarter",
        "reach > 1201.0",
    )
    sentence, machine = guesses.condition(found, now, "o1")
    assert sentence == "out, if reach is under 149 people a quarter"
    assert guesses.parse(machine) == ("reach", "<", 149.0)


def test_no_single_number_moves_a_must_do_or_what_is_not_scored():
    _, now = standing(reach=[900.0, 600.0, np.nan, 100.0], must_do=[True, False, False, False])
    found = guesses.flips(now)
    assert guesses.condition(found, now, "o0") == ("", "")
    assert guesses.condition(found, now, "o2") == ("", "")
    assert guesses.condition(found, now, "nobody") == ("", "")
    assert guesses.condition(found, now, "o3")[0].startswith("in, if ")


def test_a_condition_is_kept_as_text_and_asked_without_evaluation():
    assert guesses.met("reach >= 100", {"reach": 100})
    assert not guesses.met("reach > 100", {"reach": np.int64(100)})
    assert guesses.met("reach<=1e2", pd.Series({"reach": 100.0}))
    for text in (
        None,
        "",
        "reach",
        "reach < many",
        "__import__('os') < 1",
        "reach < 1; effort < 2",
        "1 < reach",
    ):
        assert guesses.parse(text) is None
        assert not guesses.met(text, {"reach": 0.0, "effort": 0.0})
    for value in (None, np.nan, pd.NA, "99", True):
        assert not guesses.met("reach < 100", {"reach": value})
    assert not guesses.met("reach < 100", {})


def test_what_is_likelier_by_its_own_range_is_nearer():
    _, now = standing(
        reach=[900.0, 600.0, 300.0], reach_low=[np.nan, np.nan, 290.0], reach_high=[np.nan, np.nan, 310.0],
        effort_low=[np.nan, np.nan, 0.1], effort_high=[np.nan, np.nan, 9.0],
    )  # fmt: skip
    rows = guesses.nearest(guesses.flips(now), now, "o2")
    assert rows.index.tolist()[:2] == ["effort", "reach"]
    assert rows["away"].is_monotonic_increasing
    assert rows.at["effort", "away"] == pytest.approx(1.2816 * np.log(2) / np.log(10), rel=1e-3)
    assert np.isinf(rows.at["impact", "away"])


some = st.integers(1, 400).map(lambda n: n / 8)


@settings(max_examples=20, deadline=None)
@given(data=st.data(), rows=st.integers(3, 6), line=st.integers(1, 4))
def test_the_number_that_is_said_really_flips(data, rows, line):
    columns = {
        name: data.draw(st.lists(some, min_size=rows, max_size=rows))
        for name in ("reach", "impact", "effort")
    }
    columns["confidence"] = data.draw(
        st.lists(st.integers(1, 20).map(lambda n: n / 20), min_size=rows, max_size=rows)
    )
    table, now = standing(line=line, **columns)
    found = guesses.flips(now)
    for id_ in table.index:
        for column, each in guesses.nearest(found, now, id_).iterrows():
            sign, value, _ = guesses.threshold(
                column, each["to"], each["today"], now.method.bounds.get(column)
            )
            then = restand(table, id_, column, value, line)
            assert then.placed.at[id_, "chosen"] != now.placed.at[id_, "chosen"]
            assert (value < each["today"]) == sign.startswith("<")
        _, machine = guesses.condition(found, now, id_)
        if machine:
            column, sign, value = guesses.parse(machine)
            past = value * (0.99 if sign == "<" else 1.01) if len(sign) == 1 else value
            past = min(past, now.method.bounds.get(column, (0, np.inf))[1])
            assert guesses.met(machine, {column: past})
            then = restand(table, id_, column, past, line)
            assert then.placed.at[id_, "chosen"] != now.placed.at[id_, "chosen"]
            assert not guesses.met(machine, table.loc[id_])
