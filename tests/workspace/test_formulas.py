"""No spreadsheet runs what we write, and we read back what we wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.workspace.formulas import bare, guarded

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
signs = st.sampled_from(list("'=+-@\t\r\n,\"; ＝aé☾"))  # noqa: RUF001
texts = st.text(signs, max_size=8) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(TEXT)
def test_guarding_is_undone_by_reading(cell):
    assert bare(guarded(cell)) == cell


@given(TEXT)
def test_no_guarded_cell_starts_a_formula(cell):
    safe = guarded(cell)
    if safe[:1] in tuple("=+-@\t\r\n"):
        assert (
            safe[1:]
            .strip(" %")
            .replace(".", "")
            .replace(",", "")
            .replace("-", "")
            .replace("+", "")
            .lower()
            .replace("e", "")
            .isdecimal()
        )


@pytest.mark.parametrize("number", ["-5", "+1.5", "-1,450.5", "-3e-5", "-80 %"])
def test_plain_numbers_stay_numbers(number):
    assert guarded(number) == number


@pytest.mark.parametrize("formula", ["=1+1", "+1+1", "-1-cmd", "@SUM(A1)", "\t=1", "\r=1", "-2+3", "=-1"])
def test_formulas_are_guarded(formula):
    assert guarded(formula) == f"'{formula}"


@given(texts)
def test_text_is_guarded_only_where_a_spreadsheet_would_run_it(text):
    cell = guarded(text, exact=True)
    assert bare(cell, exact=True) == text
    assert not cell.startswith(tuple("=+-@\t\r"))
    if text and text.strip("'")[:1].isalnum():
        assert cell == text
