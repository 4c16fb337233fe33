"""The sample product: reproducible, loaded as one version, and with the story that its README tells."""

import subprocess
import sys

import pandas as pd
import pytest

from workbench.cli import load_sample, shipped
from workbench.needs import features, kano, surveyed
from workbench.needs.demand import by_need, spoken
from workbench.opportunities import ranking, rice
from workbench.opportunities.deciding.reopening import come_true, would_be_above
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


@pytest.fixture(scope="module")
def behind(sample):
    return by_need(spoken(sample["feedback"], sample["customers"]), sample["feedback_needs"])


def titled(table, words):
    return table.index[table["title"].str.contains(words, regex=False)][0]


def test_the_files_are_what_the_generator_writes(tmp_path):
    folder = shipped("data")
    subprocess.run([sys.executable, folder / "generator", "--to", tmp_path], check=True, capture_output=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in folder.glob("*.csv")}


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


def test_a_must_be_feature_that_nobody_asks_for(sample):
    renewal = titled(sample["opportunities"], "Certificate renewal")
    assert renewal not in set(sample["need_opportunities"]["opportunity"])
    asked = sample["questions"].index[sample["questions"]["opportunity"] == renewal]
    answers = sample["responses"][sample["responses"]["question"].isin(asked)]
    takes_it_for_granted = answers["functional"].isin([2, 3, 4]) & (answers["dysfunctional"] == 5)
    assert takes_it_for_granted.mean() > 0.5
    assert len(answers) == 250


def test_one_customer_is_behind_a_third_of_the_quotes_of_one_need(behind):
    assert behind["loudest_share"].idxmax() == "N-11"
    assert behind["loudest_share"].max() > 1 / 3
    assert behind["loudest_share"].drop("N-11").max() < 0.3


def test_the_newest_quotes_have_no_need_yet_and_some_say_nothing(sample):
    linked = sample["feedback"].index.isin(sample["feedback_needs"]["feedback"])
    assert (~linked[-8:]).all()
    assert 10 < (~linked).sum() < 25


def test_what_the_kano_survey_finds(sample):
    rows = features.stand(sample.__getitem__).set_index("title")
    assert {title for title, sure in rows["sure"].items() if not sure} == {
        "OPC UA address space browser",
        "OEE dashboard out of the box",
        "Single sign-on with SAML and OIDC",
    }
    assert rows.loc["Certificate renewal over EST", ["category", "sure"]].tolist() == ["M", True]
    assert (rows["customers"] <= 45).all()


def test_segments_see_two_features_differently(sample):
    found = kano.segments(surveyed.kano(sample.__getitem__))
    titles = sample["questions"]["title"].reindex(found.index[found["different"]])
    assert {"Single sign-on with SAML and OIDC", "Read-only accounts for system integrators"} <= set(titles)
    accounts = found.loc["K-12"]
    assert (accounts["category_integrators"], accounts["category_food"]) == ("O", "I")


def test_three_needs_have_no_opportunity(sample, behind):
    unmet = set(sample["needs"].index) - set(sample["need_opportunities"]["need"])
    assert unmet == {"N-24", "N-25", "N-26"}
    assert (behind.loc[sorted(unmet), "quotes"] >= 7).all()


def test_a_segment_fell_silent(sample):
    segment = spoken(sample["feedback"], sample["customers"])["segment"]
    heard = sample["feedback"].groupby(segment)["date"].max()
    assert heard.idxmin() == "water"
    assert (heard.drop("water").min() - heard["water"]).days > 120


def test_food_plants_recommend_us_no_more_since_the_outage(sample):
    rated = sample["responses"].query("question.str.endswith('NPS')")
    means = rated.groupby([rated["question"], rated["customer"].map(sample["customers"]["segment"])])[
        "rating"
    ].mean()
    assert means["S-3-NPS", "food"] > 7
    assert means["S-5-NPS", "food"] < 6
    assert means["S-5-NPS", "machines"] > 7


def test_the_ten_best_do_not_fit_into_the_first_quarter(sample, judged):
    table, capacity = sample["opportunities"], sample["capacity"]
    wanted = table["effort"].reindex(judged.index[judged["chosen"]]).groupby(table["team"]).sum()
    first = capacity[capacity["start"] == capacity["start"].min()].set_index("team")["person_months"]
    assert set(wanted.index[wanted > first.reindex(wanted.index)]) == {"field", "insight"}


def test_its_size(sample):
    assert 80 <= len(sample["opportunities"]) <= 120
    sizes = {name: len(sample[name]) for name in ("segments", "customers", "feedback", "teams")}
    assert sizes == {"segments": 5, "customers": 60, "feedback": 400, "teams": 6}
    assert sample["capacity"]["team"].nunique() == 6
    assert set(sample["feedback"]["channel"]) == {
        "survey",
        "trade show",
        "interview",
        "support",
        "call",
        "review",
    }


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


def test_one_no_could_be_reopened(sample, standing):
    table = sample["opportunities"]
    waits = table.index[table["reopen_rule"].notna()]
    assert sorted(table["title"][waits]) == ["Shift handover notes", "Water meter pulse input"]
    assert table["status_category"][waits].eq("later").all()
    found = come_true(standing)
    assert found.to_dict() == {
        titled(table, "Water meter"): "It could be reopened: effort is 1.5, under 1.62."
    }
    assert would_be_above(standing, titled(table, "Water meter"))
    again = table.assign(impact=table["impact"].where(table.index != titled(table, "Shift handover"), 1.22))
    assert len(come_true(stand(again, sample.setting))) == 2


def test_those_that_wait_say_for_what_and_links_lead_to_the_key(sample):
    table = sample["opportunities"]
    later = table["status_category"] == "later"
    assert table.loc[later, "reopen_when"].notna().all()
    assert (table["source"] == "https://tracker.example/" + table["key"]).all()
    assert {"open", "later", "doing", "done", "dropped"} == set(table["status_category"])
    assert 6 <= table["theme"].nunique() <= 8
