import csv
import io
import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.workspace.folder_cells import line, rows, understood, written
from workbench.workspace.schema import Column

signs = st.sampled_from(list("'=+-@\t\r\n,\"; ＝aé☾"))  # noqa: RUF001
texts = st.text(signs, max_size=8) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)
values = st.one_of(
    st.tuples(st.just("number"), numbers),
    st.tuples(st.just("integer"), st.integers(-(2**53), 2**53)),
    st.tuples(st.sampled_from(["text", "choice"]), texts),
    st.tuples(st.just("date"), st.dates(date(1, 1, 1), date(9999, 12, 31)).map(pd.Timestamp)),
    st.tuples(st.just("any"), texts | numbers | st.integers(-(2**53), 2**53) | st.booleans()),
    st.tuples(st.sampled_from(["number", "text", "date", "yes/no", "any"]), st.none()),
)


@given(values)
@example(("number", 1e16))
@example(("text", "'"))
@example(("text", "''=1"))
@example(("any", 5.0))
def test_what_is_written_is_read_as_it_was(pair):
    kind, value = pair
    column = Column("cell", kind)
    again = understood(column, written(column, value))
    again = column.cell(again) if kind == "date" else again
    assert again == value
    assert type(again) is type(value)
    if kind == "number" and value is not None:
        assert math.copysign(1, again) == math.copysign(1, value)


@pytest.mark.parametrize(("value", "word"), [(True, "yes"), (False, "no")])
def test_yes_and_no_are_words_that_a_person_may_write_otherwise(value, word):
    column = Column("must_do", "yes/no")
    assert written(column, value) == word
    assert column.cell(understood(column, word)) is column.cell(understood(column, word.upper())) is value


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_lines_are_read_as_they_were_written(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("lines") / "table.csv"
    path.write_bytes("".join(line(row) for row in [["id", "text"], *cells]).encode())
    wrong = []
    read = rows(path, ("id", "text"), ("id",), wrong)
    assert [[row["id"], row["text"]] for _, row in read] == cells
    assert wrong == []
    plain = io.StringIO()
    csv.writer(plain, lineterminator="\n").writerows(cells)
    if not any("\r" in cell for row in cells for cell in row):
        assert "".join(line(row) for row in cells) == plain.getvalue()


def test_a_row_is_told_by_the_line_that_it_begins_in(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b'id,text\r\na,"one\ntwo\nthree"\r\n\r\nb,x\r\n')
    assert [number for number, _ in rows(path, ("id", "text"), (), [])] == [2, 6]


def test_a_long_cell_is_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(line(["id"]) + line(["x" * 300_000]))
    assert len(rows(path, ("id",), (), [])[0][1]["id"]) == 300_000


@pytest.mark.parametrize("cell", ["nan", "inf", "1_000", "٣", "0x10", " 1"])
def test_what_is_no_plain_number_is_left_to_be_read_as_a_persons(cell):
    assert understood(Column("reach", "number"), cell) == cell
