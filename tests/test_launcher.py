"""The launcher: what it decides, what it makes, what it says; and that two at once do not tread on each other."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import workbench
from workbench import __main__, launch

PACKAGE = Path(workbench.__file__).parent


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """The least that a clone has, as the place that the package lies in."""
    for name in ("pyproject.toml", launch.RUN, launch.TEST):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(launch, "source_tree", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def steps(monkeypatch):
    """What the launcher does, told and not done."""
    done = []
    monkeypatch.setattr(launch, "prepare", lambda root, venv, lock: done.append(("prepare", lock)))
    monkeypatch.setattr(launch, "rerun", lambda python, arguments: done.append(("rerun", python, *arguments)))
    return done


def inside(venv, monkeypatch, stamp=None):
    """Let the running Python be the clone's own."""
    venv.mkdir()
    monkeypatch.setattr(sys, "prefix", str(venv))
    if stamp is not None:
        (venv / launch.STAMP).write_text(stamp, encoding="ascii")


def packages(monkeypatch, *, here, there=False):
    monkeypatch.setattr(launch, "has", lambda lock: here)
    monkeypatch.setattr(launch, "works", lambda venv, names=(): there)


def test_a_wheel_needs_no_environment(steps, monkeypatch):
    monkeypatch.setattr(launch, "source_tree", lambda: None)
    packages(monkeypatch, here=False)
    launch.ensure(["demo"])
    assert steps == []


def test_an_environment_of_ones_own_is_used_as_it_is(clone, steps, monkeypatch):
    packages(monkeypatch, here=True)
    launch.ensure(["demo"])
    assert steps == []
    assert not (clone / ".venv").exists()


def test_a_bare_python_makes_the_environment_and_goes_on_there(clone, steps, monkeypatch):
    packages(monkeypatch, here=False)
    launch.ensure(["demo", "--port", "0"])
    python = launch.python_of(clone / ".venv")
    assert steps == [("prepare", launch.RUN), ("rerun", python, "demo", "--port", "0")]


@pytest.mark.parametrize(
    ("command", "lock"), [("demo", launch.RUN), ("test", launch.TEST), ("check", launch.TEST)]
)
def test_commands_that_test_need_the_second_lock(clone, steps, monkeypatch, command, lock):
    packages(monkeypatch, here=False)
    launch.ensure([command])
    assert steps[0] == ("prepare", lock)


def test_a_venv_that_somebody_made_by_hand_is_not_touched(clone, steps, monkeypatch):
    (clone / ".venv").mkdir()
    packages(monkeypatch, here=False, there=True)
    launch.ensure(["demo"])
    assert [step[0] for step in steps] == ["rerun"]


def test_nothing_is_done_where_the_stamp_is_right(clone, steps, monkeypatch):
    inside(clone / ".venv", monkeypatch, launch.digest(clone, launch.RUN))
    packages(monkeypatch, here=False)
    launch.ensure(["demo"])
    assert steps == []


@pytest.mark.parametrize("stamp", ["", "of another day"])
def test_a_wrong_or_half_made_stamp_is_repaired_though_all_can_be_imported(clone, steps, monkeypatch, stamp):
    inside(clone / ".venv", monkeypatch, stamp)
    packages(monkeypatch, here=True, there=True)
    launch.ensure(["demo"])
    assert [step[0] for step in steps] == ["prepare", "rerun"]


def test_the_stamp_for_running_does_not_do_for_testing(clone, steps, monkeypatch):
    inside(clone / ".venv", monkeypatch, launch.digest(clone, launch.RUN))
    packages(monkeypatch, here=True)
    launch.ensure(["test"])
    assert steps[0] == ("prepare", launch.TEST)


@pytest.mark.parametrize("name", ["pyproject.toml", launch.RUN])
def test_the_digest_follows_what_is_installed(clone, name):
    before = launch.digest(clone, launch.RUN)
    assert launch.digest(clone, launch.RUN) == before
    (clone / name).write_text("other", encoding="utf-8")
    assert launch.digest(clone, launch.RUN) != before


def test_the_digest_follows_the_version_of_python(clone, monkeypatch):
    before = launch.digest(clone, launch.RUN)
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert launch.digest(clone, launch.RUN) != before


@pytest.fixture
def commands(monkeypatch):
    """The programs that are run, and which of their words make one fail."""
    ran, failing = [], set()

    def run(command, environment=None):
        ran.append([str(word) for word in command])
        return int(bool(failing & set(ran[-1])))

    monkeypatch.setattr(launch, "run", run)
    monkeypatch.setattr(launch, "pip_settings", lambda python: {})
    return ran, failing


def test_the_environment_is_made_from_the_lock_by_uv_and_stamped(clone, commands, capsys):
    ran, _ = commands
    launch.prepare(clone, clone / ".venv", launch.TEST)
    made, uv, locked, here = ran
    assert made[1:3] == ["-m", "venv"]
    assert uv[-1] == "uv"
    assert "uv" in locked
    assert locked[-3:] == ["-r", str(clone / launch.TEST), "--require-hashes"]
    assert here[-3:] == ["-e", str(clone), "--no-deps"]
    for lock in (launch.RUN, launch.TEST):
        assert launch.stamped(clone / ".venv", launch.digest(clone, lock))
    assert "environment: " in capsys.readouterr().err


@pytest.mark.parametrize("word", ["uv", "--python"])
def test_pip_takes_over_where_uv_cannot_be_had_or_fails(clone, commands, word):
    ran, failing = commands
    failing.add(word)
    launch.prepare(clone, clone / ".venv", launch.RUN)
    assert ["uv" in command for command in ran[-2:]] == [False, False]
    assert ran[-2][-1] == "--require-hashes"
    assert launch.stamped(clone / ".venv", launch.digest(clone, launch.RUN))


