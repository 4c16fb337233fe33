"""The rules of the house that tools do not check: sizes, names, mirrors, notebooks, and no trace of anybody's machine."""

import ast
import doctest
import importlib
import json
import re
import subprocess
import tokenize
import tomllib
from pathlib import Path

import pytest

from workbench.cli import parser
from workbench.opportunities import register

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "workbench"
MODULES = sorted(PACKAGE.rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 2_000_000
ELSEWHERE = {"browser", "faults"}
"""Folders of tests that look at the whole."""


def named(path):
    return path.relative_to(ROOT).as_posix()


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this tree is no git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def code_lines(path):
    """Return the numbers of lines that hold code: no blank lines, comments or docstrings."""
    quiet = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    with path.open("rb") as file:
        tokens = [token for token in tokenize.tokenize(file.readline) if token.type not in quiet]
    lines = {number for token in tokens[1:] for number in range(token.start[0], token.end[0] + 1)}
    for node in ast.walk(ast.parse(path.read_bytes())):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            lines -= set(range(node.lineno, node.end_lineno + 1))
    return lines


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_is_one_room(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert path.stem not in {"utils", "util", "helpers", "common", "misc"}
    lines = code_lines(path)
    functions = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.FunctionDef)]
    sizes = {node.name: len(lines & set(range(node.lineno, node.end_lineno + 1))) for node in functions}
    assert {name: size for name, size in sizes.items() if size > 40} == {}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_what_is_public_is_explained_and_imports_are_absolute(path):
    tree = ast.parse(path.read_bytes())
    assert ast.get_docstring(tree)
    things = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    things += [
        node
        for thing in things
        if isinstance(thing, ast.ClassDef) and not thing.name.startswith("_")
        for node in thing.body
        if isinstance(node, ast.FunctionDef)
    ]
    public = [node for node in things if not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
    assert [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem != "__main__"], ids=named)
def test_examples_in_docstrings_hold(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    register.methods()
    monkeypatch.setattr(register, "_METHODS", dict(register._METHODS))  # what an example adds goes with it
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    assert (
        doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0
    )


def test_the_tests_mirror_the_package():
    here = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.glob("test_*.py"))}
    rooms = {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    single = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert here - ELSEWHERE <= rooms
    empty = {
        room for room in rooms if not any(path.stem != "__init__" for path in (PACKAGE / room).glob("*.py"))
    }
    assert rooms - empty - here - single == set()
    assert not list((ROOT / "tests").rglob("__init__.py"))


PLACES = r"/work/[a-z.]|/root/|/home/[a-z]|/Users/[a-z]|/opt/|[A-Z]:\\Users|/tmp/[a-z]"
HOSTS = r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs"


def test_nothing_tells_of_the_machine_it_was_made_on():
    skipped = {".br", ".gz", ".woff2", ".png"}
    found = [
        f"{named(path)}: {hit}"
        for path in tracked()
        if path.suffix not in skipped and path != Path(__file__)
        for hit in re.findall(f"{PLACES}|{HOSTS}", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_large_files():
    assert [named(path) for path in tracked() if path.stat().st_size > LARGEST] == []


def requirements(lines):
    parts = (re.match(r"([\w.-]+)(?:\[\w+\])?\s*(.*)", line).groups() for line in lines)
    return {name.lower(): limits.replace(" ", "") for name, limits in parts}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_conda_installs_the_same_list(project):
    text = (ROOT / "environment.yml").read_text(encoding="utf-8").partition("dependencies:")[2]
    listed = requirements(re.findall(r"^  - (.+)$", text, re.MULTILINE))
    wanted = requirements(project["dependencies"])
    assert listed == {**wanted, "python": project["requires-python"], "pip": ""}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_names_all_with_hashes_and_no_address(project, lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)
    names = {re.match(r"[a-z0-9.-]+", entry).group() for entry in entries}
    wanted = set(requirements(project["dependencies"]))
    if lock != "requirements.lock":
        wanted |= set(requirements(project["optional-dependencies"]["test"]))
        wanted |= set(requirements(project["optional-dependencies"]["bench"]))
    assert wanted <= names
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|^-|file:", text, re.MULTILINE)


def test_the_front_end_lock_names_no_address():
    """``npm install`` writes funding pages and registry hosts into it: take them out."""
    assert "://" not in (ROOT / "js" / "package-lock.json").read_text(encoding="utf-8")


def test_the_locks_agree():
    run, test = (
        set(re.findall(r"^[a-z].*==.*[^ \\]", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-test.lock")
    )
    assert run
    assert {line.partition(" ;")[0] for line in run} <= {line.partition(" ;")[0] for line in test}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "data/README.md"])
def test_commands_in_the_documents_are_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    said = set(re.findall(r"(?:-m |`|^ *)workbench ([a-z]+)", text, re.MULTILINE))
    assert said <= set(parser()._subparsers._group_actions[0].choices)
    if name == "README.md":
        assert {"demo", "test"} <= said


TUTORIALS = sorted((ROOT / "notebooks" / "tutorials").glob("*.ipynb"))


@pytest.fixture(params=[*NOTEBOOKS, *TUTORIALS], ids=named)
def stored(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


@pytest.fixture(params=NOTEBOOKS, ids=named)
def notebook(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def code(notebook):
    return [("".join(cell["source"]), cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_a_notebook_is_thin(notebook):
    cells = code(notebook)
    assert len(cells) <= 8
    for source, _ in cells:
        assert len(source.splitlines()) <= 10, source
        tree = ast.parse(source)
        for node in ast.walk(tree):
            assert not isinstance(node, ast.ClassDef), source
            assert not isinstance(node, ast.FunctionDef) or node.end_lineno - node.lineno < 3, source
        assert not re.search(r"\bobserve\(|\bopen\((?<!\.open\()", source), source


def test_a_notebook_is_stored_stripped(stored):
    assert "widgets" not in stored["metadata"]
    for source, cell in code(stored):
        checked = source.startswith("# NBVAL_CHECK_OUTPUT")
        assert cell["execution_count"] == (1 if checked else None)  # nbval compares no cell without one
        assert bool(cell["outputs"]) == checked, source
        assert all(
            "application/vnd.jupyter.widget-view+json" not in out.get("data", {}) for out in cell["outputs"]
        )
        assert all(out.get("execution_count") is None for out in cell["outputs"])


def test_a_notebook_checks_something(stored):
    assert any(cell["outputs"] for _, cell in code(stored))
