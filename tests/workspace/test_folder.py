"""A workspace as text in a folder, and back: everything, byte for byte."""

import csv
import io
import shutil
import tomllib

import pytest

from workbench import Workspace
from workbench.workspace import folder
from workbench.workspace.errors import StoreError, TableError

HISTORY = "history/history.csv"
VERSIONS = "history/versions.csv"
NAMES = "history/names.csv"
in_a_file = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""For what is read from a folder into a file: the folder is the same from a server, to the byte, as a test asks."""
HARD = 'Dark, "mode"\n— für\ralle ☾ '
"""What a cell can hold at worst."""


def files(path):
    return {
        each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*") if each.is_file()
    }


def cells(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))


def rewrite(path, change):
    """Do something to the rows of a file, as a person with a spreadsheet would."""
    rows = cells(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(change(rows) or rows)


@pytest.fixture
def story(filled, li):
    """A workspace with all that can be in one."""
    filled.edit("opportunities", "sso", reach=500, why="more sites")
    filled.baseline("Board meeting")
    filled.add_column("opportunities", "risk", "number", low=0)
    filled.edit("opportunities", "dark", risk=0.1 + 0.2, due="2027-01-31", must_do=True, why="")
    filled.add_column("opportunities", "fad", "date")
    filled.edit("opportunities", "sso", fad="2026-02-03")
    filled.remove("columns", "opportunities.fad")
    bold = filled.scenario("bold")
    bold.edit("opportunities", "sso", effort=1.5, why="=cmd()")
    filled.remove("opportunities", "export")
    li.sync()
    li.edit("opportunities", "dark", title=HARD, theme='=HYPERLINK("x")', owner="'tis")
    filled.sync()
    filled.edit("settings", "opportunities.line", value=5)
    filled.edit("settings", "product.name", value="5")
    filled.undo()
    return filled


@pytest.fixture
def out(story, tmp_path):
    folder.write(story.store, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def other(tmp_path):
    return Workspace.open(str(tmp_path / "other.db"), who="bo")


def test_all_of_it_comes_back_and_goes_out_again_to_the_same_bytes(story, other, out, tmp_path):
    version = story.newest()
    assert folder.read(out, other) == version
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
    assert files(tmp_path / "again") == files(out)


def test_a_file_goes_into_a_server_and_back_to_the_same_bytes(story, url, out, tmp_path, postgres):
    """Both ways: the one that the story did not happen in is filled from it."""
    import psycopg

    schema = "back_and_forth"
    place = str(tmp_path / "file.db")
    if url.startswith("sqlite"):
        place = f"{postgres.url}?options=-csearch_path%3D{schema}"
        with psycopg.connect(postgres.url, autocommit=True) as admin:
            admin.execute(f"CREATE SCHEMA {schema}")
    there = Workspace.open(place, who="bo")
    folder.read(out, there)
    folder.write(there.store, tmp_path / "again")
    assert files(tmp_path / "again") == files(out)
    there.store.close()
    if url.startswith("sqlite"):
        with psycopg.connect(postgres.url, autocommit=True) as admin:
            admin.execute(f"DROP SCHEMA {schema} CASCADE")


def test_a_person_finds_a_table_in_the_file_of_its_name(story, out):
    with (out / "workbench.toml").open("rb") as file:
        head = tomllib.load(file)
    assert head == {
        "what": "strategy workbench", "format": 1, "token": story.store.token, "version": story.newest(),
    }  # fmt: skip
    named = {f"{table}.csv" for table in story.tables()}
    assert set(files(out)) == {*named, "workbench.toml", ".gitattributes", VERSIONS, HISTORY, NAMES}
    header, dark, sso = cells(out / "opportunities.csv")
    assert header == ["id", *story.declaration("opportunities").by_name]
    row = dict(zip(header, dark, strict=True))
    assert (row["id"], row["title"], row["theme"], row["owner"]) == (
        "dark",
        HARD,
        '\'=HYPERLINK("x")',
        "'tis",
    )
    assert (row["reach"], row["risk"], row["due"], row["must_do"]) == (
        "900", "0.30000000000000004", "2027-01-31", "yes",
    )  # fmt: skip
    assert dict(zip(header, sso, strict=True))["reach"] == "500"
    assert (out / "settings.csv").read_bytes() == b"id,value\nopportunities.line,5\n"
    assert cells(out / NAMES) == [
        ["name", "kind", "version"], ["Board meeting", "baseline", "2"], ["bold", "scenario", "7"],
    ]  # fmt: skip
    assert "'=cmd()" in (out / VERSIONS).read_text("utf-8")
    for name, text in files(out).items():
        assert name != "customers.csv" or text.count(b"\n") == 1  # the header, always
        assert b"\r\n" not in text


def test_the_next_state_goes_into_the_same_folder_and_what_did_not_change_stays(story, out):
    (out / ".git").mkdir()
    before = files(out)
    story.edit("opportunities", "sso", reach=501)
    folder.write(story.store, out)
    after = files(out)
    assert after[HISTORY].startswith(before[HISTORY])
    assert {name for name in after if after[name] != before.get(name)} == {
        "workbench.toml", VERSIONS, HISTORY, "opportunities.csv",
    }  # fmt: skip


@in_a_file
def test_a_row_that_was_changed_in_the_folder_is_one_more_version(story, other, out):
    version = story.newest()

    def change(rows):
        at = {name: place for place, name in enumerate(rows[0])}
        rows[-1][at["reach"]] = "1,777"  # as a person writes it
        rows[1][at["owner"]] = "=1+1"
        new = ["" for _ in rows[0]]
        new[at["id"]], new[at["title"]] = "new", "From a pull request"
        return [*rows, new]

    rewrite(out / "opportunities.csv", change)
    (out / "settings.csv").write_text("id,value\nproduct.name,Gateway\n", "utf-8")
    assert folder.read(out, other) == version + 1
    table = other["opportunities"]
    assert table.at["sso", "reach"] == 1777
    assert table.at["dark", "owner"] == "=1+1"
    assert table.at["new", "title"] == "From a pull request"
    assert other["settings"]["value"].to_dict() == {"product.name": "Gateway"}
    last = other.history().query("version == @version + 1")
    assert set(last["who"]) == {"bo"}
    assert (
        len(last.query("table == 'opportunities' and id != 'new'")) == 2
    )  # what was not touched is no change
    assert other.at(version)["opportunities"].equals(story.at(version)["opportunities"])


@in_a_file
def test_a_column_may_be_given_in_the_folder(story, other, out):
    rewrite(
        out / "columns.csv",
        lambda rows: [
            *rows,
            ["opportunities.fit", "opportunities", "fit", "number", *[""] * (len(rows[0]) - 4)],
        ],
    )
    assert folder.read(out, other) == story.newest() + 1
    assert other["opportunities"]["fit"].isna().all()


@in_a_file
def test_a_spreadsheet_may_have_saved_the_file_anew(story, other, out):
    path = out / "opportunities.csv"
    text = path.read_bytes().decode().replace(",yes,", ",TRUE,").replace(",900,", ",9.00E+02,")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").replace("\r\n—", "\n—").encode())
    assert folder.read(out, other) == story.newest()


@in_a_file
def test_a_column_that_came_later_is_left_alone(story, other, out):
    rewrite(out / "opportunities.csv", lambda rows: [row[:-1] for row in rows])
    assert folder.read(out, other) == story.newest()
    assert other["opportunities"].at["dark", "risk"] == 0.1 + 0.2


@in_a_file
@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("workbench.toml", "", "workbench.toml is not that of a workspace"),
        ("workbench.toml", "{no toml", "workbench.toml is not that of a workspace"),
        ("workbench.toml", 'format = 99\ntoken = "x"\nversion = 1\n', "written by a newer workbench"),
        ("workbench.toml", 'format = 1\ntoken = "x"\nversion = 0\n', "was not written to its end"),
        (VERSIONS, "version\n1\n", "versions.csv, line 1: the column 'at' is missing.*'act' is missing"),
        (VERSIONS, "version,at,who,session,scenario,act,of,why\n", "versions.csv has no version 1, which"),
        (VERSIONS, "version,at,who,session,scenario,act,of,why\n1,never,a,b,,save,,\n", "line 2, column at: 'never'"),
        (HISTORY, "version,scenario,table,id,act,cells,laid\n1,,t,a,add,{no,\n", "line 2, column cells: '{no'"),
        (HISTORY, "version,scenario,table,id,act,cells,laid\n99,,t,a,add,{},\n", "versions.csv has no version 99"),
        (NAMES, 'name,kind,version\na,scenario,1\n"a,scenario,1\n', "names.csv, line 3 cannot be read"),
        (NAMES, "name,kind,version\na,scenario,1\na,scenario,2\n", "line 3 is about the same as line 2"),
        ("opportunities.csv", "", "opportunities.csv, line 1: the column 'id' is missing"),
        ("opportunities.csv", "id,reech\nsso,1\n", "line 1: there is no column 'reech'; did you mean 'reach'"),
        ("opportunities.csv", "id,reach,reach\nsso,1,1\n", "the column 'reach' is there twice"),
        ("opportunities.csv", "id,reach\nsso,1\n\ndark\n", "line 4 has 1 cells, and line 1 names 2 columns"),
        ("opportunities.csv", "id,reach\nsso,1\nsso,2\n", "line 3: 'sso' stands in line 2 too"),
        ("opportunities.csv", b"id,title\nsso,\xff\n", "opportunities.csv cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_place(other, out, file, text, sentence):
    (out / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(StoreError, match=sentence):
        folder.read(out, other)
    assert other.newest() == 0


@in_a_file
def test_every_changed_cell_that_is_refused_is_said_with_its_place_and_nothing_is_written(other, out):
    text = 'id,title,reach,effort\nsso,"Single\nsign-on",-1,often\nnew,,1,\n'
    (out / "opportunities.csv").write_text(text, "utf-8")
    with pytest.raises(TableError) as refused:
        folder.read(out, other)
    said = refused.value.problems["problem"].tolist()
    path = out / "opportunities.csv"
    assert (
        f"{path}, line 2, column reach: Reach of opportunities 'sso' must be a number of at least 0"
        in said[0]
    )
    assert f"{path}, line 2, column effort: Effort" in said[1]
    assert f"{path}, line 4, column title: Title of opportunities 'new' is blank" in said[2]
    assert other.newest() == 0
    assert not len(other.baselines())


@in_a_file
def test_a_history_that_cannot_be_is_refused(other, out):
    path = out / HISTORY
    rewrite(
        path, lambda rows: [*rows, ["3", "", "contacts", "ann", "add", '{"customer":[null,"nobody"]}', ""]]
    )
    (out / "contacts.csv").unlink()
    with pytest.raises(StoreError, match=r"history\.csv does not hold together"):
        folder.read(out, other)
    assert other.newest() == 0


def test_nothing_is_written_over(story, other, out, tmp_path):
    other.add("opportunities", {"x": {"title": "X"}})
    with pytest.raises(StoreError, match=r"has something in it already: .* --replace"):
        folder.read(out, other)
    with pytest.raises(StoreError, match="holds another workspace"):
        folder.write(other.store, out)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds something else"):
        folder.write(story.store, tmp_path / "full")
    shutil.rmtree(tmp_path / "full")
    assert not folder.is_folder(tmp_path / "full")


def test_a_scenario_without_edits_is_something_too(other, out):
    other.scenario("empty")
    with pytest.raises(StoreError, match="has something in it already"):
        folder.read(out, other)


def test_what_was_not_written_to_its_end_is_refused_and_can_be_written_again(story, other, out, monkeypatch):
    story.edit("opportunities", "sso", reach=501)
    put = folder._put

    def killed(path, *given):
        if path.name == "versions.csv":
            raise KeyboardInterrupt
        put(path, *given)

    with monkeypatch.context() as patch:
        patch.setattr(folder, "_put", killed)
        with pytest.raises(KeyboardInterrupt):
            folder.write(story.store, out)
    with pytest.raises(StoreError, match="was not written to its end"):
        folder.read(out, other)
    folder.write(story.store, out)
    assert folder.read(out, other) == story.version


def test_tables_of_a_package_that_is_gone_stay_in_history(stranger, story, url, out, tmp_path):
    from workbench.workspace import catalogue

    ws = Workspace.open(url, who="ana")
    ws.add("people", {"ann": {"name": "Ann"}})
    folder.write(ws.store, out)
    assert cells(out / "people.csv") == [["id", "name", "segment"], ["ann", "Ann", ""]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbench.workspace.catalogue.entry_points", lambda group: ())
        catalogue.declared.cache_clear()
        there = Workspace.open(str(tmp_path / "there.db"))
        folder.read(out, there)
        assert set(there.history(table="people")["new"]) == {"Ann"}
        folder.write(there.store, out)
    assert not (out / "people.csv").exists()
