import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities import custom, rice
from workbench.opportunities.uncertainty import flip, rank_probability, value_of_information

NAN = float("nan")
TABLE = pd.DataFrame(
    {"reach": [400.0, 100.0, NAN], "impact": [4.0, 0.0, 1.0], "effort": [2.0, 0.0, 1.0]},
    index=["a", "b", "c"],
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("reach * impact ** 1.5 / effort", [1600, NAN, NAN]),
        ("-reach + 2 * (impact - 1)", [-394, -102, NAN]),
        ("min(reach, 200, impact)", [4, 0, NAN]),
        ("max(impact, 2)", [4, 2, 2]),
        ("sqrt(impact) + abs(-effort)", [4, 0, 2]),
        ("log(impact)", [math.log(4), NAN, 0]),
        ("exp(0 * impact)", [1, 1, 1]),
        ("where(effort > 0, impact / effort, 9)", [2, 9, 1]),
        ("where(reach >= 400, 1, 0) + impact", [5, 0, NAN]),
        ("(1 < impact <= 4) * 10", [10, 0, 0]),
        ("default(reach, 7)", [400, 100, 7]),
        ("impact == 4", [1, 0, 0]),
        ("impact != 4", [0, 1, 1]),
        ("  reach\n / 2 ", [200, 50, NAN]),
        ("1e300 * 1e300 * impact", [NAN, NAN, NAN]),
        ("impact / (1e300 * 1e300)", [NAN, NAN, NAN]),
        ("1 / (1 / effort)", [2, NAN, 1]),
        ("sqrt(impact - 1)", [math.sqrt(3), NAN, 0]),
        ("(impact - 2) ** 0.5", [math.sqrt(2), NAN, NAN]),
        ("2 ** (1000 * reach)", [NAN, NAN, NAN]),
        ("impact ** -1", [0.25, NAN, 1]),
    ],
)
def test_what_a_formula_is_worth(formula, expected):
    scores = custom.score(TABLE, formula)
    assert scores.index.equals(TABLE.index)
    np.testing.assert_allclose(scores, expected)


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("", "the formula is empty"),
        ("   ", "the formula is empty"),
        ("reach *", r"character 8, at its end: this cannot be read"),
        ("reach impact", "character (1|7), at .*: this cannot be read"),
        ("reach * / effort", r"character 9, at \"/ effort\": this cannot be read"),
        ("reach +* impact", r"character 8, at \"\* impact\""),
        ("reach) + (impact", "character 6"),
        ("1 + 2", "names no column"),
        ("reach * impct", r"character 9, at \"impct\": no column has this name \(did you mean 'impact'\?\). The table has: reach"),
        ("  zzz", r"character 3, at \"zzz\": no column has this name. The table"),
        ("größe + xx", r"character 1, at \"größe \+ xx\""),
        ("reach + 'ä' + ü.real", r"character 9, at \"'ä' \+ ü.real\": only numbers"),
        ("reach ^ 2", r"character 1, at \"reach \^ 2\": \^ is not allowed; write \*\* for a power"),
        ("reach and impact", "and, or, not are not allowed"),
        ("not reach", "and, or, not are not allowed"),
        ("reach ** 400", r"character 10, at \"400\": an exponent must be between -10 and 10"),
        ("reach ** -400", "an exponent must be between -10 and 10"),
        ("reach + 1e999", "this number is too large"),
        ("reach + " + "9" * 400, "this number is too large"),
        ("reach + True", "only numbers and names of columns"),
        ("reach + 1j", "only numbers and names of columns"),
        ("reach % 2", "only columns, numbers"),
        ("reach // 2", "only columns, numbers"),
        ("reach << 2", "only columns, numbers"),
        ("reach in impact", "only columns, numbers"),
        ("reach if impact else effort", "only columns, numbers"),
        ("[reach for reach in impact]", "only columns, numbers"),
        ("lambda: reach", "only columns, numbers"),
        ("(x := reach)", "only columns, numbers"),
        ("reach[0]", "only columns, numbers"),
        ("reach.values", "only columns, numbers"),
        ("(reach, impact)", "only columns, numbers"),
        ("f'{reach}'", "only columns, numbers|only numbers"),
        ("print(reach)", "only these functions can be called: min, max"),
        ("reach.mean()", "only these functions can be called"),
        ("__import__('os').system('true') + reach", "only these functions can be called"),
        ("(min)(reach)", r"write it as min\(a, b, ...\)"),
        ("min(reach, key=impact)", r"write it as min\(a, b, ...\)"),
        ("min(*reach)", r"write it as min\(a, b, ...\)"),
        ("log(reach, 2)", r"write it as log\(a\)"),
        ("where(reach, 2)", r"write it as where\(a > b, yes, no\)"),
        ("reach" + " + reach" * 70, "the formula has 565 characters; at most 500"),
        ("(" * 240 + "reach" + ")" * 240, "cannot be read"),
        ("-" * 40 + "reach", "more than 20 operations"),
        ("reach; impact", "cannot be read"),
        ("reach\x00", "cannot be read"),
        ("import os", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(formula, reason):
    with pytest.raises(ValueError, match=reason) as refused:
        custom.score(TABLE, formula)
    assert "\n" not in str(refused.value)


def test_columns_are_named_in_their_order():
    assert custom.columns_of("where(b > 1, a, min(c, b)) / 2") == ("b", "a", "c")


def test_text_is_refused_by_its_cell():
    with pytest.raises(ValueError, match="not a number at 'a', reach: 'many'"):
        custom.score(TABLE.astype({"reach": object}).replace({"reach": {400.0: "many"}}), "reach * 2")


@pytest.mark.parametrize("rows", [0, 1, 10_000])
def test_any_length(rows):
    table = pd.DataFrame({"reach": np.ones(rows)})
    assert custom.score(table, "where(0, 1, 2) + 0 * reach").tolist() == [2.0] * rows


number = st.floats(0.1, 100)


@given(st.lists(st.tuples(number, number, number, number), min_size=1, max_size=6))
def test_rice_written_as_a_formula_is_rice(rows):
    table = pd.DataFrame(rows, columns=["reach", "impact", "confidence", "effort"])
    written = custom.score(table, "reach * impact * confidence / effort")
    np.testing.assert_array_equal(written, rice.score(table))


names = st.sampled_from(["reach", "impact", "effort", "2", "0.5"])
formulas = st.recursive(
    names,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from(["+", "-", "*", "/", "<", ">="]), part).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        part.map(lambda p: f"(-{p})"),
        st.tuples(part, part).map(lambda p: f"max({p[0]}, {p[1]})"),
    ),
    max_leaves=8,
)


