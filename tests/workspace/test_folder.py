"""A workspace as text in a folder, and back: everything, byte for byte."""

import json
import shutil

import pytest

from workbench import Workspace
from workbench.workspace import folder
from workbench.workspace.errors import StoreError, TableError


def files(path):
    return {str(each.relative_to(path)): each.read_bytes() for each in path.rglob("*") if each.is_file()}


@pytest.fixture
def story(filled, li):
    """A workspace with all that can be in one."""
    filled.edit("opportunities", "sso", reach=500, why="more sites")
    filled.baseline("Board meeting")
    filled.add_column("opportunities", "risk", "number", low=0)
    filled.edit("opportunities", "dark", risk=0.25, due="2027-01-31", must_do=True)
    bold = filled.scenario("bold")
    bold.edit("opportunities", "sso", effort=1.5)
    filled.remove("opportunities", "export")
    li.sync()
    li.edit("opportunities", "dark", title="Dark mode — für alle ☾", theme='=HYPERLINK("x")')
    filled.sync()
    filled.edit("settings", "opportunities.line", value=5) if "opportunities.line" in filled[
        "settings"
    ].index else None
    filled.undo()
    return filled


@pytest.fixture
def other(tmp_path):
    return Workspace.open(str(tmp_path / "other.db"), who="bo")


def test_all_of_it_comes_back_and_goes_out_again_to_the_same_bytes(story, other, tmp_path):
    version = folder.write(story.store, tmp_path / "out")
    assert folder.read(tmp_path / "out", other) == version == story.newest()
    assert other.store.token == story.store.token
    assert other.baselines().to_dict() == story.baselines().to_dict()
    assert other.scenarios() == story.scenarios()
    story.sync()
    assert other.history().equals(story.history())
    for at in range(version + 1):
        for table in story.at(at).tables():
            assert other.at(at)[table].equals(story.at(at)[table])
    bold = other.scenario("bold")
    assert bold["opportunities"].equals(story.scenario("bold")["opportunities"])
    folder.write(other.store, tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "out")


def test_the_next_state_goes_into_the_same_folder_and_what_did_not_change_stays(story, tmp_path):
    out = tmp_path / "out"
    folder.write(story.store, out)
    (out / ".git").mkdir()
    before = files(out)
    story.edit("opportunities", "sso", reach=501)
    folder.write(story.store, out)
    after = files(out)
    assert after["history.jsonl"].startswith(before["history.jsonl"])
    assert {name for name in after if after[name] != before.get(name)} == {
        "workbench.json", "versions.jsonl", "history.jsonl", "tables/opportunities.jsonl",
    }  # fmt: skip


def test_a_row_that_was_changed_in_the_folder_is_one_more_version(story, other, tmp_path):
    version = folder.write(story.store, tmp_path / "out")
    path = tmp_path / "out" / "tables" / "opportunities.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows[-1]["reach"] = 777
    rows.append({"id": "new", "title": "From a pull request"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert folder.read(tmp_path / "out", other) == version + 1
    assert other["opportunities"].at[rows[-2]["id"], "reach"] == 777
    assert other["opportunities"].at["new", "title"] == "From a pull request"
    last = other.history().query("version == @version + 1")
    assert set(last["who"]) == {"bo"}
    assert other.at(version)["opportunities"].equals(story.at(version)["opportunities"])


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("workbench.json", "{}", "workbench.json is not that of a workspace"),
        ("workbench.json", '{"format": 99, "token": "x", "version": 1}', "written by a newer workbench"),
        ("history.jsonl", "{no json", "history.jsonl, line 1 cannot be read"),
        (
            "versions.jsonl",
            '{"version": 1}\n',
            "versions.jsonl, line 1: act, at, scenario, session, who is unknown",
        ),
        ("versions.jsonl", "", "says version"),
        ("tables/opportunities.jsonl", '{"id": "sso", "reech": 1}\n', "line 1: reech is unknown"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(story, other, tmp_path, file, text, sentence):
    folder.write(story.store, tmp_path / "out")
    (tmp_path / "out" / file).write_text(text, "utf-8")
    with pytest.raises(StoreError, match=sentence):
        folder.read(tmp_path / "out", other)


def test_a_changed_row_that_is_refused_is_said(story, other, tmp_path):
    folder.write(story.store, tmp_path / "out")
    path = tmp_path / "out" / "tables" / "opportunities.jsonl"
    path.write_text('{"id": "sso", "title": "Single sign-on", "reach": -1}\n', "utf-8")
    with pytest.raises(TableError):
        folder.read(tmp_path / "out", other)


def test_nothing_is_written_over(story, other, tmp_path):
    folder.write(story.store, tmp_path / "out")
    other.add("opportunities", {"x": {"title": "X"}})
    with pytest.raises(StoreError, match="has something in it already"):
        folder.read(tmp_path / "out", other)
    with pytest.raises(StoreError, match="holds another workspace"):
        folder.write(other.store, tmp_path / "out")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds something else"):
        folder.write(story.store, tmp_path / "full")
    shutil.rmtree(tmp_path / "full")
    assert not folder.is_folder(tmp_path / "full")
