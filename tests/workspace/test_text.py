import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.workspace.text import closest, read_date, read_number, read_yes_no


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1450", 1450),
        ("1,450", 1450),
        ("1 450", 1450),
        ("1\u00a0450,5", 1450.5),
        ("1'450.25", 1450.25),
        ("1.450,5", 1450.5),
        ("1,450,000", 1_450_000),
        ("0,8", 0.8),
        ("0,125", 0.125),
        ("1,45", 1.45),
        ("1.450", 1.45),
        ("-3", -3),
        ("\u22123", -3),
        (".5", 0.5),
        ("1e3", 1000),
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["abc", "=1+1", "1+1", "12,34,5", "1 2", "5 k", "80%", "nan", "inf", "0x10", "1_000", "--1", "1,450,5"],
)
def test_what_is_no_number_is_not_guessed(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "share"),
    [("80%", 0.8), ("80 %", 0.8), ("80", 0.8), ("0.8", 0.8), ("0,8", 0.8), ("1", 1), ("1%", 0.01)],
)
def test_per_cent(text, share):
    assert read_number(text, percent=True) == pytest.approx(share)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_python_wrote_is_read_back(number):
    assert read_number(repr(number)) == number


@given(st.integers(0, 10**12))
def test_grouped_thousands_are_read_back(number):
    assert read_number(f"{number:,}") == number
    assert read_number(f"{number:,}".replace(",", " ")) == number


def test_dates_are_iso_only():
    assert str(read_date("2026-02-28").date()) == "2026-02-28"
    assert str(read_date(" 2026-02-28T23:59:00Z ").date()) == "2026-02-28"
    assert [read_date(text) for text in ("28/02/2026", "2026-02-30", "20260228", "2026-W09-6")] == [None] * 4


def test_yes_and_no():
    assert [read_yes_no(text) for text in ("Yes", "x", "TRUE", "no", "0", "perhaps")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]


def test_the_nearest_name_is_offered():
    assert closest("reech", ["reach", "effort"]) == "; did you mean 'reach'?"
    assert closest("qqq", ["reach"]) == "."