def test_a_failed_installation_leaves_no_stamp_and_the_next_call_goes_on(clone, commands):
    _, failing = commands
    failing.add("--require-hashes")
    with pytest.raises(launch.LaunchError, match="network"):
        launch.prepare(clone, clone / ".venv", launch.RUN)
    assert not launch.stamped(clone / ".venv", launch.digest(clone, launch.RUN))
    assert (clone / ".venv" / launch.STAMP).exists()
    failing.clear()
    launch.prepare(clone, clone / ".venv", launch.RUN)
    assert launch.stamped(clone / ".venv", launch.digest(clone, launch.RUN))


def test_what_is_left_of_a_broken_environment_goes(clone, commands):
    python = launch.python_of(clone / ".venv")
    python.parent.mkdir(parents=True)
    python.symlink_to(clone / "a python that is gone")
    (clone / ".venv" / "pyvenv.cfg").touch()
    launch.prepare(clone, clone / ".venv", launch.RUN)
    assert sorted(path.name for path in (clone / ".venv").iterdir()) == ["workbench.lock", launch.STAMP]


def test_without_ensurepip_the_cure_is_told(clone, commands, monkeypatch, capsys):
    monkeypatch.setattr(launch.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(launch, "has", lambda lock: False)
    assert __main__.main(["demo"]) == 2
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(clone, monkeypatch, capsys):
    (clone / ".venv").write_text("in the way", encoding="utf-8")
    packages(monkeypatch, here=False)
    assert __main__.main(["demo"]) == 2
    assert "must be writable" in capsys.readouterr().err


def test_of_two_at_once_one_installs_and_the_other_waits(clone):
    program = clone / "one.py"
    program.write_text(
        "import sys, time; from pathlib import Path; from workbench import launch\n"
        "root = Path(sys.argv[1])\n"
        "def install(*given):\n"
        "    (root / 'log').open('a').write('start\\n'); time.sleep(1); (root / 'log').open('a').write('end\\n')\n"
        "launch.make, launch.install = lambda venv: None, install\n"
        "launch.works = lambda venv, names=(): (root / 'log').exists()\n"
        "launch.prepare(root, root / '.venv', launch.RUN)\n",
        encoding="utf-8",
    )
    where = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    both = [
        subprocess.Popen([sys.executable, program, clone], env=where, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert (clone / "log").read_text(encoding="utf-8").split() == ["start", "end"]
    assert sum("waiting" in text for text in said) == 1


def test_the_same_python_is_known_to_work_and_another_is_not(tmp_path):
    venv = tmp_path / ".venv"
    assert not launch.works(venv)
    python = launch.python_of(venv)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    assert launch.works(venv, ("ast", "json"))
    assert not launch.works(venv, ("ast", "no_such_package"))


def test_pips_settings_are_passed_on_in_uvs_words():
    pip = {
        "index-url": "https://index.example/simple",
        "extra-index-url": "https://one.example\nhttps://two.example",
        "find-links": "wheels more",
        "cert": "ca.pem",
        "timeout": "60",
    }
    assert launch.uv_settings(pip, {"SSL_CERT_FILE": "mine.pem"}) == {
        "UV_DEFAULT_INDEX": "https://index.example/simple",
        "UV_INDEX": "https://one.example https://two.example",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "wheels,more",
    }


def test_pips_own_word_on_its_settings_is_read(tmp_path, monkeypatch):
    pytest.importorskip("pip", reason="this environment was made without pip")
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://global.example\ncert = ca.pem\n", encoding="utf-8")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_INDEX_URL", "https://mine.example")
    found = launch.pip_settings(Path(sys.executable))
    assert found["index-url"] == "https://mine.example"
    assert found["cert"] == "ca.pem"


def test_the_command_goes_on_as_the_other_python(monkeypatch):
    seen = []
    monkeypatch.setattr(os, "execv", lambda program, words: seen.append((program, words)))
    launch.rerun(Path("venv/python"), ["demo", "--port", "1"])
    program = str(Path("venv/python"))
    assert seen == [(program, [program, "-m", "workbench", "demo", "--port", "1"])]


def test_the_browser_is_found_or_its_cure_told(tmp_path, monkeypatch):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(launch, "BROWSER_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert launch.browser() == str(program)
    program.rename(tmp_path / "apt-get")
    assert launch.browser() is None
    assert launch.browser_cure() == "sudo apt-get install chromium"
    monkeypatch.setenv("WORKBENCH_BROWSER", str(tmp_path / "apt-get"))
    assert launch.browser() == str(tmp_path / "apt-get")


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_what_an_old_python_meets_first_is_read_by_it(name):
    source = (PACKAGE / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    assert "from __future__ import annotations" in source  # 3.8 would evaluate list[str]
    assert all(not isinstance(node, ast.Match) for node in ast.walk(tree))


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py", "launch.py"])
def test_nothing_but_the_standard_library_is_imported(name):
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    named = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    named += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    roots = {module.partition(".")[0] for module in named}
    assert roots - {"workbench"} <= set(sys.stdlib_module_names)


def test_an_old_python_gets_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))
    monkeypatch.setattr(__main__, "which", lambda name: "found" if name == "python3.12" else None)
    assert __main__.main(["demo"]) == 2
    assert capsys.readouterr().err == (
        "The workbench needs Python 3.11 or newer, and this is 3.8. Run: python3.12 -m workbench demo\n"
    )
