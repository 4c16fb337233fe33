"""Generic tables: what is recognised, what is guessed, ids that stay text, and our own CSV there and back."""

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange import preview, read, table, write_csv
from workbench.exchange.delimited import parse
from workbench.opportunities.tables import opportunities

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
CELL = TEXT.filter(str.strip)


def reading(text, name="list.csv"):
    return read((name, text.encode()), opportunities)


def test_names_labels_and_aliases_are_recognised_and_other_tools_words_guessed():
    found = reading("Feature,Assignee,reach low,REACH,Stage,Colour\nSearch,Ana,10,20,Doing,red\n")
    assert found.mapping == {
        "title": "Feature", "owner": "Assignee", "reach_low": "reach low", "reach": "REACH",
        "status_category": "Stage",
    }  # fmt: skip
    assert found.guessed == set()
    assert found.unread == {"Colour": 1}


def test_units_in_brackets_do_not_hide_a_name():
    assert reading("Title,Effort (person-months)\nSearch,2\n").mapping["effort"] == "Effort (person-months)"


def test_a_guess_whose_cells_cannot_be_read_is_not_made():
    assert "reach" not in reading("Title,Customers\nSearch,Acme and Bolt\n").mapping
    assert reading("Title,Customers\nSearch,12\n").mapping["reach"] == "Customers"


def test_a_title_is_guessed_where_no_name_says_which():
    found = reading("Kind,What we might build,Weight\nbig,Faster search,3\nbig,Export,4\n")
    assert found.mapping["title"] == "What we might build"
    assert "title" in found.guessed


def test_a_plain_list_is_a_list_of_titles():
    rows, problems = table(reading("Faster search\nExport as CSV\n"))
    assert rows["title"].to_dict() == {"faster-search": "Faster search", "export-as-csv": "Export as CSV"}
    assert problems.empty


def test_ids_stay_text():
    rows, _ = table(reading("id,title\n007,A\n1e5,B\n 12 ,C\n=x,D\n"))
    assert list(rows.index) == ["007", "1e5", "12", "=x"]


def test_equal_titles_without_ids_are_refused_with_their_rows():
    rows, problems = table(reading("title\nSearch\nExport\nsearch!\n"))
    assert list(rows.index) == ["export"]
    assert problems["row"].tolist() == [2, 4]
    assert problems["problem"].str.contains("Rows 2, 4").all()


def test_equal_ids_and_blank_ids_are_refused_with_their_rows():
    _, problems = table(reading("id,title\na,A\na,B\n,C\n"))
    assert problems[["row", "column"]].to_numpy().tolist() == [[2, "id"], [3, "id"], [4, "id"]]


def test_an_unsure_id_column_with_gaps_is_no_id_column():
    assert reading("no,title\n1,A\n,B\n").key == ""
    assert reading("no,title\n1,A\n2,B\n").key == "no"


def test_every_bad_cell_is_named_with_row_column_and_value():
    _, problems = table(reading("title,reach,must do,due\nA,lots,maybe,soon\nB,1,yes,2026-01-31\n"))
    assert {*problems[["row", "column", "value"]].itertuples(index=False, name=None)} == {
        (2, "must_do", "maybe"),
        (2, "reach", "lots"),
        (2, "due", "soon"),
    }
    assert problems["problem"].str.endswith(".").all()


def test_decimal_commas_are_the_files_way():
    rows, _ = table(reading("title;effort;reach\nA;1,5;1.200\nB;2;30\n"))
    assert rows["effort"].tolist() == [1.5, 2.0]
    assert rows["reach"].tolist() == [1200.0, 30.0]
    assert table(reading('title,reach\nA,"1,200"\n'))[0]["reach"].tolist() == [1200.0]


def test_preview_shows_ten_rows_by_id_and_the_files_text_where_it_cannot_be_read():
    found = reading("title,reach\n" + "\n".join(f"T{n},{n}" for n in range(19)) + "\nT19,x\n")
    shown = preview(found, 20)
    assert len(preview(found)) == 10
    assert shown.loc["t19", "reach"] == "x"
    assert shown.loc["t3", "reach"] == 3


def test_every_tool_without_a_reader_is_named_and_read_as_a_table():
    found = reading(
        "ID,Team,Title,Status,Estimate,Assignee,Cycle Name,Due Date\n"
        "CL-1,Cl,First,Todo,5,bo@example.com,C 1,Tue Feb 28 2023 00:00:00 GMT+0000 (GMT)\n"
    )
    row = table(found)[0].loc["CL-1"]
    assert found.tool == "Linear"
    assert any("Linear" in note for note in found.notes)
    assert (row["story_points"], row["owner"], row["due"]) == (5, "bo", pd.Timestamp("2023-02-28"))
    assert "effort" not in found.mapping


@given(st.dictionaries(CELL, st.tuples(CELL, st.one_of(st.none(), TEXT)), min_size=1))
def test_csv_comes_back_as_it_went_out(rows):
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["title", "notes"], dtype=object)
    for bom in (False, True):
        grid = parse(write_csv(frame, bom=bom), "ours.csv")
        assert grid.header == ["id", "title", "notes"]
        assert grid.rows == [[key, title, notes or ""] for key, (title, notes) in rows.items()]


@given(st.lists(st.from_regex(r"[A-Za-z0-9=+\-@#/.']{1,12}", fullmatch=True), min_size=1, unique=True))
def test_ids_come_back_as_they_went_out(ids):
    frame = pd.DataFrame({"title": [f"t{place}" for place in range(len(ids))]}, index=ids)
    rows, problems = table(read(("ours.csv", write_csv(frame)), opportunities))
    assert problems.empty
    assert list(rows.index) == ids


@given(st.lists(st.floats(0, 1e300, allow_nan=False), min_size=1))
def test_numbers_come_back_to_the_last_bit(numbers):
    frame = pd.DataFrame({"title": [f"t{place}" for place in range(len(numbers))], "reach": numbers})
    rows, _ = table(read(("ours.csv", write_csv(frame)), opportunities))
    assert rows["reach"].tolist() == numbers


def test_values_are_written_as_people_read_them():
    frame = pd.DataFrame(
        {"a": [True], "b": [2.0], "c": [dt.date(2026, 1, 31)], "d": [pd.Timestamp("2026-01-31")], "e": [None],
         "f": [float("nan")], "g": [pd.NaT], "h": ['say "hi"\nnow']},
        index=pd.Index(["x"], name="id"),
    )  # fmt: skip
    assert write_csv(frame) == b'id,a,b,c,d,e,f,g,h\r\nx,yes,2,2026-01-31,2026-01-31,,,,"say ""hi""\nnow"\r\n'


def test_bom_is_asked_for():
    frame = pd.DataFrame({"a": [1]})
    assert write_csv(frame, bom=True) == b"\xef\xbb\xbf" + write_csv(frame)
    assert not write_csv(frame).startswith(b"\xef\xbb\xbf")
