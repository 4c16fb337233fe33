"""XLSX: values as they are, and workbooks that are none, or mean harm."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from workbench.exchange import ImportProblem, read, table
from workbench.opportunities.tables import opportunities


def workbook(*sheets, formats=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell, shown in formats:
            sheet[cell].number_format = shown
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def load(data):
    return read(("plan.xlsx", data), opportunities)


def repacked(data, part, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = [("Plan", [["ID", "Title", "Reach"], [1, "Search", 10]])]


def test_numbers_dates_ids_and_truth_come_as_they_are():
    data = workbook(
        ("Plan", [
            ["ID", "Title", "Reach", "Effort", "Due", "Must do", "Confidence"],
            [7, "Search", 123456789012, 0.1, dt.date(2026, 1, 31), True, 0.8],
            ["1e5", "Export", 2, 3.5, dt.datetime(2026, 2, 1, 9, 30), False, "80%"],  # noqa: DTZ001 - workbooks know no zones
        ]),
        formats=[("A2", "000")],
    )  # fmt: skip
    rows, problems = table(load(data))
    assert problems.empty
    assert list(rows.index) == ["007", "1e5"]
    assert rows["reach"].tolist() == [123456789012, 2]
    assert rows["effort"].tolist() == [0.1, 3.5]
    assert [str(day.date()) for day in rows["due"]] == ["2026-01-31", "2026-02-01"]
    assert rows["must_do"].tolist() == [True, False]
    assert rows["confidence"].tolist() == [0.8, 0.8]


def test_a_formula_gives_the_value_that_was_saved_with_it():
    formula = b'<c r="C2"><f>1+1</f><v>42</v></c>'

    def change(xml):
        start = xml.index(b'<c r="C2"')
        return xml[:start] + formula + xml[xml.index(b"</c>", start) + 4 :]

    rows, _ = table(load(repacked(workbook(*PLAIN), SHEET, change)))
    assert rows["reach"].tolist() == [42]


def test_the_first_sheet_with_rows_is_read_and_the_others_named():
    found = load(workbook(("Cover", [["Our plan"]]), *PLAIN, ("More", [["Title"], ["x"]])))
    assert list(table(found)[0].index) == ["1"]
    assert any("'Plan'" in note and "'More'" in note for note in found.notes)


def test_empty_columns_rows_and_banners_are_nothing():
    found = load(
        workbook(
            ("P", [["Road map 2026", None, None], [], ["Title", "Effort", None], [], ["Search", 2, None]])
        )
    )
    assert table(found)[0]["effort"].tolist() == [2]


def test_a_size_that_the_file_claims_is_not_believed():
    data = repacked(workbook(*PLAIN), SHEET, lambda xml: xml.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"'))
    assert list(table(load(data))[0].index) == ["1"]


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("Content_Types", "[Content_Types].xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped(a="text"), "no workbook"),
        (zipped(Content_Types="<x/>"), "cannot|not a workbook"),
        (zipped(Content_Types="<x/>", bomb=b"\0" * 50_000_000), "unpacks to far more"),
        (b"PK\x03\x04" + b"junk" * 50, "damaged"),
        (workbook(*PLAIN)[:-400], "damaged"),
        (workbook(("Empty", [])), "nothing to bring in"),
        (workbook(("Only", [["Title", "Reach"]])), "nothing to bring in"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "save it as XLSX"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data, words):
    with pytest.raises(ImportProblem, match=words):
        load(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(encoding, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    )
    with pytest.raises(ImportProblem, match="declarations"):
        load(repacked(workbook(*PLAIN), SHEET, lambda _: xml.encode(encoding)))
