"""The sample product: reproducible, loaded as one version, and with the story that its README tells."""

import importlib.util

import pandas as pd
import pytest

from workbench.cli import load_sample, shipped
from workbench.opportunities import ranking, rice
from workbench.opportunities.odds import Odds
from workbench.opportunities.standing import stand


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return load_sample(str(tmp_path_factory.mktemp("sample") / "sample.db"))


@pytest.fixture(scope="module")
def standing(sample):
    return stand(sample["opportunities"], sample.setting).weighed(Odds(), sample.setting)


@pytest.fixture(scope="module")
def judged(standing):
    return standing.placed


def titled(table, words):
    return table.index[table["title"].str.contains(words, regex=False)][0]


def test_the_files_are_what_the_generator_writes():
    folder = shipped("data")
    spec = importlib.util.spec_from_file_location("generate", folder / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert (folder / "opportunities.csv").read_bytes() == generate.text().encode("utf-8")


def test_it_is_one_version_of_its_own_author(sample):
    history = sample.history()
    assert sample.version == 1
    assert set(history["who"]) == {"sample"}
    assert sample.setting("product.name") == "Edge Gateway"


def test_every_row_of_the_file_comes_in_under_its_key(sample):
    rows = pd.read_csv(shipped("data") / "opportunities.csv", index_col="id")
    table = sample["opportunities"].loc[rows.index]
    assert len(table) == len(sample["opportunities"]) == len(rows)
    for column in ("title", "reach", "effort_high", "status_category"):
        pd.testing.assert_series_equal(table[column], rows[column], check_dtype=False, check_index_type=False)


def test_a_second_load_keeps_what_was_edited(sample, tmp_path):
    url = str(tmp_path / "mine.db")
    load_sample(url).edit("opportunities", "EG-1", reach=123)
    again = load_sample(url)
    assert again.version == 2
    assert again["opportunities"].at["EG-1", "reach"] == 123


def test_two_score_the_same_exactly_at_the_line(sample, judged):
    table = ranking.candidates(sample["opportunities"])
    tied = [titled(table, "Single sign-on"), titled(table, "Alarm grouping")]
    assert rice.score(table)[tied].tolist() == [270, 270]
    assert judged.loc[tied, "tied"].all()
    assert sorted(judged.loc[tied, "chosen"]) == [False, True]
    assert judged.at[tied[1], "p_top"] > judged.at[tied[0], "p_top"]


def test_some_are_in_and_some_too_close_to_call(judged):
    bands = judged["band"].value_counts()
    assert bands["In"] == 7
    assert bands["Too close to call"] == 6
    assert bands["Not scored yet"] == 7
    assert judged.at[judged["score"].idxmax(), "p_top"] > 0.99


def test_laws_stand_above_the_line(sample, judged):
    laws = ranking.candidates(sample["opportunities"]).query("must_do == True")
    assert len(laws) == 2
    assert judged.loc[laws.index, "chosen"].all()
    assert laws["due"].notna().all()


def test_a_size_stands_for_an_effort(sample, judged):
    table = sample["opportunities"]
    wifi = titled(table, "Wi-Fi 6E")
    assert pd.isna(table.at[wifi, "effort"])
    assert table.at[wifi, "size"] == "L"
    assert judged.at[wifi, "score"] > 0


def test_a_guess_without_ranges_has_its_confidence_counted_twice(standing):
    table = standing.whole
    alarms = titled(table, "Alarm grouping")
    assert {(alarms, "reach_low"), (alarms, "effort_high")} <= set(table.attrs["assumed"])
    assert table.at[alarms, "confidence"] == 0.5


def test_those_that_wait_say_for_what_and_links_lead_to_the_key(sample):
    table = sample["opportunities"]
    later = table["status_category"] == "later"
    assert table.loc[later, "reopen_when"].notna().all()
    assert (table["source"] == "https://tracker.example/" + table["key"]).all()
    assert {"open", "later", "doing", "done", "dropped"} == set(table["status_category"])
    assert 6 <= table["theme"].nunique() <= 8
