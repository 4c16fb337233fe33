"""One list of parts: whatever else names them all is made from it."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from part_boards import BOARDS

import workbench
from workbench.parts import FIRST, GROUNDS, PARTS
from workbench.serve.boards import boards

ROOT = Path(__file__).parents[1]
NAMES = [part.name for part in PARTS]
LISTED = {**{name: name for name in NAMES}, **{kind.__name__: part for part, kind in BOARDS.items()}}
PYTHON = [
    path for folder in ("workbench", "tests", "data", "notebooks") for path in (ROOT / folder).rglob("*.py")
]


def test_a_part_has_a_room_a_notebook_and_a_board_of_its_name():
    assert [(board.name, board.title) for board in boards(ROOT / "notebooks")] == list(PARTS)
    assert [kind.title for kind in BOARDS.values()] == [part.title for part in PARTS]
    assert FIRST in NAMES
    for name in NAMES:
        assert {"__init__", "tables", "findings", "board"} <= {
            path.stem for path in (ROOT / "workbench" / name).glob("*.py")
        }
        assert getattr(workbench, name).__name__ == f"workbench.{name}"
    assert set(NAMES) <= set(dir(workbench))


def test_whatever_has_tables_is_a_part_or_the_ground_below_them():
    found = {path.parent.name for path in (ROOT / "workbench").glob("*/tables.py")}
    assert found == {"workspace", *GROUNDS, *NAMES}


def test_the_layers_know_the_parts():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [set(line.split(" | ")) for line in contracts[0]["layers"]]
    assert set(NAMES) in layers
    below = layers[layers.index(set(NAMES)) + 1 :]
    assert set(GROUNDS) <= set().union(*below)


def named(node):
    """Return the parts that a collection's own items name, if they name nothing else."""
    items = node.keys if isinstance(node, ast.Dict) else node.elts
    words = [
        item.value if isinstance(item, ast.Constant) else item.id if isinstance(item, ast.Name) else None
        for item in items
    ]
    return {LISTED[word] for word in words} if all(word in LISTED for word in words) else set()


@pytest.mark.parametrize(
    ("text", "listed"),
    [("('needs', 'opportunities')", True), ("[NeedsBoard, OpportunityBoard]", True), ("{'needs': 1, 'opportunities': 2}", True),
     ("('needs',)", False), ("('needs', 'feedback', 'opportunities')", False), ("{'need': 'needs', 'opportunity': 'opportunities'}", False)],
)  # fmt: skip
def test_a_list_by_hand_is_known(text, listed):
    assert (len(named(ast.parse(text, mode="eval").body)) > 1) == listed


def test_nobody_else_lists_the_parts_by_hand():
    kinds = ast.Tuple | ast.List | ast.Set | ast.Dict
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, kinds) and len(named(node)) > 1
    ]
    assert found == []


def test_the_list_is_read_before_anything_is_installed():
    code = (
        "import sys; before = set(sys.modules); import workbench.parts; print(*(set(sys.modules) - before))"
    )
    bare = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"]
    loaded = subprocess.run(bare, capture_output=True, text=True, check=True).stdout.split()
    assert {name.partition(".")[0] for name in loaded} - {"workbench"} <= sys.stdlib_module_names
