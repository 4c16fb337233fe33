"""The commands as a person meets them: what they do, say and refuse, and with which exit code."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from workbench import Workspace
from workbench.cli import main, parser, shipped
from workbench.cli.stored import store

GOOD = "id,title,reach,effort\n007,Sign in once,1200,2\n008,Dark mode,90,0.5\n"
BAD = "id,title,reach\n1,Sign in once,1200\n2,Dark mode,many\n"


@pytest.fixture
def csv(tmp_path):
    def write(text, name="list.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def served(monkeypatch):
    """What is served, told and not done."""
    calls = []
    monkeypatch.setattr("workbench.serve.app.serve", lambda *given, **named: calls.append((*given, named)))
    monkeypatch.setattr("workbench.serve.lab.lab", lambda *given, **named: calls.append((*given, named)))
    return calls


@pytest.fixture
def programs(monkeypatch):
    """The programs that are run, told and not done."""
    ran = []

    def run(command, **named):
        ran.append((command, named))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", run)
    return ran


def test_every_command_takes_a_workspace():
    commands = parser()._subparsers._group_actions[0].choices
    assert {"demo", "new", "serve", "lab", "test", "check", "import", "export", "backup", "bench"} <= set(
        commands
    )
    for command in commands.values():
        assert "--workspace" in command.format_help()


def test_import_tells_what_it_understood_and_asks(csv, url, capsys, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "y")
    assert main(["import", csv(GOOD.replace("reach", "Users")), "--workspace", url]) == 0
    said = capsys.readouterr().out
    assert "a table, 2 rows" in said
    assert re.search(r"guessed: .*reach <- Users", said)
    assert re.search(r"^  007 +Sign in once", said, re.MULTILINE)
    assert "2 new, 0 updated, 0 as before." in said
    table = Workspace.open(url)["opportunities"]
    assert table["reach"].to_dict() == {"007": 1200, "008": 90}


@pytest.mark.parametrize("answer", ["", "n", "no way", EOFError])
def test_import_writes_nothing_without_a_yes(csv, url, capsys, monkeypatch, answer):
    def say(prompt):
        if answer is EOFError:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", say)
    assert main(["import", csv(GOOD), "--workspace", url]) == 1
    assert Workspace.open(url).version == 0
    assert ("Add --yes" in capsys.readouterr().out) is (answer is EOFError)


def test_one_bad_row_keeps_the_file_out_unless_bad_rows_are_to_be_left_out(csv, url, capsys):
    file = csv(BAD)
    assert main(["import", file, "--workspace", url, "--yes"]) == 2
    assert Workspace.open(url).version == 0
    assert "many" in capsys.readouterr().out
    assert main(["import", file, "--workspace", url, "--yes", "--skip-bad"]) == 0
    assert "many" in capsys.readouterr().out
    assert Workspace.open(url)["opportunities"].index.tolist() == ["1"]


def test_answers_of_a_kano_survey_come_in_with_their_questions(csv, url, capsys):
    path = csv("who,SSO func,SSO dys\na,I like it,I dislike it\nb,like,dislike\n", "kano 2027.csv")
    assert main(["import", path, "--answers", "--yes", "--workspace", url]) == 0
    assert "2 respondents and 1 feature" in capsys.readouterr().out
    ws = Workspace.open(url)
    assert ws["questions"]["title"].tolist() == ["SSO"]
    assert len(ws["responses"]) == 2
    assert main(["import", csv("title\nA\n"), "--answers", "--yes", "--workspace", url]) != 0
    assert "list.csv: " in capsys.readouterr().err


def test_a_second_import_has_nothing_to_do(csv, url, capsys):
    file = csv(GOOD)
    main(["import", file, "--workspace", url, "--yes"])
    assert main(["import", file, "--workspace", url]) == 0
    assert "0 new, 0 updated, 2 as before." in capsys.readouterr().out
    assert Workspace.open(url).version == 1


def test_a_folder_brings_the_files_that_are_named_for_tables(csv, url, tmp_path):
    csv(GOOD, "opportunities.csv")
    csv(BAD, "no table.csv")
    assert main(["import", str(tmp_path), "--workspace", url, "--yes"]) == 0
    assert len(Workspace.open(url)["opportunities"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "no such file.csv"], "no such file.csv"),
        (["import", "x.csv", "--table", "wishes"], "no table 'wishes'; there are "),
        (["export", "--to", "list.xlsx"], "must end in .csv"),
        (["export", "--to", "list.csv"], "holds nothing yet"),
        (["backup", "copy.db"], "holds nothing yet"),
        (["import", "."], "holds no CSV file that is named for a table"),
    ],
)
def test_a_mistake_is_one_sentence_and_no_traceback(url, capsys, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--workspace", url]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert err.startswith("workbench: ")
    assert len(err.splitlines()) == 1
    assert out == ""


def test_a_file_that_is_no_workspace_is_refused(csv, capsys):
    assert main(["serve", "--workspace", csv("no database")]) == 2
    assert "cannot be opened as a workspace" in capsys.readouterr().err


def test_a_fault_of_ours_is_not_hidden(url, monkeypatch):
    monkeypatch.setattr("workbench.cli.pages.opened", lambda given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["serve", "--workspace", url])


def test_unknown_options_are_refused(url, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["serve", "--workspace", url, "--fast"])
    assert "unrecognized arguments: --fast" in capsys.readouterr().err


def test_export_comes_back_by_import(csv, url, tmp_path, sample_at):
    sample_at(url)
    out = tmp_path / "out.csv"
    assert main(["export", "--to", str(out), "--workspace", url]) == 0
    again = f"sqlite:///{(tmp_path / 'again.db').as_posix()}"
    assert main(["import", str(out), "--yes", "--workspace", again]) == 0
    pd.testing.assert_frame_equal(
        Workspace.open(again)["opportunities"], Workspace.open(url)["opportunities"], check_like=True
    )


def test_export_leaves_personal_columns_out(url, tmp_path, sample_at):
    ws = sample_at(url)
    ws.add_column("opportunities", "asked_by", "text", personal=True)
    ws.edit("opportunities", "EG-1", asked_by="Erika Mustermann")
    main(["export", "--to", str(tmp_path / "out.csv"), "--workspace", url])
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "EG-1" in text
    assert "asked_by" not in text
    assert "Mustermann" not in text


def test_a_backup_is_a_whole_workspace_in_one_file(url, tmp_path, capsys, sample_at):
    ws = sample_at(url)
    ws.edit("opportunities", "EG-1", reach=5)  # still in the log beside the file
    copy = tmp_path / "copy.db"
    assert main(["backup", str(copy), "--workspace", url]) == 0
    ws.edit("opportunities", "EG-1", reach=6)
    assert not list(tmp_path.glob("copy.db-*"))
    kept = Workspace.open(str(copy))
    assert kept["opportunities"].at["EG-1", "reach"] == 5
    assert len(kept.history()) < len(ws.history())
    assert main(["backup", str(copy), "--workspace", url]) == 2
    assert "is there already" in capsys.readouterr().err


def test_demo_serves_its_own_file_and_keeps_edits(served, monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "mine.db"))
    assert (
        main(
            [
                "demo",
                "--no-browser",
                "--port",
                "8123",
                "--host",
                "::1",
                "--allow-host",
                "a",
                "--allow-host",
                "b",
            ]
        )
        == 0
    )
    url, notebooks, *rest = served[0]
    assert url.endswith("strategy-workbench/sample.db")
    assert notebooks == shipped("notebooks")
    assert rest == ["::1", 8123, ["a", "b"], {"browser": False}]
    Workspace.open(url).edit("opportunities", "EG-1", reach=123)
    main(["demo"])
    assert Workspace.open(served[1][0])["opportunities"].at["EG-1", "reach"] == 123
    assert not (tmp_path / "mine.db").exists()


def test_new_makes_an_empty_product_of_that_name_once(served, capsys):
    assert main(["new", "Wind Sensor"]) == 0
    ws = Workspace.open(served[0][0])
    assert ws.setting("product.name") == "Wind Sensor"
    assert ws["opportunities"].empty
    assert main(["new", "Wind  sensor"]) == 2
    assert "already" in capsys.readouterr().err
    assert len(served) == 1


def test_new_does_not_take_over_a_workspace(served, url, capsys, sample_at):
    sample_at(url)
    assert main(["new", "Mine", "--workspace", url]) == 2
    assert "holds a product already" in capsys.readouterr().err
    assert Workspace.open(url).setting("product.name") == "Edge Gateway"


def test_serve_and_lab_open_the_named_workspace(served, url, monkeypatch):
    main(["serve", "--workspace", url])
    monkeypatch.setenv("WORKBENCH_WORKSPACE", url)
    main(["lab", "--port", "9000", "--no-browser"])
    assert [call[0] for call in served] == [url, url]
    assert served[1][2:] == (9000, {"browser": False})


def test_tests_get_more_words_and_the_runs_exit_code(programs, monkeypatch, tmp_path):
    monkeypatch.setattr("workbench.cli.checks.browser", lambda: "chromium")
    monkeypatch.setenv("WORKBENCH_WORKSPACE", "mine.db")
    assert main(["test", "-q", "tests/test_cli.py", "-k", "a or b"]) == 3
    command, named = programs[0]
    assert command == [sys.executable, "-m", "pytest", "-q", "tests/test_cli.py", "-k", "a or b"]
    assert (named["cwd"] / "pyproject.toml").is_file()
    assert "WORKBENCH_WORKSPACE" not in named["env"]
    assert named["env"].get("WORKBENCH_REAL_DATA") == os.environ.get("WORKBENCH_REAL_DATA")
    main(["test", "--real-data", str(tmp_path)])
    assert programs[1][1]["env"]["WORKBENCH_REAL_DATA"] == str(tmp_path)


def test_two_processes_share_all_tests_and_one_runs_what_is_named(programs, monkeypatch):
    monkeypatch.setattr("workbench.cli.checks.browser", lambda: "chromium")
    for words in (
        [],
        ["-q", "-k", "draft"],
        ["-n", "0"],
        ["tests/serve"],
        ["tests/test_cli.py::test_x"],
        ["--pdb"],
    ):
        main(["test", *words])
    commands = [command for command, _ in programs]
    assert [command[3:5] == ["-n", "2"] for command in commands] == [True, True, True, False, False, False]
    assert commands[2][-2:] == ["-n", "0"]  # the last one counts


def test_bench_gets_its_own_words_and_tells_of_a_broken_limit(monkeypatch):
    seen = []
    monkeypatch.setattr("workbench.bench.run.main", lambda words: seen.append(words) or 1)
    assert main(["bench", "slider", "--quick"]) == 1
    main(["bench", "--help"])
    assert seen == [["slider", "--quick"], ["--help"]]


def test_tests_without_a_browser_tell_the_cure(programs, monkeypatch, capsys):
    monkeypatch.setattr("workbench.cli.checks.browser", lambda: None)
    monkeypatch.setattr("workbench.cli.checks.browser_cure", lambda: "brew install it")
    assert main(["test"]) == 2
    assert "Run: brew install it" in capsys.readouterr().err
    assert programs == []


def test_tests_are_run_from_a_clone_only(programs, monkeypatch, capsys):
    monkeypatch.setattr("workbench.cli.checks.source_tree", lambda: None)
    assert main(["test"]) == 2
    assert "clone the project" in capsys.readouterr().err


def test_a_wheel_has_notebooks_and_data_inside_the_package(monkeypatch):
    monkeypatch.setattr("workbench.cli.pages.source_tree", lambda: None)
    assert shipped("data").parts[-3:] == ("workbench", "serve", "data")


def checked(*words):
    command = [
        sys.executable,
        "-c",
        "import sys; from workbench.cli import main; sys.exit(main(sys.argv[1:]))",
    ]
    return subprocess.run(
        [*command, *words], capture_output=True, text=True, check=False, cwd=shipped("data").parent
    )


def test_check_runs_the_notebooks_on_a_fresh_sample():
    done = checked("check", "-q")
    assert done.returncode == 0, done.stdout
    assert re.search(r"\d+ passed", done.stdout)


CELLS = (
    "from workbench import Workspace\nws = Workspace.open()\nws",
    "# NBVAL_CHECK_OUTPUT\nprint(len(ws['opportunities']), ws.who)",
)


def test_stored_numbers_are_compared_and_a_changed_one_fails(tmp_path, nobodys_home):
    shutil.copy(shipped("notebooks") / "conftest.py", tmp_path)
    path = tmp_path / "count.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS]), path)
    assert store(path) == 1
    unchecked, checked = nbformat.read(path, as_version=4).cells
    assert unchecked.outputs == []
    assert checked.outputs[0].text == "81 nbval\n"
    changed = path.read_text(encoding="utf-8").replace("81 nbval", "82 nbval")
    (tmp_path / "other.ipynb").write_text(changed, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rfE", "-p", "no:cacheprovider", "--nbval-lax", str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert re.findall(r"^(?:FAILED|ERROR) (\S+)::", done.stdout, re.MULTILINE) == ["other.ipynb"]
    assert "1 failed, 3 passed" in done.stdout
    assert not list(nobodys_home.rglob("*.db"))


def test_demo_really_answers_and_ends_when_told(nobodys_home):
    program = "import sys; from workbench.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "demo", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=nobodys_home) as server:
        try:
            line = server.stdout.readline()
            with urllib.request.urlopen(line.split()[-1], timeout=60) as page:
                assert page.status == 200
                assert "Opportunities" in page.read().decode()
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
    assert [path.name for path in nobodys_home.rglob("sample.db")] == ["sample.db"]
    assert Path.cwd() != nobodys_home


@pytest.fixture
def copies(url, tmp_path, sample_at):
    """The sample at version 2, as text and as a file, with a draft; and where it is brought back to."""
    ws = sample_at(url)
    ws.edit("opportunities", "EG-1", reach=5)
    draft = Workspace.open(url).draft("tab")
    draft.set("opportunities", "EG-1", "reach", 7)
    draft.store()
    text, file, back = (str(tmp_path / name) for name in ("text", "copy.db", "back.db"))
    assert main(["export", "--to", text, "--workspace", url]) == 0
    assert main(["backup", file, "--workspace", url]) == 0
    return text, file, back


def test_a_copy_goes_out_and_comes_back_as_a_file_or_as_text(copies, url):
    text, file, back = copies
    one = Workspace.open(url)
    for words, version in ((["import", text], 2), (["restore", text], 3), (["restore", file], 3)):
        place = f"{back}-{words[0]}-{Path(words[1]).name}"
        before = Path(file).read_bytes()
        assert main([*words, "--workspace", place]) == 0
        other = Workspace.open(place)
        assert other.version == version
        assert other["opportunities"].equals(one["opportunities"])
        assert other.history().equals(one.history())
        assert Path(file).read_bytes() == before
        assert other.draft("tab").changes()["new"].tolist() == ([7] if words[1] == file else [])


@pytest.mark.parametrize("which", ["import", "restore", "restore a file"])
def test_what_is_there_is_replaced_only_where_that_is_said(copies, url, which, capsys):
    text, file, _ = copies
    words = {"import": ["import", text], "restore": ["restore", text], "restore a file": ["restore", file]}[
        which
    ]
    ws = Workspace.open(url)
    ws.edit("opportunities", "EG-1", reach=6)
    capsys.readouterr()
    assert main([*words, "--workspace", url]) == 2
    told = capsys.readouterr().err
    assert "has something in it already" in told
    assert "--replace" in told
    assert len(told.splitlines()) == 1
    assert ws.sync() == 3
    assert main([*words, "--replace", "--workspace", url]) == 0
    told = capsys.readouterr().out
    assert "is at version 4" in told
    assert "up to version 3 is gone" in told
    assert "changed in the folder" not in told
    assert ws.sync() == 4
    assert ws["opportunities"].at["EG-1", "reach"] == 5
    assert len(ws.drafts()) == (0 if words[1] == text else 1)


def test_rows_that_were_changed_in_the_folder_are_told(copies, capsys):
    text, _, back = copies
    path = Path(text) / "opportunities.csv"
    path.write_bytes(path.read_bytes() + b"new" + b"," * 4 + b"\n")
    assert main(["import", text, "--workspace", back]) == 2
    assert "opportunities.csv, line " in capsys.readouterr().err
    header, *_ = path.read_text("utf-8").splitlines()
    rest = "," * (header.count(",") - 1)
    path.write_bytes(path.read_bytes().replace(b"new,,,,\n", f"new,New{rest}\n".encode()))
    assert main(["import", text, "--workspace", back]) == 0
    assert "Rows that were changed in the folder are version 3." in capsys.readouterr().out
    assert Workspace.open(back)["opportunities"].at["new", "title"] == "New"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["restore", "notes.txt"], "notes.txt could not be copied: file is not a database"),
        (["restore", "empty.db"], "holds nothing that could be brought back"),
        (["restore", "folder"], "folder holds no workspace: there is no workbench.toml"),
        (["restore", "nothing"], "nothing is not there"),
        (["import", "list.csv", "--yes", "--replace"], "--replace goes with a folder that `export` wrote"),
        (["import", "text", "list.csv"], "list.csv: one folder makes one workspace"),
    ],
)
def test_what_is_no_copy_takes_nothing_away(copies, url, csv, monkeypatch, capsys, words, said):
    tmp_path = Path(csv(GOOD)).parent
    csv("not a workspace, whatever the name says" * 100, "notes.txt")
    Workspace.open(str(tmp_path / "empty.db")).store.close()
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    more = ["--replace"] if words[0] == "restore" else []
    assert main([*words, *more, "--workspace", url]) == 2
    assert said in capsys.readouterr().err
    assert Workspace.open(url).version == 2


def test_whoever_exports_is_told_of_data_of_persons(url, tmp_path, capsys):
    ws = Workspace.open(url)
    ws.add("customers", {"acme": {"name": "Acme"}})
    export = ["export", "--workspace", url, "--to"]
    assert main([*export, str(tmp_path / "before")]) == 0
    assert "data of persons" not in capsys.readouterr().out
    ws.add("contacts", {"erika": {"customer": "acme", "name": "Erika Mustermann"}})
    assert main([*export, str(tmp_path / "text")]) == 0
    assert "It holds data of persons (contacts" in capsys.readouterr().out
