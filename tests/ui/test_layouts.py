"""Where things stand: layouts by name for all boards, and what one part has for itself in a stylesheet of its own."""

import re
from pathlib import Path

import pytest
from part_boards import BOARDS

import workbench

PACKAGE = Path(workbench.__file__).parent
SHARED = (PACKAGE / "ui" / "board.css").read_text(encoding="utf-8")


def selectors(css):
    """Return the selectors of all rules, those inside of conditions too."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    heads = re.findall(r"([^{}]+)\{", bare)
    return [head.strip() for head in heads if not head.strip().startswith("@")]


def test_no_rule_for_all_boards_names_a_tab_or_a_part():
    names = [
        name
        for kind in BOARDS.values()
        for name in (kind.title.lower(), *(tab.name for tab in kind.tabs if tab.name))
    ]
    named = [rule for rule in selectors(SHARED) if re.search(rf"-({'|'.join(names)}|first)\b", rule)]
    assert len(selectors(SHARED)) > 200
    assert named == []


@pytest.mark.parametrize("kind", BOARDS.values())
def test_a_parts_own_rules_hold_on_its_board_only(kind):
    rules = selectors(kind.styles.read_text(encoding="utf-8"))
    scope = f".wb-part-{kind.title.lower()} "
    assert rules
    assert [rule for rule in rules if not rule.removeprefix(".wb-page ").startswith(scope)] == []


@pytest.mark.parametrize("kind", BOARDS.values())
def test_each_tab_stands_in_a_layout_that_there_is(kind, ws):
    board = kind(ws)
    there = set(re.findall(r"\.wb-layout-([a-z-]+)", SHARED))
    for tab in kind.tabs:
        board.view.tab = tab.name
    bodies = [box for box in board.children[2].children if "wb-body" in box._dom_classes]
    used = [
        name.removeprefix("wb-layout-") for box in bodies for name in box._dom_classes if "layout" in name
    ]
    assert len(used) == len(kind.tabs)
    assert set(used) <= there
    assert f"wb-part-{kind.title.lower()}" in board._dom_classes
    assert kind.styles.read_text(encoding="utf-8") in board.session._css
