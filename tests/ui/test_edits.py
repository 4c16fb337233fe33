import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.edits import moved, ordered, typed

numbers = st.one_of(st.none(), st.floats(0, 100))


@given(numbers, numbers, numbers, st.sampled_from(["low", "value", "high"]), st.floats(0, 100))
def test_a_move_keeps_low_likely_high_in_order(low, value, high, side, new):
    known = sorted(x for x in (low, value, high) if x is not None)
    row = {
        name: known.pop(0) if x is not None else None
        for name, x in zip(("reach_low", "reach", "reach_high"), (low, value, high), strict=True)
    }
    after = {**row, **moved(row, "reach", side, new)}
    rest = [after[name] for name in ("reach_low", "reach", "reach_high") if after[name] is not None]
    assert rest == sorted(rest)
    assert after["reach" if side == "value" else f"reach_{side}"] == new


def test_text_is_never_ordered():
    assert ordered({"title": "b"}, "title", "a") == {"title": "a"}


def test_what_cannot_be_read_is_refused_and_the_rest_is_taken():
    frame = pd.DataFrame({"reach": [1.0, math.nan], "reach_high": [2.0, math.nan]}, index=["a", "b"])

    def read(column, text):
        if column == "score":
            raise KeyError(column)
        return {column: float(text)}

    edits, refused = typed(frame, [("a", "reach", "5"), ("b", "reach", "many"), ("a", "score", "1")], read)
    assert edits == {("a", "reach"): 5.0, ("a", "reach_high"): 5.0}
    assert [(id_, column) for id_, column, _ in refused] == [("b", "reach"), ("a", "score")]
    assert refused[1][2] == "score is computed and cannot be typed."
