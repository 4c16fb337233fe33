"""Kano answers of any shape come into the workspace as a survey, its questions and the answers."""

import os
from pathlib import Path

import pytest

from workbench.needs import features
from workbench.needs.answer_file import AnswerImporter

WIDE = (
    "Respondent;Company;Single sign-on (functional);Single sign-on (dysfunctional);Dark (functional);Dark (dysfunctional)\n"
    "r1;Acme;I like it;I dislike it;I am neutral;I am neutral\n"
    "r2;Borg;I like it;I dislike it;I can live with it;I am neutral\n"
    "r3;Borg;I expect it;I dislike it;;I am neutral\n"
)


@pytest.fixture
def importer(ws):
    ws.add("opportunities", {"sso": {"title": "single sign-on"}})
    return AnswerImporter(ws)


def test_a_wide_file_of_phrases_comes_in_with_survey_and_questions(ws, importer):
    reading = importer.read("Features 2027.csv", WIDE.encode())
    assert any("3 respondents and 2 features" in note for note in reading.notes)
    assert any("one of the two answers is blank" in note for note in reading.notes)
    plan = importer.plan(reading)
    assert "5 new" in plan.sentence
    importer.apply(plan)
    assert ws["surveys"]["title"].tolist() == ["Features 2027"]
    assert ws["questions"].set_index("title")["opportunity"].to_dict()["Single sign-on"] == "sso"
    assert set(ws["customers"]["name"]) == {"Acme", "Borg"}
    rows = features.stand(ws.__getitem__).set_index("title")
    assert rows.loc["Single sign-on", ["O", "M"]].tolist() == [2, 1]
    assert rows.loc["Dark", "I"] == 2


def test_the_same_file_again_changes_nothing_and_a_changed_answer_one_cell(ws, importer):
    importer.apply(importer.plan(importer.read("kano.csv", WIDE.encode())))
    again = importer.plan(importer.read("kano.csv", WIDE.encode()))
    assert (len(again.added), len(again.updated)) == (0, 0)
    changed = importer.plan(importer.read("kano.csv", WIDE.replace("I expect it", "I like it").encode()))
    assert changed.updated[["column", "new"]].to_numpy().tolist() == [["functional", 1]]


def test_a_file_of_something_else_is_refused_with_a_sentence(importer):
    with pytest.raises(ValueError, match=r"^list\.csv: .*two columns"):
        importer.read("list.csv", b"title,reach\nA,1\n")


def test_an_answer_that_is_no_answer_is_named_with_its_row(importer):
    with pytest.raises(ValueError, match=r"kano\.csv: .*row 3.*maybe"):
        importer.read("kano.csv", WIDE.replace("I can live with it", "maybe").encode())


@pytest.mark.parametrize(
    "name", ["storage--cohort1-clean.csv", "storage--cohort2-clean.csv", "transfers--all_cohorts-clean.csv"]
)
def test_real_answer_files_come_in(ws, importer, name):
    if "WORKBENCH_REAL_DATA" not in os.environ:
        pytest.skip("WORKBENCH_REAL_DATA does not say where the real answer files are")
    path = Path(os.environ["WORKBENCH_REAL_DATA"], "kano", name)
    importer.apply(importer.plan(importer.read(name, path.read_bytes())))
    rows = features.stand(ws.__getitem__)
    assert len(rows) == len(ws["questions"]) > 3
    assert rows["category"].notna().all()
