"""A locked method stays as it was agreed, whichever way a change comes."""

import pandas as pd
import pytest

from workbench import Workspace
from workbench.exchange.importer import Importer
from workbench.workspace.errors import TableError


@pytest.fixture
def ws(tmp_path):
    made = Workspace.open(str(tmp_path / "product.db"), who="ana")
    made.add(
        "methods",
        {
            "fit": {"name": "Fit", "kind": "weighted"},
            "own": {"name": "Own", "kind": "formula", "formula": "reach / effort"},
        },
    )
    made.add(
        "weights",
        {
            "fit:reach": {"method": "fit", "criterion": "reach", "weight": 2},
            "fit:impact": {"method": "fit", "criterion": "impact", "weight": 1},
        },
    )
    for name in ("fit", "own"):
        made.edit("methods", name, locked=True, lock_reason="Agreed on 3 May")
    return made


def changes(*rows):
    return pd.DataFrame(list(rows), columns=["table", "id", "column", "new"], dtype=object)


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([("methods", "own", "formula", "reach")], "formula"),
        ([("methods", "own", "formula", None)], "formula"),
        ([("methods", "own", "kind", "weighted")], "kind"),
        ([("methods", "own", None, None)], None),
        ([("methods", "own", "locked", False)], "locked"),
        ([("methods", "own", "locked", False), ("methods", "own", "lock_reason", " ")], "locked"),
        ([("methods", "own", "locked", False), ("methods", "own", "lock_reason", "Agreed on 3 May")], "locked"),
        ([("methods", "own", "locked", None)], "locked"),
        ([("weights", "fit:reach", "weight", 9)], "weight"),
        ([("weights", "fit:reach", "criterion", "effort")], "criterion"),
        ([("weights", "fit:reach", "method", "own")], "method"),
        ([("weights", "fit:reach", None, None)], None),
        ([("weights", "new", "method", "fit"), ("weights", "new", "criterion", "effort"), ("weights", "new", "weight", 1)], None),
    ],
)  # fmt: skip
def test_a_lock_holds_formula_kind_and_weights(ws, rows, column):
    before, version = {name: ws[name] for name in ("methods", "weights")}, ws.version
    with pytest.raises(TableError) as refused:
        ws.apply(changes(*rows))
    first = refused.value.problems.iloc[0]
    assert (first["table"], first["id"], first["column"]) == (*rows[0][:2], column)
    assert "locked (“Agreed on 3 May”)" in first["problem"] or "locked method" in first["problem"]
    assert "lock_reason" in first["problem"]
    assert ws.version == version == ws.newest()
    for name, frame in before.items():
        pd.testing.assert_frame_equal(ws[name], frame)


def test_the_same_change_with_an_unlocking_and_its_reason_is_taken(ws):
    ws.apply(
        changes(
            ("methods", "fit", "locked", False),
            ("methods", "fit", "lock_reason", "New strategy"),
            ("weights", "fit:reach", "weight", 9),
            ("methods", "own", "locked", False),
            ("methods", "own", "lock_reason", "Effort was wrong"),
            ("methods", "own", "formula", "reach"),
        )
    )
    assert ws["weights"].at["fit:reach", "weight"] == 9
    assert ws["methods"].at["own", "formula"] == "reach"
    ws.edit("weights", "fit:reach", weight=3)
    assert ws["weights"].at["fit:reach", "weight"] == 3


def test_name_description_and_an_equal_value_are_not_held(ws):
    ws.edit("methods", "own", name="Reach a month", about="Quick", formula="reach / effort")
    assert ws["methods"].at["own", "name"] == "Reach a month"


def test_a_lock_comes_with_the_change_that_it_holds(ws):
    ws.apply(
        changes(
            *(("methods", "late", name, value) for name, value in {"name": "Late", "kind": "weighted", "locked": True}.items()),
            *(("weights", "late:reach", name, value) for name, value in {"method": "late", "criterion": "reach", "weight": 1}.items()),
        )
    )  # fmt: skip
    with pytest.raises(TableError, match="locked method 'late'"):
        ws.edit("weights", "late:reach", weight=2)


def test_the_lock_can_be_taken_back_and_done_again(ws):
    ws.undo()
    assert not ws["methods"].at["own", "locked"]
    ws.edit("methods", "own", formula="reach")
    ws.undo()
    ws.redo()
    assert ws["methods"].at["own", "formula"] == "reach"


def test_an_undo_does_not_reach_behind_anothers_lock(tmp_path):
    ana = Workspace.open(str(tmp_path / "product.db"), who="ana")
    ana.add("methods", {"own": {"name": "Own", "kind": "formula", "formula": "reach"}})
    ana.edit("methods", "own", formula="reach / effort")
    li = Workspace.open(ana.url, who="li")
    li.edit("methods", "own", locked=True, lock_reason="Agreed")
    with pytest.raises(TableError, match="Formula of methods 'own' is locked"):
        ana.undo()
    with pytest.raises(TableError, match="Formula of methods 'own' is locked"):
        ana.edit("methods", "own", formula="impact")  # from a snapshot that does not know of the lock yet


def test_nor_does_a_scenario_that_is_adopted(ws):
    ws.edit("methods", "own", locked=False, lock_reason="For a while")
    lean = ws.scenario("Lean team")
    lean.edit("methods", "own", formula="reach")
    ws.sync()
    ws.edit("methods", "own", locked=True, lock_reason="Agreed again")
    lean.sync()
    with pytest.raises(TableError, match="Agreed again"):
        lean.adopt()
    assert ws["methods"].at["own", "formula"] == "reach / effort"


def test_a_removal_does_not_take_locked_weights_along(ws):
    with pytest.raises(TableError, match="cannot be removed"):
        ws.remove("methods", ["fit"], with_references=True)
    assert len(ws["weights"]) == 2


def test_an_import_is_refused_as_an_edit_is(ws):
    importer = Importer(ws, "methods")
    reading = importer.read("methods.csv", b"id,name,kind,formula\nown,Own,formula,reach * 2\n")
    with pytest.raises(ValueError, match="Formula of methods 'own' is locked"):
        importer.apply(importer.plan(reading))
    importer.apply(importer.plan(reading, skip_bad=True))
    assert ws["methods"].at["own", "formula"] == "reach / effort"
