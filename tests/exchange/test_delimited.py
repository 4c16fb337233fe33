"""CSV as it is met in the wild, and the apostrophe that keeps a spreadsheet from running a cell."""

import csv
import io

import pytest

from workbench.exchange.delimited import parse
from workbench.exchange.problem import ImportProblem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_cells(encoding):
    grid = parse("Résumé;Effort\r\nÉté;1,5\r\nÂge;2\r\n".encode(encoding), "list.csv")
    assert grid.header == ["Résumé", "Effort"]
    assert grid.rows == [["Été", "1,5"], ["Âge", "2"]]
    assert bool(grid.notes) == (not encoding.startswith("utf-8"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_the_one_that_parts_rows_evenly(delimiter):
    lines = [["title", "notes"], ["a", "one, two; three | four\tfive"], ["b", "six"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(lines)
    grid = parse(out.getvalue().encode(), "list.csv")
    assert grid.delimiter == delimiter
    assert [grid.header, *grid.rows] == lines


def test_a_list_of_titles_with_a_comma_in_one_of_them_keeps_its_heading():
    assert parse(b"Title\nSearch\nImport\nExport, too\n", "list.csv").header == ["Title"]


def test_excels_first_line_names_the_delimiter():
    assert parse(b"sep=|\r\na,b|c\r\n1|2\r\n", "list.csv").rows == [["1", "2"]]


def test_short_rows_are_padded_and_surplus_cells_counted():
    grid = parse(b"a,b,c\n1\n1,2,3\n1,2,3,4,5\n", "list.csv")
    assert grid.rows == [["1", "", ""], ["1", "2", "3"], ["1", "2", "3"]]
    assert grid.notes == ("2 cells without a heading not read (row 4).",)


def test_banner_lines_and_blank_lines_are_no_rows_and_numbers_are_the_files():
    grid = parse(b"Our plan\n\nTitle,Effort\nSearch,2\n,\nExport,3\n", "list.csv")
    assert (grid.header, grid.numbers) == (["Title", "Effort"], [4, 6])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b",,\n,,\n", "empty"),
        (b"title,effort\n", "no row"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (bytes(range(256)) * 40, "not a text file"),
        (b'title,effort\n"Search,2\nExport,3\n', "line 2"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data, words):
    with pytest.raises(ImportProblem, match=words) as refused:
        parse(data, "list.csv")
    assert "list.csv" in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_a_cell_longer_than_csvs_own_limit_is_read():
    assert len(parse(b"title,body\na," + b"x" * 200_000 + b"\n", "list.csv").rows[0][1]) == 200_000


def test_more_cells_than_memory_are_refused():
    with pytest.raises(ImportProblem, match="export fewer"):
        parse(b",".join([b"c"] * 20_000) + b"\n" + b"x\n" * 2_000, "list.csv")
