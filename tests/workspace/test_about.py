"""Rows that are about any table's row: they need it, and go and come back with it."""

import pandas as pd
import pytest

from workbench import TableError, Workspace
from workbench.serve.facts import Facts
from workbench.workspace import folder

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""Comments are rows like others: how each database saves, removes, erases and copies these is tested elsewhere."""
SAID = {"table": "opportunities", "row": "sso", "text": "Ann Example wants it", "who": "ana", "at": "2026-11-27T10:00:00+00:00"}  # fmt: skip


@pytest.fixture
def said(filled):
    """The three opportunities, and two comments on one of them."""
    filled.add("comments", {"k1": SAID, "k2": {**SAID, "text": "Second"}, "k3": {**SAID, "row": "dark"}})
    return filled


def test_a_comment_needs_a_row_that_is_there_or_comes_with_it(filled):
    for wrong in ({"row": "gone"}, {"table": "nothing"}, {"row": None}):
        with pytest.raises(TableError):
            filled.add("comments", {"k": {**SAID, **wrong}})
    rows = [("opportunities", "new", "title", "New")]
    rows += [("comments", "k", name, value) for name, value in {**SAID, "row": "new"}.items()]
    filled.apply(pd.DataFrame(rows, columns=["table", "id", "column", "new"], dtype=object))
    assert filled["comments"]["row"].to_dict() == {"k": "new"}
    with pytest.raises(TableError, match="must be about a row that is there"):
        filled.edit("comments", "k", row="gone")


def test_a_removed_row_takes_its_comments_along_and_undo_brings_all_back(said):
    before = said["comments"]
    said.remove("opportunities", "sso")
    assert said["comments"].index.tolist() == ["k3"]
    said.undo()
    assert said["comments"].sort_index().equals(before.sort_index())
    said.redo()
    assert said["comments"].index.tolist() == ["k3"]


def test_a_comment_of_somebody_else_goes_along_too(said):
    li = Workspace.open(said.url, who="li")
    li.add("comments", {"k4": {**SAID, "who": "li"}})
    said.sync()
    said.remove("opportunities", "sso")
    li.sync()
    assert li["comments"].index.tolist() == ["k3"]


def test_a_drafted_removal_takes_them_along_and_one_undo_brings_them_back(said):
    draft = said.draft("tab")
    draft.remove("opportunities", "sso")
    assert draft.over("comments").index.tolist() == ["k3"]
    draft.undo()
    assert draft.edits == {}
    draft.remove("opportunities", "sso")
    version = draft.save()
    lines = said.history("comments")
    lines = lines[lines["version"] == version]
    assert set(lines["id"]) == {"k1", "k2"}


def test_a_scenario_that_drops_a_row_drops_its_comments_and_the_base_keeps_them(said):
    lean = said.scenario("Lean")
    lean.remove("opportunities", "sso")
    assert lean["comments"].index.tolist() == ["k3"]
    assert len(said["comments"]) == 3


def test_erase_reaches_what_was_said_now_then_and_in_drafts(said):
    said.edit("comments", "k1", text="Ann Example, again")
    draft = said.draft("tab")
    draft.set("comments", "k1", "text", "Ann Example, a third time")
    draft.store()
    said.erase("comments", "k1")
    lines = said.history("comments", "k1")
    assert lines[["old", "new"]].isna().all(axis=None)
    assert said["comments"].loc["k1"].isna().all()
    assert said.drafts().empty
    assert said["comments"].loc["k2", "text"] == "Second"


def test_the_folder_form_brings_them_back(said, tmp_path):
    folder.write(said.store, tmp_path / "text")
    other = Workspace.open(str(tmp_path / "other.db"), who="li")
    folder.read(tmp_path / "text", other)
    assert other["comments"].sort_index().equals(said["comments"].sort_index())


def test_the_news_say_on_what_somebody_commented(said):
    assert Facts(said.url).say_news(1)["sentences"] == ["ana added 3 comments"]
    said.add("comments", {"k9": SAID})
    assert Facts(said.url).say_news(2)["sentences"] == ["ana added a comment on Single sign-on"]
