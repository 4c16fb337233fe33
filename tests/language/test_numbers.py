from hypothesis import given
from hypothesis import strategies as st

from workbench.language.numbers import number, odds, percent, tenths


@given(st.floats(0, 1))
def test_the_word_and_the_tenths_are_of_one_mind(probability):
    said = tenths(probability)
    assert abs(said / 10 - probability) <= 0.05 + 1e-9
    expected = {0: "hardly", 10: "nearly sure"}.get(said, f"{said} in 10")
    assert odds(probability) == expected


def test_digits_follow_size():
    assert [number(value) for value in (0.123, 9.99, 12.34, 99.96, 123.4, 1e6)] == [
        "0.12", "9.99", "12.3", "100", "123", "1,000,000",
    ]  # fmt: skip


def test_blanks_are_a_dash():
    assert number(float("nan")) == number(None) == percent(None) == "–"