@given(formulas, st.tuples(*[st.sampled_from([0.0, 0.5, 3.0, 20.0])] * 3))
def test_it_agrees_with_python_where_python_has_a_number(formula, values):
    row = dict(zip(["reach", "impact", "effort"], values, strict=True))
    try:
        expected = float(eval(formula, {"__builtins__": {}, "max": max}, row))
    except ZeroDivisionError:
        expected = NAN
    found = custom.score(pd.DataFrame([row]), f"{formula} + 0 * reach")[0]
    assert found == pytest.approx(expected, nan_ok=True)


@given(st.text(max_size=40))
def test_no_text_does_anything_but_score_or_be_refused(text):
    try:
        scores = custom.score(TABLE, text)
    except ValueError:
        return
    assert len(scores) == len(TABLE)


def test_a_formula_is_a_method_with_odds_flips_and_worth():
    made = custom.method_of("reach * impact / effort", name="ours", about="For us.")
    assert (made.needs, made.rowwise, made.about) == (("reach", "impact", "effort"), True, "For us.")
    assert made == custom.method_of("reach * impact / effort", name="ours", about="For us.")
    table = pd.DataFrame(
        {"reach": [9.0, 4.0], "impact": 1.0, "effort": 1.0, "confidence": 1.0}, index=["a", "b"]
    )
    table = table.assign(reach_low=1.0, reach_high=20.0)
    for work in (
        lambda method: rank_probability(table, method, trials=200, top=1),
        lambda method: flip(table, method, 1).drop("confidence", level="column", errors="ignore"),
        lambda method: value_of_information(table, method, 1, trials=200).drop(
            "confidence", level="column", errors="ignore"
        ),
    ):
        pd.testing.assert_frame_equal(work(made), work("rice"))
    with pytest.raises(ValueError, match="cannot be read"):
        custom.method_of("reach *")
