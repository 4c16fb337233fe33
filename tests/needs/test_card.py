"""The trade-show card as a file: what it holds, and what it never does."""

import base64
import hashlib
import json
import re

import pytest

from workbench.cli import main
from workbench.needs import card

BREAKOUT = "</script><img src=x onerror=alert(1)>{{script}} <!-- \u2028 & 'quoted' \""


def facts(page):
    return json.loads(re.search(r'id="facts">(.*?)</script>', page, re.DOTALL).group(1))


@pytest.fixture
def sample(url, sample_at):
    return sample_at(url)


def test_names_cannot_break_out_and_come_back_whole():
    page = card.make(BREAKOUT, BREAKOUT, segments=[("s", BREAKOUT)], needs=[("n", BREAKOUT)])
    found = facts(page)
    assert found["segments"] == [["s", BREAKOUT]]
    assert (found["product"], found["event"], found["needs"]) == (BREAKOUT, BREAKOUT, [["n", BREAKOUT]])
    assert page.count("</script>") == 2
    assert "<img" not in page


def test_it_asks_nothing_of_any_network_and_runs_only_its_own_script():
    page = card.make("Gateway", "SPS 2026")
    assert not re.search(
        r"https?:|//[a-z]|url\(|@import|<link|\bsrc=|fetch\(|XMLHttp|WebSocket|sendBeacon", page
    )
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b", page)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        text = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL).group(1)
        told = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{told}'" in policy


def test_it_has_our_colours_light_and_dark():
    page = card.make("Gateway")
    assert "data-theme" not in page
    assert re.search(r"@media \(prefers-color-scheme: dark\) \{ :root \{[^}]*--page: #0f141b", page)


def test_the_same_facts_give_the_same_file_and_one_show_shares_what_is_kept():
    first = card.make("Gateway", "SPS", needs=[("n", "A")])
    assert first == card.make("Gateway", "SPS", needs=[("n", "A")])
    assert (
        facts(first)["card"]
        == facts(card.make("Gateway", "SPS"))["card"]
        != facts(card.make("Gateway"))["card"]
    )


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"product": " "}, "name of the product"),
        ({"product": "G", "needs": [("n", " ")]}, "Every need of a trade-show card"),
        ({"product": "G", "segments": [("", "Food")]}, "Every segment"),
    ],
)
def test_what_has_no_name_is_refused(how, words):
    with pytest.raises(ValueError, match=words):
        card.make(**how)


def test_customers_are_in_it_only_where_they_are_asked_for(sample):
    page = card.of(sample, "SPS 2026")
    assert facts(page)["customers"] == []
    for table, column in (
        ("customers", "name"),
        ("contacts", "name"),
        ("contacts", "email"),
        ("feedback", "quote"),
    ):
        assert not any(text in page for text in sample[table][column].dropna())
    named = card.of(sample, "SPS 2026", with_customers=True)
    assert len(facts(named)["customers"]) == len(sample["customers"])
    assert not any(text in named for text in sample["contacts"]["email"].dropna())


def test_needs_that_were_heard_most_come_first(sample):
    found = [row for row, _ in facts(card.of(sample))["needs"]]
    heard = sample["feedback_needs"]["need"].value_counts()
    assert sorted(found) == sorted(sample["needs"].index)
    assert heard[found[0]] == heard.max()


def test_the_command_writes_it(sample, url, tmp_path, capsys):
    to = tmp_path / "card.html"
    assert main(["card", "--to", str(to), "--event", "SPS 2026", "--workspace", url]) == 0
    assert "5 segments and 26 needs, written" in capsys.readouterr().out
    assert facts(to.read_text(encoding="utf-8"))["event"] == "SPS 2026"
    assert facts(to.read_text(encoding="utf-8"))["product"] == "Edge Gateway"
    assert main(["card", "--to", str(to), "--with-customers", "--workspace", url]) == 0
    assert "and 60 customers by name" in capsys.readouterr().out
    assert main(["card", "--to", str(tmp_path / "card.txt"), "--workspace", url]) == 2
    assert main(["card", "--to", str(to), "--workspace", str(tmp_path / "empty.db")]) == 2
    assert "holds nothing yet" in capsys.readouterr().err
